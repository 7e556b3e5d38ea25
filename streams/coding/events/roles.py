"""Perpetrators and targets of one trigger, read off the order of words around it.

A newspaper sentence names its doer before an active verb, after "by" with a passive one, and after "by" or before
"'s" with a noun; whom it befell stands in the other place. No parser is needed for that, only care with what comes
between: prepositions, relative clauses, and verbs that share a subject.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from streams.coding.document import Document, Sentence
from streams.coding.events.nominals import Nominal
from streams.coding.triggers import Trigger

__all__ = ["Roles", "Scene", "assign_roles"]

PREPOSITIONS = frozenset(
    "of in at on from near inside outside against with without for to into by between among during under over around "
    "about within through across behind via toward towards upon after before since amid amidst despite as than like "
    "including along beside besides off onto per beyond above below following".split()
)
_HARD_BREAKS = frozenset({";", ":", "—", "–", "--", "...", "…", "(", ")", "[", "]", "?", "!"})
_CLAUSE_WORDS = frozenset(
    "that when while because although though if unless until whereas but after before as since where".split()
)
_RELATIVES = frozenset("who which that".split())
_SAYING = frozenset(
    "said says say saying told tells reported reports announced added stated claimed claims confirmed according warned "
    "accused blamed denied declared revealed indicated noted believes believe believed suspect suspected alleged "
    "told".split()
)
_LINKS = frozenset({",", "and", "or", "&", "plus", "as", "well", "nor", "both"})
# Determiners, numbers and adverbs that may stand between a verb and the phrase it governs.
_FILLERS = frozenset(
    "a an the his her its their our this that these those some any all both another other several many few two three "
    "four five six seven eight nine ten eleven twelve dozens dozen hundreds thousands at least about around nearly "
    "almost more than over up to also then allegedly reportedly later immediately again down dead one no".split()
)
# What may lead from a verb or noun of attack to its target.
_TARGET_PREPOSITIONS = frozenset(
    {"on", "at", "against", "upon", "into", "to", "towards", "toward", "onto", "inside", "near", "targeting"}
)
_HARD_TARGETS = frozenset({"on", "against", "upon", "at", "targeting"})
# "the murder of X" befalls X; "the attack of X" is X's doing.
_BEFALLS = frozenset(
    "killing murder assassination execution massacre abduction hostage_taking disappearance arrest bombing shelling "
    "airstrike rape torture beating stabbing beheading destruction arson robbery theft looting hijacking siege death "
    "lynching territory_capture territory_retake sabotage shooting release expulsion injury raid "
    "search_operation bomb_defused weapons_seizure vandalism mob_violence drone_strike landmine base_established".split()
)


_ENDS_OF_NOUN = frozenset(
    "; : that which who was were is are has have had resulted results result left leaving caused causing came comes took "
    "takes followed prompted drew will would could".split()
)


class Scene(NamedTuple):
    """One sentence with the nominals and triggers in it, each in reading order."""

    document: Document
    sentence: Sentence
    nominals: Sequence[Nominal]
    triggers: Sequence[Trigger]


class Roles(NamedTuple):
    """Who did it, to whom or what, and with what; nominals in reading order."""

    perpetrators: tuple[Nominal, ...]
    targets: tuple[Nominal, ...]
    weapons: tuple[Nominal, ...]


def assign_roles(scene: Scene, trigger: Trigger) -> Roles:
    """Read the roles of `trigger` off its sentence."""
    if trigger.form == "verb":
        before, after = _around_verb(scene, trigger)
    else:
        before, after = _around_noun(scene, trigger)
        if trigger.verb is not None and trigger.verb < trigger.head:  # "carried out an attack on", "was carried out by"
            doers, _ = _around_verb(scene, trigger)
            before = before or doers
    perpetrators, targets = before, after
    frame = trigger.frame
    if frame == "patient":
        targets, perpetrators = (*before, *after), ()
    elif frame == "agent":
        targets = after if after and _led_by(scene, after[0], {"against"}) else ()
    elif frame == "mutual":
        targets = after or before[1:]
        perpetrators = before if after else before[:1]
    weapons = tuple(n for n in (*perpetrators, *targets) if n.source == "weapon")
    perpetrators = tuple(n for n in perpetrators if n.source in ("actor", "group") and n.form != "facility")
    targets = tuple(n for n in targets if n.source != "weapon" and n not in perpetrators)
    return Roles(perpetrators, targets, (*weapons, *_weapons_near(scene, trigger, weapons)))


# ---------------------------------------------------------------- verbs


def _around_verb(scene: Scene, trigger: Trigger) -> tuple[tuple[Nominal, ...], tuple[Nominal, ...]]:
    """Doers and those it was done to, for a verb in either voice."""
    if trigger.voice == "passive":
        return _agents_after(scene, trigger), _subject(scene, trigger)
    return _subject(scene, trigger), _object(scene, trigger)


def _subject(scene: Scene, trigger: Trigger, depth: int = 0) -> tuple[Nominal, ...]:
    """The phrase before the verb that it agrees with, with all that is joined to it by "and"."""
    document, norm = scene.document, scene.document.norm
    previous = _trigger_before(scene, trigger)
    if previous is not None and depth < 3 and _shares_subject(scene, previous, trigger):
        return _subject_of_any(scene, previous, depth + 1)
    fallback: tuple[Nominal, ...] = ()
    skipping_relative = False
    for nominal in reversed([n for n in scene.nominals if n.last <= trigger.first]):
        gap = norm[nominal.last : trigger.first]
        if any(word in _HARD_BREAKS for word in gap) and not _is_aside(gap):
            break
        if any(word in _SAYING for word in gap):
            break
        opener = _last_of(gap, _CLAUSE_WORDS | _RELATIVES)
        if opener is not None:
            relative = gap[opener] in _RELATIVES and all(
                word in {",", "have", "has", "had", "also"} for word in gap[:opener]
            )
            if not relative:
                break
        if _is_governed(document, nominal, scene.sentence.first):
            if not fallback and norm[_phrase_start(document, nominal, scene.sentence.first) - 1] == "of":
                fallback = (nominal,)
            continue
        if _is_object_of_earlier(scene, nominal, trigger) and not skipping_relative:
            fallback = fallback or (nominal,)
            continue
        return _with_joined(scene, nominal, leftwards=True)
    return fallback


def _subject_of_any(scene: Scene, trigger: Trigger, depth: int) -> tuple[Nominal, ...]:
    """What a following verb takes as its subject: the doer of an active trigger, the patient of a passive one."""
    if trigger.form == "verb":
        return _subject(scene, trigger, depth)
    return _around_noun(scene, trigger)[0]


def _shares_subject(scene: Scene, previous: Trigger, trigger: Trigger) -> bool:
    """Whether "attacked X and killed", ", killing" hands the first verb's subject on to the second."""
    document, norm = scene.document, scene.document.norm
    gap = norm[previous.last : trigger.first]
    if any(word in _HARD_BREAKS for word in gap) and not _is_aside(gap):
        return False
    if any(word in _RELATIVES or word in _SAYING for word in gap):
        return False
    before = norm[trigger.first - 1] if trigger.first > scene.sentence.first else ""
    if norm[trigger.head].endswith("ing") and trigger.voice == "active":
        return "," in gap[-3:] or before in {"and", "by", "while", "before", "after", "then"}
    if trigger.voice == "passive":
        return False
    if any(word in _CLAUSE_WORDS for word in gap):
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
        _TARGET_PREPOSITIONS
        if trigger.frame in {"agent_target", "agent_place", "agent_patient", "weapon_agent"}
        else frozenset({"with", "against", "on"})
    )
    for nominal in scene.nominals:
        if nominal.first < trigger.last:
            continue
        gap = norm[trigger.last : nominal.first]
        if _passable(gap, leads) and not _other_trigger_between(scene, trigger.last, nominal.first):
            return _with_joined(scene, nominal, leftwards=False)
        if len(gap) > 12:
            break
    return ()


