"""Words around a name that tell whether it is a place, a person or part of an organisation's name."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from streams.coding.document import normalise
from streams.coding.lexicon import LEXICON, read_table

__all__ = ["Cues", "load_cues"]


class Cues(NamedTuple):
    """Sets of normalised words; `abbreviations` maps "ky" and "w va" to codes of regions."""

    common: frozenset[str]
    """English words that are names of places too."""
    english: frozenset[str]
    """Plain English words, for texts where capitals tell nothing."""
    given: frozenset[str]
    title: frozenset[str]
    speaking: frozenset[str]
    press: frozenset[str]
    team: frozenset[str]
    locative: frozenset[str]
    inside: frozenset[str]
    settlement: frozenset[str]
    province: frozenset[str]
    district: frozenset[str]
    facility: frozenset[str]
    water: frozenset[str]
    land: frozenset[str]
    compass: frozenset[str]
    function: frozenset[str]
    """Words that open a sentence with a capital and are part of no name."""
    phrases: frozenset[str]
    """Names of places that mostly mean something else ("Red Cross"), in normalised words."""
    phrase_starts: frozenset[str]
    abbreviations: dict[str, str]


@cache
def load_cues() -> Cues:
    """Read the vocabulary once."""
    folder = LEXICON / "places"
    common = frozenset(row.values["word"] for row in read_table(folder / "common_words.tsv", ("word",)))
    english = frozenset(
        word
        for row in read_table(LEXICON / "actors" / "words.tsv", ("class", "words"))
        for word in row.values["words"].split()
    )
    given = frozenset(
        normalise(name) for row in read_table(folder / "given_names.tsv", ("names",)) for name in row.list("names")
    )
    classes = {
        row.values["class"]: frozenset(map(normalise, row.list("words")))
        for row in read_table(folder / "cues.tsv", ("class", "words"))
    }
    phrases = classes.pop("phrase")
    abbreviations = {
        form: row.values["region"]
        for row in read_table(folder / "abbreviations.tsv", ("region", "forms"))
        for form in row.list("forms")
    }
    starts = frozenset(phrase.split()[0] for phrase in phrases)
    return Cues(
        common, english | common, given, phrases=phrases, phrase_starts=starts, abbreviations=abbreviations, **classes
    )
