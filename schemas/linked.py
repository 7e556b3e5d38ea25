"""The linked article: a coded article whose events say which real-world incident they tell."""

from __future__ import annotations

from schemas.coded import CodedArticle, Event

__all__ = ["LinkedArticle", "LinkedEvent"]


class LinkedEvent(Event, frozen=True, kw_only=True):
    """An event with the incident it tells; reports of one incident share its id."""

    incident_id: str


class LinkedArticle(CodedArticle, frozen=True, kw_only=True):
    """What `sitrep link` returns; `incident_ids` names each incident once, the main event's first."""

    events: tuple[LinkedEvent, ...]
    incident_ids: tuple[str, ...]
