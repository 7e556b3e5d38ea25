"""Dates by the calendar: "23 August", "May 3-5, 2016", "late August", "in 1989", "2017-08-23"."""

from __future__ import annotations

from datetime import date, timedelta

from streams.coding.dates_calendar import Days, month_days, nearest_past, part_of, precision_of, safe_date, shift_months
from streams.coding.dates_reading import Reading, When
from streams.coding.dates_words import AMBIGUOUS, BEFORE_MONTH, BEFORE_YEAR, DASHES, NAMED_AFTER_DAYS, time_words

__all__ = ["Absolute"]


class Absolute(Reading):
    """Reads months, years, figures, seasons and holidays."""

    def month(self, position: int, month: int, floor: int) -> When | None:
        norm = self.norm
        first, last = position, position + 1
        if (
            last < self.count
            and norm[last] == "."
            and len(norm[position]) <= 4
            and self.document.joined(position) == ""
        ):
            last += norm[position] not in ("may", "june", "july")
        day = until = year = None
        # the day stands after ("August 23rd", "May 3-5") or before ("23 August", "3 to 5 May")
        if (after := self.day_at(last)) is not None and not (
            len(norm[last]) == 2 and self.year_follows(last) is None and self.day_before(position, floor) is not None
        ):
            day, last = after, last + 1
            if last + 1 <= self.count and (upper := self.range_end(last)) is not None:
                until, last = upper
        elif (before := self.day_before(position, floor)) is not None:
            day, until, first = before
        before_word = norm[position - 1] if position else ""
        capital = self.document.capitalised(position)
        if norm[position] in AMBIGUOUS and day is None and not (capital and before_word in BEFORE_MONTH):
            return None
        short = len(norm[position]) <= 4 and norm[position] not in ("june", "july", "may")
        if short and day is None and self.year_at(last) is None and position and before_word not in BEFORE_MONTH:
            return None
        if not capital and day is None and self.sentence_case(position) != "lower":
            return None
        after_comma = last + 1 if last < self.count and norm[last] in (",", "of") else last
        year = self.year_at(after_comma)
        if year is not None:
            last = after_comma + 1
        elif day is not None and last < self.count and (two_digits := self.short_year(last)) is not None:
            year, last = two_digits, last + 1
        first = self.weekday_before(first, floor)
        future = False
        prefix = norm[first - 1] if first > floor else ""
        if year is None:
            if norm[last : last + 2] == ["last", "year"]:
                year, last = (self.reference.year - 1 if self.reference else None), last + 2
            elif norm[last : last + 2] == ["this", "year"]:
                year, last = (self.reference.year if self.reference else None), last + 2
            elif (anchor := self.reference or self.last_named) is not None:
                future = (
                    prefix == "next"
                    or self.is_future(first)
                    or (day is not None and prefix != "last" and self.is_soon(anchor, month, day))
                )
                if prefix == "last" and day is None:
                    year = nearest_past(shift_months(anchor, 0) - timedelta(days=1), month, None, False)
                else:
                    year = nearest_past(anchor, month, day, future)
        elif self.reference and day:
            future = (safe_date(year, month, day) or self.reference) > self.reference
        if prefix in ("last", "next", "this"):
            first -= 1
        if day is not None and last < self.count and norm[last] in NAMED_AFTER_DAYS:
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
            return self.in_background(self.days(first, last, days, precision, future=future))
        days = month_days(year, month) if year else None
        first, part = self.part_before(first, floor)
        if days and part:
            days = part_of(days, part)
        if (
            days
            and self.reference
            and days[0] <= self.reference < days[1]
            and year == self.reference.year
            and not part
            and not future
        ):
            days = (days[0], max(days[0], self.reference))
        return self.in_background(self.days(first, last, days, 4 if not part or days is None else None, future=future))

    @staticmethod
    def is_soon(anchor: date, month: int, day: int) -> bool:
        """Whether a day without a year lies within the month to come: announced, rather than almost a year past."""
        for year in (anchor.year, anchor.year + 1):
            named = safe_date(year, month, day)
            if named and 1 < (named - anchor).days <= 31:
                return True
        return False

    def day_before(self, position: int, floor: int) -> tuple[int, int | None, int] | None:
        """The day before a month, the end of its range and the first token: "23", "the 23rd of", "between 3 and 5"."""
        norm = self.norm
        at = position - 1
        if at >= floor and norm[at] == "of":
            at -= 1
        if at >= floor and norm[at] in (",", "day"):
            at -= 1
        day = self.day_at(at) if at >= floor else None
        if day is None:
            return None
        first, until = at, None
        joined = self.document.joined(at - 1) in DASHES if at > floor else False
        lower = None
        if joined:
            lower = (self.day_at(at - 1), at - 1)
        elif at - 2 >= floor and (norm[at - 1] in ("to", "and", "through", "or", "until") or norm[at - 1] in DASHES):
            lower = (self.day_at(at - 2), at - 2)
        if lower and lower[0] is not None and lower[0] < day:
            until, day, first = day, lower[0], lower[1]
            if first > floor and norm[first - 1] in ("between", "from"):
                first -= 1
        if first > floor and norm[first - 1] == "the":
            first -= 1
        return day, until, first

    def range_end(self, position: int) -> tuple[int, int] | None:
        """The end of "May 3-5", "June 3 and 4", with the token after it."""
        norm = self.norm
        if self.document.joined(position - 1) in DASHES:
            start = position
        elif position < self.count and (norm[position] in DASHES or norm[position] in ("to", "and", "through")):
            start = position + 1
        else:
            return None
        day = self.day_at(start)
        begin = self.day_at(position - 1)
        if day is None or begin is None or day <= begin:
            return None
        following = norm[start + 1] if start + 1 < self.count else ""
        if time_words().get(following, ("",))[0] == "month" or (
            norm[position : position + 1] == ["and"]
            and following.isalpha()
            and following not in ("in", "at", "near", "when", "and")
        ):
            return None
        return day, start + 1

    def year_follows(self, position: int) -> int | None:
        return self.year_at(position + 2 if self.norm[position + 1 : position + 2] == [","] else position + 1)

    def short_year(self, position: int) -> int | None:
        """ "3 JAN 90": two digits after a day and a month."""
        word = self.norm[position]
        if len(word) == 2 and word.isdigit() and self.document.joined(position - 1).strip("\n") in (" ", "-", ""):
            year = 1900 + int(word) if int(word) >= 60 else 2000 + int(word)
            following = self.norm[position + 1] if position + 1 < self.count else ""
            if not following or not following[0].isalpha() or following in ("in", "at", "on", "by", "when"):
                return year
        return None

    def weekday_before(self, first: int, floor: int) -> int:
        """Take in the weekday of "Tuesday, January 28" and "Sunday 3 May"."""
        at = first - 1
        while at >= floor and self.norm[at] in (",", ".", "the"):
            at -= 1
        if at >= floor and time_words().get(self.norm[at], ("",))[0] == "weekday" and self.document.capitalised(at):
            return at
        return first

    def season(self, position: int, month: int, floor: int) -> When | None:
        norm = self.norm
        before = norm[position - 1] if position > floor else ""
        last = position + 1
        year = self.year_at(last + 1 if norm[last : last + 1] == ["of"] else last)
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
        return self.in_background(self.days(first, last, (start, end), 5))

    def holiday(self, position: int, value: int) -> When | None:
        """Christmas Day and Christmas Eve; "Christmas" alone is a season of days."""
        following = self.norm[position + 1] if position + 1 < self.count else ""
        if following not in ("day", "eve"):
            return None
        day_number = value % 100 - (following == "eve")
        anchor = self.reference or self.last_named
        year = self.year_at(position + 2) or (nearest_past(anchor, value // 100, day_number, False) if anchor else None)
        last = position + (3 if self.year_at(position + 2) else 2)
        day = safe_date(year, value // 100, day_number) if year else None
        return self.days(position, last, (day, day) if day else None, 1)

    def numeric(self, position: int, floor: int) -> When | None:
        """ "23/08/2017", "2017-08-23", "23.08.2017", "in 1989", "the 1990s"."""
        norm, word = self.norm, self.norm[position]
        if word.count(".") == 2:
            return self.figures(position, position + 1, word.split("."))
        if (
            norm[position + 1 : position + 2] == ["/"]
            and norm[position + 3 : position + 4] == ["/"]
            and position + 4 < self.count
        ):
            return self.figures(position, position + 5, [word, norm[position + 2], norm[position + 4]])
        if len(word) != 4 or not word.isdigit():
            return None
        year = int(word)
        if (
            self.document.joined(position) == "-"
            and self.document.joined(position + 1) == "-"
            and position + 2 < self.count
        ):
            return self.figures(position, position + 3, [word, norm[position + 1], norm[position + 2]])
        if (
            position >= 2
            and self.document.joined(position - 1) == "-"
            and self.document.joined(position - 2) == "-"
            and position - 2 >= floor
        ):
            return self.figures(position - 2, position + 1, [norm[position - 2], norm[position - 1], word])
        before = norm[position - 1] if position > floor else ""
        after = norm[position + 1] if position + 1 < self.count else ""
        if after == "s" and self.document.joined(position) == "":
            return When(position, position + 2, date(year, 1, 1), date(year + 9, 12, 31), 5, background=True)
        if before not in BEFORE_YEAR or not 1900 <= year <= 2099:
            return None
        if after.isalpha() and after in (
            "people",
            "soldiers",
            "men",
            "civilians",
            "troops",
            "members",
            "dollars",
            "houses",
            "hours",
            "miles",
            "meters",
            "km",
        ):
            return None
        if self.document.joined(position - 1) not in (" ", "-", "\n", "  "):
            return None
        first, part = self.part_before(position, floor)
        days: Days = (date(year, 1, 1), date(year, 12, 31))
        if part:
            days = part_of(days, part)
        old = self.reference is not None and year < self.reference.year
        return self.in_background(self.days(first, position + 1, days, 5, background=old))

    def figures(self, first: int, last: int, parts: list[str]) -> When | None:
        """Three figures: year first, or day and month in the order that the calendar allows."""
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
                else:  # 03/04/2017 can be either: the one that is not after the day of writing, otherwise both
                    past = [d for d in (day_first, month_first) if self.reference and d <= self.reference]
                    day = past[0] if len(past) == 1 else None
                    if day is None:
                        low, high = sorted((day_first, month_first))
                        return When(first, last, low, high, precision_of(low, high))
        return self.days(first, last, (day, day), 1) if day else None
