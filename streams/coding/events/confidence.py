"""How sure an event is, from what the text says of it; calibrated in benchmarks/."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from schemas.coded import Count, Outcome, Participant
from streams.coding.events.drafts import Draft
from streams.coding.events.settings import Site

__all__ = ["confidence_of"]

_WEIGHTS = {
    "start": -1.1,
    "trigger": 1.6,
    "place": 0.5,
    "fine_place": 0.3,
    "day": 0.5,
    "perpetrator": 0.4,
    "target": 0.5,
    "count": 0.6,
    "telling": 0.15,
    "verb": 0.2,
    "not_occurred": -0.8,
}


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
    return round(1 / (1 + math.exp(-score)), 2)
