"""The reference article beside the project: four events, and nothing of what must not appear."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from schemas.article import parse_article
from schemas.coded import CodedArticle, Event
from streams.coding.coder import Coder

SEED = Path(__file__).parents[4] / "shared" / "seed" / "article.json"
pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not SEED.exists(), reason="the reference article is not beside the project (../shared/seed)"),
]


@pytest.fixture(scope="module")
def coded(coder: Coder) -> CodedArticle:
    return coder.code(parse_article(SEED.read_bytes()))


def event(coded: CodedArticle, action: str) -> Event:
    (found,) = (e for e in coded.events if e.action == action)
    return found


def test_there_are_four_events(coded: CodedArticle) -> None:
    assert sorted(e.action for e in coded.events) == ["attack", "base_established", "hijacking", "suicide_bombing"]
    assert {e.status for e in coded.events} == {"occurred"}


def test_the_checkpoint_at_fuqaha(coded: CodedArticle) -> None:
    attack = event(coded, "attack")
    assert (attack.first_day, attack.last_day, attack.day_precision) == (date(2017, 8, 23), date(2017, 8, 23), 1)
    assert attack.place is not None
    assert (attack.place.name, attack.place.admin1, attack.place.country) == ("Al Fuqaha", "Al Jufrah", "LY")
    assert attack.killed is not None
    assert (attack.killed.low, attack.killed.best, attack.killed.high) == (12, 12, 12)
    assert [p.actor_id for p in attack.perpetrators] == ["islamic-state"]
    assert "lna-battalion-131" in {t.actor_id for t in attack.targets}
    assert "checkpoint" in {t.text for t in attack.targets}


def test_the_car_bomb_at_nofaliya(coded: CodedArticle) -> None:
    bombing = event(coded, "suicide_bombing")
    assert (bombing.first_day, bombing.last_day) == (date(2017, 8, 21), date(2017, 8, 31))
    assert bombing.sub_event_type == "Suicide bomb"
    assert bombing.place is not None
    assert (bombing.place.name, round(bombing.place.lat or 0, 1)) == ("An Nawfaliyah", 30.8)
    assert bombing.killed is not None
    assert (bombing.killed.best, bombing.killed.high) == (None, None)
    assert (bombing.killed.low or 0) >= 2
    assert bombing.perpetrators[0].actor_id == "islamic-state"
    assert "libyan-national-army" in {t.actor_id for t in bombing.targets}
    assert [w.text for w in bombing.weapons] == ["car bomb"]


@pytest.mark.parametrize("action", ["hijacking", "base_established"])
def test_what_jihadists_did_at_no_place_and_no_day_in_particular(coded: CodedArticle, action: str) -> None:
    found = event(coded, action)
    assert [p.actor_id for p in found.perpetrators] == ["islamic-state"]
    assert found.place is not None
    assert (found.place.country, found.place.feature, found.place.precision) == ("LY", "country", 6)
    assert found.first_day is None or (found.day_precision or 0) >= 4
    assert found.killed is None


def test_mentions_resolve(coded: CodedArticle) -> None:
    places = {p.text: p for p in coded.places}
    for text, name in (
        ("Libya", "Libya"),
        ("Sirte", "Sirte"),
        ("Syria", "Syria"),
        ("London", "London"),
        ("USA", "United States"),
    ):
        assert places[text].name == name
    assert (places["Mabruk"].feature, places["Al_Jufrah"].feature) == ("facility", "admin1")
    actors = {a.actor_id for a in coded.actors}
    assert {"islamic-state", "lna-battalion-131", "libya-house-of-representatives", "international-coalition"} <= actors
    assert {"united-states-government", "united-kingdom-government"} <= actors


def test_nothing_comes_from_the_page_around_the_article(coded: CodedArticle) -> None:
    texts = {a.text for a in coded.actors} | {p.text for p in coded.places}
    assert not any("Jafara" in text or text in ("UN", "Security Directorate") for text in texts)
    assert not any(e.place and e.place.name in ("London", "Syria", "Sirte") for e in coded.events)
