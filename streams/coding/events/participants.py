"""Nominals as the participants that an event lists: each once, by the fullest words for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from schemas.coded import Participant
from streams.coding.events.drafts import Draft, Findings
from streams.coding.events.nominals import Nominal
from streams.coding.events.persons import fullest_name

__all__ = ["as_participants", "does_it", "without_the_nameless"]


def does_it(nominal: Nominal, draft: Draft) -> bool:
    return any(nominal.first < p.last and p.first < nominal.last for p in draft.perpetrators)


def as_participants(
    nominals: Iterable[tuple[Findings, Nominal]], besides: Sequence[Participant] = ()
) -> list[Participant]:
    """Each participant once, by the fullest words for it; none that is among `besides`."""
    taken = {_key(p) for p in besides}
    chosen: dict[tuple[str, str], Participant] = {}
    for findings, nominal in nominals:
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
        chosen[key] = participant
    return list(chosen.values())


_ANYBODY = frozenset(
    "people person persons man men woman women victim victims others other another individual individuals "
    "member members body bodies casualties casualty dead wounded injured survivors everyone anyone one".split()
)


def without_the_nameless(targets: list[Participant]) -> list[Participant]:
    """Leave out words that say nothing of who was hit ("people"), and "the priest" where the priest has a name."""
    named = any(p.form == "person" and p.text[:1].isupper() and p.name == p.text and " " in p.text for p in targets)
    kept = [p for p in targets if p.text.casefold() not in _ANYBODY and not (named and _is_nameless(p))]
    return kept or targets[:1]


def _is_nameless(participant: Participant) -> bool:
    return participant.form == "person" and participant.name != participant.text and participant.actor_id is None


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
