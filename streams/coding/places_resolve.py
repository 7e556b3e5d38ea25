"""Choose, for every name found in an article, the place that is meant.

What comes to mind first (population, kind of place) is weighed against what the article is about: the countries and
regions of its other places, "X, in Y province", and distance.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from streams.coding.gazetteer import Candidate
from streams.coding.places_find import Found

__all__ = ["Choice", "choose"]

_COUNTRY_WEIGHT = 2.2
_REGION_WEIGHT = 3.4
_NEAR_WEIGHT = 1.2
_NEST_BONUS = 4.0
_KNOWN_ALONE = 3.7
"""Below this a name that several countries share is not pinned when nothing in the article points to one."""
_FOREIGN = 5.3
"""An article about one country does not name a smaller place of another without saying so: the name is a namesake's."""
_ROUNDS = 2


class Choice(NamedTuple):
    """The place meant by a name, None when it cannot be told; `supported`: the article names others around it."""

    candidate: Candidate | None
    confidence: float
    supported: bool


_LEVELS = frozenset(("admin1", "admin2"))


class _Group(NamedTuple):
    """All mentions of one name with the same nesting."""

    members: list[int]
    candidates: tuple[Candidate, ...]
    weight: float
    parents: tuple[int, ...]
    """Mentions that say where this one lies."""


def choose(found: Sequence[Found], nests: dict[int, int], demonyms: Sequence[str]) -> list[Choice]:
    """One choice for each name found; `nests` says which mention lies in which."""
    groups = _groups(found, nests)
    scores: list[list[float]] = [[c.prominence + _fit(found[g.members[0]], c) for c in g.candidates] for g in groups]
    base = [list(row) for row in scores]
    group_of = {member: number for number, group in enumerate(groups) for member in group.members}
    for _ in range(_ROUNDS):
        countries, regions, points = _evidence(groups, scores, demonyms)
        total = sum(countries.values()) or 1.0
        scores = [
            _scores(number, groups, base, scores, group_of, countries, regions, points, total)
            for number in range(len(groups))
        ]
    choices: list[Choice] = [Choice(None, 0.0, False)] * len(found)
    countries, _, points = _evidence(groups, scores, demonyms)
    context = _Context(countries, points, group_of)
    for number, group in enumerate(groups):
        choice = _decide(group, groups, scores, number, context)
        for member in group.members:
            choices[member] = choice
    return choices


def _groups(found: Sequence[Found], nests: dict[int, int]) -> list[_Group]:
    nested_by_name: dict[str, list[int]] = defaultdict(list)
    for member, parent in nests.items():
        nested_by_name[found[member].name].append(parent)
    gathered: dict[tuple[str, str, str], list[int]] = {}
    for number, item in enumerate(found):
        own = found[nests[number]].name if number in nests else ""
        parents = {found[p].name for p in nested_by_name[item.name]}
        # a name nested in two different places is two places; else one sense an article
        level = ""
        if item.wanted in ("province", "district") and any(c.feature in _LEVELS for c in item.candidates):
            level = item.wanted  # "Kandahar province" and "Kandahar" are two places
        key = (item.name, own if len(parents) > 1 else "", level)
        gathered.setdefault(key, []).append(number)
    groups = []
    for members in gathered.values():
        first = found[members[0]]
        parents_of = tuple(dict.fromkeys(nests[m] for m in members if m in nests))
        groups.append(_Group(members, first.candidates, 1.0 + 0.35 * min(len(members) - 1, 4), parents_of))
    return groups


def _fit(item: Found, candidate: Candidate) -> float:
    """Whether a candidate is of the sort that the words beside the name call for."""
    feature = candidate.feature
    if item.wanted == "province":
        return 2.5 if feature == "admin1" else 1.0 if feature in ("admin2", "area") else 0.0
    if item.wanted == "district":
        return 1.2 if feature == "admin2" else -0.5 if feature == "admin1" else 0.5 if feature == "area" else 0.3
    if item.wanted == "settlement":
        return 1.5 if feature in ("city", "town", "village") else 0.0
    if item.wanted == "facility":
        return 1.0 if feature == "facility" else 0.0
    if item.wanted in ("water", "land"):
        return 2.0 if feature in ("water", "area") else 0.0
    return 0.0


class _Point(NamedTuple):
    group: int
    region: str
    lat: float
    lon: float
    weight: float


class _Context(NamedTuple):
    countries: dict[str, float]
    points: list[_Point]
    group_of: dict[int, int]


def _evidence(
    groups: list[_Group], scores: list[list[float]], demonyms: Sequence[str]
) -> tuple[dict[str, float], dict[str, float], list[_Point]]:
    """How much the article speaks of each country and region, and where its places are taken to be."""
    countries: dict[str, float] = defaultdict(float)
    regions: dict[str, float] = defaultdict(float)
    points: list[_Point] = []
    for number, group in enumerate(groups):
        for candidate, share in _shares(group.candidates, scores[number]):
            if share < 0.02:
                continue
            if candidate.country:
                countries[candidate.country] += group.weight * share
                if candidate.feature != "country":
                    regions[candidate.region] += group.weight * share
            if share > 0.5 and candidate.feature not in ("country", "area") and not candidate.vague:
                points.append(_Point(number, candidate.region, candidate.lat, candidate.lon, group.weight * share))
    for country in demonyms:
        countries[country] += 0.25
    return countries, regions, points


