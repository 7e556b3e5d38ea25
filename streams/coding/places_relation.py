"""How places stand to each other in a text: one inside another, near, so many kilometres south of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from streams.coding.document import Document
from streams.coding.places_cues import Cues
from streams.coding.places_find import Found

__all__ = ["Relation", "RelationKind", "nests_in", "relation_of"]

RelationKind = Literal["", "in", "near", "outside", "direction", "between", "from", "to"]
_NEAR = frozenset(
    "near around outside surrounding nearby neighboring neighbouring off vicinity outskirts towards toward".split()
)
_IN = frozenset("in at inside within throughout across on".split())
_COMPASS = frozenset(
    "north south east west northeast northwest southeast southwest north-east north-west south-east south-west".split()
)
_PARTS = frozenset(
    "center centre heart streets street part parts suburb suburbs edge neighborhood neighbourhood".split()
)
_KM = frozenset("km kms kilometers kilometres kilometer kilometre".split())
_MILES = frozenset("mile miles".split())


class Relation(NamedTuple):
    """`kind` of the words before a place's name; distance and compass direction where they are given."""

    kind: RelationKind
    km: float | None = None
    direction: str | None = None


def relation_of(document: Document, first: int, last: int) -> Relation:
    """What the words before the name say ("near X", "20 km south of X")."""
    norm = document.norm
    token = first - 1
    lower = max(document.sentences[document.sentence_of(first)].first, first - 9)
    while token >= lower and norm[token] in ("the", "city", "town", "village", "central", "downtown"):
        token -= 1
    if token < lower:
        return Relation("")
    word = norm[token]
    if word == "of" and token > lower:
        kind = norm[token - 1]
        if kind in _COMPASS:
            start = token - 1
            if kind in ("east", "west") and start > lower and norm[start - 1] in ("north", "south"):
                start -= 1  # "south-east" is two tokens
                kind = norm[start] + kind
            return Relation("direction", _distance(norm, start - 1, lower), kind)
        if kind in ("outskirts", "vicinity", "outside"):
            return Relation("near")
        if kind in ("city", "town", "village", "district", "province", "region"):
            return relation_of(document, token - 1, last) if token - 1 > lower else Relation("in")
        if kind in _PARTS:
            return Relation("in")
        return Relation("")
    if word in _NEAR:
        return Relation("near")
    if word in _IN:
        return Relation("in")
    if word == "between" or (word == "and" and "between" in norm[lower:token]):
        return Relation("between")
    if word == "from":
        km = _distance(norm, token - 1, lower)
        return Relation("near", km) if km is not None else Relation("from")
    if word in ("to", "into"):
        return Relation("to")
    return Relation("")


def _distance(norm: Sequence[str], token: int, lower: int) -> float | None:
    """The number of kilometres that ends at this token ("20 km", "some 12 miles to the")."""
    while token > lower and norm[token] in ("to", "the", "away"):
        token -= 1
    if token <= lower:
        return None
    unit = norm[token]
    factor = 1.0 if unit in _KM else 1.609 if unit in _MILES else None
    number = norm[token - 1].replace(",", "")
    if factor is None or not number.replace(".", "", 1).isdigit():
        return None
    return round(float(number) * factor, 1)


def nests_in(document: Document, found: Sequence[Found], cues: Cues) -> dict[int, int]:
    """For each mention (by index) that the text puts inside another, that other: "Jalrez, in Wardak province"."""
    norm = document.norm
    nests: dict[int, int] = {}
    for number in range(len(found) - 1):
        inner, outer = found[number], found[number + 1]
        between = norm[inner.last : outer.first]
        if between == ["s"]:
            nests.setdefault(number + 1, number)  # "Libya's Sirte"
            continue
        if len(between) > 7 or not between:
            continue
        words = [word for word in between if word in _JOINING or not _is_filler(word, cues)]
        if words in ([","], ["("], [".", ","]):
            if _may_lie_in(inner, outer):
                nests[number] = number + 1
        elif words in (["in"], [",", "in"]):
            nests[number] = number + 1
    return nests


_JOINING = frozenset(("in", "and", "from", "to", "at", "near", "between"))


def _is_filler(word: str, cues: Cues) -> bool:
    """Words that may stand between a place and the one it lies in without changing that."""
    return word in ("the", "of", "a") or any(
        word in words for words in (cues.province, cues.district, cues.settlement, cues.compass, cues.locative)
    )


def _may_lie_in(inner: Found, outer: Found) -> bool:
    """Whether "X, Y" can mean X in Y: else the two are items of a list."""
    regions = {c.region for c in outer.candidates if c.feature == "admin1"}
    countries = {c.country for c in outer.candidates if c.feature == "country"}
    if not inner.candidates:
        return bool(regions or countries)
    for candidate in inner.candidates:
        if candidate.feature != "country" and candidate.country in countries:
            return True
        if candidate.feature not in ("country", "admin1") and candidate.region in regions:
            return True
    return any(
        candidate.feature in _SMALL
        and abs(candidate.lat - wide.lat) < 0.6
        and abs(candidate.lon - wide.lon) < 0.7
        and wide.prominence > candidate.prominence + 0.3
        for candidate in inner.candidates[:20]
        for wide in outer.candidates[:20]
    )


_SMALL = frozenset(("village", "town", "facility"))
