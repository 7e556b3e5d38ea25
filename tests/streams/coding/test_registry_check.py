from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from streams.coding.registry import ACTORS
from streams.coding.registry_check import check_actors

COLUMNS = "actor_id name kind country parent valid_from valid_to aliases in_context active_in tags source".split()


def registry_with(folder: Path, *rows: dict[str, str]) -> Path:
    """A small registry: the shipped vocabulary, and only these actors."""
    for name in ("demonyms", "titles", "words", "first_names"):
        shutil.copy(ACTORS / f"{name}.tsv", folder)
    (folder / "generic.tsv").write_text("singular\tplural\tkind\tform\tside\tforce\ttag\n")
    (folder / "persons.tsv").write_text("names\tin_context\tactor_id\tvalid_from\tvalid_to\n")
    lines = ["\t".join({"kind": "rebels", **row}.get(column, "") for column in COLUMNS) for row in rows]
    (folder / "groups.tsv").write_text("\n".join(["\t".join(COLUMNS), *lines]) + "\n")
    return folder


def test_shipped_registry_has_no_problem() -> None:
    assert [str(problem) for problem in check_actors()] == []


ONE = {"actor_id": "one", "name": "First Army", "country": "SO", "aliases": "FAX"}
TWO = {"actor_id": "two", "name": "Second Army", "country": "KE"}


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        pytest.param(
            {**TWO, "valid_from": "2014-06-08", "valid_to": "2012-01-01"}, "ends before it starts", id="dates"
        ),
        pytest.param({**TWO, "parent": "three"}, "parent 'three' of two is no actor", id="parent"),
        pytest.param({**TWO, "parent": "two"}, "its own ancestor", id="cycle"),
        pytest.param({**TWO, "country": "QQ"}, "QQ is no country", id="country"),
        pytest.param({**TWO, "tags": "nice"}, "tag nice is none of", id="tag"),
        pytest.param({**TWO, "aliases": "FAX"}, "'fax' means one (groups.tsv:2) and two at the same time", id="alias"),
        pytest.param(
            {**TWO, "country": "SO", "in_context": "FAX"}, "'fax' means one", id="context that tells nothing apart"
        ),
        pytest.param({**TWO, "aliases": "SEC", "in_context": "SEC"}, "'SEC' is a name and needs context", id="both"),
        pytest.param({**TWO, "kind": "pirates"}, "kind 'pirates' is none of", id="kind"),
    ],
)
def test_check_finds(tmp_path: Path, row: dict[str, str], problem: str) -> None:
    found = check_actors(registry_with(tmp_path, ONE, row))
    assert len(found) == 1
    assert problem in found[0].problem
    assert found[0].file == "groups.tsv"
    assert found[0].line == 3


@pytest.mark.parametrize(
    "rule",
    [
        pytest.param({"in_context": "FAX"}, id="another country"),
        pytest.param({"aliases": "FAX", "valid_from": "2020-01-01"}, id="another time"),
    ],
)
def test_check_lets_two_actors_share_an_alias_with_a_rule(tmp_path: Path, rule: dict[str, str]) -> None:
    one = {**ONE, "valid_to": "2019-12-31"}
    assert check_actors(registry_with(tmp_path, one, {**TWO, **rule})) == []


def test_check_finds_a_leader_of_two_groups_at_one_time(tmp_path: Path) -> None:
    folder = registry_with(tmp_path, ONE, TWO)
    (folder / "persons.tsv").write_text(
        "names\tin_context\tactor_id\tvalid_from\tvalid_to\n"
        "Abdi Xirsi\t\tone\t2001-01-01\t\nAbdi Xirsi\t\ttwo\t2010-01-01\t\n"
    )
    assert [problem.line for problem in check_actors(folder)] == [3]
