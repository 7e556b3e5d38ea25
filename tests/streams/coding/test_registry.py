from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from schemas.errors import LexiconError
from streams.coding.registry import ACTORS, load_registry, read_actors


def test_registry_holds_armed_groups_states_and_international_bodies() -> None:
    registry = load_registry()
    assert len(registry.actors) >= 1_500
    for actor_id in (
        "islamic-state",
        "jnim",
        "farc",
        "m23",
        "united-nations",
        "msf",
        "somalia-military",
        "peru-police",
    ):
        assert actor_id in registry.actors


def test_registry_has_a_government_military_and_police_for_every_state() -> None:
    registry = load_registry()
    states = {country for country, _ in registry.forces}
    assert len(states) >= 190
    for country in states:
        for force in ("government", "military", "police"):
            assert registry.force(country, force, None) is not None


def test_force_of_a_day_is_the_one_in_office() -> None:
    registry = load_registry()
    force = registry.force("SO", "military", date(2020, 1, 1))
    assert force is not None
    assert force.actor_id == "somalia-military"


def test_family_leads_from_a_battalion_to_its_army() -> None:
    family = [actor.actor_id for actor in load_registry().family("lna-battalion-131")]
    assert family == ["lna-battalion-131", "libyan-national-army"]


def test_read_actors_names_the_line_of_an_unknown_kind(tmp_path: Path) -> None:
    header = next(line for line in (ACTORS / "parties.tsv").read_text().splitlines() if not line.startswith("#"))
    (tmp_path / "x.tsv").write_text(f"{header}\nsome-group\tSome Group\tpirates\tSO\n")
    with pytest.raises(LexiconError, match=r"x\.tsv:2: kind 'pirates' is none of"):
        list(read_actors(tmp_path))


def test_read_actors_names_the_line_of_a_day_that_is_none(tmp_path: Path) -> None:
    header = next(line for line in (ACTORS / "parties.tsv").read_text().splitlines() if not line.startswith("#"))
    (tmp_path / "x.tsv").write_text(f"{header}\nsome-group\tSome Group\trebels\tSO\t\t2011-13-01\n")
    with pytest.raises(LexiconError, match=r"x\.tsv:2: valid_from '2011-13-01' is no ISO date"):
        list(read_actors(tmp_path))