def _shares(candidates: Sequence[Candidate], scores: Sequence[float]) -> list[tuple[Candidate, float]]:
    if not candidates:
        return []
    top = max(scores)
    weights = [math.exp(2.3 * (score - top)) if score > top - 3 else 0.0 for score in scores]
    total = sum(weights)
    return [(candidate, weight / total) for candidate, weight in zip(candidates, weights, strict=True) if weight]


def _scores(
    number: int, groups: list[_Group], base: list[list[float]], scores: list[list[float]], group_of: dict[int, int],
    countries: dict[str, float], regions: dict[str, float], points: list[_Point], total: float,
) -> list[float]:  # fmt: skip
    group = groups[number]
    if len(group.candidates) < 2:
        return base[number]
    own_countries: dict[str, float] = defaultdict(float)
    own_regions: dict[str, float] = defaultdict(float)
    for candidate, share in _shares(group.candidates, scores[number]):
        own_countries[candidate.country] += group.weight * share
        if candidate.feature != "country":
            own_regions[candidate.region] += group.weight * share
    parents = []
    for parent in group.parents:
        other = group_of[parent]
        if other != number:
            parents.append(_shares(groups[other].candidates, scores[other])[:8])
    result = []
    rest = max(total - group.weight, 0.5)
    for candidate, prior in zip(group.candidates, base[number], strict=True):
        country = max(countries.get(candidate.country, 0.0) - own_countries.get(candidate.country, 0.0), 0.0)
        score = prior + _COUNTRY_WEIGHT * min(country / rest, 1.0) + 0.3 * min(country, 1.0)
        if candidate.feature != "country":
            region = max(regions.get(candidate.region, 0.0) - own_regions.get(candidate.region, 0.0), 0.0)
            if not candidate.region.endswith("."):
                score += _REGION_WEIGHT * min(region / rest, 1.0) + 0.3 * min(region, 1.0)
            if candidate.feature != "area":
                score += _NEAR_WEIGHT * _nearness(number, candidate, points)
        for shares in parents:
            score += _NEST_BONUS * sum(share for parent, share in shares if _lies_in(candidate, parent))
        result.append(score)
    return result


def _lies_in(candidate: Candidate, parent: Candidate) -> bool:
    if parent.place == candidate.place:
        return False
    if parent.feature == "country":
        return candidate.country == parent.country
    if parent.feature == "admin1":
        return candidate.region == parent.region and candidate.feature != "admin1"
    return _km(candidate, parent.lat, parent.lon) < (400 if parent.feature in ("area", "water") else 60)


def _nearness(number: int, candidate: Candidate, points: list[_Point]) -> float:
    """1 beside another place of the article, falling with distance."""
    best = 0.0
    for point in points:
        if point.group != number and abs(point.lat - candidate.lat) < 6:
            near = min(point.weight, 1.0) * math.exp(-_km(candidate, point.lat, point.lon) / 120)
            best = max(best, near)
    return best


def _km(candidate: Candidate, lat: float, lon: float) -> float:
    dy = (candidate.lat - lat) * 111.2
    dx = (candidate.lon - lon) * 111.2 * math.cos(math.radians((candidate.lat + lat) / 2))
    return math.hypot(dx, dy)


def _decide(group: _Group, groups: list[_Group], scores: list[list[float]], number: int, context: _Context) -> Choice:
    if not group.candidates:
        return Choice(None, 0.0, False)
    shares = _shares(group.candidates, scores[number])
    best, share = max(shares, key=lambda item: item[1])
    own = group.weight * sum(s for c, s in shares if c.country == best.country)
    support = context.countries.get(best.country, 0.0) - own
    # rivals a few kilometres apart are the same answer
    same = sum(s for c, s in shares if c is not best and _km(c, best.lat, best.lon) < 40)
    confidence = min(share + same, 1.0)
    outer = [
        _shares(groups[other].candidates, scores[other])
        for parent in group.parents
        if (other := context.group_of[parent]) != number
    ]
    placed = any(_lies_in(best, parent) for rows in outer for parent, part in rows if part > 0.5)
    if outer and not placed and best.feature != "country":
        confidence *= 0.5
        if best.prominence < 5.3 and all(rows and rows[0][1] > 0.8 for rows in outer):
            return Choice(None, 0.2, True)  # the text says where it lies, and no place of that name lies there
    if not placed and support <= 0.2:
        if best.prominence < _KNOWN_ALONE and len({c.country for c in group.candidates}) > 1:
            return Choice(None, 0.2, False)
        confidence *= 0.8 if best.prominence > _KNOWN_ALONE else 0.6
    others = max(sum(context.countries.values()) - group.weight, 0.0)
    if not placed and best.country and best.prominence < _FOREIGN and best.feature != "country":
        leading = max(context.countries.items(), key=lambda item: (item[1], item[0]), default=("", 0.0))
        if leading[0] != best.country and leading[1] > 1.5 and leading[1] > 0.6 * others and support < 0.1 * others:
            return Choice(None, 0.2, False)
    supported = support > 0.4 and support > 0.2 * others
    return Choice(_placed_by_company(best, context.points), confidence, supported or placed)


def _placed_by_company(best: Candidate, points: Sequence[_Point]) -> Candidate:
    """A district whose own point nobody gave us lies where the article's towns of its region lie."""
    if not best.vague:
        return best
    company = [point for point in points if point.region == best.region]
    if not company:
        return best
    total = sum(point.weight for point in company)
    lat = sum(point.lat * point.weight for point in company) / total
    lon = sum(point.lon * point.weight for point in company) / total
    return best._replace(lat=round(lat, 3), lon=round(lon, 3))
