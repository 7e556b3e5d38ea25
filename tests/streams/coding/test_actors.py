from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.coding.actors import Actor, actor_mentions, find_actors
from streams.coding.document import Document, read_document
from streams.coding.registry import load_registry


def find(text: str, on: date | None = None, country: str | None = None) -> dict[str, Actor]:
    """Mentions by the words of their core; the first of each."""
    document = read_document(text)
    found: dict[str, Actor] = {}
    for actor in find_actors(document, load_registry(), on=on, country=country):
        found.setdefault(document.span(actor.first, actor.last).text, actor)
    return found


def phrase(text: str, core: str) -> str:
    document = read_document(text)
    for actor in find_actors(document, load_registry()):
        if document.span(actor.first, actor.last).text == core:
            return document.span(actor.phrase_first, actor.phrase_last).text
    raise AssertionError(f"no mention {core!r}")


@pytest.mark.parametrize(
    ("text", "core", "actor_id", "kind", "country"),
    [
        ("Daesh shelled the town.", "Daesh", "islamic-state", "rebels", "IQ"),
        ("Jabhat al-Nusra shelled the town.", "Jabhat al-Nusra", "nusra-front", "rebels", "SY"),
        ("Unicef opened a school.", "Unicef", "unicef", "international", None),
        ("#FARC left the valley on #Monday.", "FARC", "farc", "rebels", "CO"),
        ("Two Somali soldiers died.", "Somali soldiers", "somalia-military", "state_forces", "SO"),
        ("Security forces in Mali fired.", "Security forces", "mali-military", "state_forces", "ML"),
        ("Turkish forces crossed the river.", "Turkish forces", "turkey-military", "state_forces", "TR"),
        ("Syrian Kurdish forces crossed the river.", "Syrian Kurdish forces", None, "political_militia", "SY"),
        ("Syrian government forces advanced.", "Syrian government forces", "syria-military", "state_forces", "SY"),
        ("The Kenyan police fired.", "Kenyan police", "kenya-police", "state_forces", "KE"),
        ("Members of the New People's Army left.", "Members", "new-peoples-army", "rebels", "PH"),
        ("Unidentified gunmen shot at them.", "Unidentified gunmen", None, "political_militia", None),
        ("A UN official spoke.", "UN official", "united-nations", "international", None),
        ("UN staff were evacuated.", "UN staff", "united-nations", "civilians", None),
        ("The rebels held three Taliban hostages.", "Taliban hostages", None, "civilians", "AF"),
        ("The ministry sent terrorist elements home.", "terrorist elements", None, "rebels", None),
    ],
)
def test_actor_resolves(text: str, core: str, actor_id: str | None, kind: str, country: str | None) -> None:
    actor = find(text)[core]
    assert (actor.actor_id, actor.kind, actor.country) == (actor_id, kind, country)


def test_phrase_holds_number_and_adjectives() -> None:
    text = "Then three heavily armed Taliban fighters fled."
    assert phrase(text, "Taliban fighters") == "three heavily armed Taliban fighters"
    assert find(text)["Taliban fighters"].number == 3


def test_phrase_does_not_swallow_the_verb() -> None:
    assert phrase("Troops killed villagers.", "villagers") == "villagers"
    assert phrase("The killed villagers were buried.", "villagers") == "The killed villagers"


def test_possessor_is_a_mention_of_its_own() -> None:
    found = find("They attacked Operation Dignity's battalion 131 in Libya.")
    assert found["Operation Dignity"].actor_id == "libyan-national-army"
    assert found["battalion 131"].actor_id == "lna-battalion-131"


@pytest.mark.parametrize(
    ("text", "actor_id"),
    [
        ("In Congo the ADF burnt a village.", "adf"),
        ("In Australia the ADF held an exercise.", "australia-military"),
        ("The ADF held an exercise.", None),
    ],
)
def test_doubtful_alias_needs_its_country(text: str, actor_id: str | None) -> None:
    found = find(text)
    assert (found["ADF"].actor_id if "ADF" in found else None) == actor_id


def test_country_of_the_caller_vouches_for_an_alias() -> None:
    assert find("The ADF burnt a village.", country="CD")["ADF"].actor_id == "adf"


def test_capitals_tell_an_abbreviation_from_a_word() -> None:
    assert "is" not in find("Syria is at war, and who is right?")
    assert find("Syria is at war with IS.")["IS"].actor_id == "islamic-state"


def test_doubtful_alias_does_not_hide_the_name_inside_it() -> None:
    assert find("African Union troops left.")["African Union troops"].actor_id == "african-union"
    assert find("African Union troops left Somalia.")["African Union troops"].actor_id == "amisom"


@pytest.mark.parametrize(
    ("on", "actor_id", "kind"),
    [(date(2012, 5, 1), "taliban", "rebels"), (date(2023, 5, 1), "taliban-government", "government")],
)
def test_day_chooses_between_actors_of_one_name(on: date, actor_id: str, kind: str) -> None:
    actor = find("The Taliban closed the road.", on=on)["Taliban"]
    assert (actor.actor_id, actor.kind) == (actor_id, kind)


