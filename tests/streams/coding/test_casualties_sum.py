"""One count per outcome of all the mentions of an event."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.coded import Count
from streams.coding.casualties import Casualty, find_casualties
from streams.coding.casualties_sum import sum_by_event
from streams.coding.document import read_document


def summed(text: str) -> dict[str, tuple[int | None, int | None, int | None]]:
    counts = sum_by_event(find_casualties(read_document(text)))
    return {outcome: (count.low, count.best, count.high) for outcome, count in counts.items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("12 soldiers were killed. The 12 dead were buried.", {"killed": (12, 12, 12)}, id="told twice"),
        pytest.param(
            "Five men were killed. A shepherd, Omar Said, was killed at his door.",
            {"killed": (5, 5, 5)},
            id="a name after a figure is one of them",
        ),
        pytest.param(
            "Omar Said was killed on Monday. Said was shot dead at home. He died at once.",
            {"killed": (1, 1, 1)},
            id="one name",
        ),
        pytest.param(
            "12 soldiers were killed. Five rebels were also killed.", {"killed": (17, 17, 17)}, id="two sides add up"
        ),
        pytest.param(
            "A man was killed. A woman was found dead in the yard.", {"killed": (2, 2, 2)}, id="man and woman add up"
        ),
        pytest.param(
            "The force arrested a courier. Two additional suspects were detained.",
            {"detained": (3, 3, 3)},
            id="additional",
        ),
        pytest.param(
            "The force killed two guards in Jos and killed three guards in Bauchi.",
            {"killed": (5, 5, 5)},
            id="one sentence, two verbs",
        ),
        pytest.param(
            "Dozens of people were killed. Officials said 24 people were killed.",
            {"killed": (24, 24, 24)},
            id="a figure holds against dozens",
        ),
        pytest.param(
            "At least 10 people were killed. The toll rose to 14 on Friday.",
            {"killed": (14, 14, 14)},
            id="later figure",
        ),
        pytest.param(
            "Five people were shot. Three of them were killed.", {"killed": (3, 3, 3), "injured": (2, 2, 2)}, id="hit"
        ),
        pytest.param("A man was shot. He died in hospital.", {"killed": (1, 1, 1)}, id="the dead are not wounded too"),
        pytest.param("No one was hurt in the attack.", {"injured": (0, 0, 0)}, id="zero is said"),
        pytest.param("Two people were hurt. No one else was hurt.", {"injured": (2, 2, 2)}, id="zero after a count"),
        pytest.param("Three drivers were not hurt.", {}, id="three not hurt is no zero for the event"),
        pytest.param("The attack that killed 80 people last year was recalled.", {}, id="history does not count"),
        pytest.param("The soldiers were killed.", {"killed": (2, None, None)}, id="bare plural alone"),
        pytest.param(
            "Omar Said was killed. People were killed there before.",
            {"killed": (1, 1, 1)},
            id="bare plural adds nothing",
        ),
        pytest.param("Rebels killed 12 people, including three children.", {"killed": (12, 12, 12)}, id="parts"),
    ],
)
def test_sum(text: str, expected: dict[str, tuple[int | None, int | None, int | None]]) -> None:
    assert summed(text) == expected


def test_nothing_said_is_nothing_counted() -> None:
    assert sum_by_event([]) == {}


def mention(place: int, low: int, more: bool, kind: str) -> Casualty:
    """A plain figure of people killed, each in a sentence of its own."""
    single = {"women": "woman"}.get(kind, kind[:-1])
    text = f"{low} {'other ' if more else ''}{kind} were killed." if low > 1 else f"A {single} was killed."
    (found,) = find_casualties(read_document(text))
    return found._replace(sentence=place, trigger=place * 10, first=place * 10)


_MENTIONS = st.lists(
    st.tuples(st.integers(1, 40), st.booleans(), st.sampled_from(["soldiers", "rebels", "women", "workers"])),
    min_size=1,
    max_size=6,
).map(lambda rows: [mention(place, low, more, kind) for place, (low, more, kind) in enumerate(rows)])


@given(_MENTIONS)
def test_sum_lies_between_the_largest_figure_and_the_sum_of_all(mentions: list[Casualty]) -> None:
    count = sum_by_event(mentions)["killed"]
    figures = [m.best or 0 for m in mentions]
    assert count.best is not None
    assert max(figures) <= count.best <= sum(figures)


@given(_MENTIONS)
def test_telling_everything_again_changes_nothing(mentions: list[Casualty]) -> None:
    again = [m._replace(sentence=m.sentence + 100, trigger=m.trigger + 1000, definite=True) for m in mentions]
    once: Count = sum_by_event(mentions)["killed"]
    assert sum_by_event([*mentions, *again])["killed"] == once


@given(_MENTIONS)
def test_parts_and_threats_never_count(mentions: list[Casualty]) -> None:
    assert sum_by_event([m._replace(part_of=True) for m in mentions]) == {}
    assert sum_by_event([m._replace(unreal=True) for m in mentions]) == {}
