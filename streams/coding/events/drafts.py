"""One draft event for each thing that a sentence tells.

Several words of a sentence may tell one thing ("attacked the post, killing four"); they become one draft. What the
sentence says of place, day, harm and weapons goes to the draft whose words stand nearest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from schemas.coded import Attribution, Status
from streams.coding.actors import Actor
from streams.coding.casualties import Casualty
from streams.coding.dates import When
from streams.coding.document import Document, Sentence
from streams.coding.events.families import are_one, family_of, rank_of
from streams.coding.events.nominals import Nominal, collect_nominals
from streams.coding.events.roles import Roles, assign_roles
from streams.coding.events.scene import Scene
from streams.coding.objects import ObjectMention, WeaponMention
from streams.coding.places import Place
from streams.coding.triggers import Trigger

__all__ = ["Draft", "Findings", "draft_events"]

_HARMED = frozenset({"killed", "injured", "abducted", "detained", "missing"})
_REACH = 2
"""Sentences: how far on a toll still belongs to the event told before it."""
_HARM_ONLY = frozenset({"killing", "wounding"})
_OF_THINGS = frozenset({"arson", "destruction", "vandalism"})
_SEPARATORS = frozenset({";", "separately", "meanwhile", "elsewhere"})


class Findings(NamedTuple):
    """Everything found in one document, each in reading order."""

    document: Document
    actors: Sequence[Actor]
    places: Sequence[Place]
    casualties: Sequence[Casualty]
    dates: Sequence[When]
    triggers: Sequence[Trigger]
    weapons: Sequence[WeaponMention]
    objects: Sequence[ObjectMention]


@dataclass
class Draft:
    """An event in the making; lists grow when drafts are merged."""

    findings: Findings
    sentence: int
    triggers: list[Trigger]
    perpetrators: list[Nominal] = field(default_factory=list)
    targets: list[Nominal] = field(default_factory=list)
    weapons: list[Nominal] = field(default_factory=list)
    casualties: list[Casualty] = field(default_factory=list)
    dates: list[When] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    status: Status = "occurred"
    attribution: Attribution = "unknown"
    attribution_span: tuple[int, int] | None = None
    tellings: list[Draft] = field(default_factory=list)
    """Drafts of later sentences that were found to tell this event."""

    @property
    def trigger(self) -> Trigger:
        """The word that says most."""
        deadly = any(t.action in _HARM_ONLY for t in self.triggers)

        def says(trigger: Trigger) -> tuple[int, float, int]:
            # the dead weigh more than the houses: "killed ten people and burned houses" is an attack
            rank = 0 if deadly and trigger.action in _OF_THINGS else rank_of(trigger.action)
            return rank, trigger.weight, -trigger.first

        return max(self.triggers, key=says)

    @property
    def wording(self) -> Trigger:
        """The word shown for the event: the sentence's first verb for it, else the word that says most."""
        verbs = [t for t in self.triggers if t.form == "verb" or t.verb is not None]
        return verbs[0] if verbs else self.trigger

    @property
    def action(self) -> str:
        """What the event is, by the word that says most."""
        return self.trigger.action


def draft_events(findings: Findings) -> list[Draft]:
    """The drafts of one document, in reading order."""
    drafts: list[Draft] = []
    document = findings.document
    by_sentence: dict[int, list[Trigger]] = {}
    for trigger in findings.triggers:
        by_sentence.setdefault(trigger.sentence, []).append(trigger)
    for number, triggers in by_sentence.items():
        sentence = document.sentences[number]
        nominals = collect_nominals(findings, sentence)
        scene = Scene(document, sentence, nominals, triggers)
        groups = [
            group
            for group in group_triggers(document, triggers)
            if not _is_habit(document, sentence, group) and not _says_nobody(findings, number, group)
        ]
        in_sentence = [_draft(findings, scene, number, group) for group in groups]
        _share_out(findings, sentence, in_sentence)
        for draft in in_sentence:
            _read_capture(draft)
        drafts.extend(in_sentence)
    _take_in_orphans(findings, drafts)
    return drafts


def _take_in_orphans(findings: Findings, drafts: Sequence[Draft]) -> None:
    """Give a toll whose own sentence tells no event ("Nine others are in hospital") to the event told just before."""
    owned = {(c.first, c.outcome) for draft in drafts for c in draft.casualties}
    for casualty in findings.casualties:
        if (casualty.first, casualty.outcome) in owned or casualty.outcome not in _HARMED:
            continue
        for draft in reversed(drafts):
            gap = casualty.sentence - draft.sentence
            if 0 <= gap <= _REACH and family_of(draft.action) in _OWNERS[casualty.outcome]:
                draft.casualties.append(casualty)
                break


def group_triggers(document: Document, triggers: Sequence[Trigger]) -> list[list[Trigger]]:
    """Put the triggers of a sentence that tell one thing together."""
    groups: list[list[Trigger]] = []
    for trigger in triggers:
        for group in reversed(groups):
            if all(are_one(trigger.action, other.action) for other in group) and not _apart(
                document, group[-1], trigger
            ):
                group.append(trigger)
                break
        else:
            groups.append([trigger])
    return groups


