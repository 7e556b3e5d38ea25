"""Time expressions and the days they name, seen from a Wednesday."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.coding.dates import When, dateline_day, find_dates
from streams.coding.document import read_document

WEDNESDAY = datetime(2017, 9, 20, 9, tzinfo=UTC)


def read(text: str, published: datetime | None = WEDNESDAY) -> list[When]:
    return find_dates(read_document(text), published)


def days(text: str, published: datetime | None = WEDNESDAY) -> tuple[str | None, str | None, int]:
    found = next(when for when in read(text, published) if not when.time_of_day and not when.dateline)
    return (
        found.first_day.isoformat() if found.first_day else None,
        found.last_day.isoformat() if found.last_day else None,
        found.precision,
    )


def day(text: str) -> tuple[str, str, int]:
    return text, text, 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It happened on Tuesday.", day("2017-09-19")),
        ("It happened on Wednesday.", day("2017-09-20")),
        ("It happened last Wednesday.", day("2017-09-13")),
        ("It happened on Monday night.", day("2017-09-18")),
        ("Talks will resume on Friday.", day("2017-09-22")),
        ("Talks resume next Monday.", day("2017-09-25")),
        ("Police said on Friday that talks will resume.", day("2017-09-15")),
        ("They came yesterday.", day("2017-09-19")),
        ("They came early today.", day("2017-09-20")),
        ("They came this morning.", day("2017-09-20")),
        ("They came last night.", day("2017-09-19")),
        ("They came overnight.", ("2017-09-19", "2017-09-20", 2)),
        ("They came two days ago.", day("2017-09-18")),
        ("They came the day before yesterday.", day("2017-09-18")),
        ("They came at the weekend.", ("2017-09-16", "2017-09-17", 2)),
        ("They came last week.", ("2017-09-11", "2017-09-17", 3)),
        ("They came this week.", ("2017-09-18", "2017-09-20", 3)),
        ("They came last month.", ("2017-08-01", "2017-08-31", 4)),
        ("They came last year.", ("2016-01-01", "2016-12-31", 5)),
        ("They came in the past 24 hours.", ("2017-09-19", "2017-09-20", 2)),
        ("They came in the past few hours.", day("2017-09-20")),
        ("They came on 23 August.", day("2017-08-23")),
        ("They came on August 23rd.", day("2017-08-23")),
        ("They came on the 23rd of August.", day("2017-08-23")),
        ("They came on December 30.", day("2016-12-30")),
        ("They came on Tuesday, Aug. 22, 2017, at noon.", day("2017-08-22")),
        ("They came on 23/08/2017.", day("2017-08-23")),
        ("They came on 2017-08-23.", day("2017-08-23")),
        ("They came on 03/04/2017.", ("2017-03-04", "2017-04-03", 4)),
        ("THEY CAME ON 3 JAN 90.", day("1990-01-03")),
        ("They came on 03 February 1990.", day("1990-02-03")),
        ("They came in August.", ("2017-08-01", "2017-08-31", 4)),
        ("They came last November.", ("2016-11-01", "2016-11-30", 4)),
        ("They came in late August.", ("2017-08-21", "2017-08-31", 4)),
        ("They came in early August.", ("2017-08-01", "2017-08-10", 4)),
        ("They came in mid-August.", ("2017-08-11", "2017-08-20", 4)),
        ("They came at the end of August.", ("2017-08-25", "2017-08-31", 3)),
        ("They came from Monday to Wednesday.", ("2017-09-18", "2017-09-20", 2)),
        ("They came between 3 and 5 May.", ("2017-05-03", "2017-05-05", 2)),
        ("They came on 3-5 May.", ("2017-05-03", "2017-05-05", 2)),
        ("They came on May 3-5, 2016.", ("2016-05-03", "2016-05-05", 2)),
        ("They came between 30 April and 3 May.", ("2017-04-30", "2017-05-03", 2)),
        ("They came in 1989.", ("1989-01-01", "1989-12-31", 5)),
        ("They came in the summer of 2014.", ("2014-06-01", "2014-08-31", 5)),
        ("They came on Christmas Eve.", day("2016-12-24")),
        ("Elections on 1 October are near.", day("2017-10-01")),
        ("It was busy in the past months.", (None, None, 5)),
    ],
)
def test_days(text: str, expected: tuple[str | None, str | None, int]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They came on 3 May. The next day they left.", "2017-05-04"),
        ("They came on 3 May. On the same day they left.", "2017-05-03"),
        ("They came on 3 May and left two days later.", "2017-05-05"),
    ],
)
def test_days_are_counted_from_the_day_named_before(text: str, expected: str) -> None:
    last = read(text)[-1]
    assert last.first_day == last.last_day == date.fromisoformat(expected)


@pytest.mark.parametrize(
    "text", ["They came on Tuesday.", "They came yesterday.", "They came last week.", "They came on 5 May."]
)
def test_without_a_day_of_writing_nothing_is_guessed(text: str) -> None:
    assert days(text, None)[:2] == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "It has been closed since 2011.",
        "It is quiet a year after the flood.",
        "It was quiet over the past two years.",
        "It began ten years ago.",
        "In the 1990s it was busy.",
    ],
)
def test_background_is_marked(text: str) -> None:
    assert all(when.background for when in read(text))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("He may have left.", id="may is a verb"),
        pytest.param("They march on.", id="march is a verb"),
        pytest.param("2000 people came.", id="a count"),
        pytest.param("They met on 9 October Avenue.", id="a street"),
        pytest.param("The second day-care centre", id="day in a compound"),
    ],
)
def test_no_date(text: str) -> None:
    assert read(text) == []


def test_a_time_of_day_names_no_day() -> None:
    (when,) = read("It began at 7 p.m.")
    assert when.time_of_day
    assert when.first_day is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LIMA, 9 JAN 90 (EFE) -- [TEXT] A MAN CAME TODAY.", "1990-01-09"),
        ("KABUL, Afghanistan (Jan. 25, 2013)\nA man came yesterday.", "2013-01-25"),
        ("Evening Update March 10, 2011\n2011-03-S-02 KABUL, Afghanistan (March 10) A man came.", "2011-03-10"),
        ("Man seen\n\nPosted: Tuesday, January 28, 2014 8:18 PM\n\nA man came Monday.", "2014-01-28"),
        ("March 1, 2014 5:40 PM\n\nPITTSBURGH (XY) - A man came Friday.", "2014-03-01"),
        ("A man came on 3 May 2010 to the town.", None),
    ],
)
def test_dateline(text: str, expected: str | None) -> None:
    found = dateline_day(read_document(text))
    assert (found.isoformat() if found else None) == expected


def test_each_dateline_dates_what_follows_it() -> None:
    text = (
        "KABUL, Afghanistan (Jan. 25, 2013)\nA man came yesterday.\n\n"
        "KABUL, Afghanistan (Jan. 28, 2013)\nA man left today."
    )
    told = [when.first_day for when in read(text, None) if not when.dateline]
    assert told == [date(2013, 1, 24), date(2013, 1, 28)]


def test_yesterday_is_of_the_publisher_s_zone() -> None:
    late_in_tokyo = datetime(2017, 9, 20, 1, tzinfo=timezone(timedelta(hours=9)))
    assert days("They came yesterday.", late_in_tokyo) == day("2017-09-19")


@given(st.dates(date(1990, 1, 1), date(2030, 12, 31)), st.dates(date(1990, 1, 1), date(2030, 12, 31)))
def test_full_dates_are_read_as_written(told: date, written: date) -> None:
    published = datetime(written.year, written.month, written.day, 12, tzinfo=UTC)
    for text in (
        f"They came on {told:%d %B %Y}.",
        f"They came on {told:%B} {told.day}, {told.year}.",
        f"They came on {told}.",
    ):
        assert days(text, published) == day(told.isoformat())


@given(st.dates(date(1990, 1, 1), date(2030, 12, 31)), st.sampled_from(["Monday", "Thursday", "Sunday"]))
def test_a_weekday_is_the_last_such_day(written: date, name: str) -> None:
    published = datetime(written.year, written.month, written.day, 12, tzinfo=UTC)
    first, _, _ = days(f"They came on {name}.", published)
    assert first is not None
    found = date.fromisoformat(first)
    assert found.strftime("%A") == name
    assert timedelta() <= written - found < timedelta(days=7)


_WORDS = st.lists(
    st.sampled_from(
        "on in since last next the of May August Aug . , 3 5 23rd 31 30 February 1989 2017 90 - to and between Monday "
        "Tuesday yesterday today week month year ago two days later / 08 early late end overnight past few hours night "
        "Christmas Day a p.m. 7:30 weekend".split()
    ),
    max_size=25,
)


@given(_WORDS, st.booleans())
def test_any_words_give_ordered_days(words: list[str], dated: bool) -> None:
    document = read_document(" ".join(words))
    last = 0
    for when in find_dates(document, WEDNESDAY if dated else None):
        assert 0 <= when.first < when.last <= len(document.norm)
        assert when.last > last
        last = when.last
        assert (when.first_day is None) == (when.last_day is None)
        assert 1 <= when.precision <= 5
        if when.first_day and when.last_day:
            assert when.first_day <= when.last_day
