"""The noun phrase around a name or role noun: where it begins, how many it speaks of, and what its words say."""

from __future__ import annotations

import re
from typing import NamedTuple

from streams.coding.document import Document
from streams.coding.registry import Registry

__all__ = ["JOINERS", "Phrase", "extend_left", "linked"]

DETERMINERS = frozenset(
    "a an the this these those his her its their our my your some any no each every another both all several many few "
    "most various numerous certain such".split()
)
BEFORE_NUMBER = frozenset(
    "at least most more than about around nearly almost over some up to only under approximately as many the".split()
)
NUMBERS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty".split()
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
VAGUE = frozenset("hundred hundreds thousand thousands million millions dozen dozens score scores tens".split())
JOINERS = frozenset(
    "led backed allied linked aligned based affiliated held controlled trained armed funded supported sponsored inspired".split()
)
# Participles that are as often the sentence's verb as the noun's adjective.
_DEEDS = frozenset(
    "killed wounded injured captured arrested detained kidnapped abducted freed released rescued slain jailed imprisoned displaced "
    "dead fleeing retreating advancing striking protesting freed disarmed condemned released rescued displaced fallen missing "
    "patrolling armed trained equipped banned outlawed convicted confessed missing rioting leading serving acting".split()
)
_NO_LINK = frozenset(
    "all both other another more most additional further hundreds thousands dozens scores many several few".split()
)
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")


class Phrase(NamedTuple):
    """A noun phrase starts at token `first`; `number` is what it counts, `definite` whether it begins with "the"."""

    first: int
    number: int | None
    definite: bool


def linked(document: Document, registry: Registry, last: int, first: int) -> bool:
    """Whether only adjectives or a possessive ending stand between two parts of one noun phrase."""
    if last == first:
        return document.joined(last - 1) in (" ", "-", "\n", "’", "'", "\xa0", " #", " @", "", "_")
    if first - last > 4:
        return False
    norm = document.norm
    for token in range(last, first):
        word = norm[token]
        if word == "s" or word in JOINERS:
            continue
        if word not in registry.modifiers or word in _NO_LINK or (word in _DEEDS and word != "armed"):
            return False
    return True


def extend_left(document: Document, registry: Registry, first: int, floor: int) -> Phrase:
    """Walk left from a phrase's core over adjectives, a number and a determiner, but not past token `floor`."""
    norm = document.norm
    token = first - 1
    left = first
    number: int | None = None
    definite = False
    while token >= floor:
        word = norm[token]
        if number is None and (word in NUMBERS or word in VAGUE or _DIGITS.fullmatch(word)):
            number = NUMBERS.get(word) if word in NUMBERS else None if word in VAGUE else int(word.replace(",", ""))
            left = token
            while token - 1 >= floor and (
                norm[token - 1] in BEFORE_NUMBER or norm[token - 1] in VAGUE or norm[token - 1] in NUMBERS
            ):
                token -= 1
                if norm[token] in VAGUE or norm[token] in NUMBERS:
                    number = None
                    left = token
            break
        if word in JOINERS and token - 1 >= floor and document.joined(token - 1) == "-":
            left = token - 1
            token -= 2
            continue
        if word in DETERMINERS:
            left = token
            definite = word in ("the", "these", "those", "this")
            break
        if word not in registry.modifiers:
            break
        left = token
        token -= 1
    if left < first and norm[left] in _DEEDS and norm[left] != "armed":
        left += 1  # "troops killed civilians": the word is the sentence's verb
    return Phrase(left, number, definite)
