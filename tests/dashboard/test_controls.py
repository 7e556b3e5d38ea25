from __future__ import annotations

from typing import Any

import pytest

from dashboard import layout
from dashboard.controls import chips, from_controls, segments, to_controls
from dashboard.view import DEFAULT, View, parse_view

VIEWS = [
    pytest.param(DEFAULT, id="default"),
    pytest.param(
        parse_view("?country=SD&admin1=Red+Sea&type=battles,riots&sub=mob-violence&actor=a&conf=70"), id="many"
    ),
    pytest.param(
        parse_view("?from=2026-01-01&to=2026-02-01&status=all&q=two+words&measure=killed&clock=learnt"), id="span"
    ),
    pytest.param(parse_view("?days=all&status=threatened,planned"), id="everything threatened"),
]


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", layout.CONTROLS)
def test_a_control_that_did_not_move_changes_nothing(view: View, name: str) -> None:
    assert from_controls(view, name, *to_controls(view)) == view


@pytest.mark.parametrize(
    ("name", "value", "changes"),
    [
        ("f-country", ["SD", "nonsense"], {"countries": ("SD",)}),
        ("f-type", ["battles", "sub:mob-violence"], {"types": ("Battles",), "subs": ("Mob violence",)}),
        ("f-status", [], {"statuses": ()}),
        ("f-confidence", 80, {"confidence": 80}),
        ("f-words", "  two\twords ", {"words": "two words"}),
        ("f-first", "not a day", {}),
    ],
)
def test_a_control_that_moved_changes_its_part_of_the_view(name: str, value: Any, changes: dict[str, Any]) -> None:
    values = dict(zip(layout.CONTROLS, to_controls(View(page=3, event="e1")), strict=True)) | {name: value}
    expected = DEFAULT._replace(**changes)
    if name == "f-first":
        expected = View(page=3, event="e1")
    assert from_controls(View(page=3, event="e1"), name, *values.values()) == expected


def test_every_filter_has_a_chip_that_takes_it_away() -> None:
    view = parse_view("?days=7&country=SD,UA&type=riots&sub=attack&actor=a&status=all&conf=50&q=x")
    *ones, clear = chips(view)
    assert len(ones) == 8
    for chip in ones:
        less = parse_view(chip.href)
        assert less != view
        assert len(chips(less)) == len(ones)  # one chip fewer, and 'Clear all'
    assert parse_view(clear.href) == View(days=7)
    assert chips(DEFAULT) == []


@pytest.mark.parametrize("view", VIEWS)
def test_one_segment_of_each_kind_is_on_and_the_others_change_one_thing(view: View) -> None:
    for links, name in zip(segments(view), ("days", "measure", "clock"), strict=True):
        on = [a for a in links if getattr(a, "aria-current", None)]
        assert len(on) == (0 if name == "days" and view.first else 1)
        for segment in links:
            other = parse_view(segment.href)
            kept = {name, "first", "last"} if name == "days" else {name}
            assert {f for f in View._fields if getattr(other, f) != getattr(view, f)} <= kept
