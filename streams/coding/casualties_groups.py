"""Read groups of people in a sentence: "at least two suspected insurgents", "his wife", "Ahmed Ali", "a 12-year-old".

A group is a noun phrase with its number. Whether its people were harmed is decided in `casualties`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from schemas.coded import CountMethod
from streams.coding.casualties_words import Noun, grammar_words, harm_words, people, table, things, titles
from streams.coding.document import Document, Sentence
from streams.coding.numbers import Number, cardinals

__all__ = ["Group", "read_groups"]


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


_SINGULAR = {"he": 1, "she": 1, "him": 1, "her": 1, "himself": 1, "herself": 1}
_PLURAL = frozenset("they them themselves".split())
_NOBODY = frozenset("nobody none".split())
_MORE = frozenset("another other others more additional further".split())
_DEFINITE = frozenset("the this that these those his her their its our my your whose both all every each".split())
_YEARS_OLD = frozenset("year years month months week weeks day days yr".split())
_PARTICLES = frozenset("de del la las los el al bin bint ibn abu von van der da dos di le du y e ul ur ud uz as ad ben ould".split())
_ORDINALS = frozenset("second third fourth fifth sixth seventh eighth ninth tenth 2nd 3rd 4th 5th 6th".split())
_LONGEST = 9


@cache
def _no_names() -> frozenset[str]:
    """Capitalised words that make a name the name of a body or a place, not of a person."""
    return frozenset(row["word"] for row in table("no_names", "word"))


def read_groups(document: Document, sentence: Sentence, numbers: Mapping[int, Number]) -> list[Group]:
    """The groups of people of one sentence, left to right; `numbers` by the token where each begins."""
    groups: list[Group] = []
    position = sentence.first
    while position < sentence.last:
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
        return Group(position, position + 1, 2, None, None, "vague", None, None, "pronoun", True, False, None), position + 1
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
            if at + 1 in numbers or following in harm_words().first_words or grammar_words().get(following) in ("det", "poss"):
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
                    return _group(first, at + 1, number, at, noun, "number", definite, more, None), at + 1
                return _group(first, at, number, None, None, "number", definite, more, None), at
            kind = grammar_words().get(norm[at + 1])
            if kind in ("det", "poss") or norm[at + 1] in people():  # two of the soldiers
                definite = definite or (kind in ("det", "poss") and number.method == "exact" and norm[at + 1] not in ("a", "an"))
                at += 2 if kind in ("det", "poss") else 1
                if at in numbers:
                    at = numbers[at].last
            elif number.last == at + 1:
                at += 1
    return _read_noun(document, sentence, numbers, first, at, number, definite, more, article, zero)


def _goes_on(norm: list[str], position: int, end: int) -> bool:
    """Whether "her" is a possessive: a word for her people follows."""
    return position < end and norm[position][0].isalnum() and norm[position] not in grammar_words()


def _read_noun(
    document: Document,
    sentence: Sentence,
    numbers: Mapping[int, Number],
    first: int,
    start: int,
    number: Number | None,
    definite: bool,
    more: bool,
    article: bool,
    zero: bool,
) -> tuple[Group | None, int]:
    """Walk over modifiers to the noun, the last noun before something that ends the phrase."""
    norm, surface, end = document.norm, document.surface, sentence.last
    nouns, grammar, harms = people(), grammar_words(), harm_words().first_words
    upper = sentence.case == "upper"
    head: int | None = None
    state: int | None = None
    thing = False
    year_old: int | None = None
    name_from: int | None = None
    at = start
    limit = min(end, start + _LONGEST)
    while at < limit:
        word = norm[at]
        if at in numbers:
            if head is None and name_from is not None and at > start:
                name_from = None  # "During the exchange two officers": what stood before the number was no name
            break
        if word[0].isdigit() or (at + 1 < end and document.joined(at) == "-" and norm[at + 1] in _YEARS_OLD):
            if norm[at + 1 : at + 2] and norm[at + 1] in _YEARS_OLD and norm[at + 2 : at + 3] == ["old"]:
                if not norm[at + 1].endswith("s"):
                    year_old = at + 2
                at += 3
                continue
            if norm[at + 1 : at + 2] == ["yo"] or norm[at + 1 : at + 2] == ["yr"]:
                year_old = at + 1
                at += 2
                continue
            break
        if word in ("year", "month") and norm[at + 1 : at + 2] == ["old"]:
            year_old = at + 1
            at += 2
            continue
        if word == "old" and at > start and norm[at - 1] in _YEARS_OLD:
            if not norm[at - 1].endswith("s"):
                year_old = at
            at += 1
            continue
        if word in nouns:
            if head is not None and name_from is not None and not upper and norm[head] in titles():
                break
            if head is not None and nouns[norm[head]].plural and head != at - 1:
                break
            head, thing, name_from = at, False, None
            at += 1
            continue
        if not word[0].isalpha():
            if word == "(" and number is not None and (close := _close_bracket(norm, at, end)) and _noun_ahead(norm, close + 1, end):
                at = close + 1  # "two international (Swiss) staff"
                continue
            if word in ("'s", "’s") or word == "s":
                if at + 1 < end and norm[at + 1] not in grammar and norm[at + 1][0].isalpha() and norm[at + 1] not in _all_harm_nouns():
                    head = name_from = None
                    definite = True
                    at += 1
                    continue
                break
            if word in "\"“”'‘’" and head is None and at > start and at + 1 < end and norm[at + 1][0].isalpha():
                at += 1
                continue
            if word == "." and at > start and document.joined(at - 1) == "" and len(norm[at - 1]) <= 4 and (
                len(norm[at - 1]) == 1 or norm[at - 1] in titles()
            ):
                at += 1
                continue
            break
        kind = grammar.get(word)
        if kind is not None:
            if (
                kind == "conj"
                and word == "and"
                and head is None
                and name_from is None
                and (number is not None or article)
                and at > start
                and _plural_noun_ahead(norm, at + 1, end)
            ):
                at += 1
                continue
            if kind == "prep" and upper and word in _PARTICLES and name_from is not None:
                at += 1
                continue
            break
        if word in harms and not _is_name_word(document, at, upper, head, start):
            leads = at == start or (at == start + 1 and norm[start].endswith("ly"))
            if head is None and name_from is None and state is None and leads and _is_participle(word) and _noun_ahead(norm, at + 1, end):
                state = at
                at += 1
                continue
            break
        capital = surface[at][0].isupper()
        if head is not None:
            noun = nouns[norm[head]]
            if capital and word in _no_names():
                break
            if capital and (not noun.plural) and (not upper or norm[head] in titles() or at == head + 1):
                name_from = head + 1 if name_from is None else name_from
                at += 1
                continue
            if capital and upper and name_from is not None:
                at += 1
                continue
            if noun.plural and (norm[head] == noun.lemma or (number is not None and _noun_ahead(norm, at, end))) and not capital:
                if _noun_ahead(norm, at, end) and not _likely_verb(word):  # "a Taliban weapons supplier"
                    head = None
                    at += 1
                    continue
            if noun.plural or word.endswith(("ing", "ed", "ly")) or norm[head].endswith("s") or (upper and name_from is None and at > head + 1):
                break
            if word in things() or not noun.plural:
                # "police station", "student union": the noun was only a modifier
                if surface[at].islower() and not _likely_verb(word):
                    head, thing = None, True
                    at += 1
                    continue
            break
        if capital and name_from is None and not thing:
            name_from = at
        elif not capital and not (name_from is not None and word in _PARTICLES):
            if name_from is not None and number is None and not article and first == start:
                break  # a name ends where small letters begin
            name_from = None
            thing = word in things()
        at += 1
    at = max(at, start)
    if at < limit and name_from is not None and norm[at : at + 1] == [","] and norm[at + 1 : at + 2] in (["jr"], ["sr"]):
        at += 2
        if norm[at : at + 1] == ["."]:
            at += 1
    group = _close(document, sentence, first, start, at, number, definite, more, article, zero, head, state, year_old, name_from, thing)
    return group, max(at, group.last if group else at, first + 1)


def _close(
    document: Document,
    sentence: Sentence,
    first: int,
    start: int,
    at: int,
    number: Number | None,
    definite: bool,
    more: bool,
    article: bool,
    zero: bool,
    head: int | None,
    state: int | None,
    year_old: int | None,
    name_from: int | None,
    thing: bool,
) -> Group | None:
    norm = document.norm
    noun = people()[norm[head]] if head is not None else None
    if zero:
        if noun is not None or at == start:
            return Group(first, max(at, start), 0, 0, 0, "exact", head, noun, "none", False, more, state) if at > first else None
        return None
    if number is not None:
        if noun is None and at > start and thing:
            return None
        if noun is None and year_old is None and at > start and number.low == number.high == 1 and not _looks_plural(norm[at - 1]):
            if name_from is None and not (norm[at : at + 1] == ["and"] and norm[at + 1 : at + 2] and (norm[at + 1].isdigit() or norm[at + 1] in cardinals())):
                return None  # "one attack"; but "one international and three national staff"
        return _group(first, max(at, number.last), number, head if head is not None else year_old, noun, "number", definite, more, state)
    if noun is not None and head is not None:
        last = at
        if noun.plural and article:  # "a Taliban"
            return Group(first, last, 1, 1, 1, "exact", head, noun, "one", definite, more, state)
        if noun.plural:
            return Group(first, last, *_plural_count(noun), head, noun, "plural", definite, more, state)
        if noun.count is None:
            return Group(first, last, 2, None, None, "vague", head, noun, "plural", definite, more, state)
        named = name_from is not None and name_from > head
        return Group(first, last, noun.count, noun.count, noun.count, "exact", head, noun, "name" if named else "one", definite or named, more, state)
    if year_old is not None and at > start:
        if name_from is not None and name_from > year_old and _is_person_name(document, sentence, name_from, at, name_from):
            return Group(first, at, 1, 1, 1, "exact", None, None, "name", True, more, state)
        return Group(first, at, 1, 1, 1, "exact", year_old, None, "one", definite, more, state)
    if at == start:
        if more and norm[at - 1] in ("others", "other", "another"):
            if norm[at - 1] == "others":
                return Group(first, at, 2, None, None, "vague", at - 1, None, "plural", definite, True, None)
            return Group(first, at, 1, 1, 1, "exact", at - 1, None, "one", definite, True, None)
        return None
    if article and at == start + 1 and norm[start] in _ORDINALS:
        return Group(first, at, 1, 1, 1, "exact", start, None, "one", False, True, state)
    if name_from is not None and not article and _is_person_name(document, sentence, name_from, at, first):
        return Group(name_from, at, 1, 1, 1, "exact", None, None, "name", True, more, state)
    return None


def _plural_count(noun: Noun) -> tuple[int, int | None, int | None, CountMethod]:
    return (noun.count, noun.count, noun.count, "exact") if noun.count else (2, None, None, "vague")


def _group(
    first: int, last: int, number: Number, head: int | None, noun: Noun | None, form: str, definite: bool, more: bool, state: int | None
) -> Group:
    low, best, high, method = number.low, number.best, number.high, number.method
    if noun is not None and noun.count and noun.count > 1 and noun.plural is False:
        low, best, high = (None if n is None else n * noun.count for n in (low, best, high))
    return Group(first, last, low, best, high, method, head, noun, form, definite, more, state)


def _close_bracket(norm: list[str], position: int, end: int) -> int | None:
    return next((at for at in range(position + 1, min(position + 16, end)) if norm[at] == ")"), None)


def _plural_noun_ahead(norm: list[str], position: int, end: int) -> bool:
    """Whether "Afghan and coalition soldiers" goes on to a plural noun without a new article or number."""
    for at in range(position, min(position + 3, end)):
        if norm[at] in people():
            return people()[norm[at]].plural and at > position
        if not norm[at][0].isalpha() or norm[at] in grammar_words():
            return False
    return False


def _noun_ahead(norm: list[str], position: int, end: int) -> bool:
    """Whether a noun for people follows within a few modifiers: "wounded Afghan soldiers"."""
    for at in range(position, min(position + 4, end)):
        if norm[at] in people():
            return True
        if not norm[at][0].isalpha() or norm[at] in grammar_words() or norm[at] in harm_words().first_words or norm[at] in cardinals():
            return False
    return False


def _is_participle(word: str) -> bool:
    return word.endswith(("ed", "en", "slain", "ing", "dead"))


@cache
def _all_harm_nouns() -> frozenset[str]:
    return frozenset(
        row["phrase"].split()[-1] for row in table("harm", "phrase", "form", "outcome", "surety") if row["form"] == "nounof"
    ) | {"body", "bodies", "corpse", "fatal", "lives", "life"}


def _is_name_word(document: Document, at: int, upper: bool, head: int | None, start: int) -> bool:
    return False


def _likely_verb(word: str) -> bool:
    return word.endswith(("ed", "ing", "ly"))


def _looks_plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith("ss")


def _is_person_name(document: Document, sentence: Sentence, name_from: int, last: int, first: int) -> bool:
    """Whether capitalised words can be a person's name; one word alone only when it is no sentence's first."""
    norm = document.norm
    words = [word for word in norm[name_from:last] if word[0].isalpha()]
    if not words or any(word in _no_names() or word in things() for word in words):
        return False
    if sentence.case == "upper":
        return first == name_from and len(words) <= 6
    if len(words) == 1 and name_from == sentence.first and not _named_elsewhere(document, name_from):
        return False
    return first == name_from or norm[first] in titles()


def _named_elsewhere(document: Document, position: int) -> bool:
    """Whether the first word of a sentence is capitalised within another sentence too, so that it is a name."""
    norm, word = document.norm, document.norm[position]
    at = -1
    while True:
        try:
            at = norm.index(word, at + 1)
        except ValueError:
            return False
        if at != position and at and document.capitalised(at) and norm[at - 1][-1].isalnum():
            return True
