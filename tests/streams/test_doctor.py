"""`sitrep doctor`: each check finds its trouble, says what it blocks and how to mend it."""

from __future__ import annotations

import json
import socket
from pathlib import Path
from types import SimpleNamespace

import pytest

from schemas.errors import LexiconError
from streams import cli, doctor
from streams.doctor import CHECKS, Finding, Place
from streams.warehouse.lake import locate, open_lake


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(str(tmp_path / "warehouse"), 0, None)


def test_a_sound_installation_has_nothing_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["doctor", "--warehouse", str(tmp_path), "--port", "0", "--format", "json"]) == 0
    findings = [Finding(**one) for one in json.loads(capsys.readouterr().out)]
    assert len(findings) == len(CHECKS)
    assert {one.check for one in findings if one.status == "wrong"} == set()


def test_a_missing_package_is_found(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_installed", lambda name: None if name == "msgspec" else "1")
    finding = doctor.check_packages(place)
    assert (finding.status, finding.found) == ("wrong", "missing: msgspec")
    assert "make install" in finding.mend


def test_extensions_out_of_step_are_found(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_installed", lambda name: "1.4.0" if name.endswith("ducklake") else "1.5.5")
    finding = doctor.check_extensions(place)
    assert finding.status == "wrong"
    assert "ducklake 1.4.0" in finding.found
    assert "duckdb-extension-ducklake==1.5.5" in finding.mend


def test_a_broken_vocabulary_is_named_with_its_line(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise LexiconError("actors.tsv", 12, "no kind")

    monkeypatch.setattr("streams.coding.registry.load_registry", broken)
    finding = doctor.check_vocabulary(place)
    assert (finding.status, finding.blocks) == ("wrong", "coding")
    assert "actors.tsv:12" in finding.found


def test_a_newer_warehouse_is_wrong_and_a_busy_one_is_not(place: Place) -> None:
    with open_lake(locate(place.warehouse), url="http://127.0.0.1:9") as lake:
        finding = doctor.check_warehouse(place)
        assert finding.status == "ok"
        assert "http://127.0.0.1:9" in finding.found
        lake.connection.execute("INSERT INTO store.meta VALUES ('layout', '999', now() + INTERVAL 1 DAY)")
    finding = doctor.check_warehouse(place)
    assert finding.status == "wrong"
    assert "layout 999" in finding.found


@pytest.mark.parametrize(("free", "status"), [(5e7, "wrong"), (5e8, "note"), (5e10, "ok")])
def test_space_on_the_disk(place: Place, monkeypatch: pytest.MonkeyPatch, free: float, status: str) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda path: SimpleNamespace(free=int(free)))
    assert doctor.check_disk(place).status == status


def test_a_port_in_use_is_found(place: Place) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        finding = doctor.check_port(place._replace(port=port))
    assert (finding.status, finding.found) == ("note", f"{port} is in use")


def test_something_wrong_is_3_with_what_it_blocks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda path: SimpleNamespace(free=0))
    assert cli.run(["doctor", "--warehouse", str(tmp_path)]) == 3
    out = capsys.readouterr().out
    assert "WRONG  disk" in out
    assert "blocks: storing anything" in out
