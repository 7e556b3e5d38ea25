"""A batch is coded and written as one; each record gets one outcome, in order."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from schemas.article import Article
from schemas.coded import CodedArticle
from schemas.errors import DependencyError
from schemas.rejection import Origin, Rejection
from streams.intake.batches import batch_records
from streams.intake.records import Record
from streams.intake.store import Pace, Store, Summary
from tests.streams.fake_coder import code


class Row(NamedTuple):
    article_id: str
    outcome: str
    events: int


class Writer(list[str]):
    """Remembers ids and rejections; can be full."""

    full = False

    def write(self, items: list[tuple[Article, CodedArticle]], rejections: list[Rejection]) -> list[Row]:
        if self.full:
            raise DependencyError("the disk is full")
        rows = []
        for article, coded in items:
            rows.append(Row(coded.article_id, "unchanged" if coded.article_id in self else "stored", len(coded.events)))
            self.append(article.article_id or "")
        self.extend(f"rejected: {one.reason}" for one in rejections)
        return rows


def record(text: str, line: int = 1) -> Record:
    return Record(
        b'{"text": "%s", "article_id": "%d"}' % (text.encode(), line), Origin(kind="file", file="f", line=line)
    )


def test_outcomes_are_in_the_order_of_the_records() -> None:
    writer = Writer()
    records = [record("killed killed", 1), Record(b"{", Origin(kind="x")), record("@boom", 3), record("quiet", 4)]
    done = Store(code, writer.write).take([*records, record("killed killed", 1)])
    assert [(one.article_id, one.outcome, one.events, one.reason) for one in done.outcomes] == [
        ("1", "stored", 2, None),
        (None, "rejected", 0, "not-json"),
        (None, "rejected", 0, "coder-failed"),
        ("4", "stored", 0, None),
        ("1", "unchanged", 2, None),
    ]
    assert writer == ["1", "4", "1", "rejected: not-json", "rejected: coder-failed"]
    assert "\n" not in (done.outcomes[2].detail or "")


def test_a_full_disk_acknowledges_nothing() -> None:
    writer = Writer()
    writer.full = True
    with pytest.raises(DependencyError):
        Store(code, writer.write).take([record("killed")])
    assert writer == []


def test_the_summary_counts_everything_once() -> None:
    summary = Summary()
    store = Store(code, Writer().write)
    for _ in range(2):
        summary.add(store.take([record("killed", 1), record("quiet", 2), Record(b"", Origin(kind="x"))]).outcomes)
    assert (summary.read, summary.relevant, summary.events, summary.rejected) == (6, 2, 2, 2)
    lines = dict(line.rsplit(maxsplit=1) for line in summary.render().splitlines())
    assert {
        "read": "6",
        "coded": "4",
        "stored": "2",
        "unchanged": "2",
        "rejected": "2",
        "  not-json": "2",
    }.items() <= lines.items()


def test_the_summary_counts_what_was_used_with_a_warning() -> None:
    dated = Record(b'{"text": "killed", "published_at": "Wed Nov 23T12:00:00Z"}', Origin(kind="x"))
    summary = Summary()
    assert "warning" not in summary.render()
    summary.add(Store(code, Writer().write).take([dated, record("quiet")]).outcomes)
    assert (summary.warned, summary.rejected) == (1, 0)
    assert "used with a warning          1" in summary.render()


def test_the_pace_aims_at_the_time_and_never_jumps() -> None:
    pace = Pace(1.0, least=20, most=1000, first=200)
    pace.learn(200, 0.1)
    assert pace.size == 400
    pace.learn(400, 4.0)
    assert pace.size == 100
    pace.learn(3, 3.0)  # a small batch says little
    assert pace.size == 100
    pace.learn(100, 100.0)
    assert pace.size == 20


def test_batches_are_as_large_as_the_pace_and_keep_the_order() -> None:
    records = [record(f"text {n}", n) for n in range(25)]
    batches = list(batch_records(records, Pace(1.0, first=10)))
    assert [len(batch) for batch in batches] == [10, 10, 5]
    assert [one for batch in batches for one in batch] == records


def test_a_failing_source_fails_after_what_it_gave() -> None:
    def source():  # type: ignore[no-untyped-def]
        yield record("a")
        raise DependencyError("the tape is torn")

    batches = batch_records(source(), Pace(1.0))
    assert len(next(batches)) == 1
    with pytest.raises(DependencyError, match="torn"):
        next(batches)
