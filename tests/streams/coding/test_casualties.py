"""Counts of people harmed: who, how many, and in what sense."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.coding.casualties import Casualty, find_casualties
from streams.coding.document import read_document


def read(text: str) -> list[tuple[str, int | None, int | None, int | None]]:
    return [(c.outcome, c.low, c.best, c.high) for c in find_casualties(read_document(text)) if not c.part_of]


def totals(text: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for outcome, low, best, _ in read(text):
        found[outcome] = found.get(outcome, 0) + (best or low or 0)
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Raiders killed 12 farmers near Jos.", {"killed": 12}, id="active"),
        pytest.param("12 farmers were killed near Jos.", {"killed": 12}, id="passive"),
        pytest.param("The raid resulted in the death of 12 farmers.", {"killed": 12}, id="death of"),
        pytest.param("The raid claimed the lives of nine farmers.", {"killed": 9}, id="claimed the lives"),
        pytest.param("12 dead and 30 wounded in market blast", {"killed": 12, "injured": 30}, id="headline adjectives"),
        pytest.param("Blast leaves five dead in Quetta", {"killed": 5}, id="leaves dead"),
        pytest.param("The death toll rose from 10 to 14, the mayor said.", {"killed": 14}, id="toll"),
        pytest.param("Four boys lost their lives in the shelling.", {"killed": 4}, id="lost their lives"),
        pytest.param("Two guards and a cook were killed.", {"killed": 3}, id="list with and"),
        pytest.param("A guard, his wife and three children were shot dead.", {"killed": 5}, id="list with possessive"),
        pytest.param("Omar Said and his brother were killed on Sunday.", {"killed": 2}, id="name and relative"),
        pytest.param("The rebel leader, Omar Said, was killed.", {"killed": 1}, id="apposition name"),
        pytest.param("Omar Said, a teacher, was killed.", {"killed": 1}, id="apposition noun"),
        pytest.param("Jane Roe, 45, of Utica, was shot and killed.", {"killed": 1}, id="age and home"),
        pytest.param("FATHER LUIS MORA AND PABLO RIOS WERE MURDERED.", {"killed": 2}, id="capitals"),
        pytest.param("A clinic worker was killed.", {"killed": 1}, id="bare singular"),
        pytest.param("Three nurses (2 women, 1 man) were killed.", {"killed": 3}, id="brackets are no addition"),
        pytest.param("Blast kills three, wounds two others", {"killed": 3, "injured": 2}, id="headline present"),
        pytest.param("1 NGO national staff killed and 2 wounded.", {"killed": 1, "injured": 2}, id="note"),
        pytest.param(
            "1 NGO international (Kenyan) staff and 4 national staff ambushed and killed.",
            {"killed": 5},
            id="joined verbs",
        ),
        pytest.param("A 17-year-old was killed and two others injured.", {"killed": 1, "injured": 2}, id="age as noun"),
        pytest.param(
            "Three tourists were kidnapped and later killed.", {"abducted": 3, "killed": 3}, id="joined passive"
        ),
        pytest.param("The patrol detained two suspected insurgents.", {"detained": 2}, id="detained"),
        pytest.param(
            "The force captured a Taliban facilitator and detained several of his associates.",
            {"detained": 4},
            id="leader and several",
        ),
        pytest.param(
            "The courier was arrested along with two helpers.", {"detained": 3}, id="companions of a new noun"
        ),
        pytest.param("The courier was arrested along with two guards.", {"detained": 3}, id="along with"),
        pytest.param("The bodies of nine men were found.", {"killed": 9}, id="bodies of"),
        pytest.param("Killed in the raid were a teacher and two pupils.", {"killed": 3}, id="inverted"),
        pytest.param("He shot two guards and then killed himself.", {"injured": 2, "killed": 1}, id="suicide"),
        pytest.param("Hundreds of families fled their homes.", {"displaced": 100}, id="displaced"),
        pytest.param("Five villagers are missing.", {"missing": 5}, id="missing"),
        pytest.param("Two clerks sustained serious head injuries.", {"injured": 2}, id="sustained injuries"),
        pytest.param("One clerk suffered fatal stab wounds.", {"killed": 1}, id="fatal wounds"),
        pytest.param("Three wounded soldiers were flown out.", {"injured": 3}, id="participle before the noun"),
        pytest.param("Two guards, while driving home, were stopped and kidnapped.", {"abducted": 2}, id="interrupted"),
        pytest.param("Many people were killed.", {"killed": 3}, id="vague"),
        pytest.param("Police detonated the device. A guard said the men fled.", {}, id="nobody harmed"),
        pytest.param("Troops captured two rockets and a town.", {}, id="things are captured too"),
        pytest.param("Soldiers seized five rifles.", {}, id="seized things"),
        pytest.param("Rebels left their camps, hijacked a number of trucks and hid.", {}, id="hijacked things"),
        pytest.param("Settlers shot at a bus.", {}, id="shot at"),
    ],
)
def test_people_harmed_are_counted(text: str, expected: dict[str, int]) -> None:
    assert totals(text) == expected


def one(text: str) -> Casualty:
    (found,) = find_casualties(read_document(text))
    return found


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("The blast killed at least 12 people, including three children.", {3}),
        ("12 people, three of them children, were killed.", {3}),
        ("At least 12 people, 10 shepherds and two cooks, were killed.", {10, 2}),
        ("Twelve people, including three children, were killed.", {3}),
    ],
)
def test_parts_are_not_added(text: str, parts: set[int]) -> None:
    found = find_casualties(read_document(text))
    assert {c.best for c in found if c.part_of} == parts
    assert [c.low for c in found if not c.part_of] == [12]


@pytest.mark.parametrize(
    "text", ["No one was injured.", "There were no casualties.", "Nobody was hurt.", "No women or children were hurt."]
)
def test_zero_is_said(text: str) -> None:
    found = one(text)
    assert (found.low, found.best, found.high, found.negated) == (0, 0, 0, True)


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("Rebels threatened to kill two hostages.", "unreal"),
        ("Two hostages could be killed.", "unreal"),
        ("At least 50 people have died there since January.", "total"),
        ("The bombing that killed 80 people last year shook the town.", "historical"),
        ("Ten people died in a bus crash.", "not_violence"),
        ("The army denied that five villagers were killed.", "negated"),
    ],
)
def test_what_kind_of_statement_it_is(text: str, flag: str) -> None:
    assert getattr(find_casualties(read_document(text))[0], flag)


def test_the_kind_of_people_is_known_by_the_noun() -> None:
    assert [c.noun.kind for c in find_casualties(read_document("Two soldiers and a rebel were killed.")) if c.noun] == [
        "state_forces",
        "rebels",
    ]


def test_spans_are_words_of_the_text() -> None:
    document = read_document("On Monday at least 12 suspected rebels were killed in Kabul.")
    (found,) = find_casualties(document)
    assert document.span(found.first, found.last).text == "at least 12 suspected rebels"
    assert found.head is not None
    assert document.norm[found.head] == "rebels"
    assert document.norm[found.trigger] == "killed"


_WORDS = st.lists(
    st.sampled_from(
        "killed wounded were was two 12 soldiers a man , and ( ) including Ali Khan shot dead the of in no one who "
        "his wife death toll rose to others also said kidnapped ; . arrested 17 old year several not".split()
    ),
    max_size=30,
)


@given(_WORDS)
def test_any_words_give_ordered_counts_within_the_text(words: list[str]) -> None:
    document = read_document(" ".join(words))
    for found in find_casualties(document):
        assert 0 <= found.first < found.last <= len(document.norm)
        known = [n for n in (found.low, found.best, found.high) if n is not None]
        assert known == sorted(known)
        assert not found.negated or found.high == 0
