"""Lists of persons called by name, which run on over ages, offices and semicolons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from streams.coding.events.nominals import Nominal
from streams.coding.events.scene import CLAUSE_WORDS, PREPOSITIONS, RELATIVES, SAYING, Scene, phrase_start

__all__ = ["with_names"]

_STARTS = frozenset({",", ";", "and", "(", "[", ":"})
_BREAKS = (
    (CLAUSE_WORDS - {"as", "since"})
    | RELATIVES
    | SAYING
    | frozenset("was were is are has had have will would could can may might be been whose whom he she they it".split())
)
_FAR = 22
_SPOKEN = 6
"""How far behind a name a word of saying still has it as its subject."""


def with_names(scene: Scene, found: Sequence[Nominal], *, leftwards: bool) -> tuple[Nominal, ...]:
    """The phrase with the names that stand in one list or apposition with it.

    "Ana Ruiz, 40, a nurse at the clinic; and Luis Paz, her driver, were shot" has two names and one verb.
    """
    if not found or not any(n.source in ("actor", "group") and n.form in ("person", "people") for n in found):
        return tuple(found)
    joined = [*found]
    for person in _persons(scene, found, leftwards=leftwards):
        edge = joined[0] if leftwards else joined[-1]
        first, second = (person, edge) if leftwards else (edge, person)
        if second.first < first.last:
            continue
        gap = scene.document.norm[first.last : second.first]
        if not gap or len(gap) > _FAR or gap[0] not in _STARTS or any(word in _BREAKS for word in gap):
            break
        if _is_governed(scene, person):
            continue
        if not leftwards and _speaks(scene, person):
            break
        joined.insert(0, person) if leftwards else joined.append(person)
    return tuple(joined)


def _persons(scene: Scene, found: Sequence[Nominal], *, leftwards: bool) -> Iterator[Nominal]:
    named = [n for n in scene.nominals if n.named]
    if leftwards:
        yield from reversed([n for n in named if n.last <= found[0].first])
    else:
        yield from (n for n in named if n.first >= found[-1].last)


def _is_governed(scene: Scene, person: Nominal) -> bool:
    norm = scene.document.norm
    start = phrase_start(scene.document, person, scene.sentence.first)
    return start > scene.sentence.first and norm[start - 1] in PREPOSITIONS - {"as", "including", "with"}


def _speaks(scene: Scene, person: Nominal) -> bool:
    """Whether the name opens a clause of its own: "killed two guards, Mayor Luis Paz said"."""
    behind = scene.document.norm[person.last : min(person.last + _SPOKEN, scene.sentence.last)]
    return any(word in SAYING for word in behind)
