"""Whose soldiers, whose checkpoint: what a sentence further on says about a target already named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemas.coded import Participant
from streams.coding.events.drafts import Draft
from streams.coding.events.families import family_of
from streams.coding.events.nominals import Nominal, collect_nominals
from streams.coding.events.roles_blame import blamed_later
from streams.coding.events.scene import Scene
from streams.coding.events.victims import names_of_victims

__all__ = ["add_claimants", "keepers_of", "with_their_force"]

_BE = frozenset({"was", "were", "is", "are"})
_KEEPS = frozenset("controlled held manned guarded run operated occupied staffed secured owned".split())
_REACH = 2
"""Sentences: how far on the text still speaks of the target."""
_CLAIMED = frozenset({"violence", "abduction", "hijacking"})
_BARE = frozenset("soldiers soldier troops fighters forces members officers personnel men guards servicemen".split())
_ARMED = frozenset({"state_forces", "rebels", "political_militia", "identity_militia", "external_forces"})


def keepers_of(draft: Draft) -> Iterator[Nominal]:
    """Those who held a place that was attacked: "the checkpoint was manned by the Fifth Brigade"."""
    document = draft.findings.document
    yield from names_of_victims(draft)
    heads = {document.norm[n.last - 1] for n in draft.targets if n.form == "facility"}
    if not heads:
        return
    for number in range(draft.sentence + 1, min(draft.sentence + 1 + _REACH, len(document.sentences))):
        sentence = document.sentences[number]
        norm = document.norm
        for token in range(sentence.first + 1, sentence.last - 2):
            if (
                norm[token] in _BE
                and norm[token + 1] in _KEEPS
                and norm[token + 2] == "by"
                and norm[token - 1] in heads
            ):
                behind = [n for n in collect_nominals(draft.findings, sentence) if token + 3 <= n.first <= token + 12]
                organisations = [n for n in behind if n.form == "organisation"]
                yield from organisations[:2]
                break


def add_claimants(draft: Draft) -> None:
    """Take in whom a sentence that tells nothing else holds responsible, where the event does not say who by name."""
    if any(n.actor_id or n.named for n in draft.perpetrators) or family_of(draft.action) not in _CLAIMED:
        return
    findings, document = draft.findings, draft.findings.document
    telling = {t.sentence for t in findings.triggers}
    for number in range(draft.sentence + 1, min(draft.sentence + 1 + _REACH, len(document.sentences))):
        if number in telling:
            break
        sentence = document.sentences[number]
        found = blamed_later(Scene(document, sentence, collect_nominals(findings, sentence), ()), draft.trigger)
        if found:
            draft.perpetrators.extend(found)
            if draft.attribution in ("unknown", "fact"):
                draft.attribution = "suspected"
            break


def with_their_force(targets: Sequence[Participant]) -> list[Participant]:
    """Bare "soldiers" belong to the force that the event itself names; a country's army is only the default."""
    force = next((t for t in reversed(targets) if t.form == "organisation" and t.actor_id and t.kind in _ARMED), None)
    if force is None:
        return list(targets)
    return [
        Participant(
            start=t.start, end=t.end, text=t.text, field=t.field,
            actor_id=force.actor_id, name=force.name, kind=force.kind, form=t.form,
        )
        if t.form in ("people", "person") and t.text.casefold() in _BARE
        else t
        for t in targets
    ]  # fmt: skip
