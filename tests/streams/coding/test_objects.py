"""Weapons and the things that are attacked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.coding.document import read_document
from streams.coding.objects import find_objects, find_weapons


def weapons(text: str) -> list[tuple[str, str]]:
    document = read_document(text)
    return [(document.span(w.first, w.last).text, w.kind) for w in find_weapons(document)]


def objects(text: str) -> list[tuple[str, str, str]]:
    document = read_document(text)
    return [(document.span(o.first, o.last).text, o.form, o.kind) for o in find_objects(document)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two powerful bombs went off.", [("bombs", "explosive")]),
        ("A car bomb killed nine.", [("car bomb", "vehicle_bomb")]),
        ("They fired rocket-propelled grenades at the gate.", [("rocket-propelled grenades", "rocket")]),
        ("The attackers carried AK-47 rifles and machetes.", [("AK-47 rifles", "firearm"), ("machetes", "blade")]),
        ("She wore an explosives vest.", [("explosives vest", "suicide_vest")]),
        ("Police used tear gas and batons on the injured crowd.", [("tear gas", "tear_gas"), ("batons", "blunt")]),
        ("Helicopter gunships attacked the ridge.", [("Helicopter gunships", "aircraft")]),
        ("A mine killed two boys.", [("mine", "landmine")]),
        ("Four men died in the coal mine.", []),
        ("An old friend of mine was killed.", []),
        ("The tank is full of water.", []),
        ("The knives are in the drawer.", []),
        ("The weapons factory was closed.", []),
    ],
)
def test_weapons(text: str, expected: list[tuple[str, str]]) -> None:
    assert weapons(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("THEY BLEW UP TWO POWER TRANSMISSION TOWERS.",
         [("POWER TRANSMISSION TOWERS", "infrastructure", "civilians")]),
        ("A bomb damaged the Norwegian embassy.", [("Norwegian embassy", "facility", "government")]),
        ("They burned a public bus.", [("public bus", "vehicle", "civilians")]),
        ("Rebels attacked the police station.", [("police station", "facility", "state_forces")]),
        ("Rebels attacked Mayor Duarte's residence.", [("Mayor Duarte's residence", "facility", "civilians")]),
        ("Gunmen fired at an army convoy.", [("army convoy", "vehicle", "state_forces")]),
        ("A bus driver was killed.", []),
        ("The hotel owner was killed.", []),
    ],
)  # fmt: skip
def test_objects(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert objects(text) == expected


def test_an_of_phrase_belongs_to_a_head_that_says_little_alone() -> None:
    document = read_document("Rebels bombed the offices of the telephone company on Monday.")
    (found,) = find_objects(document)
    assert document.span(found.first, found.core_last).text == "offices"
    assert document.span(found.first, found.last).text == "offices of the telephone company"
    document = read_document("Rebels bombed a bridge of the northern railway.")
    (found,) = [o for o in find_objects(document) if document.norm[o.head] == "bridge"]
    assert document.span(found.first, found.last).text == "bridge"
    assert document.span(found.first, found.of_last).text == "bridge of the northern railway"


@given(
    st.lists(
        st.sampled_from("the bombed bus of police station , a car bomb army tank house 's two and in mine".split()),
        max_size=25,
    )
)
def test_mentions_lie_in_order_within_their_sentence(words: list[str]) -> None:
    document = read_document(" ".join(words))
    for found in (find_weapons(document), find_objects(document)):
        last = 0
        for mention in found:
            sentence = document.sentences[mention.sentence]
            assert sentence.first <= last <= mention.first < mention.last <= sentence.last or last <= mention.first
            last = mention.last