def _passable(gap: Sequence[str], leads: frozenset[str]) -> bool:
    """Whether these words let a verb or noun of attack reach what follows them."""
    unknown = 0
    for word in _without_measures(gap):
        if (
            word in _HARD_BREAKS
            or word in _CLAUSE_WORDS
            or word in _RELATIVES
            or word in {",", "and", "was", "were", "is", "has"}
        ):
            return False
        if word in _FILLERS or word in leads or word.isdigit() or word.endswith("ly"):
            continue
        if word in PREPOSITIONS:
            return False
        unknown += 1
    return unknown <= 2


_MEASURES = frozenset(
    "number group groups dozens scores hundreds thousands tens couple pair series lot band gathering crowd convoy column "
    "members lots half all one some several many most".split()
)
_QUOTES = frozenset({"“", "”", '"', "‘", "’", "'", "«", "»"})


def _without_measures(gap: Sequence[str]) -> list[str]:
    """The words but for "a number of", "a gathering of" and quotation marks, which lead to what they measure."""
    words: list[str] = []
    for word in gap:
        if word == "of" and words and words[-1] in _MEASURES:
            words.pop()
        elif word not in _QUOTES:
            words.append(word)
    return words


def _agents_after(scene: Scene, trigger: Trigger) -> tuple[Nominal, ...]:
    """The doers behind "by" after a passive verb or a noun."""
    norm = scene.document.norm
    for position in range(trigger.last, min(scene.sentence.last, trigger.last + 25)):
        word = norm[position]
        if word in {";", ":"} or (word in _SAYING and word != "suspected"):
            break
        if word == "by" or norm[position : position + 3] == ["the", "hands", "of"]:
            start = position + (1 if word == "by" else 3)
            for nominal in scene.nominals:
                if (
                    nominal.first >= start
                    and all(
                        w in _FILLERS
                        or w.endswith(("ed", "ly"))
                        or len(w) > 1
                        and w.isalpha()
                        and w not in PREPOSITIONS
                        for w in norm[start : nominal.first]
                    )
                    and nominal.first - start <= 4
                ):
                    return _with_joined(scene, nominal, leftwards=False)
            break
    return ()


