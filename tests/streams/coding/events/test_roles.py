"""Who did it, to whom or what, and with what: a table of sentences."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple

import pytest

from schemas.article import Article
from schemas.coded import Event
from streams.coding.coder import Coder

NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)


class Told(NamedTuple):
    """A text and the words it has for each role."""

    text: str
    perpetrators: set[str]
    targets: set[str]
    weapons: set[str] | None = None


VERBS = [
    Told("Gunmen killed two soldiers on Monday.", {"Gunmen"}, {"soldiers"}),
    Told("Two soldiers were killed by gunmen on Monday.", {"gunmen"}, {"soldiers"}),
    Told("The men who killed Judge Maria Diaz fled.", {"men"}, {"Maria Diaz"}),
    Told("Officials said Taliban fighters attacked a checkpoint.", {"Taliban fighters", "Taliban"}, {"checkpoint"}),
    Told("A guard was shot dead by one of the protesters.", {"protesters"}, {"guard"}),
]
NOUNS = [
    Told("The murder of Maria Diaz shocked the town.", set(), {"Maria Diaz"}),
    Told("Maria Diaz's murder shocked the town.", set(), {"Maria Diaz"}),
    Told("A criminal attack on the town hall hurt nobody.", set(), {"town hall"}),
    Told("The killing of Maria Diaz and Luis Vega was condemned by Pedro Soto.", set(), {"Maria Diaz", "Luis Vega"}),
]
BLAME = [
    Told("Boko Haram claimed responsibility for the bombing of the church.", {"Boko Haram"}, {"church"}),
    Told("Responsibility for the bombing was claimed by Boko Haram.", {"Boko Haram"}, set()),
    Told("The attack, for which Boko Haram claimed responsibility, destroyed a bridge.", {"Boko Haram"}, {"bridge"}),
    Told("Police blamed Boko Haram for the bombing of the church.", {"Boko Haram"}, {"church"}),
    Told("The bombing was blamed on Boko Haram.", {"Boko Haram"}, set()),
    Told("The bombing has been attributed to Boko Haram.", {"Boko Haram"}, set()),
    Told("Five soldiers accused of the murder of Maria Diaz went on trial.", {"soldiers"}, {"Maria Diaz"}),
    Told("Boko Haram denied responsibility for the bombing of the church.", set(), {"church"}),
    Told("No group has claimed responsibility for the bombing of the church.", set(), {"church"}),
    Told(
        "A bomb exploded outside a church on Monday.\n\nBoko Haram claimed responsibility.", {"Boko Haram"}, {"church"}
    ),
]
LISTS = [
    Told(
        "Ana Ruiz, 40, a nurse at the clinic; and Luis Vega, her driver, were kidnapped on Monday.",
        set(),
        {"Ana Ruiz", "Luis Vega"},
    ),
    Told(
        "Gunmen killed Ana Ruiz, a nurse, and Luis Vega, her driver.",
        {"Gunmen"},
        {"Ana Ruiz", "Luis Vega"},
    ),
    Told(
        "Gunmen killed two farmers near Koro. The dead were identified as Ana Ruiz and Luis Vega.",
        {"Gunmen"},
        {"Ana Ruiz", "Luis Vega"},
    ),
    Told("Gunmen killed Ana Ruiz and her two bodyguards.", {"Gunmen"}, {"Ana Ruiz"}),
]
REPEATED = [
    Told("Gunmen killed six Jesuit priests. The priests were killed at home.", {"Gunmen"}, {"Jesuit priests"}),
    Told("Gunmen killed 12 people in Koro on Monday.", {"Gunmen"}, set()),
    Told("Gunmen burned a school bus near Koro. The bus was destroyed.", {"Gunmen"}, {"school bus"}),
    Told("A candidate of the Liberal Party was murdered on Monday.", set(), {"candidate"}),
]
BOMBS = [
    Told("Rebels set off a bomb in the basement of the Central Bank.", {"Rebels"}, {"Central Bank"}, {"bomb"}),
    Told("A car bomb exploded in front of a police station on Monday.", set(), {"police station"}, {"car bomb"}),
]


def of_violence(coder: Coder, text: str) -> list[Event]:
    coded = coder.code(Article(article_id="a1", text=text, published_at=NOW))
    return [e for e in coded.events if e.event_type in ("Explosions/Remote violence", "Violence against civilians",
                                                        "Battles", "Strategic developments", "Riots")]  # fmt: skip


@pytest.mark.parametrize("told", [*VERBS, *NOUNS, *BLAME, *LISTS, *REPEATED, *BOMBS], ids=lambda told: told.text[:60])
def test_roles_of(coder: Coder, told: Told) -> None:
    """Over all that the text tells of violence."""
    events = of_violence(coder, told.text)
    assert {p.text for e in events for p in e.perpetrators} == told.perpetrators
    assert {t.text for e in events for t in e.targets} == told.targets
    if told.weapons is not None:
        assert {w.text for e in events for w in e.weapons} == told.weapons


def test_a_later_claim_is_no_fact(coder: Coder) -> None:
    """Who only claims a deed is not told to have done it."""
    events = of_violence(coder, "A bomb exploded outside a church on Monday.\n\nBoko Haram claimed responsibility.")
    assert [e.attribution for e in events] == ["claimed"]


def test_a_speaker_is_nobody(coder: Coder) -> None:
    """Who mourns, condemns or tells takes no part."""
    text = "Mayor Pedro Soto said gunmen shot dead two farmers. Governor Juan Paz condemned the killing of the farmers."
    named = {p.text for e in of_violence(coder, text) for p in (*e.perpetrators, *e.targets)}
    assert named.isdisjoint({"Pedro Soto", "Juan Paz"})
    assert "gunmen" in named
