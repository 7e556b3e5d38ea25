"""Groups of people in the words of a sentence, with how many they are."""

from __future__ import annotations

from typing import NamedTuple

from schemas.coded import CountMethod
from streams.coding.casualties_words import Noun
from streams.coding.numbers import Number

__all__ = ["Group", "Lead", "counted_group"]


class Group(NamedTuple):
    """Tokens `first` to `last` (exclusive) are people; low, best and high say how many."""

    first: int
    last: int
    low: int | None
    best: int | None
    high: int | None
    method: CountMethod
    head: int | None
    """The noun for people; None when only a number or a name stands here."""
    noun: Noun | None
    form: str
    """number ("two soldiers"), one ("a soldier"), plural ("soldiers"), name, pronoun, none ("nobody")."""
    definite: bool
    """Speaks of people the reader knows already: "the two soldiers", "his wife", a name, a pronoun."""
    more: bool
    """Says itself that they come on top: "another five", "two others"."""
    state: int | None
    """The participle inside the group that says they were harmed: "three wounded soldiers"."""


class Lead(NamedTuple):
    """What stands before the noun: "at least two of the", "another", "his three"."""

    first: int
    start: int
    """Where the modifiers and the noun begin."""
    number: Number | None
    definite: bool
    more: bool
    article: bool
    """ "a", "an", "another"."""
    zero: bool
    """ "no soldiers"."""


def counted_group(
    first: int,
    last: int,
    number: Number,
    head: int | None,
    noun: Noun | None,
    form: str,
    definite: bool,
    more: bool,
    state: int | None,
) -> Group:
    low, best, high, method = number.low, number.best, number.high, number.method
    if noun is not None and noun.number and noun.number > 1 and noun.plural is False:
        low, best, high = (None if n is None else n * noun.number for n in (low, best, high))
    return Group(first, last, low, best, high, method, head, noun, form, definite, more, state)