def _says_nobody(findings: Findings, number: int, triggers: Sequence[Trigger]) -> bool:
    """Whether the words only say that no one came to harm: a zero for the event told before, not another event."""
    if not all(t.action in _HARM_ONLY for t in triggers):
        return False
    said = [c for c in findings.casualties if c.sentence == number]
    return bool(said) and all(c.negated and not c.unreal for c in said)


_HABIT = frozenset(
    "responsible involved linked suspected known wanted facilitated facilitates facilitating facilitation coordinated "
    "coordinates coordinating coordination directed directs directing conducts plans planning planned supporting "
    "oversaw oversees led leads history series wave spate campaign number prevent against combat condemn fight".split()
)


def _is_habit(document: Document, sentence: Sentence, triggers: Sequence[Trigger]) -> bool:
    """Whether attacks in the plural are only somebody's trade: "responsible for bomb attacks on the road"."""
    for trigger in triggers:
        if trigger.form != "noun" or trigger.verb is not None or not document.norm[trigger.head].endswith("s"):
            return False
        before = document.norm[max(sentence.first, trigger.first - 8) : trigger.first]
        if not any(word in _HABIT for word in before):
            return False
    return True


def _apart(document: Document, one: Trigger, other: Trigger) -> bool:
    """Whether the words between say that another thing is told."""
    gap = document.norm[one.last : other.first]
    if any(word in _SEPARATORS for word in gap):
        return not (other.action in _HARM_ONLY and _SEPARATORS & set(gap) == {";"})  # "shot three men; one died"
    if "in" in gap[-3:]:
        return False  # "shot four farmers, in the second attack in a week"
    return (other.form == "noun" and gap[-1:] in (["another"], ["second"])) or gap[-2:-1] == ["another"]


def _draft(findings: Findings, scene: Scene, number: int, triggers: list[Trigger]) -> Draft:
    draft = Draft(findings, number, triggers)
    for trigger in triggers:
        _add_roles(draft, assign_roles(scene, trigger))
    return draft


_TAKING = ("captur", "seiz", "occup", "taken", "took")


def _read_capture(draft: Draft) -> None:
    """Towns are captured and people are: whom or what the sentence names says which was meant."""
    if family_of(draft.action) != "territory":
        return
    people = {n.first for n in draft.targets if n.form in ("person", "people")}
    others = [n for n in draft.targets if n.form not in ("person", "people", "organisation")]
    if others or not (people or any(c.outcome in ("detained", "abducted") for c in draft.casualties)):
        return
    if not any(draft.findings.document.norm[t.head].startswith(_TAKING) for t in draft.triggers):
        return
    by_state = not draft.perpetrators or any(n.side == "state" for n in draft.perpetrators)
    action = "arrest" if by_state else "abduction"
    draft.triggers[:] = [t._replace(action=action) if family_of(t.action) == "territory" else t for t in draft.triggers]


def _add_roles(draft: Draft, roles: Roles) -> None:
    for mine, new in (
        (draft.perpetrators, roles.perpetrators),
        (draft.targets, roles.targets),
        (draft.weapons, roles.weapons),
    ):
        mine.extend(n for n in new if n not in mine)
    draft.targets[:] = [n for n in draft.targets if n not in draft.perpetrators]


def _share_out(findings: Findings, sentence: Sentence, drafts: list[Draft]) -> None:
    """Give each count of people to the draft it belongs to; the sentence's days and places every draft sees.

    Which day and place count for which draft is chosen later, by distance.
    """
    for casualty in findings.casualties:
        if sentence.first <= casualty.first < sentence.last and casualty.outcome in _HARMED:
            owner = _owner_of_harm(casualty, drafts)
            if owner is not None:
                owner.casualties.append(casualty)
    for draft in drafts:
        draft.dates.extend(d for d in findings.dates if sentence.first <= d.first < sentence.last)
        draft.places.extend(p for p in findings.places if sentence.first <= p.first < sentence.last)


_OWNERS: dict[str, tuple[str, ...]] = {
    "killed": ("violence", "hijacking", "property", "protest", "territory", "abduction", "rape"),
    "injured": ("violence", "protest", "hijacking", "property", "territory", "abduction", "rape"),
    "abducted": ("abduction", "hijacking", "violence"),
    "detained": ("arrest", "violence", "protest", "weapons", "territory"),
    "missing": ("abduction", "violence"),
}


def _owner_of_harm(casualty: Casualty, drafts: Sequence[Draft]) -> Draft | None:
    """The draft whose own word says the harm, else the nearest that can do such harm."""
    for draft in drafts:
        if any(t.first <= casualty.trigger < t.last for t in draft.triggers):
            return draft
    fitting = [d for d in drafts if family_of(d.action) in _OWNERS[casualty.outcome]]
    return min(fitting, key=lambda d: _distance(d, casualty.first), default=None)


def _distance(draft: Draft, token: int) -> int:
    return min(max(token - t.last, t.first - token, 0) for t in draft.triggers)
