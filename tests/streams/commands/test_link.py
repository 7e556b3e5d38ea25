"""`sitrep link`: the same lines, each event with its incident; bad lines to stderr with their line."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec

from schemas.coded import CodedArticle
from schemas.linked import LinkedArticle
from tests.streams.incidents.reports import DAY, KALUMBE, RETOLD, article, event

SITREP = [sys.executable, "-c", "from streams.cli import main; main()"]
FLASH = article("1", [event("flash", place=KALUMBE, day=DAY), event("arrest", action="arrest", detained=1)])
LATER = article("2", [event("later", RETOLD, place=KALUMBE, day=DAY)])
QUIET = article("3", [])


def run(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*SITREP, "link", *arguments], input=stdin, capture_output=True, check=False, timeout=60)


def lines(*articles: CodedArticle) -> bytes:
    return b"".join(msgspec.json.encode(one) + b"\n" for one in articles)


def read(data: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in data.splitlines()]


def test_every_field_is_kept_and_the_incidents_are_added(tmp_path: Path) -> None:
    path = tmp_path / "coded.jsonl.gz"
    path.write_bytes(gzip.compress(lines(LATER)))
    done = run("-", str(path), stdin=lines(FLASH, QUIET))
    assert (done.returncode, done.stderr) == (0, b"")
    first, quiet, later = read(done.stdout)
    flash, arrest = (one["incident_id"] for one in first["events"])
    assert first["incident_ids"] == [flash, arrest]
    assert later["incident_ids"] == [flash] == [one["incident_id"] for one in later["events"]]
    assert quiet["incident_ids"] == []
    for line, coded in zip((first, quiet, later), (FLASH, QUIET, LATER), strict=True):
        del line["incident_ids"]
        for one in line["events"]:
            del one["incident_id"]
        assert line == json.loads(msgspec.json.encode(coded))


def test_the_output_is_the_published_record_and_can_be_linked_again() -> None:
    once = run(stdin=lines(FLASH, LATER)).stdout
    decoded = [msgspec.json.decode(line, type=LinkedArticle) for line in once.splitlines()]
    assert decoded[0].incident_ids[0] == decoded[1].events[0].incident_id
    assert run(stdin=once).stdout == once


def test_bad_lines_are_rejected_with_their_line_and_the_others_linked() -> None:
    done = run(stdin=b'not json\n{"article_id": "a"}\n' + lines(FLASH))
    assert done.returncode == 1
    assert [one["article_id"] for one in read(done.stdout)] == ["1"]
    rejections = read(done.stderr)
    assert [(one["reason"], one["origin"]["line"]) for one in rejections] == [("not-json", 1), ("missing-field", 2)]
    assert "content_hash" in rejections[1]["detail"]


def test_nothing_in_nothing_out() -> None:
    done = run(stdin=b"")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
