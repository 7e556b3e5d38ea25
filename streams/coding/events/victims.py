"""Names of victims that a sentence further on gives: "The dead were identified as", "The hostages are"."""

from __future__ import annotations

from collections.abc import Iterator

from streams.coding.document import Sentence
from streams.coding.events.drafts import Draft
from streams.coding.events.families import family_of
from streams.coding.events.nominals import Nominal, collect_nominals

__all__ = ["names_of_victims"]

_REACH = 3
"""Sentences: how far on the text still lists the victims of the event."""
_VICTIMS = frozenset(
    "victims victim dead deceased fatalities murdered killed slain injured wounded casualties kidnapped abducted "
    "hostages hostage missing bodies body corpses".split()
)
_BE = frozenset({"are", "were", "is", "was"})
_HARMING = frozenset({"violence", "abduction", "hijacking", "rape"})
_NEAR = 6


def names_of_victims(draft: Draft) -> Iterator[Nominal]:
    """The persons that this or one of the next sentences lists as those who were hit."""
    if family_of(draft.action) not in _HARMING:
        return
    document = draft.findings.document
    people = {document.norm[n.last - 1] for n in draft.targets if n.form in ("person", "people") and not n.named}
    people |= {document.norm[c.head] for c in draft.casualties if c.head is not None}
    for number in range(draft.sentence, min(draft.sentence + _REACH + 1, len(document.sentences))):
        sentence = document.sentences[number]
        start = _list_starts(document.norm, sentence, _VICTIMS | people)
        if start is not None:
            yield from (n for n in collect_nominals(draft.findings, sentence) if n.named and n.first >= start)


def _list_starts(norm: list[str], sentence: Sentence, victims: frozenset[str] | set[str]) -> int | None:
    """The token behind "the victims are", "the dead were identified as", "among those killed were"."""
    for position in range(sentence.first, sentence.last):
        word = norm[position]
        near = norm[max(sentence.first, position - _NEAR) : position]
        if word == "as" and "identified" in near:
            before = norm[max(sentence.first, position - 3 * _NEAR) : position]
            if not victims.isdisjoint(before):
                return position + 1
        after = norm[position + 1 : position + 2]  # none where the text ends here
        if word in _BE and after != ["identified"]:
            if not victims.isdisjoint(near) and ("among" in near or after == [":"]):
                return position + 1
            if near[-1:] == ["they"] and after == [":"]:
                return position + 1
    return None
