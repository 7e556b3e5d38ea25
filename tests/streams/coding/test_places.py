# ruff: noqa: E501
"""Places in texts: found, told from persons and firms, resolved by context, related to each other."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.coding.document import read_document
from streams.coding.gazetteer import Gazetteer, open_gazetteer
from streams.coding.places import Place, find_places, precision_of, resolve_places, to_place_mention

GAZETTEER: Gazetteer = open_gazetteer()


def places(text: str) -> list[Place]:
    return find_places(read_document(text), GAZETTEER)


def mentions(text: str) -> dict[str, tuple[str | None, str | None]]:
    """The words of each mention, with the country and region it was given."""
    document = read_document(text)
    return {
        to_place_mention(document, place).text: (place.country, place.admin1)
        for place in find_places(document, GAZETTEER)
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Gunmen attacked the town on the road to #Ras_lanuf.", {"Ras_lanuf": ("LY", "Al Wahat")}, id="hashtag"),
        pytest.param("Fighting near al-Shaddadi, Syria.", {"al-Shaddadi": ("SY", "Hasakah"), "Syria": ("SY", None)}, id="article"),
        pytest.param("Troops left southern Sudan.", {"southern Sudan": ("SS", None)}, id="lower-case-compass"),
        pytest.param(
            "LIMA, 9 JAN 90 -- REBELS KILLED TWO MEN IN AYACUCHO, PERU.",
            {"LIMA": ("PE", "Lima region"), "AYACUCHO": ("PE", "Ayacucho"), "PERU": ("PE", None)},
            id="capitals",
        ),
        pytest.param("two people were shot in benghazi, libya.", {"benghazi": ("LY", "Benghazi"), "libya": ("LY", None)}, id="lower"),
        pytest.param("A man was shot in Paris, Ky.", {"Paris": ("US", "Kentucky"), "Ky.": ("US", "Kentucky")}, id="state"),
        pytest.param("Deputies in Rapides Parish said Alexandria was quiet.",
                     {"Rapides Parish": ("US", "Louisiana"), "Alexandria": ("US", "Louisiana")}, id="county-gives-state"),
        pytest.param("The governor of Georgia spoke in Atlanta.", {"Georgia": ("US", "Georgia"), "Atlanta": ("US", "Georgia")}, id="state-not-country"),
        pytest.param("Georgia and Russia fought over Tskhinvali.",
                     {"Georgia": ("GE", None), "Russia": ("RU", None), "Tskhinvali": ("GE", "Shida Kartli")}, id="country-not-state"),
        pytest.param("Clashes hit Fulton and DeKalb counties in Georgia.",
                     {"Fulton": ("US", "Georgia"), "DeKalb": ("US", "Georgia"), "Georgia": ("US", "Georgia")}, id="counties"),
    ],
)  # fmt: skip
def test_places_are_found_and_resolved(text: str, expected: dict[str, tuple[str, str | None]]) -> None:
    found = mentions(text)
    assert set(found) == set(expected)
    for words, (country, admin1) in expected.items():
        assert found[words][0] == country, words
        if admin1 and not admin1.startswith("Lima"):
            assert found[words][1] == admin1, words


@pytest.mark.parametrize(
    "text",
    [
        "Paris Hilton arrived late.",
        "Mr. London spoke to reporters.",
        "Gen. Jackson resigned. Jackson said he was tired.",
        "The report in the Washington Post was denied.",
        "Libyan soldiers and Syrian rebels met.",
        "The INGO and the NASH committee met.",
        "He marched in March with mobile phones.",
        "A car crashed on Lincoln Road.",
        "The Red Cross sent help in August.",
    ],
)
def test_bearers_of_a_places_name_are_no_places(text: str) -> None:
    assert mentions(text) == {}


def test_a_city_that_speaks_for_its_government_is_a_place() -> None:
    assert "Moscow" in mentions("Moscow said the talks with Washington had failed.")


def test_title_and_text_share_their_context() -> None:
    title = read_document("Shooting in Kentucky", "title")
    text = read_document("Two people were hurt in London on Sunday. Police in Laurel County are investigating.")
    in_title, in_text = resolve_places([title, text], GAZETTEER)
    assert [place.admin1 for place in in_title] == ["Kentucky"]
    assert [(place.name, place.admin1) for place in in_text] == [("London", "Kentucky"), ("Laurel County", "Kentucky")]
    assert to_place_mention(title, in_title[0]).field == "title"


def test_a_named_province_decides_between_namesakes() -> None:
    found = places("Rebels attacked Granada, in Antioquia department, Colombia.")
    granada = found[0]
    assert (granada.country, granada.admin1) == ("CO", "Antioquia")
    assert granada.nested_in is not None
    assert found[granada.nested_in].name == "Antioquia"


def test_a_place_is_not_pinned_where_the_text_says_it_is_not() -> None:
    found = {
        place.name: place for place in places("Soldiers died in the village of Kalam, in Wardak province, Afghanistan.")
    }
    assert found["Kalam"].lat is None
    assert found["Wardak"].country == "AF"


def test_an_unknown_village_is_kept_without_a_point() -> None:
    document = read_document("Gunmen burned houses in the village of Zzarqatuun, in Borno, Nigeria.")
    village = find_places(document, GAZETTEER)[0]
    mention = to_place_mention(document, village)
    assert (mention.text, mention.feature) == ("Zzarqatuun", "village")
    assert mention.lat is mention.lon is mention.country is mention.place_id is None


def test_every_item_of_a_list_of_villages_is_kept() -> None:
    found = mentions("Herders raided the villages of Demzarre, Wunamokkoh and Taboungguo in Taraba state, Nigeria.")
    assert {"Demzarre", "Wunamokkoh", "Taboungguo"} <= set(found)


@pytest.mark.parametrize(
    ("text", "relation", "km", "direction", "precision"),
    [
        ("A bomb exploded in Sirte.", "in", None, None, 1),
        ("A bomb exploded near Sirte.", "near", None, None, 2),
        ("A bomb exploded 20 km south of Sirte.", "direction", 20.0, "south", 2),
        ("A bomb exploded some 10 miles south-east of Sirte.", "direction", 16.1, "southeast", 2),
        ("A bomb exploded 300 km south of Sirte.", "direction", 300.0, "south", 5),
        ("A convoy was hit between Sirte and Misrata.", "between", None, None, 2),
    ],
)
def test_relations_set_the_precision(
    text: str, relation: str, km: float | None, direction: str | None, precision: int
) -> None:
    place = places(text)[0]
    assert (place.relation, place.distance_km, place.direction) == (relation, km, direction)
    assert precision_of(place) == precision


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("Rebels attacked Wardak province in Afghanistan.", 4),
        ("Rebels attacked soldiers in Libya.", 6),
        ("Pirates attacked a ship in the Gulf of Aden.", 7),
        ("Shells fell in the Donbas.", 5),
    ],
)
def test_wide_places_are_less_precise(text: str, precision: int) -> None:
    assert precision_of(places(text)[0]) == precision


def test_the_dateline_is_marked() -> None:
    found = places("KABUL (Agency) - Two men died in Jalalabad, Afghanistan.")
    assert [place.dateline for place in found] == [True, False, False]


def test_page_furniture_holds_no_places() -> None:
    text = "A bomb killed two soldiers near the town of Sirte on Monday, officials said.\n\nCheck Also\n\nFloods in Tripoli\n"
    assert set(mentions(text)) == {"Sirte"}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Sirte",
                "the",
                "in",
                ",",
                "Paris",
                "Texas",
                "al-Bab",
                "#Libya",
                "attack",
                "New",
                "York",
                ".",
                "Mr.",
                "village",
                "of",
            ]
        ),
        max_size=25,
    )
)
def test_mentions_quote_the_text_and_do_not_overlap(words: list[str]) -> None:
    text = " ".join(words)
    document = read_document(text)
    end = -1
    for place in find_places(document, GAZETTEER):
        mention = to_place_mention(document, place)
        assert text[mention.start : mention.end] == mention.text
        assert mention.start >= end
        assert (mention.lat is None) == (mention.lon is None)
        assert 0.0 <= mention.confidence <= 1.0
        end = mention.end
