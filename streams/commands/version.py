"""`sitrep version`."""

from __future__ import annotations

from importlib.metadata import version

import click

__all__ = ["command"]


@click.command("version")
def command() -> None:
    """Say which sitrep, coder and DuckDB this is.

    Example: sitrep version
    """
    from streams.coding import CODER_VERSION

    click.echo(f"sitrep {version('sitrep')}, coder {CODER_VERSION}, duckdb {version('duckdb')}")
