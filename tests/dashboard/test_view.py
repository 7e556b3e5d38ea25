from __future__ import annotations

from datetime import date
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import vocabulary
from dashboard.view import DEFAULT, View, filters_of, format_view, link, parse_view, shifted, window
from streams.warehouse.aggregates import CLOCKS, MEASURES, SORTS

TODAY = date(2026, 11, 22)
SUBS = [sub for subs in vocabulary.SUB_EVENT_TYPES.values() for sub in subs]

days = st.dates(date(1900, 1, 1), date(2100, 1, 1))
spans = st.tuples(days, days).map(sorted) | st.just([None, None])
words = st.text(max_size=60).map(lambda text: parse_view("?q=" + quote(text, safe="")).words)


def some(values: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), unique=True, max_size=4).map(tuple)


@st.composite
def views(draw: st.DrawFn) -> View:
    first, last = draw(spans)
    countries = draw(some(list(vocabulary.countries())))
    return View(
        days=draw(st.none() | st.integers(1, 36_500)),
        first=first,
        last=last,
        clock=draw(st.sampled_from(CLOCKS)),
        measure=draw(st.sampled_from(MEASURES)),
        countries=countries,
        admin1=draw(st.none() | st.sampled_from(["Borno", "Ḩalab", "A, B & C", "x=y"]))
        if len(countries) == 1
        else None,
        types=draw(some(list(vocabulary.EVENT_TYPES))),
        subs=draw(some(SUBS)),
        actors=draw(some(["northern-front", "isis:libya", "a.b_c", "9"])),
        statuses=draw(st.just(()) | some(list(vocabulary.STATUSES)).filter(bool)),
        confidence=draw(st.integers(0, 99)),
        words=draw(words),
        sort=draw(st.sampled_from(SORTS)),
        ascending=draw(st.booleans()),
        page=draw(st.integers(1, 10_000)),
        event=draw(st.none() | st.sampled_from(["e1", "a-b_c:d.9"])),
    )


@settings(deadline=None)
@given(views())
def test_a_view_survives_its_link(view: View) -> None:
    assert parse_view(format_view(view)) == view


@settings(deadline=None)
@given(st.text(max_size=300) | st.text("?&=,%+0123456789abcdefrom-to", max_size=300))
def test_any_text_is_read_and_then_stays_the_same(search: str) -> None:
    view = parse_view(search)
    assert parse_view(format_view(view)) == view
    filters_of(view, TODAY)


def test_the_default_view_is_the_empty_link() -> None:
    assert format_view(DEFAULT) == ""
    assert parse_view("") == parse_view(None) == parse_view("?") == DEFAULT


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        pytest.param("?days=7", {"days": 7}, id="days"),
        pytest.param("?days=all", {"days": None}, id="everything"),
        pytest.param("?days=-3&days=x", {}, id="no number of days"),
        pytest.param(
            "?from=2026-01-02&to=2026-01-03", {"first": date(2026, 1, 2), "last": date(2026, 1, 3)}, id="span"
        ),
        pytest.param("?from=2026-02-03&to=2026-01-03", {}, id="span the wrong way round"),
        pytest.param("?from=2026-02-30&to=2026-03-03", {}, id="no such day"),
        pytest.param("?country=sd,UA,XX,SD", {"countries": ("SD", "UA")}, id="countries of the list, once each"),
        pytest.param("?country=SD&admin1=Red%20Sea", {"countries": ("SD",), "admin1": "Red Sea"}, id="region"),
        pytest.param("?country=SD,UA&admin1=Red%20Sea", {"countries": ("SD", "UA")}, id="region of two countries"),
        pytest.param("?type=explosions-remote-violence", {"types": ("Explosions/Remote violence",)}, id="type by slug"),
        pytest.param("?status=all", {"statuses": ()}, id="any status"),
        pytest.param("?status=nonsense", {}, id="unknown status"),
        pytest.param("?actor=a;drop table,ok-1", {"actors": ("ok-1",)}, id="no sql as an actor"),
        pytest.param("?sort=confidence;--&order=asc", {"ascending": True}, id="no sql as an order"),
        pytest.param("?event=../../etc/passwd", {}, id="no path as an event"),
        pytest.param("?q=%3Cscript%3E,+two%00words", {"words": "<script>, two words"}, id="words are kept as words"),
    ],
)
def test_links(search: str, expected: dict[str, object]) -> None:
    assert parse_view(search) == DEFAULT._replace(**expected)


def test_a_changed_filter_starts_again_at_page_one_and_closes_the_drawer() -> None:
    view = View(page=4, event="e1", countries=("SD",))
    assert link(view, "/events", countries=()) == "/events?"
    assert parse_view(link(view, event="e2")) == view._replace(event="e2")
    assert parse_view(link(view, sort="killed")).page == 4


def test_windows() -> None:
    assert window(View(days=7), TODAY) == (date(2026, 11, 16), TODAY)
    assert window(View(days=None), TODAY) == (None, None)
    assert window(View(days=7, first=date(2020, 1, 1), last=date(2020, 1, 2)), TODAY) == (
        date(2020, 1, 1),
        date(2020, 1, 2),
    )


def test_shifting_back_and_forth_gives_the_same_view() -> None:
    back = shifted(View(days=7), TODAY, -1)
    assert window(back, TODAY) == (date(2026, 11, 9), date(2026, 11, 15))
    assert shifted(back, TODAY, 1) == View(days=7)
    assert shifted(View(days=7), TODAY, 1) == View(days=7)  # never past today
    assert shifted(View(days=None), TODAY, -1) == View(days=None)
