"""Who does and who suffers what a verb says."""

from __future__ import annotations

from collections.abc import Sequence

from streams.coding.document import Document
from streams.coding.events.nominals import Nominal
from streams.coding.events.roles_lists import with_names
from streams.coding.events.roles_noun import around_noun
from streams.coding.events.scene import (
    CLAUSE_WORDS,
    FILLERS,
    HARD_BREAKS,
    PREPOSITIONS,
    RELATIVES,
    SAYING,
    TARGET_PREPOSITIONS,
    Scene,
    is_aside,
    is_governed,
    is_object_of_earlier,
    last_of,
    other_trigger_between,
    passable,
    phrase_start,
    trigger_before,
    with_joined,
    without_measures,
)
from streams.coding.triggers import Trigger

__all__ = ["around_verb"]


def around_verb(scene: Scene, trigger: Trigger) -> tuple[tuple[Nominal, ...], tuple[Nominal, ...]]:
    """Doers and those it was done to, for a verb in either voice."""
    if trigger.voice == "passive":
        return agents_after(scene, trigger), with_names(scene, _subject(scene, trigger), leftwards=True)
    return _subject(scene, trigger), with_names(scene, _object(scene, trigger), leftwards=False)


def _subject(scene: Scene, trigger: Trigger, depth: int = 0) -> tuple[Nominal, ...]:
    """The phrase before the verb that it agrees with, with all that is joined to it by "and"."""
    document, norm = scene.document, scene.document.norm
    previous = trigger_before(scene, trigger)
    if previous is not None and depth < 3 and _shares_subject(scene, previous, trigger):
        return _subject_of_any(scene, previous, depth + 1)
    fallback: tuple[Nominal, ...] = ()
    for nominal in reversed([n for n in scene.nominals if n.last <= trigger.first and not n.attributive]):
        gap = norm[nominal.last : trigger.first]
        if any(word in HARD_BREAKS for word in gap) and not is_aside(gap):
            break
        if any(word in SAYING for word in gap):
            break
        opener = last_of(gap, CLAUSE_WORDS | RELATIVES)
        if opener is not None:
            relative = gap[opener] in RELATIVES and all(
                word in {",", "have", "has", "had", "also"} for word in gap[:opener]
            )
            if not relative:
                break
        if is_governed(document, nominal, scene.sentence.first):
            if not fallback and norm[phrase_start(document, nominal, scene.sentence.first) - 1] == "of":
                fallback = (nominal,)
            continue
        if is_object_of_earlier(scene, nominal, trigger):
            fallback = fallback or (nominal,)
            continue
        return with_joined(scene, nominal, leftwards=True)
    return fallback


def _subject_of_any(scene: Scene, trigger: Trigger, depth: int) -> tuple[Nominal, ...]:
    """What a following verb takes as its subject: the doer of an active trigger, the patient of a passive one."""
    if trigger.form == "verb":
        return _subject(scene, trigger, depth)
    return around_noun(scene, trigger)[0]


def _shares_subject(scene: Scene, previous: Trigger, trigger: Trigger) -> bool:
    """Whether "attacked X and killed", ", killing" hands the first verb's subject on to the second."""
    document, norm = scene.document, scene.document.norm
    gap = norm[previous.last : trigger.first]
    if any(word in HARD_BREAKS for word in gap) and not is_aside(gap):
        return False
    if any(word in RELATIVES or word in SAYING for word in gap):
        return False
    before = norm[trigger.first - 1] if trigger.first > scene.sentence.first else ""
    if norm[trigger.head].endswith("ing") and trigger.voice == "active":
        return "," in gap[-3:] or before in {"and", "by", "while", "before", "after", "then"}
    if trigger.voice == "passive":
        return False
    if any(word in CLAUSE_WORDS for word in gap):
        return False
    tail = gap[-3:]
    joined = any(word in {"and", "then", "before"} for word in tail) or (gap[-1:] == [","])
    return joined and not any(
        previous.last <= n.first and n.last <= trigger.first and _stands_after_link(document, n, previous)
        for n in scene.nominals
    )


def _stands_after_link(document: Document, nominal: Nominal, previous: Trigger) -> bool:
    """Whether the phrase opens a clause of its own: "attacked the post and soldiers killed two"."""
    gap = document.norm[previous.last : nominal.first]
    return bool(gap) and "and" in gap[-3:] and nominal.first - previous.last > 2


def _object(scene: Scene, trigger: Trigger) -> tuple[Nominal, ...]:
    """The phrase after the verb that it governs, with all that is joined to it."""
    norm = scene.document.norm
    leads = (
        TARGET_PREPOSITIONS
        if trigger.frame in {"agent_target", "agent_place", "agent_patient", "weapon_agent"}
        else frozenset({"with", "against", "on"})
    )
    explodes = trigger.action in _EXPLOSIONS
    for nominal in scene.nominals:
        if nominal.first < trigger.last or nominal.attributive:
            continue
        gap = norm[trigger.last : nominal.first]
        at_site = nominal.source == "object" or (nominal.form == "organisation" and nominal.source == "actor")
        if explodes and nominal.source == "weapon":
            continue  # the bomb is told of anyhow; where it went off says what was hit
        if explodes and at_site and _is_site(gap):
            return with_joined(scene, nominal, leftwards=False)
        if passable(gap, leads) and not other_trigger_between(scene, trigger.last, nominal.first):
            return with_joined(scene, nominal, leftwards=False)
        if len(gap) > 12:
            break
    return ()


_EXPLOSIONS = frozenset({"bombing", "explosion", "grenade_attack"})
_SITES = (
    {"in", "at", "inside", "outside", "under", "near", "beneath", "beside", "against", "on"},
    {"the", "a", "an", "two", "three", "several", "front", "entrance", "basement", "engine", "door", "doors", "lobby",
     "parking", "lot", "courtyard", "yard", "garden", "gate", "roof", "of", "to", "next", "close", "bathroom", "wall",
     "his", "her", "their", "its", "some", "this", "s", "'s"},
)  # fmt: skip


def _is_site(gap: Sequence[str]) -> bool:
    """Whether a bomb is told to have gone off here: "in", "outside", "in the basement of", "in front of"."""
    starts = [at for at, word in enumerate(gap) if word in _SITES[0] or word == "next"]
    if not starts:
        return False
    lead = gap[: starts[0]]
    return (
        len(lead) <= 5
        and all(word not in CLAUSE_WORDS | RELATIVES | HARD_BREAKS for word in lead)
        and all(word in _SITES[1] or word in _SITES[0] for word in gap[starts[0] :])
    )


def agents_after(scene: Scene, trigger: Trigger) -> tuple[Nominal, ...]:
    """The doers behind "by" after a passive verb or a noun."""
    norm = scene.document.norm
    for position in range(trigger.last, min(scene.sentence.last, trigger.last + 25)):
        word = norm[position]
        if word in {";", ":"} or (word in SAYING and word != "suspected"):
            break
        if word == "by" or norm[position : position + 3] == ["the", "hands", "of"]:
            start = position + (1 if word == "by" else 3)
            for nominal in scene.nominals:
                if (
                    nominal.first >= start
                    and not nominal.attributive
                    and all(
                        w in FILLERS
                        or w.endswith(("ed", "ly"))
                        or (len(w) > 1 and w.isalpha() and w not in PREPOSITIONS)
                        for w in without_measures(norm[start : nominal.first])
                    )
                    and nominal.first - start <= 6
                ):
                    return with_joined(scene, nominal, leftwards=False)
            break
    return ()
