"""Link reports into incidents: the one entry to this package."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from schemas.coded import CodedArticle
from streams.incidents.cluster import Pair, clusters_of
from streams.incidents.evidence import BIAS, Evidence, can_be_one, score_of, weigh
from streams.incidents.neighbours import candidate_pairs
from streams.incidents.telling import Telling, read_tellings

__all__ = ["Why", "link", "link_tellings", "why"]


class Why(NamedTuple):
    """Whether two tellings are rather one incident than two, and by which evidence."""

    score: float
    evidence: list[Evidence]


def link(articles: Iterable[CodedArticle]) -> dict[str, str]:
    """The incident of every event, by event id: a function of the set of articles, in whatever order and how often."""
    return link_tellings(telling for article in articles for telling in read_tellings(article))


def link_tellings(tellings: Iterable[Telling]) -> dict[str, str]:
    """The incident of every event, from what the reports say of it.

    Of an event that two versions of an article tell alike, the later published version speaks; and no incident
    holds two events of one version, because the article tells them apart.
    """
    chosen: dict[str, Telling] = {}
    versions: dict[str, set[str]] = defaultdict(set)
    for telling in sorted(tellings, key=_age):
        chosen[telling.event_id] = telling
        versions[telling.event_id].add(telling.version)
    ordered = [chosen[event_id] for event_id in sorted(chosen)]
    scores: dict[tuple[str, str], float] = {}

    def score(one: str, other: str) -> float:
        key = (one, other) if one < other else (other, one)
        if key not in scores:
            a, b = chosen[one], chosen[other]
            scores[key] = score_of(a, b) if can_be_one(a, b) else BIAS
        return scores[key]

    pairs = [
        Pair(a.leads and b.leads, value, a.event_id, b.event_id)
        for a, b in candidate_pairs(ordered)
        if (value := score(a.event_id, b.event_id)) > 0
    ]
    incidents = {event_id: incident_id_of([telling]) for event_id, telling in chosen.items()}
    for group in clusters_of(pairs, lambda event: versions[event], score):
        incidents.update(dict.fromkeys(group, incident_id_of(chosen[event] for event in group)))
    return incidents


def incident_id_of(tellings: Iterable[Telling]) -> str:
    """Of the event reported first, by day of publication and then by event id: later reports leave the id as it is."""
    first = min(tellings, key=lambda t: (t.published or date.max, t.event_id))
    return "inc-" + hashlib.sha256(first.event_id.encode()).hexdigest()[:16]


def why(one: Telling, other: Telling) -> Why:
    """The evidence for and against two tellings being of one incident."""
    evidence = weigh(one, other)
    if not can_be_one(one, other):
        detail = f"{one.action} ({one.status}), {other.action} ({other.status})"
        return Why(BIAS, [Evidence("different things", BIAS, detail), *evidence])
    return Why(score_of(one, other), evidence)


def _age(telling: Telling) -> tuple[date, str]:
    return telling.published or date.min, telling.version
