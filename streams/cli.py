"""The command `sitrep`: finds the subcommand, and turns every foreseen error into one message and an exit code."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from typing import IO, Any

import click

from schemas.errors import SitrepError
from streams.settings import mask_secrets

__all__ = ["COMMANDS", "cli", "main"]

COMMANDS = {
    "up": "streams.commands.up",
    "code": "streams.commands.code",
    "link": "streams.commands.link",
    "ingest": "streams.commands.ingest",
    "sql": "streams.commands.sql",
    "samples": "streams.commands.samples",
    "doctor": "streams.commands.doctor",
    "version": "streams.commands.version",
}
"""Each module has a click command named `command`. Loaded when asked for, so that `sitrep code` starts fast."""


class _Left(click.ClickException):
    """The reader of our output has left, as `head` does: nothing to say to anybody."""

    exit_code = 141

    def show(self, file: IO[Any] | None = None) -> None:
        """Python would complain once more when it flushes stdout: let that go nowhere."""
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class _Commands(click.Group):
    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # click would exit with 1, which is "something was rejected"
            raise _Left("") from None

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(COMMANDS[cmd_name]).command
        assert isinstance(command, click.Command)
        return command


@click.command(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog="Exit codes: 0 done, 1 done but something was rejected, 2 wrong use, 3 a dependency is not there.",
)
def cli() -> None:
    """News articles in, a live and questionable picture of political violence out."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit. A bug keeps its traceback; a foreseen error is one message."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code."""
    try:
        result = cli.main(args=list(arguments), prog_name="sitrep", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return 2
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("sitrep: interrupted", err=True)
        return 130
    except SitrepError as error:
        click.echo(f"sitrep: {mask_secrets(str(error))}", err=True)
        return error.exit_code
    return result if isinstance(result, int) else 0
