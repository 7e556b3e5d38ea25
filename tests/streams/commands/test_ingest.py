"""`sitrep ingest`: everything into the warehouse, with a summary; again changes nothing."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from streams import cli
from streams.intake.files import Found, find_files
from streams.warehouse.lake import locate, open_lake
from streams.warehouse.reader import Reader, checksums
from tests.streams.fake_coder import open_fake


@pytest.fixture(autouse=True)
def _fake_coder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("streams.intake.keeper.open_keeper", open_fake)


def write(path: Path, *texts: str) -> Path:
    data = "".join(json.dumps({"text": text, "article_id": f"{path.stem}-{n}"}) + "\n" for n, text in enumerate(texts))
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(gzip.compress(data.encode()) if path.suffix == ".gz" else data.encode())
    return path


def ingest(capsys: pytest.CaptureFixture[str], warehouse: Path, *sources: Path | str) -> tuple[int, dict[str, str]]:
    code = cli.run(["ingest", "-q", "--warehouse", str(warehouse), *map(str, sources)])
    rows = (line.rsplit(maxsplit=1) for line in capsys.readouterr().out.splitlines())
    return code, {name.strip(): value for name, value in rows}


def test_files_and_folders_are_stored_and_again_unchanged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = write(tmp_path / "one.jsonl", "Two were killed.", "Quiet.")
    write(tmp_path / "more" / "b.jsonl.gz", "One was killed, another killed.")
    write(tmp_path / "more" / "a.json", "Nothing.")
    (tmp_path / "more" / "notes.txt").touch()
    warehouse = tmp_path / "warehouse"
    code, summary = ingest(capsys, warehouse, one, tmp_path / "more")
    assert code == 0
    assert {
        "read": "4",
        "coded": "4",
        "relevant": "2",
        "events": "3",
        "stored": "4",
        "rejected": "0",
    }.items() <= summary.items()
    with Reader(locate(warehouse)) as reader:
        before = checksums(reader)
    code, summary = ingest(capsys, warehouse, tmp_path / "more", one)
    assert (code, summary["unchanged"], summary["stored"]) == (0, "4", "0")
    with Reader(locate(warehouse)) as reader:
        assert checksums(reader) == before


def test_rejections_are_stored_with_their_place_and_bytes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path / "a.jsonl", "Two were killed.", "@boom", "Quiet.")
    path.write_bytes(path.read_bytes() + b'{"text": 5}\n' + b'{"text": "cut')
    code, summary = ingest(capsys, tmp_path / "warehouse", path)
    assert code == 1
    assert (summary["rejected"], summary["coded"]) == ("3", "2")
    assert (summary["coder-failed"], summary["wrong-type"], summary["not-json"]) == ("1", "1", "1")
    with Reader(locate(tmp_path / "warehouse")) as reader:
        rows = reader.rows(
            "SELECT reason, stage, origin_file, origin_line, original FROM rejections ORDER BY origin_line"
        )
    assert [(row["reason"], row["stage"], row["origin_line"]) for row in rows] == [
        ("coder-failed", "coder", 2),
        ("wrong-type", "intake", 4),
        ("not-json", "intake", 5),
    ]
    assert rows[2]["original"] == b'{"text": "cut'
    assert rows[0]["origin_file"] == str(path)


def test_a_file_that_vanishes_is_a_rejection_and_loses_nothing_around_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b", "c"):
        write(tmp_path / "folder" / f"{name}.jsonl", "Two were killed.")

    def find_and_lose(folder: Path) -> Found:
        found = find_files(folder)
        (folder / "b.jsonl").unlink()
        return found

    monkeypatch.setattr("streams.intake.files.find_files", find_and_lose)
    code, summary = ingest(capsys, tmp_path / "w", tmp_path / "folder")
    assert (code, summary["stored"], summary["unreadable"]) == (1, "2", "1")


def test_what_is_not_there_is_said_before_anything_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path / "a.jsonl", "Quiet.")
    assert cli.run(["ingest", "--warehouse", str(tmp_path / "w"), str(path), "gone.jsonl"]) == 2
    assert "gone.jsonl" in capsys.readouterr().err
    assert not (tmp_path / "w").exists()


def test_a_warehouse_that_another_process_writes_is_not_touched(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path / "a.jsonl", "Quiet.")
    with open_lake(locate(tmp_path / "w")):
        assert cli.run(["ingest", "--warehouse", str(tmp_path / "w"), str(path)]) == 3
    assert "is being written by process" in capsys.readouterr().err


def test_a_newer_warehouse_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path / "a.jsonl", "Quiet.")
    with open_lake(locate(tmp_path / "w")) as lake:
        lake.connection.execute("INSERT INTO store.meta VALUES ('layout', '999', now() + INTERVAL 1 DAY)")
    for command in (["ingest", str(path)], ["sql", "SELECT 1"]):
        assert cli.run([*command, "--warehouse", str(tmp_path / "w")]) == 3
        assert "layout 999" in capsys.readouterr().err


def test_samples_can_be_taken_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "a", "article_id": "sample-1"}\n{"text": "b", "article_id": "mine"}\n')
    ingest(capsys, tmp_path / "w", path)
    assert cli.run(["samples", "remove", "--warehouse", str(tmp_path / "w")]) == 0
    assert "1 sample article" in capsys.readouterr().out
    with Reader(locate(tmp_path / "w")) as reader:
        assert reader.columns("SELECT article_id FROM articles") == {"article_id": ["mine"]}


def test_a_feed_that_is_a_web_page_is_a_rejection(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "feed.xml"
    path.write_text("<!doctype html><html><body>Welcome</body></html>")
    code, summary = ingest(capsys, tmp_path / "w", path)
    assert (code, summary["bad-feed"]) == (1, "1")
