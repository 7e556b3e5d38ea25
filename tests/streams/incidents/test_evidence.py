"""Each rule finds what it should in two reports, whichever comes first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from schemas.coded import Participant, Span, Weapon
from streams.incidents import evidence
from streams.incidents.evidence import Finding, can_be_one, findings_of, score_of
from streams.incidents.link import why
from streams.incidents.telling import Telling
from tests.builders import build_place
from tests.streams.incidents.reports import DAY, KALUMBE, MARCH, PORVANE, RAID, RETOLD, telling

Rule = Callable[[Telling, Telling], Iterator[Finding]]


def names(one: dict[str, Any], other: dict[str, Any]) -> set[str]:
    found = findings_of(telling("a", **one), telling("b", **other))
    assert found == findings_of(telling("b", **other), telling("a", **one))
    return {finding.name for finding in found}


def in_place(name: str, **fields: Any) -> dict[str, Any]:
    return {"place": build_place(name, **fields)}


def by(actor: str) -> dict[str, Any]:
    who = Participant(start=0, end=1, text="x", actor_id=actor, name=actor, kind="rebels", form="organisation")
    return {"perpetrators": (who,)}


def victim(name: str) -> dict[str, Any]:
    who = Participant(start=0, end=1, text=name, actor_id=None, name=name, kind="civilians", form="person")
    return {"targets": (who,), "persons": [name]}


NEXT = DAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("rule", "one", "other", "finding"),
    [
        (evidence.places, {"place": KALUMBE}, {"place": KALUMBE}, "same place"),
        (evidence.places, {"place": KALUMBE}, in_place("Ford", lat=10.1, lon=12.1), "near by"),
        (
            evidence.places,
            {"place": KALUMBE},
            in_place("Borno", lat=11.5, lon=13, feature="admin1"),
            "place within the other",
        ),
        (
            evidence.places,
            {"place": KALUMBE},
            in_place("Lagos", lat=6.5, lon=3.5, feature="admin1", admin1="Lagos"),
            "other region",
        ),
        (evidence.places, {"place": KALUMBE}, in_place("Ringim", lat=10.6, lon=12.0), "apart"),
        (evidence.places, {"place": KALUMBE}, {"place": PORVANE}, "far apart"),
        (
            evidence.places,
            {"place": KALUMBE},
            in_place("Mali", lat=17, lon=-4, feature="country", country="ML"),
            "other country",
        ),
        (evidence.days, {"day": DAY}, {"day": DAY}, "same day"),
        (evidence.days, {"day": DAY}, {"day": NEXT}, "next day"),
        (evidence.days, {"day": DAY}, {"day": DAY + timedelta(days=3)}, "days apart"),
        (evidence.days, {"day": DAY}, {"day": DAY + timedelta(days=9)}, "a week apart"),
        (evidence.days, {"day": DAY}, {"day": DAY + timedelta(days=40)}, "weeks apart"),
        (evidence.days, {"day": DAY}, {"published": NEXT}, "reported within days"),
        (evidence.days, {"day": DAY}, {"published": DAY + timedelta(days=12)}, "reported later"),
        (evidence.days, {"day": DAY}, {"published": DAY + timedelta(days=90)}, "reported long after"),
        (evidence.days, {"day": DAY}, {"published": DAY - timedelta(days=5)}, "reported before it"),
        (evidence.days, {"published": DAY}, {"published": NEXT}, "reports close"),
        (evidence.days, {"published": DAY}, {"published": DAY + timedelta(days=15)}, "reports weeks apart"),
        (evidence.counts, {"killed": 12}, {"killed": (11, None, 14)}, "same high count"),
        (evidence.counts, {"killed": 1}, {"killed": (1, 1, None)}, "same count"),
        (evidence.counts, {"killed": 10}, {"killed": 12}, "counts close"),
        (evidence.counts, {"killed": 10}, {"killed": 20}, "counts differ"),
        (evidence.counts, {"killed": 3}, {"killed": 60}, "counts clash"),
        (evidence.victims, victim("Odo Tarrek"), victim("Odo Tarrek"), "same victim"),
        (evidence.victims, victim("Odo Tarrek"), victim("Ama Belle"), "other victims"),
        (evidence.persons, {"persons": ["Odo Tarrek"]}, {"persons": ["Odo Tarrek", "Ama Belle"]}, "same persons"),
        (evidence.perpetrators, by("northern-front"), by("northern-front"), "same perpetrator"),
        (evidence.perpetrators, by("northern-front"), by("red-guard"), "other perpetrator"),
        (evidence.actions, {"action": "bombing"}, {"action": "airstrike"}, None),
        (evidence.actions, {"action": "shooting"}, {"action": "shooting"}, "same action"),
        (evidence.actions, {"action": "protest"}, {"action": "beating"}, "other kind of action"),
        (evidence.copies, {"sentence": RAID}, {"sentence": "Update: " + RAID}, "copied words"),
        (evidence.copies, {"sentence": RAID}, {"sentence": MARCH}, None),
        (evidence.places, {"place": KALUMBE}, {}, None),
        (evidence.days, {"day": DAY, "published": None}, {"published": None}, None),
        (evidence.counts, {"killed": 3}, {"injured": 3}, None),
        (evidence.perpetrators, by("red-guard"), {}, None),
    ],
)
def test_rule_finds(rule: Rule, one: dict[str, Any], other: dict[str, Any], finding: str | None) -> None:
    a, b = telling("a", **one), telling("b", **other)
    assert (
        [found.name for found in rule(a, b)] == [found.name for found in rule(b, a)] == ([finding] if finding else [])
    )


def test_a_place_that_the_other_article_names_too_counts_for_one_incident() -> None:
    both = {"place": KALUMBE}, {"place": build_place("Kalumbe", lat=11.4, lon=12.0, place_id="b")}
    assert "place named in both" in names(*both)


def test_weapons() -> None:
    gun = {"weapons": (Weapon(start=0, end=1, text="rifle", kind="firearm"),)}
    bomb = {"weapons": (Weapon(start=0, end=1, text="bomb", kind="explosive"),)}
    assert "same weapon" in names(gun, gun)
    assert "other weapon" in names(gun, bomb)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"action": "bombing"}, {"action": "attack"}, True),
        ({"action": "bombing"}, {"action": "abduction"}, False),
        ({"action": "bombing"}, {"action": "stabbing"}, False),
        ({"action": "bombing"}, {"action": "bombing", "status": "planned"}, False),
        ({"action": "bombing"}, {"action": "bombing", "status": "historical"}, True),
    ],
)
def test_only_one_kind_of_thing_can_be_one(one: dict[str, Any], other: dict[str, Any], expected: bool) -> None:
    a, b = telling("a", **one), telling("b", **other)
    assert can_be_one(a, b) is can_be_one(b, a) is expected
    assert expected or why(a, b).score < 0


def test_why_lists_what_makes_the_score_strongest_first() -> None:
    a, b = telling("a", RAID, place=KALUMBE, day=DAY), telling("b", RETOLD, NEXT, place=KALUMBE)
    answer = why(a, b)
    assert answer.score == pytest.approx(score_of(b, a))
    assert answer.score > 0
    assert answer.evidence[0].name == "same place"
    assert "kalumbe" in next(e.detail for e in answer.evidence if e.name == "rare words")


def test_nothing_in_common_is_two_incidents() -> None:
    assert score_of(telling("a", RAID), telling("b", MARCH, DAY, action="shooting")) < 0


def test_the_second_attack_in_a_week_stays_two() -> None:
    first = telling("a", RAID, place=KALUMBE, day=DAY, killed=3)
    second = telling("b", MARCH, date(2024, 3, 9), place=KALUMBE, day=date(2024, 3, 8), killed=9)
    assert score_of(first, second) < 0


def test_two_fresh_reports_of_other_days_are_two() -> None:
    later = DAY + timedelta(days=6)
    assert "each the news of its day" in names({"day": DAY}, {"day": later, "published": later})
    assert "each the news of its day" not in names({"day": DAY}, {"day": later, "published": later + timedelta(days=9)})


def test_offices_are_no_persons_and_outlets_no_words() -> None:
    one = telling("a", persons=["Porvane Police", "Odo Tarrek"])
    assert one.persons == {"odo tarrek"}
    title = Span(start=0, end=40, text="Miller shot in Kalumbe - Channel Quorvo", field="title")
    assert "quorvo" not in telling("b", title).words
