"""Find counts of people harmed: how many of whom were killed, injured, abducted, detained, missing or displaced.

A word of harm (`lexicon/casualties/harm.tsv`) takes its people from one side, by its form: "killed 12 soldiers" from
the right, "12 soldiers were killed" from the left, "the death of 12 soldiers" from behind "of". Each member of a list
is a `Casualty` of its own with the same `trigger`; `casualties_sum.sum_by_event` makes one count of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from schemas.coded import CountMethod, Outcome
from streams.coding.casualties_groups import read_groups
from streams.coding.casualties_people import Group
from streams.coding.casualties_reading import Found, read_harm
from streams.coding.casualties_words import Harm, Noun, cues, harm_words, people, titles
from streams.coding.document import Document, Sentence
from streams.coding.match import Match
from streams.coding.numbers import Number, find_numbers
from streams.coding.numbers_context import cardinals

__all__ = ["Casualty", "find_casualties"]


_JUDGING = ("total", "historical", "accident", "violence")
_NO_NAME = frozenset("the his her their year old and".split())


class Casualty(NamedTuple):
    """Tokens `first` to `last` (exclusive) count people who came to harm."""

    first: int
    last: int
    outcome: Outcome
    low: int | None
    best: int | None
    high: int | None
    method: CountMethod
    head: int | None
    """The token of the noun for people, None where only a number or a name stands."""
    noun: Noun | None
    form: str
    """As of `Group`: number, one, plural, name, pronoun, none."""
    definite: bool
    more: bool
    """Says itself that they come on top: "another five", "two others"."""
    also: bool
    """ "also" stands before the verb."""
    trigger: int
    """The first token of the words that say harm; members of one list share it."""
    trigger_last: int
    sentence: int
    called: frozenset[str]
    """The words of the name of a named person, without titles."""
    sure: bool
    """False where the word leaves open whether those who were hit survived ("shot")."""
    part_of: bool = False
    """These people are counted in another figure already: "including three children"."""
    total: bool = False
    """A tally over a longer time than this event: "more than 300 since January"."""
    historical: bool = False
    """Of an earlier time: "the attack that killed 80 last year"."""
    not_violence: bool = False
    """Of an accident, a disease, a disaster."""
    negated: bool = False
    """Said not to have happened: "no casualties", "did not kill". The count is zero."""
    unreal: bool = False
    """Threatened, planned, tried or only possible: "tried to kill two guards"."""


def find_casualties(document: Document, numbers: Sequence[Number] | None = None) -> list[Casualty]:
    """Every count of people harmed, in reading order; page furniture is left out."""
    matches = list(harm_words().find(document.norm))
    if not matches:
        return []
    if numbers is None:
        numbers = find_numbers(document)
    starts = {number.first: number for number in numbers}
    by_sentence: dict[int, list[Match[dict[str, Harm]]]] = {}
    for match in matches:
        by_sentence.setdefault(document.sentence_of(match.first), []).append(match)
    casualties: list[Casualty] = []
    for index, triggers in by_sentence.items():
        sentence = document.sentences[index]
        within = [match for match in triggers if match.last <= sentence.last]
        if within and not sentence.furniture:
            casualties.extend(_read_sentence(document, index, sentence, within, starts))
    return casualties


def _read_sentence(
    document: Document,
    index: int,
    sentence: Sentence,
    triggers: Sequence[Match[dict[str, Harm]]],
    numbers: dict[int, Number],
) -> Iterable[Casualty]:
    groups = read_groups(document, sentence, numbers)
    found = _relative(read_harm(document, sentence, groups, triggers, numbers)) if groups else []
    if not found:
        return []
    said = {
        kind
        for kind in _JUDGING
        if next(cues()[kind].find(document.norm, sentence.first, sentence.last), None) is not None
    }
    tally = "total" in said or _is_tally(document, sentence)
    accident = "accident" in said and "violence" not in said
    return [
        _casualty(document, item, group, index)._replace(
            total=tally and not item.negated and group.form in ("number", "plural"),
            historical="historical" in said,
            not_violence=accident,
            negated=item.negated or group.high == 0 or (not item.unreal and _denied(document, sentence, item)),
        )
        for item in found
        for group in item.groups
    ]


def _relative(found: list[Found]) -> list[Found]:
    """Clear "more" where it regards people who came to another harm: "one killed and four others injured"."""
    seen: set[str] = set()
    cleared = []
    for item in found:
        if seen and item.harm.outcome not in seen:
            item = item._replace(groups=tuple(group._replace(more=False) for group in item.groups), also=False)
        seen.add(item.harm.outcome)
        cleared.append(item)
    return cleared


def _denied(document: Document, sentence: Sentence, item: Found) -> bool:
    """Whether "denied that" stands shortly before the harm; who denies a part in a murder does not deny the dead."""
    return (
        next(cues()["denied"].find(document.norm, max(sentence.first, item.first - 15), item.first), None) is not None
    )


def _is_tally(document: Document, sentence: Sentence) -> bool:
    """Whether a sentence counts over years or months: "since 1980", "in nine years of war"."""
    norm, last = document.norm, sentence.last
    for position in range(sentence.first, last):
        word = norm[position]
        if word == "since":
            for year in norm[position + 1 : min(position + 7, last)]:
                if len(year) == 4 and year.isdigit() and year[:2] in ("19", "20"):
                    return True
        elif (
            word in ("years", "months", "decades")
            and position - 2 >= sentence.first
            and norm[position + 1 : position + 2] != ["ago"]
        ):
            before = norm[max(sentence.first, position - 4) : position]
            if any(lead in before for lead in ("in", "during", "over", "past", "last")) and _is_figure(
                norm[position - 1]
            ):
                return True
    return False


def _is_figure(word: str) -> bool:
    return word.isdigit() or word in cardinals()


def _casualty(document: Document, item: Found, group: Group, sentence: int) -> Casualty:
    if item.negated:
        group = group._replace(low=0, best=0, high=0, method="exact")
    called = _name_words(document, group) if group.form == "name" else frozenset()
    parts = {(part.first, part.last) for part in item.parts}
    return Casualty(
        group.first, group.last, item.harm.outcome, group.low, group.best, group.high, group.method,
        group.head, group.noun, group.form, group.definite, group.more, item.also,
        item.first, item.last, sentence, called, item.harm.sure,
        part_of=(group.first, group.last) in parts, unreal=item.unreal,
    )  # fmt: skip


def _name_words(document: Document, group: Group) -> frozenset[str]:
    nouns, titled = people(), titles()
    return frozenset(
        word for word in document.norm[group.first : group.last]
        if len(word) > 2 and word.isalpha() and word not in nouns and word not in titled and word not in _NO_NAME
    )  # fmt: skip
