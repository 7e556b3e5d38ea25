"""Did it happen, and who says who did it.

`read_status` tells an event that occurred from one that was tried, threatened, planned, denied, or is told as history.
`read_attribution` tells on whose word the perpetrator is named.
"""

from __future__ import annotations

import re
from functools import cache
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


# Where a cue must stand to say something of a trigger. `before`: up to five words before it in its clause;
# `before_near`: up to two; `before_noun`: before an event noun; `subject`: in the subject of a passive ("no soldier
# was killed"); `after`: within four words after it; `sentence`: anywhere in its sentence.
_SCOPES = ("before", "before_near", "before_noun", "subject", "after", "sentence")


class _Cue(NamedTuple):
    meaning: str
    scope: str
    ending: str
    """The last word of the cue: after "to" or "will" only a base form can follow."""
    speech: bool
    """Whether a that-clause can follow: "denied that it attacked"."""


_BASE_FOLLOWS = frozenset("to will would could may might should must can shall wont".split())
_SPEECH = frozenset(
    "denied denies deny denying warned warns warning fear fears feared fearing danger threatened".split()
)


def _load_cues(file: str, meanings: tuple[str, ...]) -> PhraseIndex[_Cue]:
    phrases: list[tuple[str, _Cue]] = []
    for row in read_table(LEXICON / "events" / file, ("words", "meaning", "scope")):
        words, meaning, scope = row.values["words"], row.values["meaning"], row.values["scope"]
        if meaning not in meanings:
            raise row.error(f"{meaning!r} is none of {', '.join(meanings)}")
        if scope not in _SCOPES:
            raise row.error(f"{scope!r} is no scope; use one of {', '.join(_SCOPES)}")
        last = words.split()[-1]
        phrases.append((words, _Cue(meaning, scope, last, words.split()[0] in _SPEECH)))
    return PhraseIndex(phrases)


@cache
def _status_cues() -> PhraseIndex[_Cue]:
    return _load_cues("status.tsv", (*get_args(Status), "none"))


@cache
def _attribution_cues() -> PhraseIndex[_Cue]:
    return _load_cues("attribution.tsv", get_args(Attribution))


_CLAUSE = frozenset("; : . ! ?".split())
_BREAKS = frozenset("who which but while whereas although though when where after before".split())
_VERBAL_NOT = frozenset("not never didnt dont doesnt nt".split())
_ARTICLES = frozenset("a an any its their his further more another new such".split())
_BE = frozenset("is are was were be been being has have had".split())
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d\Z")
_NEAR = 5
_FAR = 14


def read_status(document: Document, trigger: Trigger, year: int | None = None) -> StatusRead:
    """The status of the event a trigger tells; `year` is the year of publication, which makes "in 1992" history."""
    sentence = document.sentences[trigger.sentence]
    start, end = _clause(document, sentence, trigger)
    best: StatusRead | None = None
    for match in _status_cues().find(document.norm, sentence.first, sentence.last):
        cue = match.value
        if cue.meaning == "none" or not _applies(document, cue, match.first, match.last, trigger, start, end):
            continue
        read = StatusRead(cue.meaning, match.first, match.last, f"status.{cue.meaning}")  # type: ignore[arg-type]
        if best is None or _RANK[read.status] < _RANK[best.status]:
            best = read
    if best is None and year is not None:
        best = _old_year(document, sentence, trigger, year)
    if best is None:
        best = _infinitive(document, trigger, sentence) or _attempt(document, trigger)
    return best or StatusRead("occurred", trigger.first, trigger.first, "status.occurred")


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
    if last > trigger.first or first < start or not _agrees(document, cue, trigger):
        return False
    between = document.norm[last : trigger.first]
    if _BREAKS.intersection(between) or ("that" in between and not cue.speech):
        return False
    if cue.scope == "subject":
        passive = trigger.form == "verb" and trigger.voice == "passive"
        return passive and len(between) <= _NEAR and not _BE.isdisjoint(between) and "," not in between
    if cue.scope == "before_near":
        return len(between) <= 2
    if cue.scope == "before_noun":
        return trigger.form == "noun" and len(between) <= 4 and "," not in between
    return len(between) <= _NEAR and "," not in between


def _agrees(document: Document, cue: _Cue, trigger: Trigger) -> bool:
    """Whether grammar lets the cue govern the trigger: "vowed to fight crime was shot" does not say he vowed to."""
    finite = trigger.form == "verb" and trigger.voice == "active" and trigger.tag in ("past", "past_participle")
    if cue.ending in _BASE_FOLLOWS and finite:
        return document.norm[trigger.first - 1] == "have"
    if cue.ending in _VERBAL_NOT and trigger.form == "noun" and trigger.verb is None:
        return document.norm[trigger.first - 1] in _ARTICLES | _VERBAL_NOT
    return True


_RECENT = frozenset("today yesterday tonight monday tuesday wednesday thursday friday saturday sunday".split())


def _old_year(document: Document, sentence: Sentence, trigger: Trigger, year: int) -> StatusRead | None:
    """ "In 1992": a year two and more before publication, unless a day of this week stands nearer to the trigger."""
    norm = document.norm
    for token in range(sentence.first + 1, sentence.last):
        if not (_YEAR.match(norm[token]) and int(norm[token]) < year - 1 and norm[token - 1].isalpha()):
            continue
        far = abs(token - trigger.first)
        if trigger.form == "noun" and 0 < token - trigger.last < 9 and "," not in norm[trigger.last : token]:
            return StatusRead("historical", token - 1, token + 1, "status.historical")  # "the murder of a nun in 1980"
        recent = [t for t in range(sentence.first, sentence.last) if norm[t] in _RECENT]
        if all(abs(t - trigger.first) > far for t in recent):
            return StatusRead("historical", token - 1, token + 1, "status.historical")
    return None


_REAL_TO = frozenset("used managed able began continued proceeded opened started went returned came".split())


def _infinitive(document: Document, trigger: Trigger, sentence: Sentence) -> StatusRead | None:
    """ "to attack": a purpose, not yet a deed, unless the verb before it says that it was done."""
    verb = trigger.verb
    if verb is None or verb <= sentence.first or document.norm[verb - 1] != "to" or trigger.tag != "base":
        return None
    if not _REAL_TO.isdisjoint(document.norm[max(sentence.first, verb - 4) : verb - 1]):
        return None
    return StatusRead("planned", verb - 1, verb, "status.planned")


def _attempt(document: Document, trigger: Trigger) -> StatusRead | None:
    """ "an assassination attempt": the trigger itself says that it was only tried."""
    for token in range(trigger.first, trigger.last):
        if document.norm[token] in ("attempt", "attempts", "attempted", "bid", "bids"):
            return StatusRead("attempted", token, token + 1, "status.attempted")
    return None


def read_attribution(document: Document, trigger: Trigger) -> AttributionRead:
    """On whose word the perpetrator is named: in the trigger's sentence, or in the one after it."""
    sentence = document.sentences[trigger.sentence]
    best: AttributionRead | None = None
    for match in _attribution_cues().find(document.norm, sentence.first, sentence.last):
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
            for match in _attribution_cues().find(document.norm, following.first, following.last):
                if match.value.scope == "sentence" and match.value.meaning in (
                    "claimed",
                    "blamed_by_authorities",
                    "unknown",
                ):
                    return AttributionRead(match.value.meaning, match.first, match.last)  # type: ignore[arg-type]
    return best or AttributionRead("fact", trigger.first, trigger.first)


_CERTAINTY: dict[Attribution, int] = {"claimed": 0, "unknown": 1, "blamed_by_authorities": 2, "suspected": 3, "fact": 4}
