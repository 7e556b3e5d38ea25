"""`sitrep link`: coded articles in, the same out, each event with the incident it tells."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from streams.commands.sources import read_sources

if TYPE_CHECKING:
    from collections import Counter

    from schemas.rejection import Rejection
    from streams.incidents.main_event import Prominence
    from streams.incidents.telling import Telling
    from streams.intake.records import Record

__all__ = ["command"]


class _Line(NamedTuple):
    raw: bytes
    events: list[Prominence]


@click.command("link")
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
def command(files: tuple[str, ...]) -> int:
    """Say which reports tell the same incident: adds `incident_id` to each event and `incident_ids` to each article.

    FILE holds coded articles as JSON lines, as `sitrep code` writes them, packed with gzip or not; standard input is
    read without one, or for "-". Everything is read before the first line is written, since a later report can
    belong to an earlier one. Every field of a line is kept; the incidents do not depend on the order of the lines.
    What cannot be used goes to stderr, one JSON rejection a line, with its file and line; the exit code is then 1.

    Example: sitrep code articles.jsonl | sitrep link > linked.jsonl
    """
    from collections import Counter

    from msgspec import json

    from schemas.rejection import Rejection
    from streams.incidents.link import link_tellings

    out, err = sys.stdout.buffer, sys.stderr.buffer
    lines: list[_Line] = []
    tellings: list[Telling] = []
    rejected = False
    for record in read_sources(files, "coded articles"):
        result = record if isinstance(record, Rejection) else _read(record)
        if isinstance(result, Rejection):
            rejected = True
            err.write(json.encode(result) + b"\n")
            err.flush()
        else:
            lines.append(result[0])
            tellings += result[1]
    incidents = link_tellings(tellings)
    reports = Counter(incidents.values())
    for line in lines:
        out.write(json.encode(_linked(line, json.decode(line.raw), incidents, reports)) + b"\n")
    out.flush()
    return 1 if rejected else 0


def _read(record: Record) -> tuple[_Line, list[Telling]] | Rejection:
    """One coded article; what is not one is rejected with the field that is wrong."""
    import msgspec

    from schemas.coded import CodedArticle
    from streams.incidents.main_event import prominence_of
    from streams.incidents.telling import read_tellings
    from streams.intake.records import reject

    try:
        coded = msgspec.json.decode(record.raw, type=CodedArticle)
    except msgspec.ValidationError as error:
        reason = "missing-field" if "missing required field" in str(error) else "wrong-type"
        return reject(record, reason, f"not a coded article: {error}; give what `sitrep code` writes", stage="linker")
    except msgspec.DecodeError as error:
        return reject(record, "not-json", f"not a JSON object: {error}", stage="linker")
    except UnicodeDecodeError as error:
        return reject(record, "bad-encoding", f"not UTF-8: {error}", stage="linker")
    return _Line(record.raw, [prominence_of(event) for event in coded.events]), read_tellings(coded)


def _linked(line: _Line, article: dict[str, Any], incidents: dict[str, str], reports: Counter[str]) -> dict[str, Any]:
    from streams.incidents.main_event import incident_ids_of

    for event in article["events"]:
        event["incident_id"] = incidents[event["event_id"]]
    article["incident_ids"] = incident_ids_of(line.events, incidents, reports)
    return article
