"""Articles and coded articles for tests: every field has a value, and a test names only those it is about.

    article, coded = build_pair("a1", events=[build_event("e1", killed=(3, 3, 3))])

The words are made up here. Offsets are right: `text[start:end] == span.text` for every span.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from schemas.article import Article
from schemas.coded import (
    ActorMention,
    CasualtyMention,
    CodedArticle,
    Count,
    DateMention,
    Event,
    EventPlace,
    Evidence,
    Participant,
    PlaceMention,
    Plover,
    Span,
    Weapon,
)
from schemas.rejection import Origin, Rejection

__all__ = [
    "build_article",
    "build_coded",
    "build_count",
    "build_event",
    "build_pair",
    "build_place",
    "build_rejection",
    "generate_pairs",
]

TEXT = "Gunmen of the Northern Front killed three farmers in Marowa on Tuesday. Police found rifles."
PUBLISHED = datetime(2024, 3, 6, 9, 30, tzinfo=UTC)


def build_article(article_id: str = "a1", **fields: Any) -> Article:
    """An article with title, URL, source and a time of publication."""
    values: dict[str, Any] = {
        "text": TEXT,
        "title": "Three killed in Marowa",
        "url": f"https://example.org/{article_id}",
        "source": "example-wire",
        "published_at": PUBLISHED,
    }
    return Article(article_id=article_id, **(values | fields))


def build_span(words: str, text: str = TEXT) -> dict[str, Any]:
    """Where these words stand; at the start, cut to fit, when the text does not have them."""
    start = max(text.find(words), 0)
    end = min(start + len(words), len(text))
    return {"start": start, "end": end, "text": text[start:end], "field": "text"}


def build_count(count: Count | tuple[int | None, int | None, int | None] | int | None) -> Count | None:
    """A count from a number, from (low, best, high), or from itself."""
    if count is None or isinstance(count, Count):
        return count
    low, best, high = (count, count, count) if isinstance(count, int) else count
    return Count(low=low, best=best, high=high)


def build_place(name: str = "Marowa", **fields: Any) -> EventPlace:
    """A resolved town; pass `lat=None, lon=None, place_id=None` for one that could not be resolved."""
    values: dict[str, Any] = {
        "place_id": f"place-{name.lower()}",
        "name": name,
        "lat": 12.5,
        "lon": 13.25,
        "country": "NG",
        "country_name": "Nigeria",
        "admin1": "Borno",
        "feature": "town",
        "confidence": 0.9,
        "precision": 1,
    }
    return EventPlace(**(build_span(name) | values | fields))


def build_event(event_id: str = "e1", **fields: Any) -> Event:
    """An attack on farmers with one perpetrator, one target, a weapon and two spans of evidence.

    Counts may be given as a number or as (low, best, high).
    """
    sentence = TEXT.partition(".")[0] + "."
    values: dict[str, Any] = {
        "event_type": "Violence against civilians",
        "sub_event_type": "Attack",
        "action": "shooting",
        "plover": Plover(category="ASSAULT", mode="firearms"),
        "status": "occurred",
        "attribution": "fact",
        "trigger": Span(**build_span("killed")),
        "sentence": Span(**build_span(sentence)),
        "first_day": date(2024, 3, 5),
        "last_day": date(2024, 3, 5),
        "day_precision": 1,
        "place": build_place(),
        "perpetrators": (
            Participant(
                **build_span("Northern Front"),
                actor_id="northern-front",
                name="Northern Front",
                kind="rebels",
                form="organisation",
            ),
        ),
        "targets": (
            Participant(**build_span("farmers"), actor_id=None, name="farmers", kind="civilians", form="people"),
        ),
        "weapons": (Weapon(**build_span("rifles"), kind="firearm"),),
        "killed": 3,
        "injured": None,
        "abducted": None,
        "detained": None,
        "missing": None,
        "evidence": (
            Evidence(**build_span("killed three farmers"), supports=("event_type", "killed")),
            Evidence(**build_span("in Marowa"), supports=("place",)),
        ),
        "rule": "attack-on-civilians",
        "confidence": 0.8,
    }
    values |= fields
    for name in ("killed", "injured", "abducted", "detained", "missing"):
        values[name] = build_count(values[name])
    return Event(event_id=event_id, **values)


def build_coded(article: Article | None = None, events: Sequence[Event] = (), **fields: Any) -> CodedArticle:
    """The coding of an article, with one mention of each type."""
    article = article or build_article()
    text = article.text
    span = build_span
    values: dict[str, Any] = {
        "article_id": article.article_id,
        "content_hash": article.content_hash,
        "published_at": article.published_at,
        "coder_version": "1",
        "lexicon_version": "1",
        "language": "en",
        "relevant": bool(events),
        "actors": (
            ActorMention(
                **span("Northern Front", text),
                actor_id="northern-front",
                name="Northern Front",
                kind="rebels",
                country="NG",
            ),
        ),
        "places": (
            PlaceMention(
                **span("Marowa", text),
                place_id="place-marowa",
                name="Marowa",
                lat=12.5,
                lon=13.25,
                country="NG",
                country_name="Nigeria",
                admin1="Borno",
                feature="town",
                confidence=0.9,
            ),
        ),
        "casualties": (
            CasualtyMention(
                **span("three farmers", text),
                outcome="killed",
                low=3,
                best=3,
                high=3,
                method="exact",
                group="farmers",
                kind="civilians",
            ),
        ),
        "dates": (
            DateMention(**span("on Tuesday", text), first_day=date(2024, 3, 5), last_day=date(2024, 3, 5), precision=1),
        ),
        "events": tuple(events),
    }
    return CodedArticle(**(values | fields))


def build_pair(
    article_id: str = "a1", events: Sequence[Event] | None = None, **fields: Any
) -> tuple[Article, CodedArticle]:
    """An article and its coding, with one event unless told otherwise; `fields` are the article's."""
    article = build_article(article_id, **fields)
    return article, build_coded(article, [build_event(f"{article_id}-e1")] if events is None else events)


