"""The words that dates are read with, from `lexicon/dates/`, and what may stand around them."""

from __future__ import annotations

from functools import cache

from streams.coding.lexicon import LEXICON, read_table
from streams.coding.match import PhraseIndex

__all__ = [
    "AMBIGUOUS",
    "BACKGROUND",
    "BEFORE_MONTH",
    "BEFORE_YEAR",
    "DASHES",
    "NAMED_AFTER_DAYS",
    "PARTS",
    "PARTS_OF_DAY",
    "SAID",
    "dateline_cues",
    "future_cues",
    "time_words",
]

DASHES = frozenset("-–—‐‑")
AMBIGUOUS = frozenset("may march mar mon sat sun wed fri fall spring second dec jan".split())
BEFORE_MONTH = frozenset(
    "in of since late early mid last next until by during this from before after every and through between "
    "end beginning middle".split()
)
BEFORE_YEAR = frozenset(
    "in since of until by from during before after late early mid to and through between year circa "
    "spring summer autumn winter fall".split()
)
BACKGROUND = frozenset("since".split())
PARTS = {
    "late": "late",
    "early": "early",
    "mid": "mid",
    "middle": "mid",
    "end": "end",
    "beginning": "beginning",
    "start": "beginning",
}
NAMED_AFTER_DAYS = frozenset(
    "avenue street square bridge plaza movement brigade front battalion regiment revolution agreement accords school "
    "university hospital airport park stadium column organization organisation group committee day".split()
)
PARTS_OF_DAY = frozenset("morning afternoon evening night dawn dusk noon midnight midday".split())
SAID = frozenset("said told announced reported added confirmed".split())


@cache
def time_words() -> dict[str, tuple[str, int]]:
    path = LEXICON / "dates" / "words.tsv"
    return {
        row.values["word"]: (row.values["kind"], int(row.values["value"]))
        for row in read_table(path, ("word", "kind", "value"))
    }


@cache
def future_cues() -> PhraseIndex[bool]:
    path = LEXICON / "dates" / "cues.tsv"
    return PhraseIndex(
        (row.values["phrase"], True) for row in read_table(path, ("phrase", "kind")) if row.values["kind"] == "future"
    )


@cache
def dateline_cues() -> frozenset[str]:
    path = LEXICON / "dates" / "cues.tsv"
    return frozenset(
        row.values["phrase"].split()[-1]
        for row in read_table(path, ("phrase", "kind"))
        if row.values["kind"] == "dateline"
    )
