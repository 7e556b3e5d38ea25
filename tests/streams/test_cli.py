"""The command line: every command has help with an example, and every foreseen error is one message."""

from __future__ import annotations

import click
import pytest

from schemas.errors import DependencyError, LexiconError, SitrepError, UsageError, WarehouseTooNew
from streams import cli
from streams.cli import COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run([name, "--help"]) == 0
    out = capsys.readouterr().out
    assert "Example:" in out
    assert f"sitrep {name}" in out


def test_the_list_of_commands_says_what_each_does(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--help"]) == 0
    out = capsys.readouterr().out
    for name in COMMANDS:
        assert f"\n  {name} " in out
    assert "Exit codes" in out


@pytest.mark.parametrize("arguments", [["nothing"], ["sql", "--format", "xml", "x"], ["ingest"], ["up", "--port", "x"]])
def test_wrong_use_is_2_and_says_what_is_wrong(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(arguments) == 2
    assert "Error:" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UsageError("wrong"), 2),
        (DependencyError("missing: password=hidden"), 3),
        (WarehouseTooNew("new"), 3),
        (LexiconError("actors.tsv", 4, "odd"), 3),
        (SitrepError("odd"), 1),
        (KeyboardInterrupt(), 130),
    ],
    ids=lambda value: type(value).__name__,
)
def test_errors_are_one_message_and_an_exit_code(
    error: BaseException, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    @click.command("version")
    def failing() -> None:
        raise error

    monkeypatch.setattr("streams.commands.version.command", failing)
    assert cli.run(["version"]) == code
    err = capsys.readouterr().err
    assert len(err.strip().splitlines()) == 1
    assert "hidden" not in err


def test_a_bug_keeps_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    @click.command("version")
    def failing() -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("streams.commands.version.command", failing)
    with pytest.raises(ZeroDivisionError):
        cli.run(["version"])


def test_version_names_the_parts(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["version"]) == 0
    assert "coder" in capsys.readouterr().out