def test_force_abroad_is_external() -> None:
    assert find("French troops left.", country="ML")["French troops"].kind == "external_forces"
    assert find("French troops left.", country="FR")["French troops"].kind == "state_forces"


def test_title_and_country_say_whom_a_person_stands_for() -> None:
    text = "Peruvian Interior Minister Ana Quispe met her British counterpart John Smith. Quispe left."
    found = find(text)
    assert found["Ana Quispe"].actor_id == "peru-government"
    assert found["John Smith"].actor_id == "united-kingdom-government"
    assert found["Quispe"].actor_id == "peru-government"
    assert phrase(text, "Ana Quispe") == "Peruvian Interior Minister Ana Quispe"


def test_leader_stands_for_the_government_only_in_office() -> None:
    assert find("Saddam Hussein spoke.", on=date(1999, 1, 1))["Saddam Hussein"].actor_id == "iraq-government"
    assert find("Saddam Hussein spoke.", on=date(2005, 1, 1))["Saddam Hussein"].actor_id is None


def test_person_without_title_is_found_by_first_name_but_a_street_is_not() -> None:
    found = find("They met Carlos Mendizabal in Martin Luther Boulevard.")
    assert found["Carlos Mendizabal"].form == "person"
    assert not any("Boulevard" in words for words in found)


def test_abbreviation_in_brackets_stands_for_the_name_from_there_on() -> None:
    found = find("The Popular Front of Zubrovia (PFZ) met. Later PFZ fighters left.")
    assert found["Popular Front of Zubrovia"].form == "organisation"
    assert found["PFZ"].name == "Popular Front of Zubrovia"


@pytest.mark.parametrize(
    "text",
    [
        "A rebel-held town was hit.",
        "They stood in front of the shop.",
        "The police station was empty.",
        "The criminal code was changed.",
    ],
)
def test_noun_that_is_only_an_adjective_is_no_actor(text: str) -> None:
    document = read_document(text)
    assert actor_mentions(document, find_actors(document, load_registry())) == []


def test_adjective_of_a_deed_is_marked() -> None:
    assert find("A rebel attack failed.")["rebel"].attributive
    israeli = find("An Israeli raid failed.")["Israeli"]
    assert (israeli.actor_id, israeli.attributive) == ("israel-military", True)


def test_country_is_an_actor_only_where_it_acts() -> None:
    found = find("Russia and Turkey announced a truce in Syria.")
    assert "Turkey" in found
    assert "Syria" not in found


def test_all_capitals_text_is_read_without_help_from_capitals() -> None:
    found = find("COLONEL JUAN PEREZ REPORTED THAT TERRORISTS OF THE FMLN KILLED TWO PEASANTS IN USULUTAN.")
    assert found["JUAN PEREZ"].kind == "state_forces"
    assert found["TERRORISTS"].actor_id == "fmln"
    assert found["PEASANTS"].number == 2


def test_group_points_back_to_the_group_named_before() -> None:
    found = find("Abu Sayyaf claimed the bombing. The group said it would go on.")
    assert found["group"].actor_id == "abu-sayyaf"


def test_unit_and_soldiers_are_those_of_the_army_named_before() -> None:
    found = find(
        "The Libyan National Army's battalion 131 held a gate. The battalion lost four soldiers.", country="LY"
    )
    assert found["battalion"].actor_id == "lna-battalion-131"
    assert found["soldiers"].actor_id == "lna-battalion-131"
    assert find("Four soldiers died.", country="LY")["soldiers"].actor_id == "libya-military"


def test_jihadists_are_the_only_jihadist_group_in_the_text() -> None:
    assert find("The jihadists, known as Ansaru, fled.")["jihadists"].actor_id == "ansaru"
    assert find("The jihadists fled from Ansaru and from Jemaah Islamiyah.")["jihadists"].actor_id is None


def test_furniture_is_passed_over() -> None:
    text = (
        "Gunmen killed two farmers near the river on Monday, officials said.\n\nLeave a Reply\n\nThe Taliban like this"
    )
    assert "Taliban" not in find(text)


WORDS = st.sampled_from(
    "the The Taliban rebels of in Mali ' 's - , . ( ) FMLN United Nations President Juan Carlos Army army killed three "
    "US-led forces Party Front for Liberation and #ISIS Minister COLONEL police \n \n\n said Syrian Kurdish X".split(
        " "
    )
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_any_text_gives_mentions_that_quote_it_in_order_without_overlap(text: str) -> None:
    document: Document = read_document(text)
    actors = find_actors(document, load_registry(), on=date(2015, 1, 1), country="ML")
    assert actors == find_actors(document, load_registry(), on=date(2015, 1, 1), country="ML")
    end = 0
    for actor in actors:
        assert end <= actor.first < actor.last <= len(document.norm)
        assert actor.phrase_first <= actor.first <= actor.head < actor.last <= actor.phrase_last
        end = actor.last
    for mention in actor_mentions(document, actors):
        assert text[mention.start : mention.end] == mention.text
