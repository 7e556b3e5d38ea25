"""Records into the warehouse, a batch at a time: code, write in one transaction, say what became of each."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple, Protocol

import msgspec

from schemas.article import Article
from schemas.coded import CodedArticle
from schemas.rejection import Rejection
from streams.intake.records import Code, Coded, Record, code_record

__all__ = ["Done", "Outcome", "Pace", "Store", "Stored", "Summary", "Write"]


class Stored(Protocol):
    """What the writer says of one article."""

    @property
    def article_id(self) -> str: ...
    @property
    def outcome(self) -> Literal["stored", "unchanged", "replaced"]: ...
    @property
    def events(self) -> int: ...


Write = Callable[[list[tuple[Article, CodedArticle]], list[Rejection]], Sequence[Stored]]
"""Write articles and rejections in one transaction; returns one `Stored` an article, in order, after the commit."""


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one record. `reason` and `detail` say why it was rejected, `warning` what was forgiven."""

    article_id: str | None = None
    outcome: Literal["stored", "unchanged", "replaced", "rejected"]
    relevant: bool = False
    events: int = 0
    reason: str | None = None
    detail: str | None = None
    warning: str | None = None


class Done(NamedTuple):
    """The outcomes of a batch, in order, and where its time went."""

    outcomes: list[Outcome]
    code_seconds: float
    commit_seconds: float


class Store:
    """Codes and writes batches. Knows neither files nor HTTP nor DuckDB."""

    def __init__(self, code: Code, write: Write) -> None:
        self._code, self._write = code, write

    def take(self, records: Sequence[Record | Rejection]) -> Done:
        """Returns after the commit; an error of the writer means that nothing of the batch is stored."""
        started = time.perf_counter()
        results = [record if isinstance(record, Rejection) else code_record(record, self._code) for record in records]
        coded = time.perf_counter()
        items = [(one.article, one.coded) for one in results if isinstance(one, Coded)]
        stored = iter(self._write(items, [one for one in results if isinstance(one, Rejection)]))
        outcomes = [_rejected(one) if isinstance(one, Rejection) else _used(one, next(stored)) for one in results]
        return Done(outcomes, coded - started, time.perf_counter() - coded)


def _rejected(rejection: Rejection) -> Outcome:
    """A traceback stays in the warehouse; the producer is told its first line."""
    return Outcome(outcome="rejected", reason=rejection.reason, detail=rejection.detail.partition("\n")[0])


def _used(one: Coded, stored: Stored) -> Outcome:
    return Outcome(
        article_id=stored.article_id,
        outcome=stored.outcome,
        relevant=one.coded.relevant,
        events=stored.events,
        warning=one.warning,
    )


class Pace:
    """How many records a batch should have so that it takes about `seconds`, measured as we go."""

    def __init__(self, seconds: float, *, least: int = 20, most: int = 1_000, first: int = 200) -> None:
        self._seconds, self._least, self._most = seconds, least, most
        self.size = first

    def learn(self, records: int, seconds: float) -> None:
        """Adapt to what a batch took; small batches say little, because a commit has a fixed cost."""
        if records >= self._least and seconds > 0:
            fitting = int(records * self._seconds / seconds)
            self.size = max(self._least, min(self._most, 2 * self.size, fitting))


class Summary:
    """Counts outcomes for the last lines of a command."""

    def __init__(self) -> None:
        self.read = self.relevant = self.events = self.warned = 0
        self.by_outcome: Counter[str] = Counter()
        self.by_reason: Counter[str] = Counter()
        self._started = time.perf_counter()

    def add(self, outcomes: Sequence[Outcome]) -> None:
        for one in outcomes:
            self.read += 1
            self.by_outcome[one.outcome] += 1
            self.relevant += one.relevant
            self.events += one.events
            self.warned += one.warning is not None
            if one.reason:
                self.by_reason[one.reason] += 1

    @property
    def rejected(self) -> int:
        return self.by_outcome["rejected"]

    @property
    def seconds(self) -> float:
        return time.perf_counter() - self._started

    def render(self) -> str:
        """`name  value` lines, one fact each."""
        seconds = self.seconds
        coded = self.read - self.rejected
        rows = [
            ("read", f"{self.read:,}"),
            ("coded", f"{coded:,}"),
            ("relevant", f"{self.relevant:,}"),
            ("events", f"{self.events:,}"),
            ("stored", f"{self.by_outcome['stored']:,}"),
            ("replaced", f"{self.by_outcome['replaced']:,}"),
            ("unchanged", f"{self.by_outcome['unchanged']:,}"),
            ("rejected", f"{self.rejected:,}"),
            *((f"  {reason}", f"{count:,}") for reason, count in self.by_reason.most_common()),
            *([("used with a warning", f"{self.warned:,}")] if self.warned else []),
            ("seconds", f"{seconds:,.1f}"),
            ("articles/s", f"{self.read / seconds:,.0f}" if seconds else "-"),
        ]
        width = max(len(name) for name, _ in rows)
        return "\n".join(f"{name.ljust(width)}  {value:>9}" for name, value in rows)
