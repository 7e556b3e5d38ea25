"""Is a name that stands in the gazetteer used for the place here, or for a person, a firm, an ordinary word?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from streams.coding.document import Document, Sentence
from streams.coding.gazetteer import Candidate
from streams.coding.places_cues import Cues

__all__ = ["Around", "Verdict", "judge", "look_around"]


class Around(NamedTuple):
    """The words beside a name, as far as they belong to the same phrase."""

    before: str
    """The normalised word before it, "" when there is none."""
    before_capital: bool
    before_first: bool
    """Whether that word opens the sentence, where a capital says nothing."""
    initial: bool
    """An initial with its dot stands before it ("D. Williams")."""
    after: str
    after_capital: bool
    gap: str
    """What stands between it and the word after: " ", "-", "," or "'s"."""
    located: bool
    """A preposition of place stands before it."""
    wanted: str
    hyphen_before: bool


class Verdict(NamedTuple):
    """`cue` as in `Found`; `person` when the name is somebody's, which holds for its other mentions too."""

    cue: int
    person: bool = False
    skip: bool = False
    """The words are taken, but name no place."""
    inside: bool = False


_PERSON = Verdict(0, person=True, skip=True)
_SKIP = Verdict(0, skip=True)
_FAMOUS = 6.6
_JOINED = frozenset("based born bound area led backed controlled held style bred wide registered turkey".split())
_ROADS = frozenset("road rd street st avenue ave drive dr lane ln boulevard blvd highway hwy court terrace way".split())
_CITY_HALLS = frozenset(
    "council hall police public school schools councilman councilwoman commission commissioner commissioners attorney "
    "manager court fire officials clerk administrator planning airport fc".split()
)


def look_around(document: Document, first: int, last: int, sentence: Sentence, cues: Cues) -> Around:
    """Read the words beside tokens `first` to `last`."""
    norm, surface, start, end = document.norm, document.surface, document.start, document.end
    before, initial = first - 1, False
    if before > sentence.first and norm[before] == "." and start[before] == end[before - 1]:
        before -= 1
        initial = len(norm[before]) == 1 and surface[before].isupper()
        if len(norm[before]) > 5:
            before = -1
    if before < sentence.first or not surface[before][0].isalpha():
        before = -1
    before_word = norm[before] if before >= 0 else ""
    gap, after = "", -1
    if last < sentence.last:
        word = surface[last]
        if word == ",":
            if last + 1 < sentence.last and surface[last + 1][0].isalpha():
                after, gap = last + 1, ","
        elif norm[last] == "s" and not word[0].isalnum():
            if last + 1 < sentence.last and surface[last + 1][0].isalpha():
                after, gap = last + 1, "'s"
        elif word[0].isalpha():
            gap = document.text[end[last - 1] : start[last]]
            after, gap = last, " " if gap.isspace() else gap
    after_word = norm[after] if after >= 0 else ""
    located = before_word in cues.locative or (
        before_word == "the" and before > sentence.first and norm[before - 1] in cues.locative
    )
    return Around(
        before_word,
        before >= 0 and surface[before][0].isupper(),
        before == sentence.first,
        initial,
        after_word,
        after >= 0 and surface[after][0].isupper(),
        gap,
        located,
        _wanted(norm, before, sentence, cues, after_word if gap in (" ", "-") else ""),
        first > sentence.first and end[first - 1] + 1 == start[first] and document.text[end[first - 1]] in "-‐‑",
    )


def _wanted(norm: Sequence[str], before: int, sentence: Sentence, cues: Cues, after: str) -> str:
    """What the generic words beside a name say it is."""
    for sort, words in (
        ("province", cues.province),
        ("district", cues.district),
        ("settlement", cues.settlement),
        ("facility", cues.facility),
        ("water", cues.water),
        ("land", cues.land),
    ):
        if after in words:
            return sort
    if before > sentence.first and norm[before] == "of":
        if norm[before - 1] in cues.settlement:
            return "settlement"
        if norm[before - 1] in cues.province:
            return "province"
        if norm[before - 1] in cues.district:
            return "district"
    if before >= sentence.first and norm[before] in ("river", "lake"):
        return "water"
    return ""


