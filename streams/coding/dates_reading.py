"""What a time expression is, and what every reader of them asks of the text around it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from streams.coding.dates_calendar import Days, precision_of
from streams.coding.dates_words import BACKGROUND, PARTS, SAID, future_cues
from streams.coding.document import Document
from streams.coding.numbers import cardinals

__all__ = ["Reading", "When"]


class When(NamedTuple):
    """Tokens `first` to `last` (exclusive) name a time; days are None where it cannot be resolved."""

    first: int
    last: int
    first_day: date | None
    last_day: date | None
    precision: int
    """UCDP date_prec: 1 exact day, 2 two to six days, 3 week, 4 month, 5 year or longer."""
    time_of_day: bool = False
    """A bare time of day ("7 p.m."), which names no day."""
    background: bool = False
    """Says since when or for how long ("since 2011", "a year after", "over the past decade"), not when it happened."""
    future: bool = False
    dateline: bool = False
    """The day of writing as the head of the text states it; it dates the text, not what it tells."""


class Reading:
    """A text while its dates are read: the day of writing and the last day named change on the way."""

    def __init__(self, document: Document, reference: date | None) -> None:
        self.document, self.norm, self.count = document, document.norm, len(document.norm)
        self.reference = reference
        self.last_named: date | None = None

    def days(
        self,
        first: int,
        last: int,
        days: Days | None,
        precision: int | None = None,
        background: bool = False,
        future: bool = False,
    ) -> When:
        if days is None:
            return When(first, last, None, None, precision or 1, background=background, future=future)
        return When(
            first, last, days[0], days[1], precision or precision_of(*days), background=background, future=future
        )

    def day_at(self, position: int) -> int | None:
        """A day of the month as a number: "23", "23rd"."""
        if position >= self.count:
            return None
        word = self.norm[position]
        if not word[0].isdigit():
            return None
        digits = word[:-2] if word[-2:] in ("st", "nd", "rd", "th") else word
        return int(digits) if digits.isdigit() and 1 <= int(digits) <= 31 and len(digits) <= 2 else None

    def year_at(self, position: int) -> int | None:
        if position >= self.count:
            return None
        word = self.norm[position]
        return int(word) if len(word) == 4 and word.isdigit() and word[:2] in ("19", "20") else None

    def part_before(self, first: int, floor: int) -> tuple[int, str | None]:
        """ "late August", "the end of August", "mid-August"."""
        norm = self.norm
        at = first - 1
        if (
            at >= floor
            and norm[at] == "of"
            and at - 1 >= floor
            and norm[at - 1] in ("end", "beginning", "middle", "start")
        ):
            return at - 1, PARTS[norm[at - 1]]
        if at >= floor and norm[at] in ("late", "early", "mid"):
            return at, PARTS[norm[at]]
        return first, None

    def quantity(self, position: int, floor: int) -> tuple[int | None, int]:
        """The number before a unit and where it starts; 0 for "a few"; None where none stands."""
        norm = self.norm
        at = position - 1
        if at < floor:
            return None, position
        word = norm[at]
        if word.isdigit():
            return int(word), at
        kind, value = cardinals().get(word, ("", 0))
        if kind in ("unit", "tens"):
            return value, at
        if kind == "vague":
            return 0, at - 1 if at > floor and norm[at - 1] == "a" else at
        if word in ("a", "an", "one"):
            return 1, at
        if word == "of" and norm[at - 1 : at] == ["couple"]:
            return 2, at - 2
        return None, position

    def in_background(self, when: When) -> When:
        before = self.norm[when.first - 1] if when.first else ""
        return when._replace(background=True) if before in BACKGROUND else when

    def is_future(self, first: int) -> bool:
        """Whether the sentence speaks of what lies ahead, and this day is not when somebody said so."""
        sentence = self.document.sentences[self.document.sentence_of(first)]
        norm = self.norm
        if any(norm[i] in SAID for i in range(max(sentence.first, first - 4), first)):
            return False
        near_first, near_last = max(sentence.first, first - 14), min(sentence.last, first + 12)
        return next(future_cues().find(norm, near_first, near_last), None) is not None

    def sentence_case(self, position: int) -> str:
        return self.document.sentences[self.document.sentence_of(position)].case

    def says_day(self, when: When) -> bool:
        """Whether the words hold a day of the month, unlike "today"."""
        return any(word.rstrip("stndrh").isdigit() for word in self.norm[when.first : when.last])
