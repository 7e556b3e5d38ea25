"""Places in an article: found, told apart, resolved to one point each, and related to each other.

resolve_places   every mention of a place in the article's texts (title and text share their context)
to_place_mention the mention as the coded article carries it
precision_of     UCDP's where_prec for an event that happened there
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from schemas.coded import PlaceFeature, PlaceMention
from streams.coding.document import Document
from streams.coding.gazetteer import Candidate, Gazetteer
from streams.coding.gazetteer.store import MAIN
from streams.coding.places_cues import load_cues
from streams.coding.places_find import Found, demonyms_in, find_names
from streams.coding.places_relation import RelationKind, nests_in, relation_of
from streams.coding.places_resolve import Choice, choose

__all__ = ["Place", "find_places", "precision_of", "resolve_places", "to_place_mention"]


class Place(NamedTuple):
    """A mention of a place: tokens `first` to `last` (exclusive) of its document."""

    first: int
    last: int
    candidates: tuple[Candidate, ...]
    """What the name may mean, the likeliest before context first."""
    chosen: Candidate | None
    """What it means; None when that cannot be told."""
    place_id: str | None
    name: str
    lat: float | None
    lon: float | None
    country: str | None
    country_name: str | None
    admin1: str | None
    feature: PlaceFeature
    confidence: float
    relation: RelationKind
    """How the text places things by it: "in", "near", "direction" ("south of") ..."""
    distance_km: float | None
    """How far from it, where the text says so ("20 km south of")."""
    direction: str | None
    nested_in: int | None
    """Index, in the same list, of the mention that this one lies in ("X, in Y province")."""
    dateline: bool
    """Where the report was filed, which need not be where anything happened."""
    inside_name: bool
    """Part of the name of an organisation ("Kabul University")."""


def resolve_places(documents: Sequence[Document], gazetteer: Gazetteer) -> list[list[Place]]:
    """The places of each document, in reading order; the documents are one article's title and text."""
    found: list[list[Found]] = [find_names(document, gazetteer) for document in documents]
    demonyms = [country for document in documents for country in demonyms_in(document, gazetteer)]
    cues = load_cues()
    nests: dict[int, int] = {}
    everything: list[Found] = []
    for document, names in zip(documents, found, strict=True):
        base = len(everything)
        nests.update({base + inner: base + outer for inner, outer in nests_in(document, names, cues).items()})
        everything.extend(names)
    choices = choose(everything, nests, demonyms)
    result: list[list[Place]] = []
    base = 0
    for document, names in zip(documents, found, strict=True):
        kept: dict[int, int] = {}
        places: list[Place] = []
        for number, item in enumerate(names):
            choice = choices[base + number]
            if not _holds(item, choice, base + number in nests):
                continue
            kept[base + number] = len(places)
            places.append(_place(document, item, choice.candidate, choice.confidence, gazetteer))
        for number, index in kept.items():
            outer = kept.get(nests.get(number, -1))
            if outer is not None:
                places[index] = places[index]._replace(nested_in=outer)
        result.append(places)
        base += len(names)
    return result


def _holds(item: Found, choice: Choice, nested: bool) -> bool:
    """Whether a name that may be an ordinary word or a person's is a place after all."""
    if item.cue > 0:
        return item.cue == 2 or choice.candidate is not None
    if nested and choice.candidate is not None and choice.confidence > 0.5:
        return True
    if item.cue < 0:
        return False
    return choice.supported and choice.candidate is not None and choice.candidate.kind == MAIN


def find_places(document: Document, gazetteer: Gazetteer) -> list[Place]:
    """The places of one document on its own."""
    return resolve_places([document], gazetteer)[0]


def _place(document: Document, item: Found, chosen: Candidate | None, confidence: float, gazetteer: Gazetteer) -> Place:
    relation = relation_of(document, item.first, item.last)
    dateline = _is_dateline(document, item)
    if chosen is None:
        text = document.text[document.start[item.first] : document.end[item.last - 1]]
        return Place(
            item.first, item.last, item.candidates, None, None, text, None, None, None, None, None,
            _UNRESOLVED[item.wanted],
            0.2, *relation, None, dateline, item.inside,
        )  # fmt: skip
    feature: PlaceFeature = chosen.feature  # type: ignore[assignment]
    if item.wanted in ("province", "district") and feature in ("city", "town", "village"):
        feature = "admin2"
    return Place(
        first=item.first,
        last=item.last,
        candidates=item.candidates,
        chosen=chosen,
        place_id=gazetteer.place_id(chosen.place),
        name=gazetteer.shown_name(chosen.place),
        lat=chosen.lat,
        lon=chosen.lon,
        country=chosen.country or None,
        country_name=gazetteer.country_name(chosen.country),
        admin1=gazetteer.region_name(chosen.region),
        feature=feature,
        confidence=round(min(confidence, 0.99) * (0.6 if chosen.vague else 1.0), 3),
        relation=relation.kind,
        distance_km=relation.km,
        direction=relation.direction,
        nested_in=None,
        dateline=dateline,
        inside_name=item.inside,
    )


_UNRESOLVED: dict[str, PlaceFeature] = {
    "": "village",
    "settlement": "village",
    "province": "admin1",
    "district": "admin2",
    "facility": "facility",
    "water": "water",
    "land": "area",
}


def _is_dateline(document: Document, item: Found) -> bool:
    """Whether the name opens a text in the manner of an agency: "KABUL (AFP) -", "LIMA, 9 JAN 90 --"."""
    sentence = document.sentences[document.sentence_of(item.first)]
    if not document.surface[item.first].isupper():
        # "KABUL, Afghanistan (Sept. 21) -": the country belongs to it
        before = document.surface[max(item.first - 3, 0) : item.first]
        if not (before[-1:] == [","] and len(before) > 1 and before[-2].isupper() and len(before[-2]) > 2):
            return False
    elif item.first > sentence.first and (sentence.case == "mixed" or item.first > 6):
        return False
    if sentence.case != "mixed" and item.first > 6:
        return False
    window = document.surface[item.last : item.last + 14]
    return any(word in ("-", "--", "–", "—") or word == ")" for word in window)


def to_place_mention(document: Document, place: Place) -> PlaceMention:
    """The mention as the coded article carries it."""
    span = document.span(place.first, place.last)
    return PlaceMention(
        start=span.start, end=span.end, text=span.text, field=span.field, place_id=place.place_id, name=place.name,
        lat=place.lat, lon=place.lon, country=place.country, country_name=place.country_name, admin1=place.admin1,
        feature=place.feature, confidence=place.confidence,
    )  # fmt: skip


_PRECISION = {
    "facility": 1, "village": 1, "town": 1, "city": 1, "admin2": 3, "admin1": 4, "area": 5, "country": 6, "water": 7,
}  # fmt: skip


def precision_of(place: Place, relation: RelationKind | None = None) -> int:
    """UCDP where_prec: 1 at the point, 2 near it, 3 district, 4 region, 5 looser area, 6 country, 7 water or air."""
    precision = _PRECISION[place.feature]
    if precision == 1 and (relation or place.relation) in ("near", "outside", "direction", "between"):
        return 5 if (place.distance_km or 0) > 100 else 2
    if place.chosen is not None and place.chosen.vague and precision < 4:
        return 4
    return precision
