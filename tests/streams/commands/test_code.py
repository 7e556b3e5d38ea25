"""`sitrep code`: one line each, in order, bad lines to stderr with their line, and fast to start."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

SITREP = [sys.executable, "-c", "from streams.cli import main; main()"]


def run(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*SITREP, *arguments], input=stdin, capture_output=True, check=False, timeout=60)


def lines(data: bytes) -> list[dict[str, object]]:
    return [json.loads(line) for line in data.splitlines()]


def test_articles_come_out_in_order_and_bad_lines_on_stderr(tmp_path: Path) -> None:
    packed = tmp_path / "more.jsonl.gz"
    packed.write_bytes(gzip.compress(b'{"text": "Nobody was hurt.", "article_id": "c"}\n'))
    first, second = b'{"text": "Rebels killed two soldiers.", "article_id": "a"}', b'{"text": "x", "article_id": "b"}'
    stdin = first + b"\n\nnot json\n" + second + b"\n"
    done = run("code", "-", str(packed), stdin=stdin)
    assert done.returncode == 1
    assert [one["article_id"] for one in lines(done.stdout)] == ["a", "b", "c"]
    (rejection,) = lines(done.stderr)
    assert rejection["reason"] == "not-json"
    assert rejection["origin"] == {"kind": "stdin", "file": "<stdin>", "line": 3}


def test_a_forgiven_date_is_a_warning_with_its_line_and_no_failure() -> None:
    done = run("code", stdin=b'{"text": "x"}\n{"text": "y", "published_at": "Wed Nov 23T12:00:00Z"}\n')
    assert done.returncode == 0
    assert len(lines(done.stdout)) == 2
    (warning,) = lines(done.stderr)
    assert "$.published_at" in str(warning["warning"])
    assert warning["origin"] == {"kind": "stdin", "file": "<stdin>", "line": 2}


def test_one_object_over_many_lines_is_one_article(tmp_path: Path) -> None:
    path = tmp_path / "article.json"
    path.write_text(json.dumps({"text": "Police arrested a man in Nairobi.", "article_id": "a"}, indent=2))
    done = run("code", str(path))
    assert (done.returncode, done.stderr) == (0, b"")
    assert lines(done.stdout)[0]["article_id"] == "a"


def test_a_file_that_is_not_there_is_wrong_use() -> None:
    done = run("code", "nowhere.jsonl")
    assert done.returncode == 2
    assert b"nowhere.jsonl" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_reader_that_leaves_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text('{"text": "Two men were shot dead in Lagos on Monday."}\n' * 400)
    process = subprocess.Popen([*SITREP, "code", str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(30) == 141


def test_it_starts_without_what_it_does_not_need() -> None:
    code = (
        "import sys; from streams.cli import run; code = run(['code', '-']); "
        "heavy = {'duckdb', 'pyarrow', 'dash', 'starlette', 'httpx', 'trafilatura', 'rich'}; "
        "print(code, sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input=b"", capture_output=True, check=True, timeout=60, env={**os.environ}
    )
    assert done.stdout.decode().split() == ["0", "[]"]
