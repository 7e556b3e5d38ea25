"""What the sentences around an event tell that decides its class: a demonstration, force used in it, a mob, a fight."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from streams.coding.classify import Flag
from streams.coding.document import Document
from streams.coding.triggers import Trigger

__all__ = ["read_flags"]

_BY_ACTION: dict[str, tuple[Flag, ...]] = {
    "protest": ("protest",),
    "march": ("protest",),
    "sit_in": ("protest",),
    "hunger_strike": ("protest",),
    "riot": ("violent_crowd",),
    "vandalism": ("violent_crowd",),
    "protest_dispersal": ("police_action", "protest"),
    "protest_shooting": ("police_action", "lethal", "protest"),
    "arrest": ("police_action",),
    "mob_violence": ("crowd",),
    "lynching": ("crowd",),
    "withdrawal": ("no_fight",),
    "territory_transfer": ("no_fight",),
    "redeployment": ("no_fight",),
    "territory_capture": ("territory",),
    "territory_retake": ("territory",),
    "clash": ("fight",),
    "attack": ("fight",),
    "assault_operation": ("fight",),
    "ambush": ("fight",),
    "shelling": ("fight",),
    "airstrike": ("fight",),
}
_PROTESTERS = frozenset("protester protesters protestors demonstrator demonstrators marchers activists".split())
_PROTEST_WORDS = _PROTESTERS | frozenset(
    "protest protests demonstration demonstrations rally rallies sit-in march".split()
)
_VIOLENT_CROWD = frozenset(
    "rioters rioting riots stone-throwing molotov molotovs barricades looters looting vandalised "
    "vandalized torched pelted stones bottles rocks bricks firecrackers".split()
)
_POLICE = frozenset("police soldiers troops officers army policemen guards gendarmes paramilitary".split())
_FORCE = frozenset(
    "killed died dead killing shot gunfire deaths death lethal bullets ammunition beat beaten beating".split()
)
_HARM = frozenset("injured wounded injuring wounding hurt injuries".split())
_NOT_LETHAL = frozenset("rubber plastic foam".split())
_MOB = frozenset("mob mobs vigilantes vigilante lynch lynched".split())


def read_flags(document: Document, triggers: Sequence[Trigger], sentences: Iterable[int]) -> frozenset[Flag]:
    """The flags for `classify`, read off these sentences and the triggers in them."""
    flags: set[Flag] = set()
    wanted = set(sentences)
    words: list[str] = []
    for number in wanted:
        words += document.norm[document.sentences[number].first : document.sentences[number].last]
    seen = set(words)
    for trigger in triggers:
        if trigger.sentence in wanted:
            flags.update(_BY_ACTION.get(trigger.action, ()))
    if "protest" in flags or not seen.isdisjoint(_PROTESTERS):
        flags |= _in_a_protest(words, seen, flags)
    elif "violent_crowd" in flags and seen.isdisjoint(_PROTEST_WORDS):
        flags.discard("violent_crowd")
    if not seen.isdisjoint(_MOB):
        flags.add("crowd")
    return frozenset(flags)


def _in_a_protest(words: list[str], seen: set[str], flags: set[Flag]) -> set[Flag]:
    """What a demonstration's sentences tell: who was violent, and how."""
    found: set[Flag] = {"protest"}
    if not seen.isdisjoint(_VIOLENT_CROWD) or ("fight" in flags and {"clash", "clashes", "clashed"} & seen):
        found.add("violent_crowd")
    if {"turned", "violence", "violent"} <= seen or {"descended", "violence"} <= seen or {"turned", "violent"} <= seen:
        found.add("violent_crowd")
    if seen.isdisjoint(_POLICE) and "forces" not in seen:
        return found
    forceful = any(
        word in _FORCE and (position == 0 or words[position - 1] not in _NOT_LETHAL)
        for position, word in enumerate(words)
    )
    if forceful or ("police_action" in flags and not seen.isdisjoint(_HARM)) or "excessive" in seen:
        found.add("lethal")
    return found
