"""Numbers of people: what is one, what is not, and its interval."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.coding.document import read_document
from streams.coding.numbers import find_numbers

Interval = tuple[int | None, int | None, int | None, str]


def intervals(text: str) -> list[Interval]:
    return [(n.low, n.best, n.high, n.method) for n in find_numbers(read_document(text))]


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("12 soldiers fell", (12, 12, 12, "exact")),
        ("1,300 farmers fled", (1300, 1300, 1300, "exact")),
        ("twenty-two miners died", (22, 22, 22, "exact")),
        ("a hundred and five pupils", (105, 105, 105, "exact")),
        ("two thousand three hundred voters", (2300, 2300, 2300, "exact")),
        ("1.2 million people", (1_200_000, 1_200_000, 1_200_000, "exact")),
        ("half a dozen guards", (6, 6, 6, "exact")),
        ("two dozen guards", (24, 24, 24, "exact")),
        ("a couple of boys", (2, 2, 2, "exact")),
        ("10-12 rebels", (10, 10, 12, "approximate")),
        ("10 to 12 rebels", (10, 10, 12, "approximate")),
        ("between ten and twelve rebels", (10, 10, 12, "approximate")),
        ("three or four rebels", (3, 3, 4, "approximate")),
        ("at least 50 villagers", (50, 50, None, "at_least")),
        ("50 or more villagers", (50, 50, None, "at_least")),
        ("more than 10 villagers", (11, 11, None, "at_least")),
        ("more than 300 villagers", (300, 300, None, "at_least")),
        ("up to 50 villagers", (1, 50, 50, "at_most")),
        ("as many as 50 villagers", (1, 50, 50, "at_most")),
        ("fewer than 20 villagers", (1, None, 19, "at_most")),
        ("about 50 villagers", (45, 50, 55, "approximate")),
        ("an estimated 7 villagers", (7, 7, 7, "approximate")),
        ("nearly 50 villagers", (45, 50, 50, "approximate")),
        ("dozens of villagers", (12, None, None, "vague")),
        ("tens of villagers", (10, None, None, "vague")),
        ("hundreds of villagers", (100, None, None, "vague")),
        ("tens of thousands of villagers", (10_000, None, None, "vague")),
        ("several hundred villagers", (300, None, None, "vague")),
        ("several villagers", (3, None, None, "vague")),
        ("a few villagers", (3, None, None, "vague")),
        ("a number of villagers", (3, None, None, "vague")),
        ("many villagers", (3, None, None, "vague")),
        ("Police said that 12 were hurt, 8 of them badly", (12, 12, 12, "exact")),
        ("In Lima, 12 were hurt", (12, 12, 12, "exact")),
        ("five army officers resigned", (5, 5, 5, "exact")),
        ("one bus driver was hit", (1, 1, 1, "exact")),
        ("12 may have drowned", (12, 12, 12, "exact")),
    ],
)
def test_number_has_its_interval(text: str, interval: Interval) -> None:
    assert intervals(text)[0] == interval


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a 12-year-old boy", id="age in a compound"),
        pytest.param("Ali Khan, 17, ran away", id="age after a name"),
        pytest.param("Ali Khan (17) ran away", id="age in brackets"),
        pytest.param("children aged 15 came", id="aged"),
        pytest.param("both men, 25 and 30, were seen", id="two ages"),
        pytest.param("$10 million was paid", id="money before"),
        pytest.param("10 million dollars were paid", id="money after"),
        pytest.param("10 percent of them", id="share"),
        pytest.param("10% of them", id="share sign"),
        pytest.param("at 7:35 p.m. and at 7 p.m.", id="times"),
        pytest.param("on June 14, 2016 and 3 May", id="dates"),
        pytest.param("in 1989 guerrillas came", id="year"),
        pytest.param("since 9/11", id="nine eleven"),
        pytest.param("Route 66 and Resolution 1970", id="labels"),
        pytest.param("an AK-47 rifle", id="model"),
        pytest.param("a ten-man patrol", id="compound"),
        pytest.param("5 km away, after 20 minutes", id="distance and time"),
        pytest.param("three rockets and two armoured vehicles", id="things"),
        pytest.param("call (415) 555-0134 now", id="telephone"),
        pytest.param("at 1475 Moneda Street", id="address"),
        pytest.param("the 23rd Brigade", id="ordinal"),
        pytest.param("no one came", id="no one"),
        pytest.param("they hit one another", id="one another"),
        pytest.param("few people came", id="few says next to nothing"),
    ],
)
def test_no_number_of_people(text: str) -> None:
    both = [i for i in intervals(text) if i != (2, 2, 2, "exact") or not text.startswith("both")]
    assert both == []


def test_span_holds_the_qualifier() -> None:
    document = read_document("Officials say at least twenty-two miners died.")
    (number,) = find_numbers(document)
    assert document.span(number.first, number.last).text == "at least twenty-two"


def test_money_is_not_read_a_second_time() -> None:
    assert intervals("They paid $10 million and left.") == []


@given(st.integers(min_value=2, max_value=1800), st.sampled_from(["soldiers", "people", "wounded farmers"]))
def test_every_count_of_people_is_read_exactly(value: int, noun: str) -> None:
    assert intervals(f"The army counted {value:,} {noun} there.") == [(value, value, value, "exact")]


@given(st.text(alphabet="0123456789 -,.()/$%abAB\n'one two dozen hundred and of people", max_size=60))
def test_intervals_are_ordered_and_spans_lie_apart(text: str) -> None:
    document = read_document(text)
    last = 0
    for number in find_numbers(document):
        assert last <= number.first < number.last <= len(document.norm)
        last = number.last
        known = [n for n in (number.low, number.best, number.high) if n is not None]
        assert known
        assert known == sorted(known)
