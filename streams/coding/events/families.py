"""Which actions may be tellings of one event, and which of them says most.

"A bomb went off", "the attack", "killing four" can be one event; "a bomb went off" and "gunmen kidnapped" cannot.
"""

from __future__ import annotations

__all__ = ["are_one", "family_of", "rank_of"]

# Violent actions by their manner. None: the manner is not told, so they go with any other.
_MANNERS: dict[str, str | None] = {
    "attack": None,
    "killing": None,
    "wounding": None,
    "massacre": None,
    "assassination": None,
    "raid": None,
    "ambush": None,
    "destruction": None,
    "sabotage": None,
    "bombing": "explosive",
    "suicide_bombing": "explosive",
    "landmine": "explosive",
    "explosion": "explosive",
    "grenade_attack": "grenade",
    "shelling": "artillery",
    "rocket_attack": "artillery",
    "missile_strike": "artillery",
    "airstrike": "air",
    "drone_strike": "air",
    "chemical_attack": "chemical",
    "shooting": "gun",
    "clash": "gun",
    "assault_operation": "gun",
    "repelled_attack": "gun",
    "execution": "execution",
    "beheading": "execution",
    "stabbing": "blade",
    "beating": "beating",
    "torture": "beating",
    "lynching": "beating",
    "mob_violence": "beating",
    "arson": "fire",
    "shootdown": "shootdown",
}
_GROUPS = {
    "abduction": ("abduction", "hostage_taking", "disappearance", "forced_recruitment"),
    "arrest": ("arrest", "search_operation"),
    "weapons": ("weapons_seizure", "bomb_defused", "plot_foiled", "weapons_use"),
    "property": ("robbery", "looting", "theft"),
    "hijacking": ("hijacking",),
    "protest": (
        "protest", "march", "strike", "sit_in", "hunger_strike", "road_block", "boycott", "protest_dispersal",
        "protest_shooting", "riot", "vandalism",
    ),
    "territory": ("territory_capture", "territory_retake"),
    "handover": ("territory_transfer", "withdrawal", "redeployment"),
    "agreement": ("agreement", "ceasefire", "peace_talks", "prisoner_exchange"),
    "encirclement": ("siege", "blockade"),
    "freedom": ("release", "rescue"),
    "flight": ("escape", "prison_break"),
}  # fmt: skip
_FAMILY = {action: "violence" for action in _MANNERS} | {a: name for name, group in _GROUPS.items() for a in group}
# A fight over a town and its capture are one event; so are a protest and the violence in it.
_ABSORBS = {
    ("territory", "gun"),
    ("territory", None),
    ("protest", "beating"),
    ("property", None),
    ("hijacking", None),
    ("abduction", None),
}
_RANKS = {
    5: "suicide_bombing beheading chemical_attack rape territory_capture territory_retake lynching protest_shooting "
    "protest_dispersal hijacking abduction hostage_taking forced_recruitment drone_strike landmine shootdown",
    4: "bombing airstrike shelling rocket_attack missile_strike grenade_attack arson execution riot mob_violence "
    "robbery looting theft territory_transfer weapons_seizure bomb_defused ceasefire surrender prison_break rescue",
    3: "explosion shooting stabbing clash ambush assassination massacre torture sabotage agreement sit_in "
    "hunger_strike strike march road_block repelled_attack arrest",
    2: "raid assault_operation beating protest destruction search_operation vandalism withdrawal siege blockade",
    1: "attack disappearance deployment redeployment patrol other",
    0: "killing wounding displacement",
}
_RANK = {action: rank for rank, actions in _RANKS.items() for action in actions.split()}


def family_of(action: str) -> str:
    """The family of actions that this one belongs to; an action outside all of them is its own."""
    return _FAMILY.get(action, action)


def rank_of(action: str) -> int:
    """How much the word says: of several words for one event the highest names it."""
    return _RANK.get(action, 2)


def are_one(one: str, other: str) -> bool:
    """Whether two actions may be words for one event."""
    if one == other:
        return True
    first, second = family_of(one), family_of(other)
    if first == second == "violence":
        a, b = _MANNERS[one], _MANNERS[other]
        return a is None or b is None or a == b
    if first == second:
        return True
    if second == "violence":
        return (first, _MANNERS[other]) in _ABSORBS
    return first == "violence" and (second, _MANNERS[one]) in _ABSORBS
