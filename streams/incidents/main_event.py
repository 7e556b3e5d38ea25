"""The event that an article is about, among those it tells."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.coded import CodedArticle, Event

__all__ = ["by_prominence", "main_event"]

_HARM = ("killed", "injured", "abducted")
_STATUS = {"occurred": 2, "attempted": 1, "historical": 0.5}


def by_prominence(events: Sequence[Event]) -> list[Event]:
    """Most prominent first; among equals the one told first."""
    return sorted(events, key=lambda event: -_prominence(event))


def main_event(coded: CodedArticle) -> Event | None:
    """The most prominent one."""
    return next(iter(by_prominence(coded.events)), None)


def _prominence(event: Event) -> float:
    """What happened before what was planned; then harm to people, a place in the title, how often it is told."""
    told = [one for one in event.evidence if "event_type" in one.supports and "action" not in one.supports]
    in_title = event.trigger.field == "title" or any(one.field == "title" for one in told)
    harmed = [count for name in _HARM if (count := getattr(event, name)) is not None and (count.low or 0) > 0]
    people = sum(count.low or 0 for count in harmed)
    return (
        4 * _STATUS.get(event.status, -2)
        + 3 * bool(harmed)
        + min(people, 10) * 0.1
        + 2 * in_title
        + min(len(told), 5) * 0.3
        + event.confidence
        + 0.5 * (event.place is not None)
        + 0.5 * (event.first_day is not None)
    )