def judge(
    document: Document,
    first: int,
    last: int,
    candidates: Sequence[Candidate],
    around: Around,
    cues: Cues,
    *,
    mixed: bool,
    headline: bool,
    opening: bool,
) -> Verdict | None:
    """How sure it is that the name is a place here; None lets a shorter name be tried."""
    norm, surface = document.norm, document.surface
    word, single, top = norm[first], last - first == 1, candidates[0]
    plain = mixed and not headline
    famous = top.prominence >= _FAMOUS
    country = top.feature == "country"
    if single and surface[first].isupper() and mixed and len(word) <= 5 and not _is_heading(document, last):
        # an acronym: "INGO", "NASH"; names of countries are written so too
        if not (country and len(word) <= 4):
            return None
    elif single and (len(word) < 3 or (country and len(word) == 3 and plain and word in cues.common)):
        return None
    if word == "the" and not country and (opening or not mixed):
        return None
    if not mixed and single and not country and (len(word) < 4 or (top.kind and not famous and not around.located)):
        return None
    if norm[last - 1] == "city" and not single and around.after in _CITY_HALLS and top.kind:
        return None
    nested = around.gap == "," and around.after_capital
    sure = around.located or around.wanted in ("province", "district", "settlement")
    if around.gap == "-" and not (around.after in _JOINED and not around.after_capital) and top.prominence < 5:
        return None
    if around.hyphen_before and top.prominence < 5 and not sure:
        return None
    if person := _person(word, single, famous, top, around, cues, plain=plain, mixed=mixed, sure=sure):
        return person
    followed = around.gap == " " and around.after_capital and plain
    if followed and not famous and around.after in _ROADS:
        return _SKIP
    if followed and (around.after in cues.press or (single and around.after in cues.team)):
        return _SKIP
    if around.gap == "'s" and around.after_capital and word in ("st", "saint", "santa", "san"):
        return _SKIP
    ordinary = cues.common if mixed else cues.english
    common = single and word in ordinary and not (country and (word not in cues.common or mixed))
    if common:
        inside = around.before in cues.inside and top.prominence >= 4.8 and not around.after_capital and mixed
        if not (nested or (around.wanted == "settlement" and around.located) or (inside and plain)):
            return None
        return Verdict(1 if inside and plain else -1)
    if (
        not mixed
        and top.prominence < 5.6
        and not sure
        and not around.wanted
        and _in_capitals(norm, first, last, around, cues)
    ):
        return Verdict(-1)
    if word in cues.given and top.prominence < 5 and not sure and (not single or not mixed):
        return Verdict(-1)
    cue = 1
    if sure or around.wanted:
        cue = 2 if top.kind < 2 else 1
    elif single and top.prominence < 4.3:
        cue = 0
    if single and word in cues.given and not sure and not famous:
        cue = 0
    if not mixed and single and cue < 2 and top.prominence < 5.6:
        cue = 0
    if (opening or headline) and single and not sure and top.prominence < 4.0:
        cue = 0
    inside_name = plain and around.gap == " " and around.after_capital
    if country and "." in word and around.gap == " " and not around.located:
        inside_name = True  # "U.S. troops": whose they are, not where
    return Verdict(cue, inside=inside_name)


def _person(
    word: str,
    single: bool,
    famous: bool,
    top: Candidate,
    around: Around,
    cues: Cues,
    *,
    plain: bool,
    mixed: bool,
    sure: bool,
) -> Verdict | None:
    """The verdict on a name that is somebody's, None when it is not."""
    if around.before and (not famous or (single and word in cues.given)):
        if around.before_capital and (around.before in cues.title or (around.before in cues.given and mixed)):
            return _PERSON
        if not mixed and (around.before in cues.given or around.before in cues.title) and not around.located:
            return _PERSON
    if around.initial and single and not famous and not around.located:
        return _PERSON
    follows = around.gap == " " and around.after_capital and plain and not around.wanted
    if single and word in cues.given and follows and around.after not in cues.common and not around.located:
        return _PERSON
    if (
        plain
        and single
        and around.before_capital
        and not around.located
        and around.before not in cues.common
        and around.before not in cues.compass
        and not (around.before_first and around.before in cues.function)
        and top.prominence < 5.5
        and around.wanted not in ("province", "district")
    ):
        return _PERSON  # "Gillian Welch": a capitalised word that is no place's stands before it
    if single and around.gap == " " and around.after in cues.speaking and not sure and top.prominence < 5.3:
        return _PERSON
    return None


def _in_capitals(norm: Sequence[str], first: int, last: int, around: Around, cues: Cues) -> bool:
    """Where capitals tell nothing: a name of plain English words, or a surname behind a word that is none."""
    if last - first > 1:
        return all(word in cues.english for word in norm[first:last])
    return bool(around.before) and around.before not in cues.english


def _is_heading(document: Document, last: int) -> bool:
    """Whether the name stands in a dateline: followed by a bracket, a dash or a date."""
    following = document.surface[last : last + 2]
    return any(word in ("(", "--", "—", "–", "-", ",", ":") for word in following[:1]) or following[1:2] == ["--"]
