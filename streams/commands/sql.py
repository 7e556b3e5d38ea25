"""`sitrep sql`: one question to the warehouse."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click

from schemas.errors import DependencyError
from streams.settings import setting

__all__ = ["command"]


@click.command("sql")
@click.argument("sql", required=False)
@setting("warehouse")
@click.option(
    "--format",
    "-f",
    "form",
    type=click.Choice(["table", "csv", "json", "jsonl", "parquet"]),
    default="table",
    show_default=True,
    help="How the rows are written.",
)
@click.option("--output", "-o", type=click.Path(dir_okay=False), help="File to write instead of stdout.")
def command(sql: str | None, warehouse: str, form: str, output: str | None) -> None:
    """Ask the warehouse in SQL, also while the service runs. Without SQL: the list of views.

    Read-only, in the dialect of DuckDB; the views are articles, events, incidents, event_actors, evidence, mentions and
    rejections. "-" reads the SQL from standard input.

    \b
    Example: sitrep sql "SELECT place_country, count(*) AS incidents FROM incidents GROUP BY ALL ORDER BY 2 DESC"
             sitrep sql "FROM events" --format parquet -o events.parquet
    """
    if form == "parquet" and output is None and sys.stdout.isatty():
        raise click.UsageError("Parquet is no text for a terminal: give -o FILE")
    from streams.ask import LIST_VIEWS, ask
    from streams.render import FORMATS

    text = LIST_VIEWS if sql is None else sys.stdin.read() if sql == "-" else sql
    with ask(warehouse, text) as rows, _open_output(output) as out:
        FORMATS[form](rows, out)


@contextmanager
def _open_output(output: str | None) -> Iterator[BinaryIO]:
    """Stdout; or a file that appears under its name only when it is complete."""
    if output is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = Path(output)
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(path)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        raise DependencyError(f"cannot write {output}: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)