# ---------------------------------------------------------------- nouns


def _around_noun(scene: Scene, trigger: Trigger) -> tuple[tuple[Nominal, ...], tuple[Nominal, ...]]:
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
        if word in _ENDS_OF_NOUN or word in _SAYING or _is_trigger(scene, trigger, position):
            break
        if word == "of" and position > trigger.last:  # "the attack left the death of": not the attack's "of"
            position += 1
            continue
        if word in {"by", "on", "against", "of", "between", "with", "upon", "at", "targeting"}:
            found = _nominals_from(scene, position + 1)
            if found:
                if word == "by":
                    perpetrators.extend(found)
                elif word in _HARD_TARGETS:
                    targets.extend(found)
                elif word == "of":
                    (targets if befalls else perpetrators).extend(found)
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
            if nominal.first - start <= 3 and _passable(scene.document.norm[start : nominal.first], frozenset()):
                return _with_joined(scene, nominal, leftwards=False)
            break
    return ()


# ---------------------------------------------------------------- what lies between


def _with_joined(scene: Scene, nominal: Nominal, *, leftwards: bool) -> tuple[Nominal, ...]:
    """The phrase and its neighbours in a list: "two soldiers, a driver and a boy"."""
    norm = scene.document.norm
    index = scene.nominals.index(nominal)
    found = [nominal]
    step = -1 if leftwards else 1
    while 0 <= index + step < len(scene.nominals):
        index += step
        other = scene.nominals[index]
        first, second = (other, found[0]) if leftwards else (found[-1], other)
        if second.first < first.last:
            if other.source == "actor" and other.form == "organisation" and not leftwards:
                found.append(other)  # "fighters of the Front": both the people and their organisation
            continue
        gap = norm[first.last : second.first]
        if not gap and second.named and not leftwards:
            found.append(other)  # "the priests Juan Soto and Luis Vega"
            continue
        if not gap or not any(word in {",", "and", "or", "&"} for word in gap):
            break
        if not all(word in _LINKS or word in _FILLERS for word in gap) or len(gap) > 5:
            break
        found.insert(0, other) if leftwards else found.append(other)
    return tuple(found)


def _phrase_start(document: Document, nominal: Nominal, floor: int) -> int:
    """Where the phrase begins, its determiners and numbers included."""
    position = nominal.first
    while position > floor and (
        document.norm[position - 1] in _FILLERS - {"to", "at", "over", "about", "around", "that", "up"}
        or document.norm[position - 1].isdigit()
    ):
        position -= 1
    return position


def _is_governed(document: Document, nominal: Nominal, floor: int) -> bool:
    """Whether a preposition stands before the phrase, so that it is no subject."""
    start = _phrase_start(document, nominal, floor)
    return start > floor and document.norm[start - 1] in PREPOSITIONS


def _led_by(scene: Scene, nominal: Nominal, words: set[str]) -> bool:
    start = _phrase_start(scene.document, nominal, scene.sentence.first)
    return start > scene.sentence.first and scene.document.norm[start - 1] in words


def _is_object_of_earlier(scene: Scene, nominal: Nominal, trigger: Trigger) -> bool:
    """Whether an earlier active verb stands right before the phrase and governs it."""
    start = _phrase_start(scene.document, nominal, scene.sentence.first)
    return any(
        t.form == "verb" and t.voice == "active" and t.last == start and t is not trigger for t in scene.triggers
    )


def _trigger_before(scene: Scene, trigger: Trigger) -> Trigger | None:
    earlier = [t for t in scene.triggers if t.last <= trigger.first]
    return earlier[-1] if earlier else None


def _other_trigger_between(scene: Scene, first: int, last: int) -> bool:
    return any(first <= t.first < last for t in scene.triggers)


def _is_trigger(scene: Scene, trigger: Trigger, position: int) -> bool:
    return any(t.first == position and t is not trigger for t in scene.triggers)


def _is_aside(gap: Sequence[str]) -> bool:
    """Whether the marks in a gap only enclose an abbreviation or an aside: "the Front [PLF]", "(Monday)"."""
    opened = sum(word in {"(", "["} for word in gap)
    closed = sum(word in {")", "]"} for word in gap)
    others = any(word in _HARD_BREAKS - {"(", ")", "[", "]"} for word in gap)
    return opened == closed and not others


def _last_of(gap: Sequence[str], words: frozenset[str]) -> int | None:
    for position in range(len(gap) - 1, -1, -1):
        if gap[position] in words:
            return position
    return None


def _weapons_near(scene: Scene, trigger: Trigger, known: Sequence[Nominal]) -> tuple[Nominal, ...]:
    """Weapons of the sentence that no other trigger stands closer to."""
    found = []
    for nominal in scene.nominals:
        if nominal.source != "weapon" or nominal in known:
            continue
        nearest = min(scene.triggers, key=lambda t: (_distance(t, nominal), t.first))
        if nearest == trigger:
            found.append(nominal)
    return tuple(found)


def _distance(trigger: Trigger, nominal: Nominal) -> int:
    return max(nominal.first - trigger.last, trigger.first - nominal.last, 0)
