"""What one report says of one event, in the form in which two of them can be compared."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import msgspec

from schemas.coded import CodedArticle, Count, Event, EventPlace, Span
from streams.incidents.main_event import prominence_of
from streams.incidents.words import rarity_of, shingles_of, words_of

__all__ = ["OUTCOMES", "Site", "Telling", "read_tellings", "version_of"]

OUTCOMES = ("killed", "injured", "abducted", "detained", "missing")
_NAME = re.compile(r"[A-Z][\w.'’-]*(?: (?:[a-z]{2,3} )?[A-Z][\w.'’-]*)+$")

_OUTLET = re.compile(r" [-|–] ")
_OFFICES = frozenset(
    "agency army association authority bureau center centre church city clinic college command commission committee "
    "company corporation council county court department district division fire force forces high hospital institute "
    "ministry news office park party police post prison school sheriff state station street university".split()
)
"""Words that names of institutions end in."""


class Site(NamedTuple):
    """Where it was."""

    place_id: str | None
    name: str
    lat: float | None
    lon: float | None
    country: str | None
    admin1: str | None
    feature: str


class Report(NamedTuple):
    """What an article says beside its events."""

    version: str
    published: date | None
    places: frozenset[str]
    persons: frozenset[str]
    words: dict[str, int]
    main_event: str


class Telling(NamedTuple):
    """One event of one article; `version` is of the article as it was coded."""

    event_id: str
    version: str
    published: date | None
    action: str
    status: str
    first_day: date | None
    last_day: date | None
    site: Site | None
    counts: dict[str, Count]
    perpetrators: frozenset[str]
    victims: frozenset[str]
    weapons: frozenset[str]
    words: dict[str, int]
    shingles: frozenset[int]
    places: frozenset[str]
    """All places that the article names, in lower case; countries and provinces are none."""
    persons: frozenset[str]
    """All people whom the article calls by their full names."""
    context: dict[str, int]
    """The words of all its events and names."""
    leads: bool
    """Whether the article is about this event: the most prominent one."""

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
    report = _read_report(coded)
    return [_telling(event, report) for event in coded.events]


def _read_report(coded: CodedArticle) -> Report:
    sentences = {(span.field, span.start): _own_words(span) for event in coded.events for span in _sentences(event)}
    mentions = [*(one.text for one in coded.actors), *(one.text for one in coded.places)]
    return Report(
        version=version_of(coded),
        published=coded.published_at.date() if coded.published_at else None,
        places=frozenset(one.name.casefold() for one in coded.places if one.feature not in ("country", "admin1")),
        persons=_persons((one.name, one.actor_id) for one in coded.actors),
        words=rarity_of(words_of(" ".join([*sentences.values(), *mentions]))),
        main_event=max((prominence_of(event) for event in coded.events), key=lambda one: one.weight).event_id,
    )


def version_of(coded: CodedArticle) -> str:
    """A digest of the coded article: what is the same in every field is one version, however often it comes."""
    return hashlib.blake2b(msgspec.json.encode(coded), digest_size=12).hexdigest()


def _telling(event: Event, report: Report) -> Telling:
    words = [words_of(_own_words(sentence)) for sentence in _sentences(event)]
    return Telling(
        event_id=event.event_id,
        version=report.version,
        published=report.published,
        action=event.action,
        status=event.status,
        first_day=event.first_day,
        last_day=event.last_day,
        site=None if event.place is None else _site(event.place),
        counts={name: count for name in OUTCOMES if (count := getattr(event, name)) is not None},
        perpetrators=frozenset(one.actor_id for one in event.perpetrators if one.actor_id),
        victims=_persons((one.name, one.actor_id) for one in event.targets if one.form == "person"),
        weapons=frozenset(weapon.kind for weapon in event.weapons),
        words=rarity_of(word for line in words for word in line),
        shingles=frozenset().union(*(shingles_of(line) for line in words)),
        places=report.places,
        persons=report.persons,
        context=report.words,
        leads=event.event_id == report.main_event,
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
    )


def _sentences(event: Event) -> list[Span]:
    """Its own sentence and the others that tell it; of the evidence those stand for the type alone."""
    spans = [event.sentence, *(one for one in event.evidence if one.supports == ("event_type",))]
    return list({(span.field, span.start, span.end): span for span in spans}.values())


def _own_words(span: Span) -> str:
    """A title without the name of the outlet behind it ("... - Channel 4 News")."""
    return _OUTLET.split(span.text, maxsplit=1)[0] if span.field == "title" else span.text


def _persons(names: Iterable[tuple[str, str | None]]) -> frozenset[str]:
    """People by their full names; a registered actor or an office ("Porvane Police") is none of them."""
    folded = (words_of(name) for name, actor_id in names if actor_id is None and _NAME.match(name))
    return frozenset(" ".join(words) for words in folded if _OFFICES.isdisjoint(words))
