"""Who does and who suffers what a noun says: "an attack by X on Y", "X's murder", "a rebel attack"."""

from __future__ import annotations

from streams.coding.events.nominals import Nominal
from streams.coding.events.roles_lists import with_names
from streams.coding.events.scene import (
    HARD_TARGETS,
    SAYING,
    Scene,
    is_trigger,
    passable,
    with_joined,
)
from streams.coding.triggers import Trigger

__all__ = ["around_noun"]

# "the murder of X" befalls X; "the attack of X" is X's doing.
_BEFALLS = frozenset(
    "killing murder assassination execution massacre abduction hostage_taking disappearance arrest bombing "
    "shelling airstrike rape torture beating stabbing beheading destruction arson robbery theft looting "
    "hijacking siege death lynching territory_capture territory_retake sabotage shooting release expulsion "
    "injury raid search_operation bomb_defused weapons_seizure vandalism mob_violence drone_strike landmine "
    "base_established".split()
)


_ENDS_OF_NOUN = frozenset(
    "; : that which who was were is are has have had resulted results result left leaving caused causing came "
    "comes took takes followed prompted drew will would could".split()
)


def around_noun(scene: Scene, trigger: Trigger) -> tuple[tuple[Nominal, ...], tuple[Nominal, ...]]:
    """Doers and those it was done to, for "an attack by X on Y", "X's murder", "a rebel attack"."""
    norm = scene.document.norm
    befalls = trigger.action in _BEFALLS
    perpetrators: list[Nominal] = []
    targets: list[Nominal] = []
    for nominal in scene.nominals:
        if nominal.last == trigger.first and nominal.source == "actor":
            perpetrators.append(nominal)
        elif nominal.last == trigger.first and nominal.source == "object":
            targets.append(nominal)
        elif nominal.last == trigger.first - 1 and norm[trigger.first - 1] in {"'s", "’s", "'", "s"}:
            (
                targets if befalls and nominal.form in ("person", "people", "facility", "vehicle") else perpetrators
            ).append(nominal)
    position, reach = trigger.last, min(scene.sentence.last, trigger.last + 22)
    while position < reach:
        word = norm[position]
        if word in _ENDS_OF_NOUN or word in SAYING or is_trigger(scene, trigger, position):
            break
        if word == "of" and position > trigger.last:  # "the attack left the death of": not the attack's "of"
            position += 1
            continue
        if word in {"by", "on", "against", "of", "between", "with", "upon", "at", "targeting"}:
            found = _nominals_from(scene, position + 1)
            if found:
                if word == "by":
                    perpetrators.extend(found)
                elif word in HARD_TARGETS:
                    targets.extend(found)
                elif word == "of":
                    (targets if befalls else perpetrators).extend(
                        with_names(scene, found, leftwards=False) if befalls else found
                    )
                elif word == "between":
                    perpetrators.extend(found[:1])
                    targets.extend(found[1:])
                elif trigger.frame == "mutual":
                    targets.extend(found)
                position = found[-1].last
                continue
        position += 1
    return tuple(dict.fromkeys(perpetrators)), tuple(dict.fromkeys(targets))


def _nominals_from(scene: Scene, start: int) -> tuple[Nominal, ...]:
    """The phrase that begins at or just after a token, with what is joined to it."""
    for nominal in scene.nominals:
        if nominal.first >= start:
            if nominal.first - start <= 3 and passable(scene.document.norm[start : nominal.first], frozenset()):
                return with_joined(scene, nominal, leftwards=False)
            break
    return ()
