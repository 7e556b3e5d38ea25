"""Golden records: what a careful newspaper reader takes from a few sentences, one JSON object a line.

`events` lists every event that the text tells, in the order of the coder; of each only the fields given are compared.
A count is [low, best, high]; a bare string stands for a place's name, a participant's words or a weapon's kind.
`xfail` says what today's coder gets wrong: such a record must fail, so that the reason goes with the fault.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from schemas.article import Article, check_article
from streams.coding.actions import SUB_EVENT_TYPES
from streams.coding.coder import Coder, load_coder

FOLDER = Path(__file__).parent
COUNTS = ("killed", "injured", "abducted", "detained", "missing")
PLAIN = {"place": "name", "perpetrators": "text", "targets": "text", "weapons": "kind"}
"""What a bare string stands for, where the record could give a whole object."""
MOST_FAILING = 25


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of a golden file; `rule` is a rule's id or the topic the line is about."""

    rule: str
    text: str
    events: list[dict[str, Any]]
    why: str
    title: str | None = None
    published_at: str | None = None
    xfail: str | None = None


def read_records() -> Iterator[tuple[str, Record]]:
    """Every record, by its file and line."""
    for path in sorted(FOLDER.glob("*.jsonl")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            yield f"{path.stem}:{number}", msgspec.json.decode(line, type=Record)


RECORDS = dict(read_records())


@pytest.fixture(scope="session")
def golden_coder() -> Coder:
    return load_coder()


def differences(expected: Any, actual: Any, path: str) -> Iterator[str]:
    """Yield what the record says otherwise than the coder, field by field."""
    field = path.rpartition(".")[2].partition("[")[0]
    if field in COUNTS and actual is not None:
        actual = [actual["low"], actual["best"], actual["high"]]
    if isinstance(actual, dict) and isinstance(expected, str):
        actual = actual[PLAIN[field]]
    if isinstance(expected, dict) and isinstance(actual, dict):
        for name, value in expected.items():
            yield from differences(value, actual[name], f"{path}.{name}")
    elif isinstance(expected, list) and isinstance(actual, list) and field not in COUNTS:
        if len(expected) != len(actual):
            yield f"{path}: {len(expected)} expected, found {brief(actual)}"
        for number, (one, other) in enumerate(zip(expected, actual, strict=False)):
            yield from differences(one, other, f"{path}[{number}]")
    elif expected != actual:
        yield f"{path}: expected {brief(expected)}, found {brief(actual)}"


def brief(value: Any) -> str:
    """A value as a failure shows it: of a record only what tells it from others."""
    if isinstance(value, list):
        return "[" + ", ".join(map(brief, value)) + "]"
    if isinstance(value, dict):
        return json.dumps({k: value[k] for k in ("action", "status", "name", "text", "kind") if k in value})
    return json.dumps(value)


def code(record: Record, coder: Coder) -> list[Any]:
    """The events of the record's text, as they stand in JSON."""
    fields = {name: getattr(record, name) for name in ("text", "title", "published_at")}
    article = check_article(msgspec.convert({k: v for k, v in fields.items() if v is not None}, Article))
    events: list[Any] = json.loads(msgspec.json.encode(coder.code(article).events))
    return events


@pytest.mark.parametrize("name", RECORDS)
def test_record_is_coded_as_a_reader_would(name: str, golden_coder: Coder, request: pytest.FixtureRequest) -> None:
    record = RECORDS[name]
    if record.xfail:
        request.applymarker(pytest.mark.xfail(reason=record.xfail, strict=True))
    found = list(differences(record.events, code(record, golden_coder), "events"))
    if found:
        pytest.fail("\n".join([record.text, *found]), pytrace=False)


def test_every_sub_event_type_has_a_record() -> None:
    told = {event.get("sub_event_type") for record in RECORDS.values() for event in record.events}
    assert set(SUB_EVENT_TYPES) <= told


def test_every_record_says_why_and_stands_once() -> None:
    assert all(record.why.endswith(".") for record in RECORDS.values())
    keys = [(record.text, record.title, record.published_at) for record in RECORDS.values()]
    assert [key for key in keys if keys.count(key) > 1] == []


def test_few_records_wait_for_the_coder() -> None:
    assert sum(record.xfail is not None for record in RECORDS.values()) <= MOST_FAILING


def test_difference_is_told_with_its_field() -> None:
    event = {"killed": {"low": 3, "best": 3, "high": 3}, "place": {"name": "Goma"}, "targets": []}
    assert list(differences([{"killed": [3, 3, 3], "place": "Goma"}], [event], "events")) == []
    assert list(differences([{"killed": [4, 4, 4]}], [event], "events")) == [
        "events[0].killed: expected [4, 4, 4], found [3, 3, 3]"
    ]
    assert list(differences([{"targets": ["bus"]}], [event], "events")) == ["events[0].targets: 1 expected, found []"]
