"""`sitrep code`: articles in, coded articles out. Imports no warehouse and no service: it must start in a moment."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from streams.commands.sources import read_sources
from streams.settings import setting

__all__ = ["command"]


@click.command("code")
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@setting("cache")
def command(files: tuple[str, ...], cache: str | None) -> int:
    """Code articles: one line of JSON on stdout for each article, in order.

    FILE holds article events as JSON lines (or one JSON object, or an array of them), packed with gzip or not;
    standard input is read without one, or for "-". What cannot be used goes to stderr, one JSON rejection a line,
    with its file and line; the exit code is then 1. What is used in spite of a fault goes there too, as a warning.

    Example: echo '{"text": "Gunmen killed four people in Juba on Tuesday."}' | sitrep code
    """
    from msgspec import json

    from schemas.rejection import Rejection
    from streams.coding.coder import load_coder
    from streams.intake.records import code_record

    coder = load_coder(Path(cache) if cache else None)
    encoder = json.Encoder()
    out, err = sys.stdout.buffer, sys.stderr.buffer
    rejected = False
    for record in read_sources(files, "articles"):
        result = record if isinstance(record, Rejection) else code_record(record, coder.code)
        if isinstance(result, Rejection):
            rejected = True
            err.write(encoder.encode(result) + b"\n")
            err.flush()
        else:
            if result.warning is not None:
                err.write(encoder.encode({"warning": result.warning, "origin": record.origin}) + b"\n")
                err.flush()
            out.write(encoder.encode(result.coded) + b"\n")
            out.flush()  # a reader of the pipe sees each article as soon as it is coded
    return 1 if rejected else 0
