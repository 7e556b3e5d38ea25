"""From action, actors, weapons and what is told around them to ACLED's and PLOVER's classes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.coding.actions import SUB_EVENT_TYPES, load_actions
from streams.coding.classify import classify
from streams.coding.document import read_document
from streams.coding.flags import read_flags
from streams.coding.triggers import find_triggers


@pytest.mark.parametrize(
    ("action", "by", "to", "weapons", "flags", "expected"),
    [
        ("attack", ["rebels"], ["state_forces"], [], [], "Armed clash"),
        ("attack", ["rebels"], ["civilians"], [], [], "Attack"),
        ("attack", [], [], [], [], "Attack"),
        ("killing", ["state_forces"], ["rebels"], [], [], "Armed clash"),
        ("killing", ["government"], ["rebels"], [], [], "Armed clash"),
        ("assassination", ["rebels"], ["state_forces"], [], [], "Attack"),
        ("clash", ["political_militia"], ["identity_militia"], [], [], "Armed clash"),
        ("clash", ["state_forces"], ["protesters"], [], [], "Violent demonstration"),
        ("shooting", ["state_forces"], ["protesters"], [], [], "Excessive force against protesters"),
        ("beating", ["state_forces"], ["protesters"], [], [], "Excessive force against protesters"),
        ("protest", ["protesters"], [], [], [], "Peaceful protest"),
        ("protest", ["protesters"], [], [], ["police_action"], "Protest with intervention"),
        ("protest", ["protesters"], [], [], ["police_action", "lethal"], "Excessive force against protesters"),
        ("protest", ["protesters"], [], [], ["violent_crowd"], "Violent demonstration"),
        ("protest_dispersal", ["state_forces"], ["protesters"], [], [], "Protest with intervention"),
        ("protest_dispersal", ["state_forces"], ["rioters"], [], ["violent_crowd"], "Violent demonstration"),
        ("arrest", ["state_forces"], ["protesters"], [], ["protest"], "Protest with intervention"),
        ("arrest", ["state_forces"], ["rebels"], [], [], "Arrests"),
        ("raid", ["state_forces"], [], [], ["police_action"], "Arrests"),
        ("beating", [], ["civilians"], [], ["crowd"], "Mob violence"),
        ("attack", ["rioters"], ["civilians"], [], [], "Mob violence"),
        ("bombing", ["rebels"], ["state_forces"], ["explosive"], [], "Remote explosive/landmine/IED"),
        ("killing", [], ["civilians"], ["suicide_vest"], [], "Suicide bomb"),
        ("attack", ["rebels"], ["civilians"], ["grenade"], [], "Grenade"),
        ("ambush", ["rebels"], ["state_forces"], ["grenade", "firearm"], [], "Armed clash"),
        ("missile_strike", ["state_forces"], [], ["aircraft"], [], "Air/drone strike"),
        ("missile_strike", ["rebels"], [], ["missile"], [], "Shelling/artillery/missile attack"),
        ("shooting", ["rebels"], [], ["rocket"], [], "Shelling/artillery/missile attack"),
        ("shelling", ["rebels"], [], ["artillery", "chemical"], [], "Chemical weapon"),
        ("territory_capture", ["state_forces"], [], [], [], "Government regains territory"),
        ("territory_capture", ["rebels"], [], [], [], "Non-state actor overtakes territory"),
        ("territory_capture", [], ["rebels"], [], [], "Government regains territory"),
        ("territory_retake", [], [], [], [], "Government regains territory"),
        ("territory_capture", ["rebels"], [], [], ["no_fight"], "Non-violent transfer of territory"),
        ("territory_capture", ["rebels"], [], [], ["no_fight", "fight"], "Non-state actor overtakes territory"),
        ("withdrawal", ["state_forces"], [], [], [], "Non-violent transfer of territory"),
        ("weapons_seizure", ["state_forces"], [], ["firearm"], [], "Disrupted weapons use"),
        ("looting", ["rioters"], [], [], [], "Looting/property destruction"),
        ("rape", ["state_forces"], ["civilians"], [], [], "Sexual violence"),
        ("abduction", ["rebels"], ["state_forces"], [], [], "Abduction/forced disappearance"),
        ("base_established", ["external_forces"], [], [], [], "Headquarters or base established"),
        ("ceasefire", [], [], [], [], "Agreement"),
        ("defection", [], [], [], [], "Change to group/activity"),
        ("displacement", [], [], [], [], "Other"),
    ],
)
def test_sub_event_type(action: str, by: list, to: list, weapons: list[str], flags: list, expected: str) -> None:
    found = classify(action, by, to, weapons, flags)
    assert found.sub_event_type == expected
    assert found.event_type == SUB_EVENT_TYPES[expected]


@pytest.mark.parametrize(
    ("action", "weapons", "expected"),
    [
        ("attack", ["firearm"], ("ASSAULT", "firearms")),
        ("attack", ["blade"], ("ASSAULT", "primitive")),
        ("killing", ["drone"], ("ASSAULT", "drone")),
        ("attack", [], ("ASSAULT", None)),
        ("protest", [], ("PROTEST", "demo")),
        ("abduction", [], ("ASSAULT", "abduct")),
        ("threat", [], ("THREATEN", "violence")),
        ("ceasefire", [], ("RETREAT", "ceasefire")),
    ],
)
def test_plover(action: str, weapons: list[str], expected: tuple[str, str | None]) -> None:
    plover = classify(action, weapons=weapons).plover
    assert (plover.category, plover.mode) == expected


@pytest.mark.parametrize(
    ("text", "present", "absent"),
    [
        ("Students marched to the palace.", {"protest"}, {"police_action", "lethal", "violent_crowd"}),
        ("Police fired tear gas at the marchers.", {"protest", "police_action"}, {"lethal"}),
        ("Police fired rubber bullets at the demonstrators.", {"police_action"}, {"lethal"}),
        ("Police fired bullets at the demonstrators, two of whom died.", {"lethal"}, set()),
        ("Demonstrators pelted police with stones.", {"violent_crowd"}, set()),
        ("A mob beat up a driver.", {"crowd"}, {"protest"}),
        ("The troops withdrew and the rebels took control of the town.", {"no_fight", "territory"}, {"fight"}),
        ("The army attacked and took control of the town.", {"territory", "fight"}, {"no_fight"}),
    ],
)
def test_flags(text: str, present: set[str], absent: set[str]) -> None:
    document = read_document(text)
    flags = read_flags(document, find_triggers(document), range(len(document.sentences)))
    assert present <= flags
    assert not absent & flags


KINDS = ["state_forces", "rebels", "civilians", "protesters", "rioters", "government", "criminals", "unknown"]


@given(
    st.sampled_from(sorted(load_actions())),
    st.sets(st.sampled_from(KINDS), max_size=3),
    st.sets(st.sampled_from(KINDS), max_size=3),
    st.sets(st.sampled_from(["firearm", "grenade", "drone", "explosive", "chemical", "tear_gas"]), max_size=3),
    st.sets(
        st.sampled_from(["protest", "police_action", "lethal", "crowd", "no_fight", "fight", "territory"]), max_size=3
    ),
)
def test_every_combination_has_a_class(action: str, by: set, to: set, weapons: set, flags: set) -> None:
    found = classify(action, by, to, weapons, flags)
    assert SUB_EVENT_TYPES[found.sub_event_type] == found.event_type
    assert found == classify(action, sorted(by), sorted(to), sorted(weapons), sorted(flags))
