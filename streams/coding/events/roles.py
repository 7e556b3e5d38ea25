"""Perpetrators and targets of one trigger, read off the order of words around it.

A newspaper sentence names its doer before an active verb, after "by" with a passive one, and after "by" or before
"'s" with a noun; whom it befell stands in the other place. No parser is needed for that, only care with what comes
between: prepositions, relative clauses, and verbs that share a subject.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from streams.coding.events.nominals import Nominal
from streams.coding.events.roles_blame import blamed
from streams.coding.events.roles_noun import around_noun
from streams.coding.events.roles_verb import around_verb
from streams.coding.events.scene import Scene, led_by
from streams.coding.triggers import Trigger

__all__ = ["Roles", "assign_roles"]


class Roles(NamedTuple):
    """Who did it, to whom or what, and with what; nominals in reading order."""

    perpetrators: tuple[Nominal, ...]
    targets: tuple[Nominal, ...]
    weapons: tuple[Nominal, ...]


def assign_roles(scene: Scene, trigger: Trigger) -> Roles:
    """Read the roles of `trigger` off its sentence."""
    if trigger.form == "verb":
        before, after = around_verb(scene, trigger)
    else:
        before, after = around_noun(scene, trigger)
        if trigger.verb is not None and trigger.verb < trigger.head:  # "carried out an attack on", "was carried out by"
            doers, _ = around_verb(scene, trigger)
            before = before or doers
    perpetrators, targets = before, after
    frame = trigger.frame
    if frame == "patient":
        targets, perpetrators = (*before, *after), ()
    elif frame == "agent":
        targets = after if after and led_by(scene, after[0], {"against"}) else ()
    elif frame == "mutual":
        targets = after or before[1:]
        perpetrators = before if after else before[:1]
    weapons = tuple(n for n in (*perpetrators, *targets) if n.source == "weapon")
    perpetrators = tuple(n for n in perpetrators if n.source in ("actor", "group") and n.form != "facility")
    perpetrators = _leave_out_anybody(scene, perpetrators) or blamed(scene, trigger)
    targets = tuple(n for n in targets if n.source != "weapon" and n not in perpetrators)
    targets = tuple(n for n in targets if not _is_force_of(n, targets))
    if trigger.action in _OF_PERSONS:
        targets = tuple(n for n in targets if n.form != "organisation" or n.side in ("state", "armed"))
    return Roles(perpetrators, targets, (*weapons, *_weapons_near(scene, trigger, weapons)))


_ANYBODY = frozenset("people person persons others other victim victims citizen citizens".split())


def _leave_out_anybody(scene: Scene, perpetrators: Sequence[Nominal]) -> tuple[Nominal, ...]:
    """Leave out words that say nothing of who did it: "people", "a person"."""
    norm = scene.document.norm
    return tuple(n for n in perpetrators if n.named or n.last - n.first > 1 or norm[n.first] not in _ANYBODY)


_OF_PERSONS = frozenset(
    "killing wounding assassination abduction hostage_taking disappearance execution beheading torture rape beating "
    "stabbing lynching massacre".split()
)
"""What is done to persons: a party whose candidate was murdered was not murdered itself."""


def _is_force_of(nominal: Nominal, targets: Sequence[Nominal]) -> bool:
    """Whether this only says whose people were hit: the party of "a candidate of the party" is not the target."""
    if nominal.source != "actor" or nominal.form != "organisation":
        return False
    return any(
        n is not nominal and n.form in ("person", "people") and n.actor_id == nominal.actor_id
        and n.phrase_first <= nominal.first and nominal.last <= n.phrase_last
        for n in targets
    )  # fmt: skip


def _weapons_near(scene: Scene, trigger: Trigger, known: Sequence[Nominal]) -> tuple[Nominal, ...]:
    """Weapons of the sentence that no other trigger stands closer to."""
    found = []
    for nominal in scene.nominals:
        if nominal.source != "weapon" or nominal in known or _is_any_weapon(scene, nominal):
            continue
        nearest = min(scene.triggers, key=lambda t: (_distance(t, nominal), t.first))
        if nearest == trigger:
            found.append(nominal)
    return tuple(found)


def _is_any_weapon(scene: Scene, nominal: Nominal) -> bool:
    """Whether the word says no more than that there were weapons."""
    return scene.document.norm[nominal.first : nominal.last] in (["weapon"], ["weapons"], ["arms"])


def _distance(trigger: Trigger, nominal: Nominal) -> int:
    return max(nominal.first - trigger.last, trigger.first - nominal.last, 0)
