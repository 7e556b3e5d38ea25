"""A made-up world for the browser suite: the same seed gives the same articles. Places are real, nothing else is."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

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
from streams.warehouse.writer import Batch, Link

__all__ = ["fill_batches"]


class Place(NamedTuple):
    name: str
    lat: float
    lon: float
    country: str
    country_name: str
    admin1: str
    weight: int


PLACES = (
    Place("El Fasher", 13.63, 25.35, "SD", "Sudan", "Northern Darfur", 18),
    Place("Nyala", 12.05, 24.88, "SD", "Sudan", "Southern Darfur", 9),
    Place("Khartoum", 15.55, 32.53, "SD", "Sudan", "Khartoum", 14),
    Place("Wad Medani", 14.40, 33.52, "SD", "Sudan", "Al Jazirah", 5),
    Place("Port Sudan", 19.62, 37.22, "SD", "Sudan", "Red Sea", 2),
    Place("Gao", 16.27, -0.04, "ML", "Mali", "Gao", 6),
    Place("Mopti", 14.49, -4.19, "ML", "Mali", "Mopti", 8),
    Place("Kidal", 18.44, 1.41, "ML", "Mali", "Kidal", 4),
    Place("Maiduguri", 11.85, 13.16, "NG", "Nigeria", "Borno", 10),
    Place("Jos", 9.92, 8.89, "NG", "Nigeria", "Plateau", 6),
    Place("Kaduna", 10.52, 7.44, "NG", "Nigeria", "Kaduna", 5),
    Place("Mogadishu", 2.04, 45.34, "SO", "Somalia", "Banaadir", 9),
    Place("Goma", -1.68, 29.22, "CD", "Democratic Republic of the Congo", "Nord Kivu", 10),
    Place("Bunia", 1.56, 30.25, "CD", "Democratic Republic of the Congo", "Ituri", 5),
    Place("Kharkiv", 49.98, 36.25, "UA", "Ukraine", "Kharkiv", 14),
    Place("Kherson", 46.66, 32.62, "UA", "Ukraine", "Kherson", 10),
    Place("Pokrovsk", 48.28, 37.18, "UA", "Ukraine", "Donetsk", 16),
    Place("Idlib", 35.93, 36.63, "SY", "Syria", "Idlib", 6),
    Place("Gaza", 31.50, 34.47, "PS", "Palestinian Territory", "Gaza Strip", 14),
    Place("Sittwe", 20.15, 92.90, "MM", "Myanmar", "Rakhine", 6),
    Place("Lashio", 22.93, 97.75, "MM", "Myanmar", "Shan", 5),
    Place("Quetta", 30.18, 67.00, "PK", "Pakistan", "Balochistan", 6),
    Place("Kabul", 34.53, 69.17, "AF", "Afghanistan", "Kabul", 4),
    Place("Port-au-Prince", 18.54, -72.34, "HT", "Haiti", "Ouest", 6),
    Place("Buenaventura", 3.88, -77.03, "CO", "Colombia", "Valle del Cauca", 3),
    Place("Paris", 48.85, 2.35, "FR", "France", "Île-de-France", 2),
)

ACTORS = (
    ("northern-front", "Northern Front", "rebels"),
    ("river-brigade", "River Brigade", "political_militia"),
    ("national-army", "National Army", "state_forces"),
    ("federal-police", "Federal Police", "state_forces"),
    ("dawn-movement", "Dawn Movement", "rebels"),
    ("plateau-guards", "Plateau Guards", "identity_militia"),
    ("coalition-air-force", "Coalition Air Force", "external_forces"),
)

KINDS: tuple[tuple[str, str, str, str, str, int], ...] = (
    ("Battles", "Armed clash", "clash", "clashed with", "rifles", 26),
    ("Explosions/Remote violence", "Air/drone strike", "airstrike", "struck", "drones", 20),
    ("Explosions/Remote violence", "Shelling/artillery/missile attack", "shelling", "shelled", "mortars", 16),
    ("Violence against civilians", "Attack", "shooting", "attacked", "rifles", 18),
    ("Violence against civilians", "Abduction/forced disappearance", "abduction", "abducted", "", 7),
    ("Protests", "Peaceful protest", "protest", "protested against", "", 12),
    ("Riots", "Mob violence", "riot", "set upon", "", 5),
    ("Strategic developments", "Arrests", "arrest", "arrested", "", 6),
)

SOURCES = ("Example Wire", "River Post", "The Daily Example", "Radio Plateau", "Coast Herald", "Desert Monitor")
VICTIMS = ("villagers", "traders", "students", "farmers", "soldiers", "passengers")


def fill_batches(
    incidents: int, now: datetime, *, seed: int = 7, days: int = 720, prefix: str = "w"
) -> Iterator[Batch]:
    """Batches of articles with their links; one incident in four has several reports."""
    chance = random.Random(seed)
    items: list[tuple[Article, CodedArticle]] = []
    links: list[Link] = []
    for number in range(incidents):
        ago = chance.random() ** 1.35 * days
        if chance.random() < 0.07:
            ago = chance.uniform(9, 12.5)  # a bad week: something for the band to find
        learnt = now - timedelta(days=ago, minutes=chance.randrange(30, 600))
        reports = 1 if chance.random() < 0.74 else chance.randrange(2, 7)
        kind = chance.choices(KINDS, [k[-1] for k in KINDS])[0]
        place = chance.choices(PLACES, [p.weight for p in PLACES])[0]
        who, whom = chance.sample(ACTORS, 2)
        day = None if chance.random() < 0.06 else learnt.date() - timedelta(days=chance.choice((0, 0, 1, 1, 2)))
        toll = None if chance.random() < 0.45 else min(90, int(chance.paretovariate(1.1)))
        for report in range(reports):
            article_id = f"{prefix}-{number:06d}-{report}"
            told = min(now, learnt + timedelta(hours=3 * report))
            article, coded = _report(chance, article_id, told, kind, place, who, whom, day, toll, report)
            items.append((article, coded))
            links.append(Link(article_id, f"e-{article_id}", f"i-{prefix}-{number:06d}"))
        if len(items) >= 1_000:
            yield Batch(items=items, links=links)
            items, links = [], []
    if items:
        yield Batch(items=items, links=links)


def _report(
    chance: random.Random,
    article_id: str,
    told: datetime,
    kind: tuple[str, str, str, str, str, int],
    place: Place,
    who: tuple[str, str, str],
    whom: tuple[str, str, str],
    day: date | None,
    toll: int | None,
    report: int,
) -> tuple[Article, CodedArticle]:
    event_type, sub_event_type, action, verb, weapon, _ = kind
    when = f"on {day:%A}" if day else "in recent weeks"
    victims = chance.choice(VICTIMS)
    injured = None if toll is None or chance.random() < 0.4 else toll + chance.randrange(6)
    spread = chance.choice((0, 0, 2, None)) if toll else 0
    count = (
        None
        if toll is None
        else f"at least {toll}"
        if spread is None
        else f"{toll} to {toll + spread}"
        if spread
        else f"{toll}"
    )
    first = f"{who[1]} {verb} {whom[1]} in {place.name} {when}, residents said."
    harm = f"{count} {victims} were killed" if count else "No figures were given"
    hurt = f" and {injured} people were injured" if injured else ""
    text = (
        f"{first} {harm}{hurt}, according to a local council.\n\n"
        f"A spokesman for {whom[1]} described the events near the market of {place.name} as a provocation"
        + (f" and spoke of {weapon} seen on the road the day before" if weapon else "")
        + ". Roads towards the river were closed until the evening, and two clinics asked for fuel.\n\n"
        f"People in {place.admin1} have reported several such days this season. "
        "Telephone lines were down for most of the morning, and what was told could not be checked on the ground.\n\n"
        f"{who[1]} did not answer questions. The council of {place.country_name} will meet again next week."
    )
    title = f"{place.name}: {sub_event_type.lower()}" + (f", {count} dead" if count else "")

    def span(words: str) -> dict[str, Any]:
        start = text.index(words)
        return {"start": start, "end": start + len(words), "text": words, "field": "text"}

    vague_place = chance.random()
    resolved = place if vague_place > 0.08 else None
    precision = 1 if vague_place > 0.3 else 3 if vague_place > 0.15 else 4
    spot: dict[str, Any] = {
        "place_id": None,
        "lat": None,
        "lon": None,
        "country": None,
        "country_name": None,
        "admin1": None,
    }
    if resolved:
        jitter = 0.0 if precision == 1 else 0.2
        spot = {
            "place_id": f"p-{place.name}",
            "lat": round(place.lat + chance.uniform(-jitter, jitter), 3),
            "lon": round(place.lon + chance.uniform(-jitter, jitter), 3),
            "country": place.country,
            "country_name": place.country_name,
            "admin1": place.admin1,
        }
    where: dict[str, Any] = (
        span(place.name) | spot | {"name": place.name, "feature": "city", "confidence": 0.92 if resolved else 0.2}
    )
    killed = (
        None
        if toll is None
        else Count(low=toll, best=None if spread is None else toll, high=None if spread is None else toll + spread)
    )
    hurt_count = None if not injured else Count(low=injured, best=injured, high=injured)
    status = chance.choices(("occurred", "threatened", "attempted"), (92, 4, 4))[0] if report == 0 else "occurred"
    evidence = [
        Evidence(**span(verb), supports=("event_type", "sub_event_type", "action")),
        Evidence(**span(who[1]), supports=("perpetrators",)),
        Evidence(**span(f"{verb} {whom[1]}"), supports=("targets",)),
        Evidence(**span(f"in {place.name}"), supports=("place",)),
        Evidence(**span(when), supports=("first_day", "last_day")),
    ]
    casualties = []
    if count:
        evidence.append(Evidence(**span(f"{count} {victims} were killed"), supports=("killed",)))
        low, high = toll, None if spread is None else (toll or 0) + spread
        casualties.append(
            CasualtyMention(
                **span(f"{count} {victims}"), outcome="killed", low=low, best=toll, high=high,
                method="at_least" if spread is None else "exact", group=victims, kind="civilians",
            )
        )  # fmt: skip
    if injured:
        evidence.append(Evidence(**span(f"{injured} people were injured"), supports=("injured",)))
    event = Event(
        event_id=f"e-{article_id}",
        event_type=event_type,  # type: ignore[arg-type]
        sub_event_type=sub_event_type,
        action=action,
        plover=Plover(category="ASSAULT", mode=None),
        status=status,  # type: ignore[arg-type]
        attribution=chance.choice(("fact", "claimed", "blamed_by_authorities", "suspected")),
        trigger=Span(**span(verb)),
        sentence=Span(**span(first)),
        first_day=day,
        last_day=day,
        day_precision=1 if day else None,
        place=EventPlace(**where, precision=precision),
        perpetrators=(Participant(**span(who[1]), actor_id=who[0], name=who[1], kind=who[2], form="organisation"),),  # type: ignore[arg-type]
        targets=(Participant(**span(whom[1]), actor_id=whom[0], name=whom[1], kind=whom[2], form="organisation"),)  # type: ignore[arg-type]
        if chance.random() < 0.8
        else (),
        weapons=(Weapon(**span(weapon), kind="firearm"),) if weapon else (),
        killed=killed,
        injured=hurt_count,
        abducted=None,
        detained=None,
        missing=None,
        evidence=tuple(evidence),
        rule="made-up-rule",
        confidence=round(chance.uniform(0.35, 0.98), 2),
    )
    article = Article(
        article_id=article_id,
        text=text,
        title=title,
        url=f"https://example.org/{article_id}",
        source=SOURCES[report % len(SOURCES)],
        published_at=told,
        language="en",
    )
    coded = CodedArticle(
        article_id=article_id,
        content_hash=article.content_hash,
        published_at=told,
        coder_version="1",
        lexicon_version="1",
        language="en",
        relevant=True,
        actors=tuple(
            ActorMention(**span(name), actor_id=actor_id, name=name, kind=actor_kind, country=None)  # type: ignore[arg-type]
            for actor_id, name, actor_kind in (who, whom)
        ),
        places=(PlaceMention(**where),),
        casualties=tuple(casualties),
        dates=(DateMention(**span(when), first_day=day, last_day=day, precision=1 if day else 4),),
        events=(event,),
    )
    return article, coded


NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
