"""The closed list of actions and its places in the ontologies."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pytest

from schemas.coded import EventType
from streams.coding.actions import SUB_EVENT_TYPES, load_actions
from streams.coding.classify import classify

PLOVER_MODES = {
    "AGREE": set(),
    "CONSULT": {"visit", "third-party", "multilateral", "phone"},
    "RETREAT": {"withdraw", "release", "disarm", "ceasefire", "access", "resign"},
    "REJECT": {"assist", "change", "yield", "meet"},
    "THREATEN": {"restrict", "arrest", "relations", "expel", "territory", "violence"},
    "PROTEST": {"demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"},
    "SANCTION": {"convict", "expel", "withdraw", "discontinue"},
    "MOBILIZE": {"troops", "weapons", "police", "militia"},
    "COERCE": {"seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold", "cyber"},
    "ASSAULT": {
        "abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives",
        "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional",
    },
}  # fmt: skip


def test_every_action_has_classes_of_both_ontologies() -> None:
    for action in load_actions().values():
        assert action.event_type == SUB_EVENT_TYPES[action.sub_event_type], action
        assert action.plover.category in PLOVER_MODES, action
        assert action.plover.mode is None or action.plover.mode in PLOVER_MODES[action.plover.category], action


def test_acled_has_25_sub_event_types_of_6_types() -> None:
    assert len(SUB_EVENT_TYPES) == 25
    assert set(SUB_EVENT_TYPES.values()) == set(get_args(EventType))


def test_every_sub_event_type_is_some_actions_default_or_reached_by_who_did_it() -> None:
    reached = {action.sub_event_type for action in load_actions().values()}
    reached.add(classify("protest", ["protesters"], flags=["police_action"]).sub_event_type)
    reached.add(classify("shooting", ["state_forces"], ["protesters"]).sub_event_type)
    assert reached == set(SUB_EVENT_TYPES)


@pytest.mark.corpus
def test_names_are_those_of_the_published_ontologies() -> None:
    folder = Path(__file__).resolve().parents[4] / "shared" / "ontologies"
    if not folder.exists():
        pytest.skip("the ontologies are not beside the project")
    acled = json.loads((folder / "acled.json").read_text())["event_types"]
    assert {sub: kind for kind, subs in acled.items() for sub in subs} == SUB_EVENT_TYPES
    plover = json.loads((folder / "plover.json").read_text())["categories"]
    for action in load_actions().values():
        assert action.plover.mode is None or action.plover.mode in plover[action.plover.category]["modes"]
