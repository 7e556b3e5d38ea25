"""Where and when: the place and the days of an event, chosen among those that the text names.

A sentence's own place and day come first; an event that names none takes them from the sentences that tell it, then
from what stands before it in the text. Nothing is taken from the publication day.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from streams.coding.dates import When
from streams.coding.document import Document
from streams.coding.events.drafts import Draft, Findings
from streams.coding.places import Place

__all__ = ["Setting", "Site", "agree", "choose_days", "choose_place", "own_setting"]

_LOCATIVE = frozenset("in at near on outside inside around across throughout within between off over".split())
_SETTLEMENTS = frozenset(
    "city town village district province region centre center capital port area suburb neighbourhood neighborhood "
    "township county state governorate outskirts countryside hamlet island camp quarter cities towns villages".split()
)
_ORIGIN = frozenset("from of to for against with by via".split())
_SAYING = frozenset(
    "told said says tells speaking spokesman spokeswoman reporters reported reporting correspondent announced "
    "confirmed stated claimed added denied".split()
)
# What courts, police and mourners do later, on days of their own.
_PROCEDURE = frozenset(
    "autopsy performed hearing court charged arraigned appeared ordered held identified sentenced pleaded indicted "
    "convicted interviewed filed vigil funeral buried updated published posted tweeted scheduled conference statement "
    "release".split()
)
_CARE = frozenset(
    "hospital hospitals medical center centre clinic health infirmary morgue taken rushed airlifted".split()
)
_HOME = frozenset("lives lived live resides resided resident residents native".split())
_SPOKE = frozenset("said announced told confirmed reported added stated claimed denied".split())
_FINENESS = {
    "facility": 1.2, "village": 1.2, "town": 1.1, "city": 1.0, "admin2": 0.8, "area": 0.6, "admin1": 0.5, "water": 0.4,
    "country": 0.0,
}  # fmt: skip
_NEAR_KM = 30.0
_CERTAIN = 1.6
_CLOSE = 1.2
"""Scores: a village this far behind the province it lies in is still the event's place."""
_REACH = 2
"""Sentences: how far back in a paragraph a place still holds."""
_AT = frozenset({"in", "near", "outside", "direction", "between"})


class Site(NamedTuple):
    """A place that an event may have happened at, and in whose document it stands."""

    findings: Findings
    place: Place
    score: float
    inherited: bool


class Setting(NamedTuple):
    """What a draft's own sentence says of place and day."""

    place: Place | None
    days: tuple[date, date] | None


def own_setting(draft: Draft) -> Setting:
    """The place and the days that the draft's own sentence gives it."""
    site = _best_place(draft)
    governed = site is not None and any(t.last == site.place.first for t in draft.triggers)  # "attacked Beni"
    if site is not None and not governed and (site.score < _CERTAIN or site.place.relation not in _AT):
        site = None  # a hospital's town, a witness's home: not enough to tell two events apart
    when = _best_date(draft)
    days = (when.first_day, when.last_day) if when and when.first_day and when.last_day else None
    return Setting(site.place if site else None, days)


def choose_place(draft: Draft, found: Sequence[Findings]) -> Site | None:
    """The event's place: the finest that its tellings give, else the nearest one told before it."""
    sites = [site for telling in draft.tellings if (site := _best_place(telling))]
    if sites:
        best = sites[0]
        for site in sites[1:]:
            finer = _FINENESS[site.place.feature] > _FINENESS[best.place.feature] + 0.25
            if finer and agree(best.place, site.place):
                best = site
        return best
    return _place_before(draft, found)


def choose_days(draft: Draft) -> tuple[Findings, When] | None:
    """The event's days: the most precise that its tellings give; None when none does."""
    dated = [(t.findings, when) for t in draft.tellings if (when := _best_date(t)) and when.first_day]
    return min(dated, key=lambda pair: pair[1].precision, default=None)


def agree(one: Place, other: Place) -> bool:
    """Whether two places can be one: the same, one within the other, or close by."""
    if one.name.casefold() == other.name.casefold() and one.country == other.country:
        return True
    if one.country and other.country and one.country != other.country:
        return False
    if "country" in (one.feature, other.feature):
        return True
    if one.admin1 and other.admin1 and one.admin1 != other.admin1:
        return False
    if {"admin1", "admin2", "area"} & {one.feature, other.feature}:
        return True
    if one.lat is None or other.lat is None:
        return False
    return kilometres(one, other) < _NEAR_KM


