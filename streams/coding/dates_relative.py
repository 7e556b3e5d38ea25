"""Dates as seen from the day of writing or the day named before: "Tuesday", "two days ago", "the next day"."""

from __future__ import annotations

from datetime import date, timedelta

from streams.coding.dates_calendar import Days, month_days, part_of, precision_of, shift_months, week_of, weekday_near
from streams.coding.dates_reading import Reading, When
from streams.coding.dates_words import AMBIGUOUS, PARTS_OF_DAY, time_words

__all__ = ["Relative"]


class Relative(Reading):
    """Reads weekdays, yesterday and today, and spans like "last week"."""

    def weekday(self, position: int, weekday: int, floor: int) -> When | None:
        norm = self.norm
        if not self.document.capitalised(position) and self.sentence_case(position) != "lower":
            return None
        last = position + 1
        following = last
        while following < self.count and norm[following] in (",", ".", "the"):
            following += 1
        # "Tuesday, January 28" is read from its month
        if following < self.count and (
            time_words().get(norm[following], ("",))[0] == "month"
            or (
                self.day_at(following) is not None
                and following + 1 < self.count
                and time_words().get(norm[following + 1], ("",))[0] == "month"
            )
        ):
            return None
        if len(norm[position]) <= 4 and norm[position] in AMBIGUOUS and norm[position - 1 : position] != ["on"]:
            return None
        first, direction = position, "on"
        if position > floor and norm[position - 1] in ("last", "next", "this", "previous", "following", "coming"):
            first = position - 1
            direction = {"next": "after", "coming": "after", "last": "before", "previous": "before"}.get(
                norm[first], "on"
            )
        if last < self.count and norm[last] in PARTS_OF_DAY:
            last += 1
        if norm[last : last + 2] == ["last", "week"]:
            day = weekday_near(week_of(self.reference)[0], weekday, "before") if self.reference else None
            return self.in_background(self.days(first, last + 2, (day, day) if day else None, 1))
        future = direction == "after" or (direction == "on" and self.is_future(first))
        if self.reference is None:
            return self.in_background(When(first, last, None, None, 1, future=future))
        if direction == "on" and future:
            direction = "after"
        day = weekday_near(self.reference, weekday, direction)
        return self.in_background(self.days(first, last, (day, day), 1, future=future))

    def relative_day(self, position: int, value: int, floor: int) -> When | None:
        norm = self.norm
        first, last = position, position + 1
        if (
            norm[position] == "yesterday"
            and norm[position - 3 : position] == ["the", "day", "before"]
            and position - 3 >= floor
        ):
            first, value = position - 3, -2
        if last < self.count and norm[last] in PARTS_OF_DAY:
            last += 1
        if first > floor and norm[first - 1] in ("earlier", "early", "late"):
            first -= 1
        day = self.reference + timedelta(days=value) if self.reference else None
        return self.in_background(self.days(first, last, (day, day) if day else None, 1, future=value > 0))

    def part_of_day(self, position: int, floor: int) -> When | None:
        """ "this morning" is today, "yesterday morning" is read from its day, "that evening" the day named before."""
        norm = self.norm
        before = norm[position - 1] if position > floor else ""
        if before == "this" and self.reference:
            return self.days(position - 1, position + 1, (self.reference, self.reference), 1)
        if before == "this":
            return When(position - 1, position + 1, None, None, 1)
        if before == "that" and self.last_named:
            return self.days(position - 1, position + 1, (self.last_named, self.last_named), 1)
        return None

    def unit(self, position: int, length: int, floor: int) -> When | None:
        """ "last week", "two days ago", "the next day", "the past months", "at the weekend", "a year after"."""
        norm, word = self.norm, self.norm[position]
        before = norm[position - 1] if position > floor else ""
        after = norm[position + 1] if position + 1 < self.count else ""
        number, start = self.quantity(position, floor)
        if after == "ago" or (after in ("earlier", "before") and number is not None):
            return self.ago(position, start, number, after)
        if after in ("later", "after") and number is not None:
            anchor = self.last_named if after == "later" or length < 30 else None
            day = (
                anchor + timedelta(days=length * number)
                if anchor and length == 1 and number and after == "later"
                else None
            )
            return self.days(
                start,
                position + 2,
                (day, day) if day else None,
                1 if length == 1 else 4,
                background=length >= 30 or after == "after",
            )
        if word == "weekend":
            return self.weekend(position, before, floor)
        if word in ("night", "nights"):
            if before == "last":
                day = self.reference - timedelta(days=1) if self.reference else None
                return self.days(position - 1, position + 1, (day, day) if day else None, 1)
            return None
        if word == "day" and before in ("next", "following", "same", "previous", "that"):
            shift = {"next": 1, "following": 1, "previous": -1}.get(before, 0)
            named = self.last_named + timedelta(days=shift) if self.last_named else None
            first = position - 2 if position - 2 >= floor and norm[position - 2] == "the" else position - 1
            return self.days(first, position + 1, (named, named) if named else None, 1)
        if before in ("last", "this", "next", "past", "previous", "coming", "recent", "same") or (
            before in ("few", "couple") or number is not None
        ):
            return self.period(position, length, before, number, start, floor)
        return None

    def ago(self, position: int, start: int, number: int | None, after: str) -> When:
        length = time_words()[self.norm[position]][1]
        anchor = self.reference if after == "ago" else self.last_named
        background = length >= 365
        if anchor is None or not number or length == 0:
            return When(
                start, position + 2, None, None, 1 if length <= 1 else 5 if length >= 365 else 4, background=background
            )
        if length == 1:
            day = anchor - timedelta(days=number)
            return self.days(start, position + 2, (day, day), 1)
        if length == 7:
            middle = anchor - timedelta(days=7 * number)
            return self.days(start, position + 2, (middle - timedelta(days=3), middle + timedelta(days=3)), 3)
        if length == 30:
            return self.days(start, position + 2, month_days(*self.month_back(anchor, number)), 4)
        if length == 365 and number < 200:
            year = anchor.year - number
            return self.days(start, position + 2, (date(year, 1, 1), date(year, 12, 31)), 5, background=True)
        return When(start, position + 2, None, None, 5, background=True)

    @staticmethod
    def month_back(anchor: date, number: int) -> tuple[int, int]:
        day = shift_months(anchor, -min(number, 1200))
        return day.year, day.month

    def weekend(self, position: int, before: str, floor: int) -> When | None:
        first = position
        if before in ("the", "last", "this", "past", "next"):
            first = position - 1
        if before not in ("last", "this", "past", "next") and not (
            before == "the" and self.norm[position - 2 : position - 1] in (["at"], ["over"], ["during"], ["on"])
        ):
            return None
        if self.reference is None:
            return When(first, position + 1, None, None, 2)
        if before == "next" or (before == "this" and self.is_future(first)):
            saturday = weekday_near(self.reference, 5, "after")
        else:
            saturday = weekday_near(self.reference, 5, "on")
            if before == "last" and self.reference.weekday() >= 5:
                saturday -= timedelta(days=7)
        return self.in_background(
            self.days(first, position + 1, (saturday, saturday + timedelta(days=1)), 2, future=before == "next")
        )

    def period(
        self, position: int, length: int, before: str, number: int | None, start: int, floor: int
    ) -> When | None:
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
        first, part = self.part_before(first, floor)
        if lead in ("next", "coming"):
            if reference is None or number is not None:
                return When(first, position + 1, None, None, 4, future=True)
            return self.days(first, position + 1, self.named_period(word, 1), future=True)
        if number is not None:  # the past three weeks, the past few hours, recent months
            if word in ("hour", "hours"):
                if reference is None or number > 240:
                    return When(first, position + 1, None, None, 2)
                # "the past few hours" are the day of writing; 72 hours reach three days back
                return self.days(first, position + 1, (reference - timedelta(days=-(-number // 24)), reference))
            days = (reference - timedelta(days=length * number), reference) if reference and 0 < number < 1000 else None
            precision = precision_of(*days) if days else 5 if length >= 30 else 4
            return self.days(first, position + 1, days, precision, background=length * max(number, 1) >= 60)
        if lead in ("past", "previous", "recent", "same"):
            if lead == "same" or reference is None or length < 1:
                return None
            days = (reference - timedelta(days=min(length, 3650)), reference)
            return self.days(first, position + 1, days, background=length >= 365)
        if word not in ("week", "month", "year", "decade", "day"):
            return None
        if word == "day":
            return None
        if reference is None:
            return When(first, position + 1, None, None, {"week": 3, "month": 4}.get(word, 5))
        named = self.named_period(word, -1 if lead == "last" else 0)
        if named and part:
            named = part_of(named, part)
        if named and lead == "this":
            named = (named[0], max(named[0], min(named[1], reference)))
        coarse = None if part else {"week": 3, "month": 4}.get(word, 5)
        return self.in_background(self.days(first, position + 1, named, coarse))

    def named_period(self, word: str, shift: int) -> Days | None:
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
