"""From what happened, who did it to whom and with what, to ACLED's and PLOVER's classes.

ACLED's logic: the type follows the most remote or most violent means; the same deed is a battle between armed sides,
and violence against civilians when its target is unarmed. Demonstrators make protests, or riots once they are violent.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal, NamedTuple

from schemas.coded import ActorKind, EventType, Plover
from streams.coding.actions import SUB_EVENT_TYPES, action_of

__all__ = ["Classified", "Flag", "classify"]

Flag = Literal[
    "protest", "police_action", "lethal", "violent_crowd", "crowd", "property", "territory", "no_fight", "fight"
]
"""What the text around an event tells: a demonstration is under way, forces intervened in it, they used force that can
kill or maim, the crowd was violent, a mob did it, the target is property, a place changed hands, it did so without a
fight, there was fighting."""


class Classified(NamedTuple):
    """An event's place in the two ontologies."""

    event_type: EventType
    sub_event_type: str
    plover: Plover


_ARMED: frozenset[ActorKind] = frozenset(
    {"state_forces", "rebels", "political_militia", "identity_militia", "external_forces"}
)
_STATE: frozenset[ActorKind] = frozenset({"state_forces", "external_forces", "government"})
_NON_STATE: frozenset[ActorKind] = frozenset({"rebels", "political_militia", "identity_militia", "criminals"})
_UNARMED: frozenset[ActorKind] = frozenset({"civilians", "government", "international", "protesters"})
_CROWD: frozenset[ActorKind] = frozenset({"protesters", "rioters"})

_DIRECT = frozenset(
    "attack shooting killing ambush raid clash assault_operation wounding massacre execution assassination "
    "repelled_attack".split()
)
_PERSONAL = frozenset("stabbing beating torture beheading".split())
_PROTESTS = frozenset("protest march strike sit_in road_block boycott hunger_strike".split())
_PROPERTY = frozenset("arson looting vandalism destruction robbery".split())
# The means that decide the type whoever the target is, by weapon; earlier wins.
_MEANS: tuple[tuple[str, str], ...] = (
    ("chemical", "Chemical weapon"),
    ("suicide_vest", "Suicide bomb"),
    ("drone", "Air/drone strike"),
    ("aircraft", "Air/drone strike"),
    ("grenade", "Grenade"),
    ("missile", "Shelling/artillery/missile attack"),
    ("rocket", "Shelling/artillery/missile attack"),
    ("mortar", "Shelling/artillery/missile attack"),
    ("artillery", "Shelling/artillery/missile attack"),
    ("landmine", "Remote explosive/landmine/IED"),
    ("vehicle_bomb", "Remote explosive/landmine/IED"),
    ("explosive", "Remote explosive/landmine/IED"),
)
_MEANS_ACTIONS = frozenset(
    "attack killing wounding bombing explosion destruction massacre assassination raid ambush airstrike "
    "sabotage".split()
)
_REMOTE_ACTIONS = frozenset("shelling rocket_attack missile_strike shooting bombing airstrike drone_strike".split())
_BY_HAND = frozenset("raid ambush assault_operation clash".split())
_MODE_BY_WEAPON = {
    "firearm": "firearms",
    "blade": "primitive",
    "blunt": "primitive",
    "stones": "primitive",
    "explosive": "explosives",
    "vehicle_bomb": "explosives",
    "grenade": "explosives",
    "landmine": "explosives",
    "suicide_vest": "suicide-attack",
    "mortar": "heavy-weapons",
    "artillery": "heavy-weapons",
    "rocket": "heavy-weapons",
    "missile": "heavy-weapons",
    "heavy_weapon": "heavy-weapons",
    "aircraft": "aerial",
    "drone": "drone",
    "chemical": "unconventional",
    "tear_gas": "crowd-control",
    "incendiary": "destroy",
}


def classify(
    action: str,
    perpetrators: Collection[ActorKind] = (),
    targets: Collection[ActorKind] = (),
    weapons: Collection[str] = (),
    flags: Collection[Flag] = (),
) -> Classified:
    """The classes of an event, by the kinds of actors and weapons in it."""
    default = action_of(action)
    by, to, means, told = set(perpetrators), set(targets), set(weapons), set(flags)
    sub = _sub_event_type(action, by, to, means, told) or default.sub_event_type
    return Classified(SUB_EVENT_TYPES[sub], sub, _plover(action, default.plover, sub, means))


