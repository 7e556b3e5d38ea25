"""Pairs into incidents: the best pair first, and never against what an article tells apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import NamedTuple

__all__ = ["Pair", "clusters_of"]


_SPEAKERS = 30
"""So many events, the first by id, speak for a large cluster: what thousands print is joined in bounded time."""


class Pair(NamedTuple):
    """Two events that are rather one incident than two: their score is above zero."""

    both_lead: bool
    score: float
    one: str
    other: str


def clusters_of(
    pairs: Iterable[Pair],
    apart: Callable[[str], Iterable[Hashable]],
    score: Callable[[str, str], float],
) -> Iterator[list[str]]:
    """Join what belongs together; yields every cluster of two or more, sorted.

    No two members of a cluster share anything that `apart` gives for them.
    Two clusters become one when the pairs across them score above zero on average. What articles are about is
    joined before what they mention, then by score, then by ids: the result depends on the set of pairs only.
    """
    home: dict[str, str] = {}
    members: dict[str, list[str]] = {}
    kept: dict[str, set[Hashable]] = {}
    for _, _, one, other in sorted(pairs, key=_rank):
        for event in (one, other):
            if event not in home:
                home[event], members[event], kept[event] = event, [event], set(apart(event))
        left, right = sorted((home[one], home[other]))
        if left == right or not kept[left].isdisjoint(kept[right]):
            continue
        across = [score(a, b) for a in sorted(members[left])[:_SPEAKERS] for b in sorted(members[right])[:_SPEAKERS]]
        if sum(across) <= 0:
            continue
        for event in members[right]:
            home[event] = left
        members[left] += members.pop(right)
        kept[left] |= kept.pop(right)
    grouped: dict[str, list[str]] = defaultdict(list)
    for event, root in home.items():
        grouped[root].append(event)
    yield from (sorted(group) for _, group in sorted(grouped.items()) if len(group) > 1)


def _rank(pair: Pair) -> tuple[bool, float, str, str]:
    return not pair.both_lead, -pair.score, min(pair.one, pair.other), max(pair.one, pair.other)
