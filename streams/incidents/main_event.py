"""The event that an article is about, among those it tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log2
from typing import NamedTuple

from schemas.coded import Event
from streams.coding.events.families import family_of

__all__ = ["Prominence", "incident_ids_of", "prominence_of"]

_HARM = ("killed", "injured", "abducted")
_STATUS = {"occurred": 2.0, "attempted": 1.0, "historical": 0.5}
_TOLD_ELSEWHERE = 1.5
"""What it adds that twice as many reports tell the incident: what several papers print is the news."""
_ENOUGH = 8


class Prominence(NamedTuple):
    """How much of its article an event is."""

    event_id: str
    weight: float


def prominence_of(event: Event) -> Prominence:
    """What happened before what was planned; then harm to people, a place in the title, how often it is told."""
    told = [one for one in event.evidence if "event_type" in one.supports and "action" not in one.supports]
    in_title = event.trigger.field == "title" or any(one.field == "title" for one in told)
    harmed = [count for name in _HARM if (count := getattr(event, name)) is not None and (count.low or 0) > 0]
    people = sum(count.low or 0 for count in harmed)
    weight = (
        4 * _STATUS.get(event.status, -2.0)
        + 3 * bool(harmed)
        + 0.3 * log2(1 + min(people, 100))
        + 2 * (family_of(event.action) == "violence")
        + 1.5 * in_title
        + 0.15 * min(len(told), 5)
        + event.confidence
        + 0.5 * (event.first_day is not None)
    )
    return Prominence(event.event_id, weight)


def incident_ids_of(
    events: Sequence[Prominence], incidents: Mapping[str, str], reports: Mapping[str, int]
) -> list[str]:
    """The incidents an article tells, each once, its main event's first; among equals the one told first.

    `incidents` gives the incident of an event, `reports` how many reports an incident has.
    """

    def rank(event: Prominence) -> float:
        return -event.weight - _TOLD_ELSEWHERE * log2(min(reports[incidents[event.event_id]], _ENOUGH))

    return list(dict.fromkeys(incidents[event.event_id] for event in sorted(events, key=rank)))
