"""What one report says of one event, in the form in which two of them can be compared."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import msgspec

from schemas.coded import CodedArticle, Count, Event, EventPlace, Participant, Span
from streams.incidents.words import rarity_of, shingles_of, words_of

__all__ = ["OUTCOMES", "Site", "Telling", "read_tellings", "version_of"]

OUTCOMES = ("killed", "injured", "abducted", "detained", "missing")
_NAME = re.compile(r"[A-Z][\w.'’-]*(?: (?:[a-z]{2,3} )?[A-Z][\w.'’-]*)+$")


class Site(NamedTuple):
    """Where it was; the precision is UCDP where_prec."""

    place_id: str | None
    name: str
    lat: float | None
    lon: float | None
    country: str | None
    admin1: str | None
    feature: str
    precision: int


class Telling(NamedTuple):
    """One event of one article, and what the article says beside it; `version` is of the article as it was coded."""

    event_id: str
    version: str
    published: date | None
    action: str
    event_type: str
    sub_event_type: str
    status: str
    first_day: date | None
    last_day: date | None
    site: Site | None
    places: frozenset[str]
    countries: frozenset[str]
    counts: dict[str, Count]
    perpetrators: frozenset[str]
    targets: frozenset[str]
    victims: frozenset[str]
    persons: frozenset[str]
    weapons: frozenset[str]
    words: dict[str, int]
    context: dict[str, int]
    shingles: frozenset[int]
    title_words: frozenset[str]

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and last day it may have happened, where the report tells it to a week or better."""
        if self.first_day is None or self.last_day is None or (self.last_day - self.first_day).days > 7:
            return None
        return self.first_day, self.last_day


def read_tellings(coded: CodedArticle) -> list[Telling]:
    """The tellings of an article, in the order of its events."""
    if not coded.events:
        return []
    version = version_of(coded)
    published = coded.published_at.date() if coded.published_at else None
    places = frozenset(place.name.casefold() for place in coded.places if place.feature not in ("country", "admin1"))
    countries = frozenset(place.country for place in coded.places if place.country)
    persons = _persons((one.name, one.actor_id) for one in coded.actors)
    sentences = {(s.field, s.start): s.text for event in coded.events for s in _sentences(event)}
    mentions = " ".join([*(one.text for one in coded.actors), *(one.text for one in coded.places)])
    context = rarity_of(words_of(" ".join([*sentences.values(), mentions])))
    title = frozenset(words_of(" ".join(text for (field, _), text in sentences.items() if field == "title")))
    return [_telling(version, e, published, places, countries, persons, context, title) for e in coded.events]


def version_of(coded: CodedArticle) -> str:
    """A digest of the coded article: what is the same in every field is one version, however often it comes."""
    return hashlib.blake2b(msgspec.json.encode(coded), digest_size=12).hexdigest()


def _telling(
    version: str,
    event: Event,
    published: date | None,
    places: frozenset[str],
    countries: frozenset[str],
    persons: frozenset[str],
    context: dict[str, int],
    title: frozenset[str],
) -> Telling:
    place = event.place
    sentences = _sentences(event)
    words = [words_of(sentence.text) for sentence in sentences]
    return Telling(
        event_id=event.event_id,
        version=version,
        published=published,
        action=event.action,
        event_type=event.event_type,
        sub_event_type=event.sub_event_type,
        status=event.status,
        first_day=event.first_day,
        last_day=event.last_day,
        site=None if place is None else _site(place),
        places=places,
        countries=countries,
        counts={name: count for name in OUTCOMES if (count := getattr(event, name)) is not None},
        perpetrators=_actors(event.perpetrators),
        targets=_actors(event.targets),
        victims=_persons((p.name, p.actor_id) for p in event.targets if p.form == "person"),
        persons=persons,
        weapons=frozenset(weapon.kind for weapon in event.weapons),
        words=rarity_of(word for line in words for word in line),
        context=context,
        shingles=frozenset().union(*(shingles_of(line) for line in words)),
        title_words=title,
    )


def _site(place: EventPlace) -> Site:
    return Site(
        place_id=place.place_id,
        name=place.name,
        lat=place.lat,
        lon=place.lon,
        country=place.country,
        admin1=place.admin1,
        feature=place.feature,
        precision=place.precision,
    )


def _sentences(event: Event) -> list[Span]:
    """Its own sentence and the others that tell it; of the evidence those stand for the type alone."""
    spans = [event.sentence, *(one for one in event.evidence if one.supports == ("event_type",))]
    return list({(span.field, span.start, span.end): span for span in spans}.values())


def _actors(participants: Iterable[Participant]) -> frozenset[str]:
    return frozenset(one.actor_id for one in participants if one.actor_id)


def _persons(names: Iterable[tuple[str, str | None]]) -> frozenset[str]:
    """People by their full names; a registered actor is none of them."""
    return frozenset(" ".join(words_of(name)) for name, actor_id in names if actor_id is None and _NAME.match(name))
