"""Did it happen, and who says who did it.

`read_status` tells an event that occurred from one that was tried, threatened, planned, denied, or is told as history.
`read_attribution` tells on whose word the perpetrator is named.
"""

from __future__ import annotations

import re
from typing import NamedTuple, get_args

from schemas.coded import Attribution, Status
from streams.coding.document import Document, Sentence
from streams.coding.lexicon import LEXICON, read_table
from streams.coding.match import PhraseIndex
from streams.coding.triggers import Trigger

__all__ = ["AttributionRead", "StatusRead", "read_attribution", "read_status"]


class StatusRead(NamedTuple):
    """A status, the tokens that say it (empty range where nothing had to be said) and the rule's name."""

    status: Status
    first: int
    last: int
    rule: str


class AttributionRead(NamedTuple):
    """An attribution and the tokens that say it."""

    attribution: Attribution
    first: int
    last: int


_SCOPES = ("before", "before_near", "before_noun", "after", "sentence", "subject")


class _Cue(NamedTuple):
    meaning: str
    scope: str
    words: int


def _load_cues(file: str, meanings: tuple[str, ...]) -> PhraseIndex[_Cue]:
    phrases: list[tuple[str, _Cue]] = []
    for row in read_table(LEXICON / "events" / file, ("words", "meaning", "scope")):
        if row.values["meaning"] not in meanings:
            raise row.error(f"{row['meaning']!r} is none of {', '.join(meanings)}")
        if row.values["scope"] not in _SCOPES:
            raise row.error(f"{row['scope']!r} is no scope; use one of {', '.join(_SCOPES)}")
        phrases.append(
            (row.values["words"], _Cue(row.values["meaning"], row.values["scope"], len(row.values["words"].split())))
        )
    return PhraseIndex(phrases)


_STATUS_CUES = _load_cues("status.tsv", (*get_args(Status), "none"))
_ATTRIBUTION_CUES = _load_cues("attribution.tsv", get_args(Attribution))

_CLAUSE = frozenset("; : . ! ?".split())
_BREAKS = frozenset("who which but while whereas although though when where".split())
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d\Z")
_NEAR = 5
_FAR = 14


def read_status(document: Document, trigger: Trigger, year: int | None = None) -> StatusRead:
    """The status of the event a trigger tells; `year` is the year of publication, which makes "in 1992" history."""
    sentence = document.sentences[trigger.sentence]
    start, end = _clause(document, sentence, trigger)
    best: StatusRead | None = None
    for match in _STATUS_CUES.find(document.norm, sentence.first, sentence.last):
        cue = match.value
        if (
            match.first < trigger.last
            and trigger.first < match.last
            and not (match.first < trigger.first or match.last > trigger.last)
        ):
            continue
        if cue.meaning == "none" or not _applies(document, cue, match.first, match.last, trigger, start, end):
            continue
        read = StatusRead(cue.meaning, match.first, match.last, f"status.{cue.meaning}.{cue.scope}")  # type: ignore[arg-type]
        if best is None or _RANK[read.status] < _RANK[best.status]:
            best = read
    if best is None and year is not None:
        best = _old_year(document, sentence, trigger, year)
    if (
        best is None
        and trigger.verb is not None
        and document.norm[trigger.verb - 1 if trigger.verb else 0] == "to"
        and trigger.verb > sentence.first
    ):
        best = _infinitive(document, trigger, sentence)
    if best is None and document.surface[sentence.last - 1] == "?":
        best = StatusRead("planned", sentence.last - 1, sentence.last, "status.question")
    return best or StatusRead("occurred", trigger.first, trigger.first, "status.told")


_RANK: dict[Status, int] = {"denied": 0, "threatened": 1, "planned": 2, "attempted": 3, "historical": 4, "occurred": 5}


