"""Where sentences and paragraphs end, in running text, headlines, hard-wrapped wires and lists."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from streams.coding.document import Case, Sentence

if TYPE_CHECKING:
    from streams.coding.document import Document

__all__ = ["split_sentences"]

# A dot after these does not end a sentence.
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof rev hon st sr jr lt col gen maj capt cpt cmdr sgt cpl pvt pfc adm brig insp supt det gov "
    "sen rep amb pres no nos vol fig art approx ca vs etc jan feb mar apr jun jul aug sep sept oct nov dec mon tue "
    "tues wed thu thur fri sat ala ariz calif colo conn fla ill ind kan mass mich minn miss mo mont neb nev okla "
    "ore pa tenn tex va vt wash wis wyo inc ltd co corp bros dept dist mt ft ave blvd rd km sq al fr msgr h.e".split()
)
# Of these, the ones that may end a sentence when what follows begins one.
_WEAK = frozenset(
    "no art fig co inc ltd corp etc jan feb mar apr jun jul aug sep sept oct nov dec rd ave blvd st km mo ill miss "
    "mass wash".split()
)
_STARTERS = frozenset(
    "the a an in on at he she it they we i this that these those there but and as after before when while however "
    "meanwhile police officials authorities his her its their one two three four five if no earlier later".split()
)
_CLOSERS = frozenset("\"'”’)]»")
_PARAGRAPH = re.compile(r"\n[ \t]*\n|\n(?=[ \t]{2,}\S)|\r\n\r\n")
_LINE = re.compile(r"\n")


def split_sentences(document: Document) -> list[Sentence]:
    """Sentences in reading order; every token belongs to exactly one.

    A newline ends a sentence unless the text is hard-wrapped (lines of like length that stop anywhere), where only
    an empty or indented line does.
    """
    starts, ends, surface, text = document.start, document.end, document.surface, document.text
    count = len(surface)
    if not count:
        return []
    wrapped = _is_wrapped(text)
    breaks = _break_tokens(document, _PARAGRAPH if wrapped else _LINE)
    sentences: list[Sentence] = []
    first = paragraph = 0
    marks = sorted(breaks | {i for i, word in enumerate(surface) if word[-1] in ".!?…"})
    for mark in marks:
        if mark in breaks:
            last = mark + 1
        elif _ends_sentence(document, mark):
            last = mark + 1
            while last < count and surface[last] in _CLOSERS and starts[last] == ends[last - 1]:
                last += 1
        else:
            continue
        if last > first:
            sentences.append(_sentence(document, first, last, paragraph))
            first = last
        if mark in breaks:
            paragraph += 1
    if first < count:
        sentences.append(_sentence(document, first, count, paragraph))
    return sentences


def _sentence(document: Document, first: int, last: int, paragraph: int) -> Sentence:
    return Sentence(first, last, paragraph, case_of(document.surface[first:last]), furniture=False)


def case_of(words: list[str]) -> Case:
    """All capitals, all lower case, or mixed, judged by words of three letters and more."""
    upper = lower = other = 0
    for word in words:
        if len(word) > 2 and word.isalpha():
            if word.isupper():
                upper += 1
            elif word.islower():
                lower += 1
            else:
                other += 1
    if upper > 2 and upper >= 4 * (lower + other):
        return "upper"
    if lower > 3 and not upper and not other:
        return "lower"
    return "mixed"


def _is_wrapped(text: str) -> bool:
    lines = [line.rstrip() for line in text.split("\n") if line.strip()]
    if len(lines) < 4:
        # two or three lines: wrapped when a line ends mid-sentence and the next goes on in lower case
        return any(
            len(line) > 40 and line[-1] not in '.!?:"”' and following.lstrip()[:1].islower()
            for line, following in pairwise(lines)
        )
    lengths = sorted(len(line) for line in lines)
    longest = lengths[int(len(lengths) * 0.95) if len(lengths) > 20 else -1]
    open_ended = sum(line[-1] not in '.!?:;"”’)]' for line in lines)
    full = sum(longest * 0.7 <= length for length in lengths)
    return longest <= 100 and open_ended >= len(lines) * 0.5 and full >= len(lines) * 0.5


def _break_tokens(document: Document, pattern: re.Pattern[str]) -> set[int]:
    """Numbers of the tokens that stand last before a paragraph break."""
    breaks: set[int] = set()
    token, starts, count = 0, document.start, len(document.start)
    for match in pattern.finditer(document.text):
        while token < count and starts[token] < match.start():
            token += 1
        if token:
            breaks.add(token - 1)
    return breaks


def _ends_sentence(document: Document, mark: int) -> bool:
    surface, norm, text = document.surface, document.norm, document.text
    word = surface[mark]
    following = mark + 1
    while following < len(surface) and surface[following] in _CLOSERS and not document.joined(following - 1):
        following += 1
    if following >= len(surface):
        return True
    after = surface[following]
    gap = text[document.end[following - 1] : document.start[following]]
    if word in "!?" or word == "…" or word.startswith(".."):
        return bool(gap) and (after[0].isupper() or not after[0].isalpha())
    if not gap:
        # "ended.The" is a lost space; "example.org" and "3.5" are not ends
        before = norm[mark - 1] if mark else ""
        return word == "." and before.isalpha() and len(before) > 2 and after[0].isupper() and after[1:2].islower()
    if after[0].islower():
        return False
    if len(word) > 1:  # U.S., a.m.: the dot belongs to the word
        return norm[following] in _STARTERS and after[0].isupper()
    if mark == 0:
        return False
    before = norm[mark - 1]
    if document.end[mark - 1] != document.start[mark]:
        return True
    if before in _ABBREVIATIONS:
        upper_text = surface[mark - 1].isupper() and len(before) > 2 and after.isupper()
        weak = before in _WEAK and (norm[following] in _STARTERS) and not upper_text
        return weak
    if len(before) == 1 and before.isalpha():  # an initial: "J. Smith"
        return norm[following] in _STARTERS
    list_number = before.isdigit() and len(before) <= 2 and (mark == 1 or "\n" in document.joined(mark - 2))
    return not list_number  # "1. First item"