def kilometres(one: Place, other: Place) -> float:
    """Great-circle distance of two places; infinite when one is not resolved."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return math.inf
    a, b, c, d = map(math.radians, (one.lat, one.lon, other.lat, other.lon))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


# ---------------------------------------------------------------- places


def _best_place(draft: Draft) -> Site | None:
    sites = [
        Site(draft.findings, place, score, inherited=False)
        for place in draft.places
        if (score := _place_score(draft, place)) > 0
    ]
    if not sites:
        return None
    best = max(sites, key=lambda site: site.score)
    finer = [
        site
        for site in sites
        if _FINENESS[site.place.feature] > _FINENESS[best.place.feature] + 0.25
        and site.score > best.score - _CLOSE
        and agree(best.place, site.place)
    ]
    return max(finer, key=lambda site: site.score, default=best)


def _place_score(draft: Draft, place: Place) -> float:
    """How well a place of the sentence fits as the place of the event; below zero it does not."""
    document = draft.findings.document
    norm = document.norm
    sentence = document.sentences[draft.sentence]
    trigger = draft.trigger
    before = norm[place.first - 1] if place.first > sentence.first else ""
    score = 1.0 + _FINENESS[place.feature]
    gap = norm[trigger.last : place.first] if place.first >= trigger.last else norm[place.last : trigger.first]
    score -= 0.06 * len(gap)
    of_town = before == "of" and place.first - 2 >= sentence.first and norm[place.first - 2] in _SETTLEMENTS
    if place.relation in ("near", "in", "outside", "between", "direction") or before in _LOCATIVE or of_town:
        score += 1.2
    elif place.relation in ("from", "to") or before in _ORIGIN:
        score -= 1.2
    if place.first >= trigger.last:
        score += 0.4
    if any(word in _SAYING for word in gap):
        score -= 1.5
    behind = norm[max(sentence.first, place.first - 6) : place.first]
    if any(word in _CARE or word in _HOME for word in behind):
        score -= 2.5  # where the wounded were taken, or where they came from
    if _names_the_target(draft, place):
        score += 1.5
    if any(word in (";", ":") for word in gap):
        score -= 0.7
    elif _is_part_of_a_name(draft, place):
        score -= 4.0
    elif _is_modifier(draft, place):
        score -= 0.9
    if place.relation == "direction" and _points_at_another(draft, place):
        score -= 2.0  # "in Burin, south of Nablus" happened in Burin
    if place.dateline or place.inside_name or _is_agency(draft, place):
        score -= 2.5
    if place.lat is None:
        score -= 0.8
    return score


_CALLED = frozenset({"known", "called", "named"})


def _names_the_target(draft: Draft, place: Place) -> bool:
    """Whether what was hit bears the name, or is said to be called so: "a checkpoint known as the Fuqaha gate"."""
    if any(n.first <= place.first and place.last <= n.last and n.source == "object" for n in draft.targets):
        return True
    before = draft.findings.document.norm[max(0, place.first - 4) : place.first]
    return any(word in _CALLED for word in before) and any(n.form == "facility" for n in draft.targets)


def _points_at_another(draft: Draft, place: Place) -> bool:
    """Whether the name only says where the place named just before it lies."""
    norm = draft.findings.document.norm
    return any(
        other.last < place.first <= other.last + 8 and norm[other.last] in (",", "(")
        for other in draft.places
        if other.first < place.first
    )


def _is_part_of_a_name(draft: Draft, place: Place) -> bool:
    """Whether an organisation bears the name: "the Islamic State of Iraq"."""
    return any(
        a.first <= place.first and place.last <= a.last and a.form == "organisation" and a.last - a.first > 1
        for a in draft.findings.actors
    )


def _is_agency(draft: Draft, place: Place) -> bool:
    """Whether the name is the agency's of a dateline: "ABUJA (Meridian) -"."""
    norm = draft.findings.document.norm
    return 0 < place.first < 8 and norm[place.first - 1] == "(" and norm[place.last : place.last + 1] == [")"]


def _is_modifier(draft: Draft, place: Place) -> bool:
    """Whether the name only says whose people they are: "Kandahar police", "the Baghdad government"."""
    return any(
        a.phrase_first <= place.first
        and place.last <= a.phrase_last
        and place.last <= a.head + 1
        and a.head >= place.last
        for a in draft.findings.actors
        if a.phrase_first <= place.first < a.phrase_last
    )


def _place_before(draft: Draft, found: Sequence[Findings]) -> Site | None:
    """Where the text was when it came to the event.

    Within a paragraph that is the place told last; from further off only the country is sure.
    """
    document = draft.findings.document
    paragraph = document.sentences[draft.sentence].paragraph
    before = [p for p in draft.findings.places if p.lat is not None and document.sentence_of(p.first) < draft.sentence]
    near = [
        p
        for p in before
        if (number := document.sentence_of(p.first)) >= draft.sentence - _REACH
        and document.sentences[number].paragraph == paragraph
    ]
    if near:
        return Site(draft.findings, max(near, key=lambda p: (_FINENESS[p.feature], p.first)), 0.0, inherited=True)
    country = before[-1].country if before else None
    for findings, place in [(draft.findings, p) for p in reversed(before)] + [(f, p) for f in found for p in f.places]:
        if place.feature == "country" and place.country == (country or place.country):
            return Site(findings, place, 0.0, inherited=True)
    return None


# ---------------------------------------------------------------- days


def _best_date(draft: Draft) -> When | None:
    """The day of the sentence that stands nearest to the trigger; those of the background do not count."""
    trigger = draft.trigger
    document = draft.findings.document
    usable = [
        w for w in draft.dates if w.first_day and not (w.background or w.time_of_day or _is_dateline(document, w))
    ]
    return min(usable, key=lambda w: _date_distance(document, trigger.first, trigger.last, w), default=None)


def _is_dateline(document: Document, when: When) -> bool:
    """Whether it is the day of a report, a statement or a hearing: "KABUL (March 5) -", "said on Friday"."""
    norm = document.norm
    before = norm[max(0, when.first - 3) : when.first]
    if when.dateline or before[-1:] in (["("], ["["]):
        return True
    while before and before[-1] in ("on", "late", "early", "the", "in", "a", "statement"):
        before = before[:-1]
    after = norm[when.last : when.last + 1]
    words = _SAYING | _PROCEDURE
    return (bool(before) and before[-1] in words) or (bool(after) and after[0] in _SPOKE)


def _date_distance(document: Document, first: int, last: int, when: When) -> float:
    gap = document.norm[last : when.first] if when.first >= last else document.norm[when.last : first]
    return len(gap) + 8.0 * any(word in _SAYING for word in gap) + 2.0 * (when.first < first)
