"""What an event cost, over all the sentences that tell it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from schemas.coded import Count, Field, Outcome
from streams.coding.casualties import Casualty
from streams.coding.casualties_sum import sum_by_event
from streams.coding.document import Document
from streams.coding.events.drafts import Draft

__all__ = ["toll_of"]

_CASUALTIES = frozenset({"casualty", "casualties"})


def toll_of(tellings: Sequence[Draft]) -> dict[Outcome, Count]:
    """One count per outcome. The headline tells the toll of the text in short, so the two are never added."""
    by_field: dict[Field, list[Casualty]] = {}
    documents = {telling.findings.document.field: telling.findings.document for telling in tellings}
    for telling in tellings:
        by_field.setdefault(telling.findings.document.field, []).extend(telling.casualties)
    tolls = {field: _toll_of_text(documents[field], _once(casualties)) for field, casualties in by_field.items()}
    return _fuller(tolls.get("text", {}), tolls.get("title", {}))


def _toll_of_text(document: Document, casualties: Sequence[Casualty]) -> dict[Outcome, Count]:
    """The counts of one text; "no casualties" says of the dead, too, that there are none."""
    counts = sum_by_event(casualties)
    if any(c.negated and not c.unreal and document.norm[c.trigger] in _CASUALTIES for c in casualties):
        counts.setdefault("killed", Count(low=0, best=0, high=0))
    return counts


def _once(casualties: Sequence[Casualty]) -> list[Casualty]:
    return sorted(dict.fromkeys(casualties), key=lambda c: c.first)


def _fuller(text: Mapping[Outcome, Count], title: Mapping[Outcome, Count]) -> dict[Outcome, Count]:
    """The text's figure; the headline's where the text has none, or only a vaguer one."""
    toll = dict(text)
    for outcome, count in title.items():
        known = toll.get(outcome)
        if known is None or (known.best is None and count.best is not None and count.best >= (known.low or 0)):
            toll[outcome] = count
    return toll
