"""Find time expressions and resolve them to days, as seen from the day of writing.

The day of writing is the dateline's ("SAN SALVADOR, 3 JAN 90 --", "KABUL, Afghanistan (Jan. 25, 2013)") where the text has
one near the publication day, otherwise the publication day in its own zone. Without either, "on Tuesday" and
"yesterday" stay null. An event's day is never taken from the day of writing alone.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache
from typing import NamedTuple

from streams.coding.dates_calendar import (
    Days,
    month_days,
    nearest_past,
    part_of,
    precision_of,
    safe_date,
    shift_months,
    week_of,
    weekday_near,
)
from streams.coding.document import Document
from streams.coding.lexicon import LEXICON, read_table
from streams.coding.match import PhraseIndex
from streams.coding.numbers import cardinals

__all__ = ["When", "dateline_day", "find_dates"]


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


_DASHES = frozenset("-–—‐‑")
_AMBIGUOUS = frozenset("may march mar mon sat sun wed fri fall spring second dec jan".split())
_BEFORE_MONTH = frozenset("in of since late early mid last next until by during this from before after every and through between end beginning middle".split())
_BEFORE_YEAR = frozenset("in since of until by from during before after late early mid to and through between year circa spring summer autumn winter fall".split())
_BACKGROUND = frozenset("since".split())
_PARTS = {"late": "late", "early": "early", "mid": "mid", "middle": "mid", "end": "end", "beginning": "beginning", "start": "beginning"}
_NAMED_AFTER_DAYS = frozenset(
    "avenue street square bridge plaza movement brigade front battalion regiment revolution agreement accords school "
    "university hospital airport park stadium column organization organisation group committee day".split()
)
_PARTS_OF_DAY = frozenset("morning afternoon evening night dawn dusk noon midnight midday".split())
_SAID = frozenset("said told announced reported added confirmed".split())
_SMALL = {"a": 1, "an": 1, "the": 1, "couple": 2, "few": 0, "several": 0, "many": 0}


@cache
def _words() -> dict[str, tuple[str, int]]:
    path = LEXICON / "dates" / "words.tsv"
    return {row["word"]: (row["kind"], int(row["value"])) for row in read_table(path, ("word", "kind", "value"))}


@cache
def _future_cues() -> PhraseIndex[bool]:
    path = LEXICON / "dates" / "cues.tsv"
    return PhraseIndex((row["phrase"], True) for row in read_table(path, ("phrase", "kind")) if row["kind"] == "future")


@cache
def _dateline_cues() -> frozenset[str]:
    path = LEXICON / "dates" / "cues.tsv"
    return frozenset(row["phrase"].split()[-1] for row in read_table(path, ("phrase", "kind")) if row["kind"] == "dateline")


def find_dates(document: Document, published: datetime | None, reference: date | None = None) -> list[When]:
    """Every time expression, in reading order; page furniture is left out.

    `reference` is a day of writing known from elsewhere (a title has its text's dateline).
    """
    candidates = _candidates(document)
    if not candidates:
        return []
    return _Scanner(document, candidates, published.date() if published else None, reference).scan()


def dateline_day(document: Document) -> date | None:
    """The day of writing that the head of the text states, or None."""
    candidates = [i for i in _candidates(document) if i < 120]
    if not candidates:
        return None
    scanner = _Scanner(document, candidates, None, None)
    scanner.scan()
    return scanner.dateline


def _candidates(document: Document) -> list[int]:
    words = _words()
    return [
        i for i, word in enumerate(document.norm)
        if word in words or (word[0] in "12" and len(word) >= 4 and word[:2] in ("19", "20")) or (word[0].isdigit() and ("." in word or i + 2 < len(document.norm) and document.norm[i + 1] in "/"))
    ]  # fmt: skip


class _Scanner:
    """One pass over a text: the day of writing and the last day named change on the way."""

    def __init__(self, document: Document, candidates: list[int], published: date | None, reference: date | None) -> None:
        self.document, self.norm, self.count = document, document.norm, len(document.norm)
        self.candidates = candidates
        self.published = published
        self.reference = reference or published
        self.dateline: date | None = None
        self.last_named: date | None = None
        self.head_year = self._head_year()

    def _head_year(self) -> int | None:
        for i in self.candidates:
            if i > 80:
                break
            word = self.norm[i]
            if len(word) == 4 and word.isdigit() and word[:2] in ("19", "20"):
                return int(word)
        return None

    def scan(self) -> list[When]:
        found: list[When] = []
        done = 0
        skipped = self._furniture()
        for position in self.candidates:
            if position < done or (position in skipped):
                continue
            when = self._read(position, done)
            if when is None:
                continue
            when = self._joined_range(when, position)
            done = when.last
            if self._is_dateline(when):
                when = when._replace(dateline=True)
                if when.first_day is None and self.head_year:
                    resolved = self._with_year(when, self.head_year)
                    when = when._replace(first_day=resolved, last_day=resolved)
                if when.first_day is not None and self._plausible(when.first_day):
                    self.reference = when.first_day
                    self.dateline = self.dateline or when.first_day
            elif when.first_day is not None and not when.background and when.precision == 1:
                self.last_named = when.first_day
            found.append(when)
        if self.dateline is not None:  # a head names the day of the release more than once
            until = next((when.first for when in found if when.dateline), 0)
            found = [
                w._replace(dateline=True) if w.first < until and w.first_day == w.last_day == self.dateline and not w.dateline and self._says_day(w) else w
                for w in found
            ]
        return found

    def _says_day(self, when: When) -> bool:
        """Whether the words hold a day of the month, unlike "today"."""
        return any(word.rstrip("stndrh").isdigit() for word in self.norm[when.first : when.last])

    def _furniture(self) -> frozenset[int]:
        return frozenset(i for s in self.document.sentences if s.furniture for i in range(s.first, s.last))

    def _plausible(self, day: date) -> bool:
        return self.published is None or -2 <= (self.published - day).days <= 400

    def _with_year(self, when: When, year: int) -> date | None:
        month = next((_words()[w][1] for w in self.norm[when.first : when.last] if _words().get(w, ("",))[0] == "month"), None)
        day = next((int(w.rstrip("stndrh")) for w in self.norm[when.first : when.last] if w.rstrip("stndrh").isdigit()), None)
        return safe_date(year, month, day) if month and day else None

    # ------------------------------------------------------------------ datelines

    def _is_dateline(self, when: When) -> bool:
        """A date in brackets or before a dash after a place in capitals, a date after "Posted", a date alone on its line in the head."""
        if when.precision != 1 or when.time_of_day:
            return False
        norm, surface, document = self.norm, self.document.surface, self.document
        if not self._says_day(when):
            return False
        first, last = when.first, when.last
        before = norm[first - 1] if first else ""
        after = norm[last] if last < self.count else ""
        line = document.text.rfind("\n", 0, document.start[first]) + 1
        tokens_before = [i for i in range(max(0, first - 9), first) if document.start[i] >= line]
        at_head = first < 150
        opened = before in ("(", "[")
        if opened and first >= 5 and norm[first - 3] == "," and surface[first - 4].isupper() and len(surface[first - 4]) > 2:
            return True  # "KABUL, Afghanistan (Dec. 21)"
        if first == 0 and after == ":":
            return True
        if opened and after in (")", "]", ",") or (before == "," and after in ("(", "-", "--", "–", "—", "[", "/")):
            words = [surface[i] for i in tokens_before if surface[i][0].isalpha()]
            city = len(words) >= 1 and words[0].isupper() and len(words[0]) > 2 or (not words and at_head)
            if city and len(words) <= 7 or at_head and opened and len(words) <= 4:
                return True
        if after in ("--", "–", "—") and tokens_before and at_head and surface[tokens_before[0]].isupper() and len(tokens_before) <= 6:
            return True
        if not at_head:
            return False
        if before in (":", ",") and first >= 2:
            before = norm[first - 2]
        if before in _dateline_cues() and self.dateline is None:
            return True
        alone_after = last >= self.count or "\n" in document.joined(last - 1) or (norm[last][0].isdigit() and ":" in norm[last])
        return not tokens_before and alone_after and self.dateline is None

    # ------------------------------------------------------------------ single expressions

    def _read(self, position: int, floor: int) -> When | None:
        kind, value = _words().get(self.norm[position], ("number", 0))
        match kind:
            case "month":
                return self._month(position, value, floor)
            case "weekday":
                return self._weekday(position, value, floor)
            case "day":
                return self._relative_day(position, value, floor)
            case "overnight":
                return self._days(position, position + 1, (self.reference - timedelta(days=1), self.reference) if self.reference else None, 2)
            case "unit":
                return self._unit(position, value, floor)
            case "part":
                return self._part_of_day(position, floor)
            case "season":
                return self._season(position, value, floor)
            case "holiday":
                return self._holiday(position, value)
            case "clock":
                if position > floor and self.norm[position - 1][0].isdigit():
                    return When(position - 1, position + 1, None, None, 1, time_of_day=True)
                return None
            case "hour_word":
                if self.norm[position - 1 : position] in (["at"], ["around"], ["before"], ["after"], ["by"]):
                    return When(position, position + 1, None, None, 1, time_of_day=True)
                return None
        return self._numeric(position, floor)

    def _days(self, first: int, last: int, days: Days | None, precision: int | None = None, background: bool = False, future: bool = False) -> When:
        if days is None:
            return When(first, last, None, None, precision or 1, background=background, future=future)
        return When(first, last, days[0], days[1], precision or precision_of(*days), background=background, future=future)

    def _month(self, position: int, month: int, floor: int) -> When | None:
        norm = self.norm
        first, last = position, position + 1
        if last < self.count and norm[last] == "." and len(norm[position]) <= 4 and self.document.joined(position) == "":
            last += norm[position] not in ("may", "june", "july")
        day = until = year = None
        # the day stands after ("August 23rd", "May 3-5") or before ("23 August", "3 to 5 May")
        if (after := self._day_at(last)) is not None and not (
            len(norm[last]) == 2 and self._year_follows(last) is None and self._day_before(position, floor) is not None
        ):
            day, last = after, last + 1
            if last + 1 <= self.count and (upper := self._range_end(last)) is not None:
                until, last = upper
        elif (before := self._day_before(position, floor)) is not None:
            day, until, first = before
        if norm[position] in _AMBIGUOUS and day is None:
            before_word = norm[position - 1] if position else ""
            if not self.document.capitalised(position) or before_word not in _BEFORE_MONTH:
                return None
        if len(norm[position]) <= 4 and day is None and self._year_at(last) is None and norm[position] not in ("june", "july", "may"):
            if norm[position - 1 : position] and norm[position - 1] not in _BEFORE_MONTH:
                return None
        if not self.document.capitalised(position) and day is None and self._sentence_case(position) != "lower":
            return None
        after_comma = last + 1 if last < self.count and norm[last] in (",", "of") else last
        year = self._year_at(after_comma)
        if year is not None:
            last = after_comma + 1
        elif day is not None and last < self.count and (short := self._short_year(last)) is not None:
            year, last = short, last + 1
        first = self._weekday_before(first, floor)
        future = False
        prefix = norm[first - 1] if first > floor else ""
        if year is None:
            if norm[last : last + 2] == ["last", "year"]:
                year, last = (self.reference.year - 1 if self.reference else None), last + 2
            elif norm[last : last + 2] == ["this", "year"]:
                year, last = (self.reference.year if self.reference else None), last + 2
            elif (anchor := self.reference or self.last_named) is not None:
                future = prefix == "next" or self._is_future(first) or (day is not None and prefix != "last" and self._is_soon(anchor, month, day))
                if prefix == "last" and day is None:
                    year = nearest_past(shift_months(anchor, 0) - timedelta(days=1), month, None, False)
                else:
                    year = nearest_past(anchor, month, day, future)
        elif self.reference and day:
            future = (safe_date(year, month, day) or self.reference) > self.reference
        if prefix in ("last", "next", "this"):
            first -= 1
        if day is not None and last < self.count and norm[last] in _NAMED_AFTER_DAYS:
            return None  # "9 October Avenue"
        if day is not None:
            start = safe_date(year, month, day) if year else None
            end = safe_date(year, month, until) if year and until else start
            if year and start is None:
                return None
            if start and end and end < start:
                end = start
            days = (start, end) if start and end else None
            precision = None if days or not until else 2
            return self._background(self._days(first, last, days, precision, future=future))
        days = month_days(year, month) if year else None
        first, part = self._part_before(first, floor)
        if days and part:
            days = part_of(days, part)
        if days and self.reference and days[0] <= self.reference < days[1] and year == self.reference.year and not part and not future:
            days = (days[0], max(days[0], self.reference))
        return self._background(self._days(first, last, days, 4 if not part or days is None else None, future=future))

    @staticmethod
    def _is_soon(anchor: date, month: int, day: int) -> bool:
        """Whether a day without a year lies within the month to come: announced then, rather than almost a year past."""
        for year in (anchor.year, anchor.year + 1):
            named = safe_date(year, month, day)
            if named and 1 < (named - anchor).days <= 31:
                return True
        return False

    def _day_at(self, position: int) -> int | None:
        """A day of the month as a number: "23", "23rd"."""
        if position >= self.count:
            return None
        word = self.norm[position]
        if not word[0].isdigit():
            return None
        digits = word[:-2] if word[-2:] in ("st", "nd", "rd", "th") else word
        return int(digits) if digits.isdigit() and 1 <= int(digits) <= 31 and len(digits) <= 2 else None

    def _day_before(self, position: int, floor: int) -> tuple[int, int | None, int] | None:
        """The day before a month, with the end of its range and the first token: "23", "the 23rd of", "between 3 and 5"."""
        norm = self.norm
        at = position - 1
        if at >= floor and norm[at] == "of":
            at -= 1
        if at >= floor and norm[at] in (",", "day"):
            at -= 1
        day = self._day_at(at) if at >= floor else None
        if day is None:
            return None
        first, until = at, None
        joined = self.document.joined(at - 1) in _DASHES if at > floor else False
        lower = None
        if joined:
            lower = (self._day_at(at - 1), at - 1)
        elif at - 2 >= floor and (norm[at - 1] in ("to", "and", "through", "or", "until") or norm[at - 1] in _DASHES):
            lower = (self._day_at(at - 2), at - 2)
        if lower and lower[0] is not None and lower[0] < day:
            until, day, first = day, lower[0], lower[1]
            if first > floor and norm[first - 1] in ("between", "from"):
                first -= 1
        if first > floor and norm[first - 1] == "the":
            first -= 1
        return day, until, first

    def _range_end(self, position: int) -> tuple[int, int] | None:
        """The end of "May 3-5", "June 3 and 4", with the token after it."""
        norm = self.norm
        if self.document.joined(position - 1) in _DASHES:
            start = position
        elif position < self.count and (norm[position] in _DASHES or norm[position] in ("to", "and", "through")):
            start = position + 1
        else:
            return None
        day = self._day_at(start)
        begin = self._day_at(position - 1)
        if day is None or begin is None or day <= begin:
            return None
        following = norm[start + 1] if start + 1 < self.count else ""
        if _words().get(following, ("",))[0] == "month" or (norm[position : position + 1] == ["and"] and following.isalpha() and following not in ("in", "at", "near", "when", "and")):
            return None
        return day, start + 1

    def _year_at(self, position: int) -> int | None:
        if position >= self.count:
            return None
        word = self.norm[position]
        return int(word) if len(word) == 4 and word.isdigit() and word[:2] in ("19", "20") else None

    def _year_follows(self, position: int) -> int | None:
        return self._year_at(position + 2 if self.norm[position + 1 : position + 2] == [","] else position + 1)

    def _short_year(self, position: int) -> int | None:
        """ "3 JAN 90": two digits after a day and a month."""
        word = self.norm[position]
        if len(word) == 2 and word.isdigit() and self.document.joined(position - 1).strip("\n") in (" ", "-", ""):
            year = 1900 + int(word) if int(word) >= 60 else 2000 + int(word)
            following = self.norm[position + 1] if position + 1 < self.count else ""
            if not following or not following[0].isalpha() or following in ("in", "at", "on", "by", "when"):
                return year
        return None

    def _weekday_before(self, first: int, floor: int) -> int:
        """Take in the weekday of "Tuesday, January 28" and "Sunday 3 May"."""
        at = first - 1
        while at >= floor and self.norm[at] in (",", ".", "the"):
            at -= 1
        if at >= floor and _words().get(self.norm[at], ("",))[0] == "weekday" and self.document.capitalised(at):
            return at
        return first

    def _part_before(self, first: int, floor: int) -> tuple[int, str | None]:
        """ "late August", "the end of August", "mid-August"."""
        norm = self.norm
        at = first - 1
        if at >= floor and norm[at] == "of" and at - 1 >= floor and norm[at - 1] in ("end", "beginning", "middle", "start"):
            return at - 1, _PARTS[norm[at - 1]]
        if at >= floor and norm[at] in ("late", "early", "mid"):
            return at, _PARTS[norm[at]]
        return first, None

    def _weekday(self, position: int, weekday: int, floor: int) -> When | None:
        norm = self.norm
        if not self.document.capitalised(position) and self._sentence_case(position) != "lower":
            return None
        last = position + 1
        following = last
        while following < self.count and norm[following] in (",", ".", "the"):
            following += 1
        # "Tuesday, January 28" is read from its month
        if following < self.count and (
            _words().get(norm[following], ("",))[0] == "month"
            or (self._day_at(following) is not None and following + 1 < self.count and _words().get(norm[following + 1], ("",))[0] == "month")
        ):
            return None
        if len(norm[position]) <= 4 and norm[position] in _AMBIGUOUS and norm[position - 1 : position] != ["on"]:
            return None
        first, direction = position, "on"
        if position > floor and norm[position - 1] in ("last", "next", "this", "previous", "following", "coming"):
            first = position - 1
            direction = {"next": "after", "coming": "after", "last": "before", "previous": "before"}.get(norm[first], "on")
        if last < self.count and norm[last] in _PARTS_OF_DAY:
            last += 1
        if norm[last : last + 2] == ["last", "week"]:
            day = weekday_near(week_of(self.reference)[0], weekday, "before") if self.reference else None
            return self._background(self._days(first, last + 2, (day, day) if day else None, 1))
        future = direction == "after" or (direction == "on" and self._is_future(first))
        if self.reference is None:
            return self._background(When(first, last, None, None, 1, future=future))
        if direction == "on" and future:
            direction = "after"
        day = weekday_near(self.reference, weekday, direction)
        return self._background(self._days(first, last, (day, day), 1, future=future))

    def _relative_day(self, position: int, value: int, floor: int) -> When | None:
        norm = self.norm
        first, last = position, position + 1
        if norm[position] == "yesterday" and norm[position - 3 : position] == ["the", "day", "before"] and position - 3 >= floor:
            first, value = position - 3, -2
        if last < self.count and norm[last] in _PARTS_OF_DAY:
            last += 1
        if first > floor and norm[first - 1] in ("earlier", "early", "late"):
            first -= 1
        day = self.reference + timedelta(days=value) if self.reference else None
        return self._background(self._days(first, last, (day, day) if day else None, 1, future=value > 0))

    def _part_of_day(self, position: int, floor: int) -> When | None:
        """ "this morning" is today, "yesterday morning" is read from its day, "that evening" the day named before."""
        norm = self.norm
        before = norm[position - 1] if position > floor else ""
        if before == "this" and self.reference:
            return self._days(position - 1, position + 1, (self.reference, self.reference), 1)
        if before == "this":
            return When(position - 1, position + 1, None, None, 1)
        if before == "that" and self.last_named:
            return self._days(position - 1, position + 1, (self.last_named, self.last_named), 1)
        return None

    def _unit(self, position: int, length: int, floor: int) -> When | None:
        """ "last week", "two days ago", "the next day", "the past months", "at the weekend", "a year after"."""
        norm, word = self.norm, self.norm[position]
        before = norm[position - 1] if position > floor else ""
        after = norm[position + 1] if position + 1 < self.count else ""
        number, start = self._quantity(position, floor)
        if after == "ago" or (after in ("earlier", "before") and number is not None):
            return self._ago(position, start, number, after)
        if after in ("later", "after") and number is not None:
            anchor = self.last_named if after == "later" or length < 30 else None
            day = anchor + timedelta(days=length * number) if anchor and length == 1 and number and after == "later" else None
            return self._days(start, position + 2, (day, day) if day else None, 1 if length == 1 else 4, background=length >= 30 or after == "after")
        if word == "weekend":
            return self._weekend(position, before, floor)
        if word in ("night", "nights"):
            if before == "last":
                day = self.reference - timedelta(days=1) if self.reference else None
                return self._days(position - 1, position + 1, (day, day) if day else None, 1)
            return None
        if word == "day" and before in ("next", "following", "same", "previous", "that"):
            shift = {"next": 1, "following": 1, "previous": -1}.get(before, 0)
            named = self.last_named + timedelta(days=shift) if self.last_named else None
            first = position - 2 if position - 2 >= floor and norm[position - 2] == "the" else position - 1
            return self._days(first, position + 1, (named, named) if named else None, 1)
        if before in ("last", "this", "next", "past", "previous", "coming", "recent", "same") or (before in ("few", "couple") or number is not None):
            return self._period(position, length, before, number, start, floor)
        return None

    def _quantity(self, position: int, floor: int) -> tuple[int | None, int]:
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

    def _ago(self, position: int, start: int, number: int | None, after: str) -> When:
        length = _words()[self.norm[position]][1]
        anchor = self.reference if after == "ago" else self.last_named
        background = length >= 365
        if anchor is None or not number or length == 0:
            return When(start, position + 2, None, None, 1 if length <= 1 else 5 if length >= 365 else 4, background=background)
        if length == 1:
            day = anchor - timedelta(days=number)
            return self._days(start, position + 2, (day, day), 1)
        if length == 7:
            middle = anchor - timedelta(days=7 * number)
            return self._days(start, position + 2, (middle - timedelta(days=3), middle + timedelta(days=3)), 3)
        if length == 30:
            return self._days(start, position + 2, month_days(*self._month_back(anchor, number)), 4)
        if length == 365 and number < 200:
            year = anchor.year - number
            return self._days(start, position + 2, (date(year, 1, 1), date(year, 12, 31)), 5, background=True)
        return When(start, position + 2, None, None, 5, background=True)

    @staticmethod
    def _month_back(anchor: date, number: int) -> tuple[int, int]:
        day = shift_months(anchor, -min(number, 1200))
        return day.year, day.month

    def _weekend(self, position: int, before: str, floor: int) -> When | None:
        first = position
        if before in ("the", "last", "this", "past", "next"):
            first = position - 1
        if before not in ("last", "this", "past", "next") and not (
            before == "the" and self.norm[position - 2 : position - 1] in (["at"], ["over"], ["during"], ["on"])
        ):
            return None
        if self.reference is None:
            return When(first, position + 1, None, None, 2)
        if before == "next":
            saturday = weekday_near(self.reference, 5, "after")
        elif before == "this" and self._is_future(first):
            saturday = weekday_near(self.reference, 5, "after")
        else:
            saturday = weekday_near(self.reference, 5, "on")
            if before == "last" and self.reference.weekday() >= 5:
                saturday -= timedelta(days=7)
        return self._background(self._days(first, position + 1, (saturday, saturday + timedelta(days=1)), 2, future=before == "next"))

    def _period(self, position: int, length: int, before: str, number: int | None, start: int, floor: int) -> When | None:
        norm, word, reference = self.norm, self.norm[position], self.reference
        lead = norm[start - 1] if start > floor and number is not None else before
        first = start if number is None else start - 1
        if number is None:
            first = position - 1
        elif lead not in ("last", "past", "next", "recent", "previous", "these", "within", "over"):
            return None
        if before == "few" or (number is None and before in ("recent", "past", "previous") and word.endswith("s")):
            number = 0
            if before == "few":
                if norm[position - 2 : position - 1] not in (["last"], ["past"], ["next"]):
                    return None
                first, lead = position - 2, norm[position - 2]
        first, part = self._part_before(first, floor)
        if lead in ("next", "coming"):
            if reference is None or number is not None:
                return When(first, position + 1, None, None, 4, future=True)
            return self._days(first, position + 1, self._named_period(word, 1), future=True)
        if number is not None:  # the past three weeks, the past few hours, recent months
            if word in ("hour", "hours"):
                if reference is None or number > 240:
                    return When(first, position + 1, None, None, 2)
                # "the past few hours" are the day of writing; 72 hours reach three days back
                return self._days(first, position + 1, (reference - timedelta(days=-(-number // 24)), reference))
            days = (reference - timedelta(days=length * number), reference) if reference and 0 < number < 1000 else None
            precision = precision_of(*days) if days else 5 if length >= 30 else 4
            return self._days(first, position + 1, days, precision, background=length * max(number, 1) >= 60)
        if lead in ("past", "previous", "recent", "same"):
            if lead == "same" or reference is None or length < 1:
                return None
            days = (reference - timedelta(days=min(length, 3650)), reference)
            return self._days(first, position + 1, days, background=length >= 365)
        if word not in ("week", "month", "year", "decade", "day"):
            return None
        if word == "day":
            return None
        if reference is None:
            return When(first, position + 1, None, None, {"week": 3, "month": 4}.get(word, 5))
        named = self._named_period(word, -1 if lead == "last" else 0)
        if named and part:
            named = part_of(named, part)
        if named and lead == "this":
            named = (named[0], max(named[0], min(named[1], reference)))
        precision = {"week": 3, "month": 4}.get(word, 5) if not part else None
        return self._background(self._days(first, position + 1, named, precision))

    def _named_period(self, word: str, shift: int) -> Days | None:
        if self.reference is None:
            return None
        if word.startswith("week"):
            monday, sunday = week_of(self.reference)
            return monday + timedelta(days=7 * shift), sunday + timedelta(days=7 * shift)
        if word.startswith("month"):
            day = shift_months(self.reference, shift)
            return month_days(day.year, day.month)
        if word.startswith("year"):
            return date(self.reference.year + shift, 1, 1), date(self.reference.year + shift, 12, 31)
        return None

    def _season(self, position: int, month: int, floor: int) -> When | None:
        norm = self.norm
        before = norm[position - 1] if position > floor else ""
        last = position + 1
        year = self._year_at(last + 1 if norm[last : last + 1] == ["of"] else last)
        if year is not None:
            last += 2 if norm[last : last + 1] == ["of"] else 1
        elif before in ("last", "this") and self.reference:
            year = nearest_past(self.reference, month, None, False)
            if before == "last" and year == self.reference.year and month + 2 >= self.reference.month and month != 12:
                year -= 1
        else:
            return None
        first = position - 1 if before in ("last", "this") else position
        start = date(year, month, 1)
        end = shift_months(start, 3) - timedelta(days=1)
        return self._background(self._days(first, last, (start, end), 5))

    def _holiday(self, position: int, value: int) -> When | None:
        """Christmas Day and Christmas Eve; "Christmas" alone is a season of days."""
        following = self.norm[position + 1] if position + 1 < self.count else ""
        if following not in ("day", "eve"):
            return None
        day_number = value % 100 - (following == "eve")
        anchor = self.reference or self.last_named
        year = self._year_at(position + 2) or (nearest_past(anchor, value // 100, day_number, False) if anchor else None)
        last = position + (3 if self._year_at(position + 2) else 2)
        day = safe_date(year, value // 100, day_number) if year else None
        return self._days(position, last, (day, day) if day else None, 1)

    def _numeric(self, position: int, floor: int) -> When | None:
        """ "23/08/2017", "2017-08-23", "23.08.2017", "in 1989", "the 1990s"."""
        norm, word = self.norm, self.norm[position]
        if word.count(".") == 2:
            return self._figures(position, position + 1, word.split("."))
        if norm[position + 1 : position + 2] == ["/"] and norm[position + 3 : position + 4] == ["/"] and position + 4 < self.count:
            return self._figures(position, position + 5, [word, norm[position + 2], norm[position + 4]])
        if len(word) != 4 or not word.isdigit():
            return None
        year = int(word)
        if self.document.joined(position) == "-" and self.document.joined(position + 1) == "-" and position + 2 < self.count:
            return self._figures(position, position + 3, [word, norm[position + 1], norm[position + 2]])
        if position >= 2 and self.document.joined(position - 1) == "-" and self.document.joined(position - 2) == "-" and position - 2 >= floor:
            return self._figures(position - 2, position + 1, [norm[position - 2], norm[position - 1], word])
        before = norm[position - 1] if position > floor else ""
        after = norm[position + 1] if position + 1 < self.count else ""
        if after == "s" and self.document.joined(position) == "":
            return When(position, position + 2, date(year, 1, 1), date(year + 9, 12, 31), 5, background=True)
        if before not in _BEFORE_YEAR or not 1900 <= year <= 2099:
            return None
        if after.isalpha() and after in ("people", "soldiers", "men", "civilians", "troops", "members", "dollars", "houses", "hours", "miles", "meters", "km"):
            return None
        if self.document.joined(position - 1) not in (" ", "-", "\n", "  "):
            return None
        first, part = self._part_before(position, floor)
        days: Days = (date(year, 1, 1), date(year, 12, 31))
        if part:
            days = part_of(days, part)
        old = self.reference is not None and year < self.reference.year
        return self._background(self._days(first, position + 1, days, 5, background=old))

    def _figures(self, first: int, last: int, parts: list[str]) -> When | None:
        """Three figures: year first, or day and month in the order that the calendar and the place of the larger figure allow."""
        if not all(part.isdigit() for part in parts):
            return None
        a, b, c = (int(part) for part in parts)
        if len(parts[0]) == 4:
            day = safe_date(a, b, c) if 1900 <= a <= 2099 else None
        else:
            year = c if len(parts[2]) == 4 else 2000 + c if c < 60 else 1900 + c
            if not 1900 <= year <= 2099 or len(parts[2]) not in (2, 4):
                return None
            day_first, month_first = safe_date(year, b, a), safe_date(year, a, b)
            day = day_first if month_first is None else month_first if day_first is None else None
            if day is None and day_first and month_first:
                if day_first == month_first:
                    day = day_first
                else:  # 03/04/2017 can be either: the one nearer to the day of writing and not after it, otherwise left open
                    past = [d for d in (day_first, month_first) if self.reference and d <= self.reference]
                    day = past[0] if len(past) == 1 else None
                    if day is None:
                        low, high = sorted((day_first, month_first))
                        return When(first, last, low, high, precision_of(low, high))
        return self._days(first, last, (day, day), 1) if day else None

    # ------------------------------------------------------------------ context

    def _joined_range(self, when: When, position: int) -> When:
        """ "from Monday to Wednesday", "between 30 April and 3 May", "Monday and Tuesday"."""
        norm = self.norm
        if when.time_of_day or when.precision > 1 or when.last >= self.count - 1:
            return when
        joiner = norm[when.last]
        lead = norm[when.first - 1] if when.first else ""
        if joiner in ("to", "through", "until") or joiner in _DASHES or (joiner == "and" and (lead == "between" or self._both_weekdays(when))):
            following = when.last + 1
            for step in range(following, min(following + 4, self.count)):
                if _words().get(norm[step], ("",))[0] in ("weekday", "month", "day"):
                    second = self._read(step, following)
                    if second and second.first <= following + 1 and second.precision == 1 and not second.background:
                        first_day = when.first_day
                        if first_day and second.first_day and first_day > second.first_day and self._both_weekdays(when):
                            first_day -= timedelta(days=7)
                        first = when.first - 1 if lead in ("between", "from") else when.first
                        if first_day and second.last_day and timedelta() <= second.last_day - first_day <= timedelta(days=400):
                            return self._days(first, second.last, (first_day, second.last_day), future=second.future, background=when.background)
                        if first_day is None and second.last_day is None:
                            return When(first, second.last, None, None, 2)
                    break
        return when

    def _both_weekdays(self, when: When) -> bool:
        return any(_words().get(w, ("",))[0] == "weekday" for w in self.norm[when.first : when.last])

    def _background(self, when: When) -> When:
        before = self.norm[when.first - 1] if when.first else ""
        return when._replace(background=True) if before in _BACKGROUND else when

    def _is_future(self, first: int) -> bool:
        """Whether the sentence speaks of what lies ahead, and this day is not when somebody said so."""
        sentence = self.document.sentences[self.document.sentence_of(first)]
        norm = self.norm
        if any(norm[i] in _SAID for i in range(max(sentence.first, first - 4), first)):
            return False
        near_first, near_last = max(sentence.first, first - 14), min(sentence.last, first + 12)
        return next(_future_cues().find(norm, near_first, near_last), None) is not None

    def _sentence_case(self, position: int) -> str:
        return self.document.sentences[self.document.sentence_of(position)].case

