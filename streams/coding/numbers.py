"""Find numbers that can count people: digits, words, ranges and vague ones, each as an interval.

What the parts of an interval mean (null where open):

- exact: low, best and high are the number.
- at_least ("at least 50", "50 or more"): low and best are the number, high is open. "More than 10" is eleven at the
  least; from a hundred on figures are round, and "more than 300" is 300.
- at_most ("up to 50", "as many as 50"): best and high are the number, low is 1; "fewer than 50": high 49, best open.
- approximate ("about 50"): best is the number; low and high are the numbers that round to it (45 to 55), "nearly 50"
  is never above it. A range ("10 to 12") is low and high, and best is its low end, the cautious figure.
- vague ("dozens", "several", "many"): only low is known, by ACLED's convention (tens 10, dozens 12, hundreds 100);
  words like "several" are three at the least.

Ages, money, shares, times, dates, distances, house and telephone numbers, ordinals and counts of things that
are not people are left out. "a man" is no number here: see `casualties_groups`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from schemas.coded import CountMethod
from streams.coding.casualties_words import table
from streams.coding.document import Document
from streams.coding.match import words_of
from streams.coding.numbers_context import cardinals, counts_people, kind_at

__all__ = ["Number", "cardinals", "find_numbers"]


class Number(NamedTuple):
    """Tokens `first` to `last` (exclusive), with the words that qualify the number, and what they count."""

    first: int
    last: int
    low: int | None
    best: int | None
    high: int | None
    method: CountMethod


_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")
_DASHES = frozenset("-–—‐‑")
_LARGEST = 20_000_000


@cache
def _qualifiers() -> tuple[dict[str, list[tuple[tuple[str, ...], str]]], dict[str, list[tuple[tuple[str, ...], str]]]]:
    """Qualifying phrases before a number by their last word, and after it by their first; longest first."""
    before: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    after: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in table("qualifiers", "phrase", "place", "method"):
        words = words_of(row.values["phrase"])
        if row.values["place"] == "before":
            before.setdefault(words[-1], []).append((words, row.values["method"]))
        elif row.values["place"] == "after":
            after.setdefault(words[0], []).append((words, row.values["method"]))
        else:
            raise row.error(f"place {row['place']!r} must be before or after")
    for entries in (*before.values(), *after.values()):
        entries.sort(key=lambda entry: -len(entry[0]))
    return before, after


def find_numbers(document: Document) -> list[Number]:
    """Numbers that can count people, left to right, without overlaps; page furniture is left out."""
    norm, known = document.norm, cardinals()
    candidates = [i for i, word in enumerate(norm) if word in known or word[0] in "0123456789"]
    if not candidates:
        return []
    furniture = [(s.first, s.last) for s in document.sentences if s.furniture]
    numbers: list[Number] = []
    done = floor = 0
    for position in candidates:
        if position < done or any(first <= position < last for first, last in furniture):
            continue
        number, done = _read_number(document, position, floor)
        if number:
            numbers.append(number)
            floor = done
    return numbers


def _read_number(document: Document, position: int, floor: int) -> tuple[Number | None, int]:
    """The number that starts here, and where to read on: "10 million" is passed over whole where it is money."""
    norm = document.norm
    kind = cardinals().get(norm[position], ("digits", 0))[0]
    if kind in ("vague", "set", "plural"):
        vague = _read_vague(document, position, floor, kind)
        return vague, vague.last if vague else position + 1
    read = _read_cardinal(document, position)
    if read is None:
        return None, position + 1
    value, last, first = *read, position
    if kind == "multiplier":  # "a dozen", "half a dozen", "several hundred"
        first, factor = _factor(norm, position, floor)
        value = value * 6 // 12 if factor == "half" else value * int(factor)
        if factor == "3":
            return Number(first, last, value, None, None, "vague"), last
    if not counts_people(document, first, last, value):
        return None, last
    low = high = value
    method = "exact"
    if upper := _read_upper(document, first, last):
        high, last = upper
        if not counts_people(document, first, last, high):
            return None, last
        method = "range"
        if first > floor and norm[first - 1] == "between":
            first -= 1
    elif last < len(norm) and norm[last] in _qualifiers()[1]:
        for words, after_method in _qualifiers()[1][norm[last]]:
            if tuple(norm[last : last + len(words)]) == words:
                last, method = last + len(words), after_method
                break
    if method != "range" and first > floor and norm[first - 1] in _qualifiers()[0]:
        for words, before_method in _qualifiers()[0][norm[first - 1]]:
            start = first - len(words)
            if start >= floor and tuple(norm[start:first]) == words and _same_sentence(document, start, first):
                first, method = start, before_method
                break
    return _interval(first, last, low, high, method), last


def _interval(first: int, last: int, low: int, high: int, method: str) -> Number:
    match method:
        case "range":
            return Number(first, last, low, low, high, "approximate")
        case "at_least":
            return Number(first, last, low, low, None, "at_least")
        case "more_than":
            least = low + 1 if low < 100 else low
            return Number(first, last, least, least, None, "at_least")
        case "at_most":
            return Number(first, last, min(1, low), low, low, "at_most")
        case "below":
            return Number(first, last, min(1, max(low - 1, 0)), None, max(low - 1, 0), "at_most")
        case "approximate" | "nearly":
            unit = 1
            while low and low % (unit * 10) == 0:
                unit *= 10
            half = unit // 2
            return Number(first, last, low - half, low, low if method == "nearly" else low + half, "approximate")
    return Number(first, last, low, low, low, "exact")


def _read_cardinal(document: Document, position: int) -> tuple[int, int] | None:
    """The value that is written from `position` on, and the token after it."""
    norm, known, count = document.norm, cardinals(), len(document.norm)
    word = norm[position]
    if word[0] in "0123456789":
        if not _DIGITS.fullmatch(word):
            return None
        last = position + 1
        factor = 1
        while last < count and known.get(norm[last], ("", 0))[0] == "multiplier":
            factor *= known[norm[last]][1]
            last += 1
        number = float(word.replace(",", "")) * factor
        return (int(number), last) if number == int(number) and number <= _LARGEST else None
    total = current = 0
    last = position
    previous = ""
    while last < count:
        kind, value = known.get(norm[last], ("", 0))
        if kind == "unit":
            if previous == "unit" or (previous == "tens" and value > 9):
                break
            current += value
        elif kind == "tens":
            if previous in ("unit", "tens"):
                break
            current += value
        elif kind == "multiplier":
            if value == 100 or value == 12:
                current = (current or 1) * value
            else:
                total += (current or 1) * value
                current = 0
        elif norm[last] == "and" and previous == "multiplier" and kind_at(norm, last + 1) in ("unit", "tens"):
            last += 1
            continue
        else:
            break
        previous = kind
        last += 1
        if document.joined(last - 1) not in ("-", " ", "\n") and kind_at(norm, last) != "multiplier":
            break  # "two, three"
    value = total + current
    return (value, last) if value <= _LARGEST else None


def _factor(norm: list[str], position: int, floor: int) -> tuple[int, str]:
    """What multiplies a "dozen" or "hundred" that has no number before it: 1, "half" or "several" (3)."""
    before = norm[position - 1] if position > floor else ""
    if before in ("several", "few", "many"):
        first = position - 1
        return (first - 1 if first > floor and norm[first - 1] in ("a", "the") else first), "3"
    if before in ("a", "an", "one"):
        if position - 2 >= floor and norm[position - 2] == "half":
            return position - 2, "half"
        return position - 1, "1"
    if before == "half":
        return position - 1, "half"
    return position, "1"


def _read_vague(document: Document, position: int, floor: int, kind: str) -> Number | None:
    """ "dozens of", "hundreds", "tens of thousands", "several", "a couple of", "both"."""
    norm, known = document.norm, cardinals()
    value, first, last = known[norm[position]][1], position, position + 1
    if kind == "vague" and kind_at(norm, last) == "multiplier":  # several hundred
        value, last = known[norm[last]][1] * value, last + 1
        kind = "plural"
    if kind == "plural" and norm[last : last + 1] == ["of"] and kind_at(norm, last + 1) == "plural":
        value, last = value * known[norm[last + 1]][1], last + 2
    if norm[first] == "number":
        # "a number of", "a large number of"; "the number of" is another thing
        while first > floor and norm[first - 1] in (
            "large",
            "small",
            "great",
            "growing",
            "significant",
            "unknown",
            "undetermined",
            "unspecified",
        ):
            first -= 1
        if first == floor or norm[first - 1] not in ("a", "an") or norm[last : last + 1] != ["of"]:
            return None
        first -= 1
    if norm[first] == "many" and first > floor and norm[first - 1] in ("as", "how", "so"):
        return None
    if norm[first] in ("few", "couple", "pair", "handful", "duo", "trio"):
        if norm[first] == "few" and (first == 0 or norm[first - 1] not in ("a", "the", "another")):
            return None  # "few people were hurt" says next to nothing
        if first > floor and norm[first - 1] in ("a", "the", "another"):
            first -= 1
    if norm[last : last + 1] == ["of"]:
        last += 1
    if not counts_people(document, first, last, value):
        return None
    if kind == "set":
        if norm[position] == "both":
            return (
                None if norm[last : last + 1] in (["sides"], ["in"], ["at"]) else Number(first, last, 2, 2, 2, "exact")
            )
        return Number(first, last, value, value, value, "exact")
    if first > floor and norm[first - 1] in ("at", "over", "than", "about", "around", "some", "least"):
        for words, _ in _qualifiers()[0].get(norm[first - 1], ()):
            start = first - len(words)
            if start >= floor and tuple(norm[start:first]) == words:
                first = start
                break
    return Number(first, last, value, None, None, "vague")


def _read_upper(document: Document, first: int, last: int) -> tuple[int, int] | None:
    """The upper end of a range that goes on at `last`: "-12", "to 12", "or four", "and 12" after "between"."""
    norm, count = document.norm, len(document.norm)
    if last >= count:
        return None
    start = last
    if document.joined(last - 1) not in _DASHES:
        if (
            norm[last] in _DASHES
            or norm[last] in ("to", "or")
            or (norm[last] == "and" and first and norm[first - 1] == "between")
        ):
            start = last + 1
        else:
            return None
    if start >= count or not (norm[start][0].isdigit() or kind_at(norm, start) in ("unit", "tens", "multiplier")):
        return None
    low = _read_cardinal(document, first if norm[first] not in ("a", "half") else last - 1)
    high = _read_cardinal(document, start)
    if low is None or high is None or not low[0] < high[0] <= 12 * low[0]:
        return None
    if norm[last] == "to" and first and norm[first - 1] == "from":
        return None  # "rose from 10 to 12" is two figures
    return high


def _same_sentence(document: Document, start: int, end: int) -> bool:
    return "\n\n" not in document.text[document.end[start] : document.start[end]]
