"""Nominals as the participants that an event lists: each once, by the fullest words for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from schemas.coded import ActorKind, Participant
from streams.coding.events.drafts import Draft, Findings
from streams.coding.events.nominals import Nominal
from streams.coding.events.persons import fullest_name

__all__ = ["as_participants", "does_it", "without_the_nameless"]


def does_it(nominal: Nominal, draft: Draft) -> bool:
    return any(nominal.first < p.last and p.first < nominal.last for p in draft.perpetrators)


def as_participants(
    nominals: Iterable[tuple[Findings, Nominal]], besides: Sequence[Participant] | None = None
) -> list[Participant]:
    """Each participant once, by the fullest words for it.

    For targets `besides` gives the perpetrators: none of them is a target, and where a target has a name, "the priest"
    and "the bodyguards" are left to the count.
    """
    listed = list(nominals)
    if besides is not None and any(n.named and _has_full_name(findings, n) for findings, n in listed):
        listed = [(f, n) for f, n in listed if n.named or n.form not in ("person", "people")]
    taken = {_key(p) for p in besides or ()}
    chosen: dict[tuple[str, str], Participant] = {}
    told: dict[tuple[str, ActorKind], tuple[str, int]] = {}
    for findings, nominal in listed:
        document = findings.document
        first, last = fullest_name(findings, nominal)
        span = document.span(first, last)
        participant = Participant(
            start=span.start, end=span.end, text=span.text, field=span.field,
            actor_id=nominal.actor_id, name=span.text if nominal.named else nominal.name,
            kind=nominal.kind, form=nominal.form,
        )  # fmt: skip
        key = _key(participant)
        if key in taken or key in chosen or any(_same_people(participant, other) for other in chosen.values()):
            continue
        if participant.form in ("person", "people") and not nominal.named:
            # A later sentence that says "the priests" of the six Jesuits speaks of them again, not of others.
            sentence = (document.field, document.sentence_of(nominal.first))
            kind = (participant.actor_id or "", participant.kind)
            if document.field == "text" and told.setdefault(kind, sentence) != sentence:
                continue
        chosen[key] = participant
    return [p for p in chosen.values() if not _is_repeated(p, chosen.values())]


def _is_repeated(thing: Participant, others: Iterable[Participant]) -> bool:
    """Whether a bare "bus" is the "school bus" that is listed too."""
    if thing.form not in ("facility", "vehicle", "infrastructure") or " " in thing.text:
        return False
    ending = " " + thing.text.casefold()
    return any(other.form == thing.form and other.text.casefold().endswith(ending) for other in others)


_ANYBODY = frozenset(
    "people person persons man men woman women victim victims others other another individual individuals "
    "member members body bodies casualties casualty dead wounded injured survivors everyone anyone one".split()
)


def without_the_nameless(targets: list[Participant]) -> list[Participant]:
    """Leave out words that say nothing of who was hit: "people" say no more than their count does."""
    return [t for t in targets if t.text.casefold() not in _ANYBODY]


def _has_full_name(findings: Findings, nominal: Nominal) -> bool:
    first, last = fullest_name(findings, nominal)
    return last - first > 1


def _key(participant: Participant) -> tuple[str, str]:
    return (participant.actor_id or "", " ".join(participant.text.casefold().split()))


def _same_people(one: Participant, other: Participant) -> bool:
    """Whether one's words stand within the other's, or both name one registered actor in the same form."""
    if one.field == other.field and one.start < other.end and other.start < one.end and one.form == other.form:
        return True
    if one.form == "organisation" and other.form == "organisation" and one.actor_id and one.actor_id == other.actor_id:
        return True
    if one.form == "person" and other.form == "person":
        mine, theirs = set(one.text.casefold().split()), set(other.text.casefold().split())
        return mine <= theirs or theirs <= mine
    return False
