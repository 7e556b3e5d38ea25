"""One sentence as the roles are read off it, and what may stand between its words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from streams.coding.document import Document, Sentence
from streams.coding.events.nominals import Nominal
from streams.coding.triggers import Trigger

__all__ = [
    "CLAUSE_WORDS",
    "FILLERS",
    "HARD_BREAKS",
    "HARD_TARGETS",
    "LINKS",
    "MEASURES",
    "PREPOSITIONS",
    "QUOTES",
    "RELATIVES",
    "SAYING",
    "TARGET_PREPOSITIONS",
    "Scene",
    "is_aside",
    "is_governed",
    "is_object_of_earlier",
    "is_trigger",
    "last_of",
    "led_by",
    "other_trigger_between",
    "passable",
    "phrase_start",
    "trigger_before",
    "with_joined",
    "without_measures",
]

PREPOSITIONS = frozenset(
    "of in at on from near inside outside against with without for to into by between among during under over around "
    "about within through across behind via toward towards upon after before since amid amidst despite as than like "
    "including along beside besides off onto per beyond above below following".split()
)
HARD_BREAKS = frozenset({";", ":", "—", "–", "--", "...", "…", "(", ")", "[", "]", "?", "!"})
CLAUSE_WORDS = frozenset(
    "that when while because although though if unless until whereas but after before as since where".split()
)
RELATIVES = frozenset("who which that".split())
SAYING = frozenset(
    "said says say saying told tells reported reports announced added stated claimed claims confirmed "
    "according warned accused blamed denied declared revealed indicated noted believes believe believed "
    "suspect suspected alleged told".split()
)
LINKS = frozenset({",", "and", "or", "&", "plus", "as", "well", "nor", "both"})
# Determiners, numbers and adverbs that may stand between a verb and the phrase it governs.
FILLERS = frozenset(
    "a an the his her its their our this that these those some any all both another other several many few two three "
    "four five six seven eight nine ten eleven twelve dozens dozen hundreds thousands at least about around nearly "
    "almost more than over up to also then allegedly reportedly later immediately again down dead one no".split()
)
# What may lead from a verb or noun of attack to its target.
TARGET_PREPOSITIONS = frozenset(
    {"on", "at", "against", "upon", "into", "to", "towards", "toward", "onto", "inside", "near", "targeting"}
)
HARD_TARGETS = frozenset({"on", "against", "upon", "at", "targeting"})


class Scene(NamedTuple):
    """One sentence with the nominals and triggers in it, each in reading order."""

    document: Document
    sentence: Sentence
    nominals: Sequence[Nominal]
    triggers: Sequence[Trigger]


def passable(gap: Sequence[str], leads: frozenset[str]) -> bool:
    """Whether these words let a verb or noun of attack reach what follows them."""
    unknown = 0
    for word in without_measures(gap):
        if (
            word in HARD_BREAKS
            or word in CLAUSE_WORDS
            or word in RELATIVES
            or word in {",", "and", "was", "were", "is", "has"}
        ):
            return False
        if word in FILLERS or word in leads or word.isdigit() or word.endswith("ly"):
            continue
        if word in PREPOSITIONS:
            return False
        unknown += 1
    return unknown <= 2


MEASURES = frozenset(
    "number group groups dozens scores hundreds thousands tens couple pair series lot band gathering crowd "
    "convoy column members lots half all one some several many most".split()
)
QUOTES = frozenset({"“", "”", '"', "‘", "’", "'", "«", "»"})


def without_measures(gap: Sequence[str]) -> list[str]:
    """The words but for "a number of", "a gathering of" and quotation marks, which lead to what they measure."""
    words: list[str] = []
    for word in gap:
        if word == "of" and words and words[-1] in MEASURES:
            words.pop()
        elif word not in QUOTES:
            words.append(word)
    return words


def with_joined(scene: Scene, nominal: Nominal, *, leftwards: bool) -> tuple[Nominal, ...]:
    """The phrase and its neighbours in a list: "two soldiers, a driver and a boy"."""
    norm = scene.document.norm
    index = scene.nominals.index(nominal)
    found = [nominal]
    step = -1 if leftwards else 1
    while 0 <= index + step < len(scene.nominals):
        index += step
        other = scene.nominals[index]
        first, second = (other, found[0]) if leftwards else (found[-1], other)
        if second.first < first.last:
            if leftwards and other.form in ("people", "person") and nominal.form == "organisation":
                found.insert(0, other)  # "Front fighters" before a verb: the same, met from behind
            elif other.source == "actor" and other.form == "organisation" and not leftwards:
                found.append(other)  # "fighters of the Front": both the people and their organisation
            continue
        gap = norm[first.last : second.first]
        if not gap and second.named and not leftwards:
            found.append(other)  # "the priests Juan Soto and Luis Vega"
            continue
        if not gap or not any(word in {",", "and", "or", "&"} for word in gap):
            break
        if not all(word in LINKS or word in FILLERS for word in gap) or len(gap) > 5:
            break
        found.insert(0, other) if leftwards else found.append(other)
    return tuple(found)


def phrase_start(document: Document, nominal: Nominal, floor: int) -> int:
    """Where the phrase begins, its determiners and numbers included."""
    position = min(nominal.first, nominal.phrase_first)  # a title belongs to the phrase: "Judge Ana Ruiz"
    while position > floor and (
        document.norm[position - 1] in FILLERS - {"to", "at", "over", "about", "around", "that", "up"}
        or document.norm[position - 1].isdigit()
    ):
        position -= 1
    return position


def is_governed(document: Document, nominal: Nominal, floor: int) -> bool:
    """Whether a preposition stands before the phrase, so that it is no subject."""
    start = phrase_start(document, nominal, floor)
    return start > floor and document.norm[start - 1] in PREPOSITIONS


def led_by(scene: Scene, nominal: Nominal, words: set[str]) -> bool:
    start = phrase_start(scene.document, nominal, scene.sentence.first)
    return start > scene.sentence.first and scene.document.norm[start - 1] in words


def is_object_of_earlier(scene: Scene, nominal: Nominal, trigger: Trigger) -> bool:
    """Whether an earlier active verb stands right before the phrase and governs it."""
    start = phrase_start(scene.document, nominal, scene.sentence.first)
    return any(
        t.form == "verb" and t.voice == "active" and t.last == start and t is not trigger for t in scene.triggers
    )


def trigger_before(scene: Scene, trigger: Trigger) -> Trigger | None:
    earlier = [t for t in scene.triggers if t.last <= trigger.first]
    return earlier[-1] if earlier else None


def other_trigger_between(scene: Scene, first: int, last: int) -> bool:
    return any(first <= t.first < last for t in scene.triggers)


def is_trigger(scene: Scene, trigger: Trigger, position: int) -> bool:
    return any(t.first == position and t is not trigger for t in scene.triggers)


def is_aside(gap: Sequence[str]) -> bool:
    """Whether the marks in a gap only enclose an abbreviation or an aside: "the Front [PLF]", "(Monday)"."""
    opened = sum(word in {"(", "["} for word in gap)
    closed = sum(word in {")", "]"} for word in gap)
    others = any(word in HARD_BREAKS - {"(", ")", "[", "]"} for word in gap)
    return opened == closed and not others


def last_of(gap: Sequence[str], words: frozenset[str]) -> int | None:
    for position in range(len(gap) - 1, -1, -1):
        if gap[position] in words:
            return position
    return None
