"""One table of settings: options, `.env.example` and the documentation say what it says."""

from __future__ import annotations

import importlib
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from streams.cli import COMMANDS
from streams.settings import SETTINGS, mask_secrets, setting
from streams.settings_docs import PAGES, main


def commands() -> dict[str, click.Command]:
    """Every command there is; a group stands for its subcommands."""
    found = {}
    for name, module in COMMANDS.items():
        command = importlib.import_module(module).command
        found[name] = command
    return found


def options_of(command: click.Command) -> set[str]:
    nested = command.commands.values() if isinstance(command, click.Group) else ()
    own = {option for parameter in command.params for option in parameter.opts}
    return own.union(*(options_of(one) for one in nested))


def test_the_generated_pages_are_up_to_date() -> None:
    assert main(["--check"]) == 0, "run `make docs`"
    for path in PAGES:
        for row in SETTINGS:
            assert row.env in Path(path).read_text("utf-8")


@pytest.mark.parametrize("row", SETTINGS, ids=lambda row: row.name)
def test_each_setting_is_an_option_of_the_commands_that_it_names(row: object) -> None:
    for name, command in commands().items():
        assert (row.option in options_of(command)) == (name in row.commands), name  # type: ignore[attr-defined]


def test_names_are_regular() -> None:
    for row in SETTINGS:
        assert row.env.startswith("SITREP_")
        assert row.option == "--" + row.option.removeprefix("--").lower()
        assert row.help.endswith(".")
        assert row.default is None or isinstance(row.default, row.kind)
    assert len({row.env for row in SETTINGS}) == len(SETTINGS)


def test_the_option_wins_over_the_variable_and_the_variable_over_the_default() -> None:
    @click.command()
    @setting("port")
    @setting("feed")
    def command(port: int, feed: tuple[str, ...]) -> None:
        click.echo(f"{port} {feed}")

    def run(*arguments: str, **env: str) -> str:
        return CliRunner().invoke(command, list(arguments), env=env).output.strip()

    assert run() == "8050 ()"
    assert run(SITREP_PORT="") == "8050 ()"
    assert run(SITREP_PORT="9000", SITREP_FEEDS="http://a http://b") == "9000 ('http://a', 'http://b')"
    assert (
        run("--port", "9001", "--feed", "http://c", SITREP_PORT="9000", SITREP_FEEDS="http://a") == "9001 ('http://c',)"
    )
    assert "not a valid integer" in run(SITREP_PORT="many")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("postgres://ann:secret@db/sitrep", "postgres://ann:***@db/sitrep"),
        ("host=db password=secret user=ann", "host=db password=*** user=ann"),
        ("PASSWORD = 'a b' x", "PASSWORD = *** x"),
        ("http://127.0.0.1:8050/path", "http://127.0.0.1:8050/path"),
        ("/srv/ware@house", "/srv/ware@house"),
    ],
)
def test_passwords_are_masked(text: str, masked: str) -> None:
    assert mask_secrets(text) == masked
