"""The coded article: what the coder returns, one record an article. Field by field in `docs/codebook.md`."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

import msgspec

__all__ = [
    "ActorMention",
    "CasualtyMention",
    "CodedArticle",
    "Count",
    "DateMention",
    "Event",
    "EventPlace",
    "Evidence",
    "Participant",
    "PlaceMention",
    "Plover",
    "Span",
    "Weapon",
]

Field = Literal["text", "title"]
ActorKind = Literal[
    "state_forces",
    "rebels",
    "political_militia",
    "identity_militia",
    "rioters",
    "protesters",
    "civilians",
    "external_forces",
    "government",
    "international",
    "criminals",
    "unknown",
]
PlaceFeature = Literal["country", "admin1", "admin2", "city", "town", "village", "facility", "water", "area"]
Outcome = Literal["killed", "injured", "abducted", "detained", "missing", "displaced"]
CountMethod = Literal["exact", "approximate", "at_least", "at_most", "vague"]
Form = Literal["organisation", "person", "people", "facility", "vehicle", "infrastructure"]
Status = Literal["occurred", "attempted", "threatened", "planned", "denied", "historical"]
Attribution = Literal["fact", "claimed", "blamed_by_authorities", "suspected", "unknown"]
EventType = Literal[
    "Battles",
    "Explosions/Remote violence",
    "Protests",
    "Riots",
    "Strategic developments",
    "Violence against civilians",
]


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """Half-open range of code points: `article.<field>[start:end] == text`, always."""

    start: int
    end: int
    text: str
    field: Field = "text"


class ActorMention(Span, frozen=True, kw_only=True):
    """A mention of an actor; `actor_id` is null when the words name no actor of the registry."""

    actor_id: str | None
    name: str
    kind: ActorKind
    country: str | None


class PlaceMention(Span, frozen=True, kw_only=True):
    """A mention of a place; coordinates are null (never guessed) when it cannot be resolved."""

    place_id: str | None
    name: str
    lat: float | None
    lon: float | None
    country: str | None
    country_name: str | None
    admin1: str | None
    feature: PlaceFeature
    confidence: float


class EventPlace(PlaceMention, frozen=True, kw_only=True):
    """The place of an event; `precision` is UCDP where_prec, 1 (exact) to 7 (water, airspace)."""

    precision: int


class CasualtyMention(Span, frozen=True, kw_only=True):
    """A count of people harmed, as an interval; `group` is the words for who they are."""

    outcome: Outcome
    low: int | None
    best: int | None
    high: int | None
    method: CountMethod
    group: str
    kind: ActorKind


class DateMention(Span, frozen=True, kw_only=True):
    """A time expression; days are null when it cannot be resolved. `precision` is UCDP date_prec, 1 to 5."""

    first_day: date | None
    last_day: date | None
    precision: int


class Plover(msgspec.Struct, frozen=True, kw_only=True):
    """PLOVER category and mode (mode null where the category has none that fits)."""

    category: str
    mode: str | None


class Participant(Span, frozen=True, kw_only=True):
    """A perpetrator or target, in the words of the text."""

    actor_id: str | None
    name: str
    kind: ActorKind
    form: Form


class Weapon(Span, frozen=True, kw_only=True):
    """A weapon, in the words of the text."""

    kind: str


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """People harmed, as an interval; `best` and `high` are null where open."""

    low: int | None
    best: int | None
    high: int | None


class Evidence(Span, frozen=True, kw_only=True):
    """Words of the article and the names of the event's fields that they support."""

    supports: tuple[str, ...]


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """What happened: who did what to whom, where, when, with what and at what cost."""

    event_id: str
    event_type: EventType
    sub_event_type: str
    action: str
    plover: Plover
    status: Status
    attribution: Attribution
    trigger: Span
    sentence: Span
    first_day: date | None
    last_day: date | None
    day_precision: int | None
    place: EventPlace | None
    perpetrators: tuple[Participant, ...]
    targets: tuple[Participant, ...]
    weapons: tuple[Weapon, ...]
    killed: Count | None
    injured: Count | None
    abducted: Count | None
    detained: Count | None
    missing: Count | None
    evidence: tuple[Evidence, ...]
    rule: str
    confidence: float


class CodedArticle(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the coder took from one version of one article.

    `relevant` is true when at least one event of political violence or disorder was found. An article that is
    not in English is stored and counted, with `coded` false and no mentions.
    """

    article_id: str
    content_hash: str
    published_at: datetime | None
    coder_version: str
    lexicon_version: str
    language: str
    relevant: bool
    actors: tuple[ActorMention, ...]
    places: tuple[PlaceMention, ...]
    casualties: tuple[CasualtyMention, ...]
    dates: tuple[DateMention, ...]
    events: tuple[Event, ...]
    coded: bool = True
