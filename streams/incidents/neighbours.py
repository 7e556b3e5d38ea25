"""Which tellings are compared at all: those that name a place, a person or a rare word in common, near in time.

Two tellings that share none of these hardly ever score above zero. Comparing only within such neighbourhoods makes the
work grow with the number of reports, not with its square.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from itertools import combinations
from math import floor

from streams.incidents.evidence import can_be_one, is_wide
from streams.incidents.telling import Telling

__all__ = ["candidate_pairs"]

_DAYS, _PERSON_DAYS = 6, 60
"""Reach in days, of the event or of the publication: of a place or word in common, and of a person in common."""
_CELL = 0.5
_RARE = 10
_CROWD = 60
"""Of a place and week with more tellings than this each is compared with so many that follow it by day and id."""


def candidate_pairs(tellings: Sequence[Telling]) -> Iterator[tuple[Telling, Telling]]:
    """Every pair worth comparing, once; the tellings must come sorted by event id."""
    blocks: dict[Hashable, list[int]] = defaultdict(list)
    for at, telling in enumerate(tellings):
        for key in set(_keys(telling)):
            blocks[key].append(at)
    seen: set[int] = set()
    total = len(tellings)
    for block in blocks.values():
        for one, other in _pairs(block, tellings):
            pair = one * total + other
            if pair in seen:
                continue
            seen.add(pair)
            a, b = tellings[one], tellings[other]
            if a.version != b.version and can_be_one(a, b):
                yield a, b


def _pairs(block: list[int], tellings: Sequence[Telling]) -> Iterator[tuple[int, int]]:
    if len(block) <= _CROWD:
        yield from combinations(block, 2)
        return
    ordered = sorted(block, key=lambda at: (min(_anchors(tellings[at])), at))
    for position, one in enumerate(ordered):
        for other in ordered[position + 1 : position + 1 + _CROWD]:
            yield min(one, other), max(one, other)


def _anchors(telling: Telling) -> set[int]:
    """The days by which it is found: of the event where it is told, and of the report."""
    days = {telling.published, *(telling.days or ())[:1]}
    return {day.toordinal() for day in days if day is not None} or {0}


def _keys(telling: Telling) -> Iterator[Hashable]:
    """Each day stands in two buckets, so that days nearer than a bucket always meet in one."""
    for day in _anchors(telling):
        for reach, things in ((_DAYS, _things(telling)), (_PERSON_DAYS, (("person", p) for p in telling.persons))):
            buckets = (day // reach, day // reach + 1)
            for thing in things:
                yield from ((*thing, bucket) for bucket in buckets)


def _things(telling: Telling) -> list[tuple[Hashable, ...]]:
    things: list[tuple[Hashable, ...]] = [("named", name) for name in telling.places]
    things += [("word", word) for word, rarity in telling.words.items() if rarity >= _RARE]
    site = telling.site
    if site is not None and not is_wide(site):
        row, column = (site.lat or 0) / _CELL, (site.lon or 0) / _CELL
        rows = {floor(row - 0.5), floor(row - 0.5) + 1}
        columns = {floor(column - 0.5), floor(column - 0.5) + 1}
        things += [("cell", r, c) for r in rows for c in columns]
    return things
