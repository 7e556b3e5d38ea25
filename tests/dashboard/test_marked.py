from __future__ import annotations

from typing import Any

from dash import html
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.drawer import safe_url
from dashboard.marked import KINDS, Tag, marked, segments

TEXT = "Gunmen killed three farmers in Marowa."
tags = st.builds(
    Tag,
    st.integers(-5, 60),
    st.integers(-5, 60),
    st.sampled_from([*KINDS, "evidence"]),
    st.text(max_size=5),
    st.sampled_from([(), ("killed",), ("place", "killed")]),
)


@settings(deadline=None)
@given(st.text(max_size=50), st.lists(tags, max_size=12))
def test_the_pieces_join_to_the_text_and_carry_exactly_their_tags(text: str, given_tags: list[Tag]) -> None:
    pieces = segments(text, given_tags)
    assert "".join(piece.text for piece in pieces) == text
    position = 0
    for piece in pieces:
        inside = {
            (t.kind, t.supports) for t in given_tags if t.start <= position and t.end >= position + len(piece.text)
        }
        assert {(t.kind, t.supports) for t in piece.tags} == inside
        position += len(piece.text)


def test_overlapping_tags_show_the_most_telling_kind_and_all_evidence() -> None:
    found = marked(
        TEXT,
        [
            Tag(7, 27, "evidence", supports=("event_type", "killed")),
            Tag(7, 13, "trigger", "shooting"),
            Tag(14, 27, "casualty", "3 killed"),
            Tag(20, 27, "actor", "farmers (civilians)"),
        ],
    )
    marks = [part for part in found if isinstance(part, html.Mark)]
    assert [mark.children for mark in marks] == ["killed", " ", "three ", "farmers"]
    assert marks[0].className == "mark mark-trigger evidence mark-end"
    assert marks[1].className == "mark evidence"
    assert marks[3].className == "mark mark-casualty evidence mark-end"
    assert getattr(marks[3], "data-supports") == "event_type killed"
    assert getattr(marks[3], "data-label") == "toll"
    assert marks[3].title == "toll: 3 killed · who: farmers (civilians) · evidence for event type, killed"


def test_hostile_text_stays_text() -> None:
    text = '<img src=x onerror=alert(1)> & "quotes" \u202e \u0000'
    found = marked(text, [Tag(0, 4, "actor", "<b>x</b>")])
    assert "".join(_text(part) for part in found) == text
    assert all(isinstance(part, str | html.Mark) for part in found)


def test_a_huge_text_is_cut_and_says_so() -> None:
    found = marked("x" * 70_000, [])
    assert len(found[0]) == 60_000
    assert "70,000" in found[1].children


def test_only_web_addresses_become_links() -> None:
    assert safe_url(" https://example.org/a ") == "https://example.org/a"
    for url in (
        "javascript:alert(1)",
        "data:text/html,x",
        "//example.org",
        "file:///etc/passwd",
        "https://[",
        "",
        None,
    ):
        assert safe_url(url) is None, url


def _text(part: Any) -> str:
    return part if isinstance(part, str) else str(part.children)
