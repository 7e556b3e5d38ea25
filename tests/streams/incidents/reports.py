"""Reports for the tests of linking: one event each, in words made up here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from schemas.coded import ActorMention, CodedArticle, Event, EventPlace, PlaceMention, Span
from streams.incidents.telling import Telling, read_tellings
from tests.builders import build_article, build_coded, build_event, build_place

RAID = "Raiders burned the grain store of Kalumbe and shot the miller Odo Tarrek on Monday night."
RETOLD = "The miller of Kalumbe, Odo Tarrek, was shot dead when his grain store went up in flames, elders said."
MARCH = "Several hundred teachers marched through Porvane over unpaid wages."
DAY = date(2024, 3, 4)
KALUMBE = build_place("Kalumbe", lat=10.0, lon=12.0, admin1="Borno")
PORVANE = build_place("Porvane", lat=6.5, lon=3.4, admin1="Lagos")


def event(event_id: str, sentence: str | Span = RAID, **fields: Any) -> Event:
    """An event with nothing but its sentence, unless told otherwise."""
    values: dict[str, Any] = {
        "sentence": sentence if isinstance(sentence, Span) else Span(start=0, end=len(sentence), text=sentence),
        "first_day": None,
        "last_day": None,
        "place": None,
        "perpetrators": (),
        "targets": (),
        "weapons": (),
        "killed": None,
        "evidence": (),
    }
    if "day" in fields:
        values["first_day"] = values["last_day"] = fields.pop("day")
    return build_event(event_id, **(values | fields))


def article(
    article_id: str, events: Sequence[Event], published: date | None = DAY, persons: Sequence[str] = (), **fields: Any
) -> CodedArticle:
    """A coded article that names the places of its events and the persons given."""
    instant = datetime.combine(published, time(9), UTC) if published else None
    values: dict[str, Any] = {
        "places": tuple(_mention(e.place) for e in events if e.place),
        "actors": tuple(
            ActorMention(start=0, end=1, text=name, actor_id=None, name=name, kind="civilians", country=None)
            for name in persons
        ),
        "casualties": (),
        "dates": (),
    }
    return build_coded(build_article(article_id, published_at=instant), events, **(values | fields))


def telling(event_id: str, sentence: str | Span = RAID, published: date | None = DAY, **fields: Any) -> Telling:
    """The one telling of an article of its own."""
    persons = fields.pop("persons", ())
    return read_tellings(article(f"of-{event_id}", [event(event_id, sentence, **fields)], published, persons))[0]


def _mention(place: EventPlace) -> PlaceMention:
    return PlaceMention(**{name: getattr(place, name) for name in PlaceMention.__struct_fields__})
