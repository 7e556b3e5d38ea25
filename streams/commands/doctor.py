"""`sitrep doctor`: what is wrong, what it blocks, how to mend it."""

from __future__ import annotations

from pathlib import Path

import click

from streams.settings import setting

__all__ = ["command"]

_SIGNS = {"ok": "ok   ", "note": "note ", "wrong": "WRONG"}


@click.command("doctor")
@setting("warehouse")
@setting("port")
@setting("cache")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(warehouse: str, port: int, cache: str | None, form: str) -> int:
    """Check the installation: what is wrong, what it blocks, how to mend it.

    Exits with 3 if something essential is wrong.

    Example: sitrep doctor --warehouse /srv/sitrep
    """
    from msgspec import json

    from streams.doctor import Place, examine

    findings = list(examine(Place(warehouse, port, Path(cache) if cache else None)))
    if form == "json":
        click.echo(json.format(json.encode([finding._asdict() for finding in findings])))
    else:
        for finding in findings:
            click.echo(f"{_SIGNS[finding.status]}  {finding.check.ljust(18)}  {finding.found}")
            if finding.blocks:
                click.echo(f"{'':27}blocks: {finding.blocks}")
            if finding.mend:
                click.echo(f"{'':27}mend:   {finding.mend}")
    return 3 if any(finding.status == "wrong" for finding in findings) else 0
