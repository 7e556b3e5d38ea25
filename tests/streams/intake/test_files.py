"""Files, packed or not, whatever they are called; what cannot be read says where."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pytest

from schemas.rejection import Rejection
from streams.intake.files import find_files, read_file, read_stream
from streams.intake.records import Record

LINES = b"".join(json.dumps({"text": f"article {n}", "title": "é" * 50}).encode() + b"\n" for n in range(500))


def read(path: Path) -> tuple[list[Record], list[Rejection]]:
    found = list(read_file(path))
    return [one for one in found if isinstance(one, Record)], [one for one in found if isinstance(one, Rejection)]


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.txt"])
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_gzip_is_told_by_its_first_bytes(tmp_path: Path, name: str, packed: bool) -> None:
    path = tmp_path / name
    path.write_bytes(gzip.compress(LINES) if packed else LINES)
    records, rejections = read(path)
    assert [record.origin.line for record in records] == list(range(1, 501))
    assert rejections == []
    assert str(records[6].origin) == f"{path}:7"


def test_gzip_members_in_a_row_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.gz"
    path.write_bytes(gzip.compress(LINES) + gzip.compress(LINES))
    assert len(read(path)[0]) == 1000


def test_a_truncated_gzip_keeps_what_came_before(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    packed = gzip.compress(LINES)
    path.write_bytes(packed[: len(packed) * 3 // 4])
    records, (rejection,) = read(path)
    assert 100 < len(records) < 500
    assert (rejection.reason, rejection.origin.file, rejection.origin.line) == (
        "unreadable",
        str(path),
        len(records) + 1,
    )


def test_a_link_that_leads_nowhere_is_not_overlooked(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").symlink_to(tmp_path / "gone.jsonl")
    (tmp_path / "folder.jsonl").mkdir()
    (path,) = find_files(tmp_path).files
    records, (rejection,) = read(path)
    assert (records, rejection.reason, rejection.origin.file) == ([], "unreadable", str(path))


def test_a_damaged_gzip_is_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b"")[:10] + b"\xff" * 100)
    records, (rejection,) = read(path)
    assert (records, rejection.reason) == ([], "unreadable")


def test_a_file_that_vanished_is_unreadable(tmp_path: Path) -> None:
    records, (rejection,) = read(tmp_path / "gone.jsonl")
    assert (records, rejection.reason) == ([], "unreadable")
    assert "No such file" in rejection.detail


@pytest.mark.parametrize("data", [b"", b"\n\n", gzip.compress(b"")], ids=["empty", "blank", "empty gzip"])
def test_an_empty_file_has_no_records(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(data)
    assert read(path) == ([], [])


def test_the_position_in_the_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(LINES))
    positions: list[int] = []
    assert len(list(read_file(path, positions.append))) == 500
    assert positions[-1] == path.stat().st_size


def test_folders_are_read_in_order_without_what_is_hidden(tmp_path: Path) -> None:
    for name in ("b.jsonl", "a/z.json", "a/c.NDJSON", "feed.rss", ".git/x.json", "notes.md", "c.gz"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    found = find_files(tmp_path)
    assert [str(path.relative_to(tmp_path)) for path in found.files] == [
        "a/c.NDJSON", "a/z.json", "b.jsonl", "c.gz", "feed.rss",
    ]  # fmt: skip
    assert found.others == 1


def test_a_stream_is_named_by_whoever_opens_it() -> None:
    stream = io.BufferedReader(io.BytesIO(b'{"text":"a"}'))  # type: ignore[arg-type]
    (record,) = read_stream(stream, kind="stdin", name="<stdin>")
    assert (record.origin.kind, str(record.origin)) == ("stdin", "<stdin>:1")
