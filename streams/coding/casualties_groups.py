"""Read groups of people in a sentence: "at least two suspected insurgents", "his wife", "Ahmed Ali", "a 12-year-old".

A group is a noun phrase with its number. Whether its people were harmed is decided in `casualties_reading`.
"""

from __future__ import annotations

from collections.abc import Mapping

from streams.coding.casualties_nouns import read_noun
from streams.coding.casualties_people import Group, Lead, counted_group
from streams.coding.casualties_words import grammar_words, harm_words, people
from streams.coding.document import Document, Sentence
from streams.coding.numbers import Number

__all__ = ["read_groups"]

_SINGULAR = {"he": 1, "she": 1, "him": 1, "her": 1, "himself": 1, "herself": 1}
_PLURAL = frozenset("they them themselves".split())
_NOBODY = frozenset("nobody none".split())
_MORE = frozenset("another other others more additional further".split())
_DEFINITE = frozenset("the this that these those his her their its our my your whose both all every each".split())
_NO_START = frozenset("prep verb aux conj adv".split())


def read_groups(document: Document, sentence: Sentence, numbers: Mapping[int, Number]) -> list[Group]:
    """The groups of people of one sentence, left to right; `numbers` by the token where each begins."""
    groups: list[Group] = []
    position = sentence.first
    norm, grammar = document.norm, grammar_words()
    while position < sentence.last:
        word = norm[position]
        if (grammar.get(word) in _NO_START or not word[0].isalnum()) and position not in numbers:
            position += 1
            continue
        group, position = _read_group(document, sentence, position, numbers)
        if group is not None:
            groups.append(group)
    return groups


def _read_group(
    document: Document, sentence: Sentence, position: int, numbers: Mapping[int, Number]
) -> tuple[Group | None, int]:
    norm, end = document.norm, sentence.last
    word = norm[position]
    if word in _SINGULAR and not (word == "her" and _goes_on(norm, position + 1, end)):
        return Group(position, position + 1, 1, 1, 1, "exact", None, None, "pronoun", True, False, None), position + 1
    if word in _PLURAL:
        return Group(
            position, position + 1, 2, None, None, "vague", None, None, "pronoun", True, False, None
        ), position + 1
    if word in _NOBODY or (word == "no" and norm[position + 1 : position + 2] == ["one"]):
        last = position + (2 if word == "no" else 1)
        return Group(position, last, 0, 0, 0, "exact", None, None, "none", False, False, None), last
    first, definite, more, article, zero = position, False, False, False, False
    number: Number | None = numbers.get(position)
    at = number.last if number else position
    while number is None and at < end and at - position < 3:  # "the other two", "all 12", "his three"
        kind = grammar_words().get(norm[at])
        if at in numbers:
            number, at = numbers[at], numbers[at].last
            break
        if norm[at] == "that" and at + 1 < end:
            following = norm[at + 1]
            if (
                at + 1 in numbers
                or following in harm_words().first_words
                or grammar_words().get(following) in ("det", "poss")
            ):
                return None, at + 1  # "confirmed that one of them", "the blast that killed him"
        if norm[at] in ("no", "any"):
            zero = norm[at] == "no"
        elif kind in ("det", "poss"):
            article = article or norm[at] in ("a", "an", "another")
            definite = definite or norm[at] in _DEFINITE
        elif not (norm[at] in _MORE or norm[at] == "only"):
            break
        more = more or norm[at] in ("another", "other", "others", "additional")
        at += 1
        if at >= end:
            return None, at
    if number is not None:
        definite = definite or norm[number.first] == "both"
        if at < end and norm[at] in _MORE:
            more, at = True, at + 1
        if norm[at - 1] == "of" and number.last == at:
            at -= 1  # "several of", "dozens of"
        if norm[at : at + 1] == ["of"] and at + 1 < end:
            if norm[at + 1] in ("them", "whom", "these", "those", "us", "which"):
                at += 2
                noun = people().get(norm[at]) if at < end else None
                if noun is not None:  # "three of them children"
                    return counted_group(first, at + 1, number, at, noun, "number", definite, more, None), at + 1
                return counted_group(first, at, number, None, None, "number", definite, more, None), at
            kind = grammar_words().get(norm[at + 1])
            if kind in ("det", "poss") or norm[at + 1] in people():  # two of the soldiers
                definite = definite or (
                    kind in ("det", "poss") and number.method == "exact" and norm[at + 1] not in ("a", "an")
                )
                at += 2 if kind in ("det", "poss") else 1
                if at in numbers:
                    at = numbers[at].last
            elif number.last == at + 1:
                at += 1
    return read_noun(document, sentence, numbers, Lead(first, at, number, definite, more, article, zero))


def _goes_on(norm: list[str], position: int, end: int) -> bool:
    """Whether "her" is a possessive: a word for her people follows."""
    return position < end and norm[position][0].isalnum() and norm[position] not in grammar_words()