def _sub_event_type(
    action: str, by: set[ActorKind], to: set[ActorKind], means: set[str], told: set[Flag]
) -> str | None:
    crowd_is_target = bool(to & _CROWD) or ("protest" in told and not to & _ARMED)
    if action in _PROTESTS:
        return _demonstration(told)
    if action in ("protest_dispersal", "protest_shooting"):
        if "violent_crowd" in told:
            return "Violent demonstration"
        lethal = action == "protest_shooting" or "lethal" in told
        return "Excessive force against protesters" if lethal else "Protest with intervention"
    if action in ("riot", "mob_violence", "lynching"):
        return None
    if by & _STATE and crowd_is_target and action in (_DIRECT | {"beating"}):
        if "violent_crowd" in told or "rioters" in to:
            return "Violent demonstration"
        return (
            "Excessive force against protesters" if "lethal" in told or action != "clash" else "Violent demonstration"
        )
    if by & _CROWD and (action in _DIRECT or action in _PERSONAL):
        return "Violent demonstration" if "protesters" in by or to & _STATE else "Mob violence"
    if action == "clash" and (to & _CROWD or ("protest" in told and not (by | to) & _NON_STATE)):
        return "Violent demonstration"
    if action == "arrest" and "protest" in told and by & _STATE and not by & _NON_STATE:
        return "Protest with intervention"
    if "crowd" in told and (action in _DIRECT or action in _PERSONAL):
        return "Mob violence"
    if action in _PROPERTY and by & _CROWD and "protest" in told:
        return "Violent demonstration"
    if action in ("territory_capture", "territory_retake"):
        return _territory(action, by, to, told)
    if by_means := _by_means(action, means):
        return by_means
    if action == "raid" and by & _STATE and not to & _ARMED and "police_action" in told:
        return "Arrests"
    if action in _DIRECT:
        return _direct(action, by, to)
    if action in _PERSONAL and by & _ARMED and to and to <= _ARMED and action == "stabbing":
        return "Armed clash"
    return None


def _by_means(action: str, means: set[str]) -> str | None:
    """The class that the weapon decides, where the action leaves it open."""
    if action in _REMOTE_ACTIONS:
        if "chemical" in means:
            return "Chemical weapon"
        aloft = action in ("missile_strike", "bombing", "rocket_attack", "shooting") or "artillery" not in means
        if aloft and means & {"aircraft", "drone"}:
            return "Air/drone strike"
        if action == "shooting" and not means & {"firearm"} and means & {"rocket", "missile", "mortar", "artillery"}:
            return "Shelling/artillery/missile attack"
    if action in _MEANS_ACTIONS:
        for kind, sub in _MEANS:
            by_hand = action in _BY_HAND or "firearm" in means
            if kind in means and not (by_hand and kind in ("aircraft", "grenade", "rocket", "landmine")):
                return sub
    return None


def _demonstration(told: set[Flag]) -> str:
    if "violent_crowd" in told:
        return "Violent demonstration"
    if "police_action" in told:
        return "Excessive force against protesters" if "lethal" in told else "Protest with intervention"
    return "Peaceful protest"


def _territory(action: str, by: set[ActorKind], to: set[ActorKind], told: set[Flag]) -> str:
    if "no_fight" in told and "fight" not in told:
        return "Non-violent transfer of territory"
    state, non_state = bool(by & _STATE), bool(by & _NON_STATE)
    if state and (not non_state or not to & _STATE):  # an army with its allied militias is the government's side
        return "Government regains territory"
    if non_state and not state:
        return "Non-state actor overtakes territory"
    if to & _STATE and not to & _NON_STATE:
        return "Non-state actor overtakes territory"
    if to & _NON_STATE and not to & _STATE:
        return "Government regains territory"
    return "Government regains territory" if action == "territory_retake" else "Non-state actor overtakes territory"


def _direct(action: str, by: set[ActorKind], to: set[ActorKind]) -> str:
    """A fight between armed sides, or violence against people who are not."""
    if action == "massacre":
        return "Attack"
    if to and to <= _UNARMED:
        return "Attack"
    if to & _ARMED and (by & (_ARMED | _NON_STATE | {"government"}) or not by):
        return "Attack" if action in ("execution", "assassination") else "Armed clash"
    if action in ("execution", "assassination", "killing", "wounding", "shooting", "attack"):
        if by & _ARMED and not to and by & _STATE and by & _NON_STATE:
            return "Armed clash"
        return "Attack"
    return "Armed clash"


def _plover(action: str, default: Plover, sub: str, means: set[str]) -> Plover:
    if sub in ("Violent demonstration", "Mob violence") and default.category != "PROTEST":
        return Plover(category="ASSAULT", mode=default.mode or _mode(means))
    if sub in ("Protest with intervention", "Excessive force against protesters") and default.category == "PROTEST":
        return default
    if sub == "Excessive force against protesters" and default.mode is None:
        return Plover(category="ASSAULT", mode=_mode(means) or "crowd-control")
    if default.category == "ASSAULT" and default.mode is None:
        return Plover(category="ASSAULT", mode=_mode(means))
    return default


def _mode(means: set[str]) -> str | None:
    for kind, mode in _MODE_BY_WEAPON.items():
        if kind in means:
            return mode
    return None
