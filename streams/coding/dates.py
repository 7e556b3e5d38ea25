"""Find time expressions and resolve them to days, as seen from the day of writing.

The day of writing is the dateline's ("SAN SALVADOR, 3 JAN 90 --", "KABUL, Afghanistan (Jan. 25, 2013)") where the text
has one, otherwise the publication day in its own zone. Without either, "on Tuesday" and "yesterday" stay null. An
event's day is never taken from the day of writing alone.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from streams.coding.dates_absolute import Absolute
from streams.coding.dates_calendar import safe_date
from streams.coding.dates_reading import When
from streams.coding.dates_relative import Relative
from streams.coding.dates_words import DASHES, dateline_cues, time_words
from streams.coding.document import Document

__all__ = ["When", "dateline_day", "find_dates"]


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
    """Tokens that a time expression can be found at: words of time, years, figures with dots or slashes."""
    words, norm = time_words(), document.norm
    found = []
    for i, word in enumerate(norm):
        if word in words:
            found.append(i)
        elif word[0] in "0123456789":
            year = len(word) >= 4 and word[:2] in ("19", "20")
            if year or "." in word or norm[i + 1 : i + 2] == ["/"]:
                found.append(i)
    return found


_DASHED = ("-", "--", "–", "—")


def _is_capital(word: str) -> bool:
    """A word of a dateline's city: "KABUL"."""
    return word.isupper() and len(word) > 2


class _Scanner(Absolute, Relative):
    """One pass over a text, in which a dateline sets the day of writing for what follows it."""

    def __init__(
        self, document: Document, candidates: list[int], published: date | None, reference: date | None
    ) -> None:
        super().__init__(document, reference or published)
        self.candidates = candidates
        self.published = published
        self.dateline: date | None = None
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
                w._replace(dateline=True)
                if w.first < until
                and w.first_day == w.last_day == self.dateline
                and not w.dateline
                and self.says_day(w)
                else w
                for w in found
            ]
        return found

    def _furniture(self) -> frozenset[int]:
        return frozenset(i for s in self.document.sentences if s.furniture for i in range(s.first, s.last))

    def _plausible(self, day: date) -> bool:
        return self.published is None or -2 <= (self.published - day).days <= 400

    def _with_year(self, when: When, year: int) -> date | None:
        month = next(
            (time_words()[w][1] for w in self.norm[when.first : when.last] if time_words().get(w, ("",))[0] == "month"),
            None,
        )
        day = next(
            (int(w.rstrip("stndrh")) for w in self.norm[when.first : when.last] if w.rstrip("stndrh").isdigit()), None
        )
        return safe_date(year, month, day) if month and day else None

    def _is_dateline(self, when: When) -> bool:
        """A date in brackets or before a dash after a place in capitals, after "Posted", or alone on its line."""
        if when.precision != 1 or when.time_of_day:
            return False
        norm, surface, document = self.norm, self.document.surface, self.document
        if not self.says_day(when):
            return False
        first, last = when.first, when.last
        before = norm[first - 1] if first else ""
        after = norm[last] if last < self.count else ""
        line = document.text.rfind("\n", 0, document.start[first]) + 1
        tokens_before = [i for i in range(max(0, first - 9), first) if document.start[i] >= line]
        at_head = first < 150
        opened = before in ("(", "[")
        if opened and first >= 5 and norm[first - 3] == "," and _is_capital(surface[first - 4]):
            return True  # "KABUL, Afghanistan (Dec. 21)"
        if first == 0 and after == ":":
            return True
        framed = (opened and after in (")", "]", ",")) or (before == "," and after in ("(", "[", "/", *_DASHED))
        if framed:
            words = [surface[i] for i in tokens_before if surface[i][0].isalpha()]
            city = _is_capital(words[0]) if words else at_head
            if (city and len(words) <= 7) or (at_head and opened and len(words) <= 4):
                return True
        if not at_head:
            return False
        if after in _DASHED and tokens_before and surface[tokens_before[0]].isupper() and len(tokens_before) <= 6:
            return True
        if before in (":", ",") and first >= 2:
            before = norm[first - 2]
        if before in dateline_cues() and self.dateline is None:
            return True
        alone_after = (
            last >= self.count or "\n" in document.joined(last - 1) or (norm[last][0].isdigit() and ":" in norm[last])
        )
        return not tokens_before and alone_after and self.dateline is None

    def _read(self, position: int, floor: int) -> When | None:
        kind, value = time_words().get(self.norm[position], ("number", 0))
        match kind:
            case "month":
                return self.month(position, value, floor)
            case "weekday":
                return self.weekday(position, value, floor)
            case "day":
                return self.relative_day(position, value, floor)
            case "overnight":
                return self.days(
                    position,
                    position + 1,
                    (self.reference - timedelta(days=1), self.reference) if self.reference else None,
                    2,
                )
            case "unit":
                return self.unit(position, value, floor)
            case "part":
                return self.part_of_day(position, floor)
            case "season":
                return self.season(position, value, floor)
            case "holiday":
                return self.holiday(position, value)
            case "clock":
                if position > floor and self.norm[position - 1][0].isdigit():
                    return When(position - 1, position + 1, None, None, 1, time_of_day=True)
                return None
            case "hour_word":
                if self.norm[position - 1 : position] in (["at"], ["around"], ["before"], ["after"], ["by"]):
                    return When(position, position + 1, None, None, 1, time_of_day=True)
                return None
        return self.numeric(position, floor)

    def _joined_range(self, when: When, position: int) -> When:
        """ "from Monday to Wednesday", "between 30 April and 3 May", "Monday and Tuesday"."""
        norm = self.norm
        if when.time_of_day or when.precision > 1 or when.last >= self.count - 1:
            return when
        joiner = norm[when.last]
        lead = norm[when.first - 1] if when.first else ""
        if (
            joiner in ("to", "through", "until")
            or joiner in DASHES
            or (joiner == "and" and (lead == "between" or self._both_weekdays(when)))
        ):
            following = when.last + 1
            for step in range(following, min(following + 4, self.count)):
                if time_words().get(norm[step], ("",))[0] in ("weekday", "month", "day"):
                    second = self._read(step, following)
                    if second and second.first <= following + 1 and second.precision == 1 and not second.background:
                        first_day = when.first_day
                        if (
                            first_day
                            and second.first_day
                            and first_day > second.first_day
                            and self._both_weekdays(when)
                        ):
                            first_day -= timedelta(days=7)
                        first = when.first - 1 if lead in ("between", "from") else when.first
                        if (
                            first_day
                            and second.last_day
                            and timedelta() <= second.last_day - first_day <= timedelta(days=400)
                        ):
                            return self.days(
                                first,
                                second.last,
                                (first_day, second.last_day),
                                future=second.future,
                                background=when.background,
                            )
                        if first_day is None and second.last_day is None:
                            return When(first, second.last, None, None, 2)
                    break
        return when

    def _both_weekdays(self, when: When) -> bool:
        return any(time_words().get(w, ("",))[0] == "weekday" for w in self.norm[when.first : when.last])
