"""Whom a sentence holds to be the doer of a deed: "X claimed responsibility for", "blamed on X", "X, accused of"."""

from __future__ import annotations

from streams.coding.events.nominals import Nominal
from streams.coding.events.scene import FILLERS, HARD_BREAKS, SAYING, Scene, is_aside, passable, with_joined
from streams.coding.triggers import Trigger

__all__ = ["blamed", "blamed_later"]

_DENIALS = frozenset("no not never denied denies deny denying rejected rejects nobody none neither without".split())
# "the attack was perpetrated by X", "attributed to X", "blamed on X", "the work of X".
_TELLS_AFTER = {
    **dict.fromkeys(
        "perpetrated committed staged masterminded executed claimed planned ordered done made".split(), "by"
    ),
    "carried": "by",
    "attributed": "to",
    "ascribed": "to",
    "blamed": "on",
    "work": "of",
}
# The word for guilt, and the prepositions that lead from it to the deed.
_TELLS_BEFORE = {
    "responsibility": {"for"},
    "credit": {"for"},
    "responsible": {"for"},
    "accused": {"of"},
    "accuses": {"of"},
    "accusing": {"of"},
    "suspected": {"of", "in"},
    "blamed": {"for"},
    "blames": {"for"},
    "blaming": {"for"},
    "charged": {"with"},
    "convicted": {"of", "for", "in"},
    "guilty": {"of"},
    "behind": {"behind"},
    "involved": {"in"},
    "participated": {"in"},
    "implicated": {"in"},
    "involvement": {"in"},
    "participation": {"in"},
    "masterminded": {"masterminded"},
    "perpetrated": {"perpetrated"},
}
_CLAIMS = frozenset("claimed claims claiming claim took take taken taking assumed admitted accepted assume".split())
_OWNING = frozenset({"involvement", "participation"})
_BESIDE = frozenset(
    "is are was were be been being has have had who which also , ( ) [ ] today yesterday later reportedly allegedly "
    "directly later who that '' \" in a telephone call statement communique".split()
)
_FAR_AFTER = 24
_FAR_BEFORE = 14
_DEED = 9


def blamed(scene: Scene, trigger: Trigger) -> tuple[Nominal, ...]:
    """Those whom the sentence names as the doers by a word of guilt, where the grammar of the deed names none."""
    found = _told_after(scene, trigger) or _told_before(scene, trigger)
    return tuple(n for n in found if n.source in ("actor", "group") and not n.attributive)


_IT = frozenset(
    "it this device bomb mine explosives crime crimes incident action actions act acts deed deeds massacre outrage "
    "violence blast operation tragedy atrocity".split()
)


def blamed_later(scene: Scene, trigger: Trigger) -> tuple[Nominal, ...]:
    """Those whom a sentence further on holds responsible for what `trigger` told: "X claimed responsibility"."""
    norm = scene.document.norm
    for position in range(scene.sentence.first, scene.sentence.last):
        if norm[position] in ("responsibility", "credit"):
            verb = next((p for p in range(position - 1, position - 4, -1) if norm[p] in _CLAIMS), -1)
            if verb > scene.sentence.first and not _is_denied(scene, position):
                return tuple(n for n in _ends_at(scene, verb) if n.source == "actor" and not n.attributive)
        if norm[position] in _IT:
            found = _told_before(scene, trigger._replace(first=position, last=position + 1))
            if found:
                return tuple(n for n in found if n.source == "actor" and not n.attributive)
    return ()


def _told_after(scene: Scene, trigger: Trigger) -> tuple[Nominal, ...]:
    norm, last = scene.document.norm, min(scene.sentence.last, trigger.last + _FAR_AFTER)
    for position in range(trigger.last, last):
        if norm[position] == ";":
            break
        if norm[position] in ("responsibility", "credit") and "for" in norm[trigger.last : position]:
            verb = next((p for p in range(position - 1, position - 4, -1) if norm[p] in _CLAIMS), -1)
            if verb > trigger.last and not _is_denied(scene, position):  # "the attack, for which X claimed credit"
                return _ends_at(scene, verb)
        lead = _TELLS_AFTER.get(norm[position])
        if lead is None or _is_denied(scene, position):
            continue
        for at in range(position + 1, min(position + 9, scene.sentence.last)):
            if norm[at] == lead:
                found = _begins_at(scene, at + 1)
                if found:
                    return found
    return ()


def _told_before(scene: Scene, trigger: Trigger) -> tuple[Nominal, ...]:
    norm, first = scene.document.norm, scene.sentence.first
    for position in range(trigger.first - 1, max(first - 1, trigger.first - _FAR_BEFORE - _DEED), -1):
        if norm[position] == ";":
            break
        leads = _TELLS_BEFORE.get(norm[position])
        if leads is None or _is_denied(scene, position):
            continue
        at = next((p for p in range(position, min(position + _FAR_BEFORE, trigger.first)) if norm[p] in leads), None)
        if at is None or not _reaches(scene, at + 1, trigger.first):
            continue
        inside = _begins_at(scene, position + 1) if at > position + 1 else ()
        if inside:  # "accused the Front of the attack"
            return inside
        if norm[position] in _OWNING and at > position + 2 and norm[position + 1] == "of":
            return _begins_at(scene, position + 2)
        verb = position
        if norm[position] in ("responsibility", "credit"):
            verb = next((p for p in range(position - 1, max(first, position - 4) - 1, -1) if norm[p] in _CLAIMS), -1)
            if verb < 0:
                continue
        return _ends_at(scene, verb)
    return ()


def _is_denied(scene: Scene, position: int) -> bool:
    return not _DENIALS.isdisjoint(scene.document.norm[max(scene.sentence.first, position - 6) : position])


def _reaches(scene: Scene, start: int, end: int) -> bool:
    """Whether the words of guilt and the deed belong together: nothing but a short phrase stands between."""
    gap = scene.document.norm[start:end]
    return len(gap) <= _DEED and not any(word in HARD_BREAKS or word in SAYING for word in gap if word not in "()[]")


def _begins_at(scene: Scene, start: int) -> tuple[Nominal, ...]:
    norm = scene.document.norm
    for nominal in scene.nominals:
        if nominal.first >= start and nominal.source in ("actor", "group") and not nominal.attributive:
            gap = norm[start : nominal.first]
            if len(gap) <= 4 and passable([w for w in gap if w not in FILLERS], frozenset({"group", "of", "one"})):
                return with_joined(scene, nominal, leftwards=False)
            break
    return ()


def _ends_at(scene: Scene, end: int) -> tuple[Nominal, ...]:
    norm = scene.document.norm
    for nominal in reversed([n for n in scene.nominals if n.last <= end]):
        gap = norm[nominal.last : end]
        if len(gap) > 8 or (any(word in HARD_BREAKS for word in gap) and not is_aside(gap) and gap[0] not in ")]"):
            break
        if nominal.source not in ("actor", "group") or nominal.attributive:
            continue
        if all(word in _BESIDE or word.endswith("ly") or word[0].isdigit() for word in gap):
            return with_joined(scene, nominal, leftwards=True)
        break
    return ()
