"""`sitrep samples`: the invented articles of the demonstration."""

from __future__ import annotations

import click

from streams.settings import setting

__all__ = ["command"]


@click.group("samples")
def command() -> None:
    """The invented articles that a first start shows: print them, or take them out.

    Example: sitrep samples remove
    """


@command.command("remove")
@setting("warehouse")
@setting("token")
def remove(warehouse: str, token: str | None) -> None:
    """Take the samples out of the warehouse, also while the service runs.

    Example: sitrep samples remove
    """
    from streams.intake.target import remove_samples

    click.echo(f"{remove_samples(warehouse, token):,} sample articles removed")


@command.command("print")
def show() -> None:
    """Print them as article events, one JSON object a line.

    Example: sitrep samples print | sitrep code
    """
    from datetime import UTC, datetime

    from streams.samples import load_samples

    for raw in load_samples(datetime.now(UTC)):
        click.echo(raw)
