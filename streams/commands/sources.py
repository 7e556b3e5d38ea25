"""The arguments of a command that reads files, or standard input when there are none."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

if TYPE_CHECKING:
    from io import BufferedReader

    from schemas.rejection import Rejection
    from streams.intake.records import Record

__all__ = ["read_sources", "read_stdin"]


def read_sources(files: tuple[str, ...], what: str) -> Iterator[Record | Rejection]:
    """The records of the files in order; "-", or no file, is standard input."""
    from streams.intake.files import read_file

    for name in files or ("-",):
        yield from read_stdin(what) if name == "-" else read_file(Path(name))


def read_stdin(what: str) -> Iterator[Record | Rejection]:
    """The records of standard input; on a terminal, say that we wait."""
    from streams.intake.files import read_stream

    if sys.stdin.isatty():
        click.echo(f"sitrep: reading {what} from the keyboard, one JSON object a line; Ctrl-D ends.", err=True)
    return read_stream(cast("BufferedReader", sys.stdin.buffer), kind="stdin", name="<stdin>")
