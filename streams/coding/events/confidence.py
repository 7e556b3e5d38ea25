"""How sure an event is, from what the text says of it; calibrated in benchmarks/."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from schemas.coded import Count, Outcome, Participant
from streams.coding.events.drafts import Draft
from streams.coding.events.settings import Site

__all__ = ["confidence_of"]

# Log-odds, fitted to the verdicts of benchmarks/bench_reliability.py.
_WEIGHTS = {
    "start": -2.7,
    "trigger": 1.45,
    "place": 0.45,
    "fine_place": 0.27,
    "day": 0.45,
    "perpetrator": 0.36,
    "target": 0.45,
    "count": 0.54,
    "telling": 0.14,
    "verb": 0.18,
    "not_occurred": -0.7,
    "passing": -0.6,
}
_FAR = 3
"""Sentences: what is told once, undated and uncounted from here on is told in passing."""


def confidence_of(
    draft: Draft,
    site: Site | None,
    dated: bool,
    perpetrators: Sequence[Participant],
    targets: Sequence[Participant],
    counts: Mapping[Outcome, Count],
) -> float:
    """Between 0 and 1, two decimals: of the events given 0.8, about eight in ten should hold."""
    w = _WEIGHTS
    score = w["start"] + w["trigger"] * draft.trigger.weight
    if site is not None:
        score += w["place"] + (w["fine_place"] if site.place.feature != "country" else 0.0)
    score += (
        w["day"] * dated
        + w["perpetrator"] * bool(perpetrators)
        + w["target"] * bool(targets)
        + w["count"] * bool(counts)
    )
    score += w["telling"] * min(len(draft.tellings) - 1, 4) + w["verb"] * (draft.trigger.form == "verb")
    score += w["not_occurred"] * (draft.status != "occurred")
    passing = not dated and not counts and len(draft.tellings) < 2 and draft.sentence >= _FAR
    score += w["passing"] * passing
    return round(1 / (1 + math.exp(-score)), 2)
