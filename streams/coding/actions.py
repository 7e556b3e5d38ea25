"""The closed list of actions, with their places in the ACLED and PLOVER ontologies."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple, get_args

from schemas.coded import EventType, Outcome, Plover
from streams.coding.lexicon import LEXICON, read_table

__all__ = ["SUB_EVENT_TYPES", "Action", "action_of", "load_actions"]

_COLUMNS = ("action", "event_type", "sub_event_type", "plover", "mode", "outcome", "definition")

SUB_EVENT_TYPES: dict[str, EventType] = {
    "Armed clash": "Battles",
    "Government regains territory": "Battles",
    "Non-state actor overtakes territory": "Battles",
    "Chemical weapon": "Explosions/Remote violence",
    "Air/drone strike": "Explosions/Remote violence",
    "Suicide bomb": "Explosions/Remote violence",
    "Shelling/artillery/missile attack": "Explosions/Remote violence",
    "Remote explosive/landmine/IED": "Explosions/Remote violence",
    "Grenade": "Explosions/Remote violence",
    "Peaceful protest": "Protests",
    "Protest with intervention": "Protests",
    "Excessive force against protesters": "Protests",
    "Violent demonstration": "Riots",
    "Mob violence": "Riots",
    "Agreement": "Strategic developments",
    "Arrests": "Strategic developments",
    "Change to group/activity": "Strategic developments",
    "Disrupted weapons use": "Strategic developments",
    "Headquarters or base established": "Strategic developments",
    "Looting/property destruction": "Strategic developments",
    "Non-violent transfer of territory": "Strategic developments",
    "Other": "Strategic developments",
    "Sexual violence": "Violence against civilians",
    "Attack": "Violence against civilians",
    "Abduction/forced disappearance": "Violence against civilians",
}
"""ACLED's 25 sub-event types, each with the event type it belongs to."""

_OUTCOMES: dict[str, Outcome | None] = {"": None, **{outcome: outcome for outcome in get_args(Outcome)}}


class Action(NamedTuple):
    """One action of the closed list; `outcome` is what befalls the people it is done to, if the word says so."""

    name: str
    event_type: EventType
    sub_event_type: str
    plover: Plover
    outcome: Outcome | None
    definition: str


@cache
def load_actions() -> dict[str, Action]:
    """Every action by its name, in the order of the file."""
    actions: dict[str, Action] = {}
    for row in read_table(LEXICON / "events" / "actions.tsv", _COLUMNS):
        name, sub = row.values["action"], row.values["sub_event_type"]
        if name in actions:
            raise row.error(f"action {name!r} stands twice")
        if sub not in SUB_EVENT_TYPES:
            raise row.error(f"{sub!r} is no ACLED sub-event type")
        if SUB_EVENT_TYPES[sub] != row.values["event_type"]:
            raise row.error(f"{sub!r} belongs to {SUB_EVENT_TYPES[sub]!r}, not to {row['event_type']!r}")
        if row.values["outcome"] not in _OUTCOMES:
            raise row.error(f"{row['outcome']!r} is no outcome; use one of {sorted(_OUTCOMES)}")
        if not row.values["definition"]:
            raise row.error(f"action {name!r} has no definition")
        plover = Plover(category=row.values["plover"], mode=row.values["mode"] or None)
        actions[name] = Action(
            name, SUB_EVENT_TYPES[sub], sub, plover, _OUTCOMES[row.values["outcome"]], row.values["definition"]
        )
    return actions


def action_of(name: str) -> Action:
    """The action of this name; a name outside the closed list is a bug of the caller."""
    return load_actions()[name]