def build_rejection(line: int = 1, **fields: Any) -> Rejection:
    """A line of a file that was not JSON."""
    values: dict[str, Any] = {
        "reason": "not-json",
        "detail": f"not a JSON object: line {line}",
        "stage": "intake",
        "origin": Origin(kind="file", file="articles.jsonl", line=line),
        "original": b'{"text": ',
    }
    return Rejection(**(values | fields))


def generate_pairs(
    count: int, *, first: int = 0, events_each: int = 3, days: int = 90
) -> Iterator[tuple[Article, CodedArticle]]:
    """Made-up articles for load: one in three tells `events_each` events; the same numbers give the same articles."""
    actors = ("Northern Front", "Army", "Red Guard", "villagers", "police", "traders")
    kinds = ("rebels", "state_forces", "political_militia", "civilians", "state_forces", "civilians")
    for number in range(first, first + count):
        chance = random.Random(number)
        published = PUBLISHED + timedelta(minutes=chance.randrange(days * 1440))
        article = build_article(
            f"article-{number:08d}",
            text=TEXT + f" Report {number}. " + "Witnesses spoke of smoke over the market. " * chance.randrange(20, 60),
            source=f"wire-{chance.randrange(40)}",
            published_at=published,
        )
        events = []
        for at in range(events_each if number % 3 == 0 else 0):
            day = published.date() - timedelta(days=chance.randrange(4))
            who = chance.randrange(len(actors))
            killed = chance.choice([None, 0, chance.randrange(1, 40)])
            events.append(
                build_event(
                    f"event-{number:08d}-{at}",
                    event_type=chance.choice(["Battles", "Violence against civilians", "Protests"]),
                    first_day=day,
                    last_day=day,
                    place=build_place(
                        lat=round(chance.uniform(-30, 30), 4),
                        lon=round(chance.uniform(-10, 45), 4),
                        country=chance.choice(["NG", "ML", "SD", "SO", "CD"]),
                    ),
                    perpetrators=(
                        Participant(
                            **build_span("Northern Front"),
                            actor_id=f"actor-{who}",
                            name=actors[who],
                            kind=kinds[who],  # type: ignore[arg-type]
                            form="organisation",
                        ),
                    ),
                    killed=killed,
                    confidence=round(chance.uniform(0.3, 1), 3),
                )
            )
        yield article, build_coded(article, events)