def _clause(document: Document, sentence: Sentence, trigger: Trigger) -> tuple[int, int]:
    """The stretch of the sentence around the trigger that no semicolon, colon or contrast cuts off."""
    norm = document.norm
    start = trigger.first
    while start > sentence.first and norm[start - 1] not in _CLAUSE:
        start -= 1
    end = trigger.last
    while end < sentence.last and norm[end] not in _CLAUSE:
        end += 1
    return start, end


def _applies(document: Document, cue: _Cue, first: int, last: int, trigger: Trigger, start: int, end: int) -> bool:
    if cue.scope == "sentence":
        return True
    if cue.scope == "after":
        return trigger.last <= first <= trigger.last + 4 and first < end
    if last > trigger.first or first < start:
        return False
    between = document.norm[last : trigger.first]
    if cue.scope == "before_near":
        return len(between) <= 2 and not _BREAKS.intersection(between)
    if cue.scope == "before_noun":
        return trigger.form == "noun" and len(between) <= 4 and not _BREAKS.intersection(between) and "," not in between
    if cue.scope == "subject":
        return len(between) <= _FAR
    return len(between) <= _NEAR and not _BREAKS.intersection(between) and "," not in between


_RECENT = frozenset("today yesterday tonight monday tuesday wednesday thursday friday saturday sunday".split())


def _old_year(document: Document, sentence: Sentence, trigger: Trigger, year: int) -> StatusRead | None:
    """ "In 1992": a year two and more before publication, unless a day of this week stands nearer to the trigger."""
    norm = document.norm
    for token in range(sentence.first + 1, sentence.last):
        if not (_YEAR.match(norm[token]) and int(norm[token]) < year - 1 and norm[token - 1].isalpha()):
            continue
        far = abs(token - trigger.first)
        recent = [t for t in range(sentence.first, sentence.last) if norm[t] in _RECENT]
        if all(abs(t - trigger.first) > far for t in recent):
            return StatusRead("historical", token - 1, token + 1, "status.historical.year")
    return None


_REAL_TO = frozenset("used managed able began continued proceeded opened started went returned came".split())


def _infinitive(document: Document, trigger: Trigger, sentence: Sentence) -> StatusRead | None:
    """ "to attack": a purpose, not yet a deed, unless the verb before it says that it was done."""
    assert trigger.verb is not None
    before = document.norm[max(sentence.first, trigger.verb - 4) : trigger.verb - 1]
    if not before or _REAL_TO.intersection(before):
        return None
    return StatusRead("planned", trigger.verb - 1, trigger.verb, "status.planned.infinitive")


def read_attribution(document: Document, trigger: Trigger) -> AttributionRead:
    """On whose word the perpetrator is named: in the trigger's sentence, or in the one after it."""
    sentence = document.sentences[trigger.sentence]
    best: AttributionRead | None = None
    for match in _ATTRIBUTION_CUES.find(document.norm, sentence.first, sentence.last):
        if match.value.scope == "before_near" and not (
            match.last <= trigger.first and trigger.first - match.last <= _FAR
        ):
            continue
        read = AttributionRead(match.value.meaning, match.first, match.last)  # type: ignore[arg-type]
        if best is None or _CERTAINTY[read.attribution] < _CERTAINTY[best.attribution]:
            best = read
    if best is None and trigger.sentence + 1 < len(document.sentences):
        following = document.sentences[trigger.sentence + 1]
        if following.paragraph - sentence.paragraph <= 1 and not following.furniture:
            for match in _ATTRIBUTION_CUES.find(document.norm, following.first, following.last):
                if match.value.scope == "sentence" and match.value.meaning in (
                    "claimed",
                    "blamed_by_authorities",
                    "unknown",
                ):
                    return AttributionRead(match.value.meaning, match.first, match.last)  # type: ignore[arg-type]
    return best or AttributionRead("fact", trigger.first, trigger.first)


_CERTAINTY: dict[Attribution, int] = {"claimed": 0, "unknown": 1, "blamed_by_authorities": 2, "suspected": 3, "fact": 4}
