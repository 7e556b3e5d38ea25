"""Drafts that tell the same event become one, as a reader of the whole article would take them.

A later sentence goes on telling an event when its word fits ("the attack", "the blast"), and neither place nor day
nor victims speak against it. "Another attack", another town or another day begin a new one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from streams.coding.events.drafts import Draft
from streams.coding.events.families import are_one, family_of, rank_of
from streams.coding.events.settings import Setting, agree

__all__ = ["merge_drafts"]

_NEW = frozenset("another second third fourth separate similar further new other different".split())
# "second-degree murder", "a second man's killing": it is not the deed that is the second.
_OTHER_NOUNS = frozenset("degree man person suspect victim victims officer people 's ’s".split())
_SAME = frozenset({"the", "this", "that", "these", "those", "its", "their", "his"})


def merge_drafts(drafts: Sequence[Draft], settings: dict[int, Setting]) -> list[Draft]:
    """Events in reading order; each holds the drafts that tell it in `tellings`, itself first.

    `settings` gives what each draft's own sentence says of place and day, by `id(draft)`.
    """
    events: list[Draft] = []
    for draft in drafts:
        draft.tellings = [draft]
        home = _home_of(draft, events, settings)
        if home is None:
            events.append(draft)
        else:
            home.tellings.append(draft)
    return events


def _home_of(draft: Draft, events: Sequence[Draft], settings: dict[int, Setting]) -> Draft | None:
    """The event that this draft goes on telling; the nearest before it wins."""
    if _is_marked_new(draft):
        return None
    for event in reversed(events):
        if all(_fits(telling, draft, settings) for telling in event.tellings) and _follows(event, draft):
            return event
    return None


def _fits(event: Draft, draft: Draft, settings: dict[int, Setting]) -> bool:
    """Whether nothing speaks against the two being one event."""
    if not any(are_one(a.action, b.action) for a in event.triggers for b in draft.triggers):
        return False
    if not are_one(event.action, draft.action):
        return False
    if event.findings is draft.findings and event.sentence == draft.sentence:
        return False  # the sentence itself told them apart
    if _settled(event) != _settled(draft):
        return False
    one, other = settings[id(event)], settings[id(draft)]
    if one.days and other.days and not _days_meet(one.days, other.days):
        return False
    if one.place and other.place and not agree(one.place, other.place):
        return False
    return other.place is None or not _different_people(event, draft)


def _settled(draft: Draft) -> bool:
    return draft.status in ("occurred", "attempted")


def _days_meet(one: tuple[date, date], other: tuple[date, date]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _different_people(event: Draft, draft: Draft) -> bool:
    """Whether each names persons as its victims, and no name is in both.

    It speaks against one event only where the later sentence gives a place of its own: an article goes on naming the
    dead of one shooting, but begins another with where it was.
    """
    mine = {w for n in event.targets if n.form == "person" and n.named for w in n.name_words}
    theirs = {w for n in draft.targets if n.form == "person" and n.named for w in n.name_words}
    return bool(mine and theirs) and not mine & theirs


def _follows(event: Draft, draft: Draft) -> bool:
    """Whether the draft reads as going on with the event: nearby, or pointing back, or by the same word."""
    last = event.tellings[-1]
    if last.findings is not draft.findings:
        return True  # the text goes on telling what the headline said
    near = draft.sentence - last.sentence <= 3
    if _points_back(draft) or rank_of(draft.action) <= 1:
        return draft.sentence - last.sentence <= 12
    return near or family_of(event.action) == family_of(draft.action)


def _points_back(draft: Draft) -> bool:
    norm = draft.findings.document.norm
    return any(t.form == "noun" and t.first > 0 and norm[t.first - 1] in _SAME for t in draft.triggers)


def _is_marked_new(draft: Draft) -> bool:
    """Whether the words say that this is another event: "another attack", "in a separate incident"."""
    norm = draft.findings.document.norm
    sentence = draft.findings.document.sentences[draft.sentence]
    for trigger in draft.triggers:
        before = norm[max(sentence.first, trigger.first - 3) : trigger.first]
        marked = any(word in _NEW for word in before) and not _OTHER_NOUNS & set(before)
        if (trigger.form == "noun" and marked) or "another" in norm[trigger.first : trigger.last]:
            return True
    opening = norm[sentence.first : sentence.first + 5]
    return "separate" in opening or "separately" in opening or "elsewhere" in opening or opening[:1] == ["meanwhile"]
