"""Verbs that tell an event only together with a noun: "carried out an attack", "clashes broke out"."""

from __future__ import annotations

from typing import NamedTuple

from streams.coding.document import Document, Sentence
from streams.coding.triggers_grammar import ADVERBS, CLAUSE_STOPS, PREPOSITIONS
from streams.coding.triggers_lexicon import Pattern, TriggerLexicon

__all__ = ["Light", "light_after", "light_before", "occurrence_after"]

_BE = frozenset("is are was were be been being".split())
_AUXILIARIES = frozenset("has have had was were".split())
_ARTICLES = frozenset("a an the this its their his no her our".split())
_RELATIVES = frozenset("who which that whom as while when where because although though".split())
_BACK, _FORTH = 9, 12


class Light(NamedTuple):
    """Tokens `first` to `last` (exclusive) are the verb."""

    first: int
    last: int
    pattern: Pattern


def light_before(
    document: Document, sentence: Sentence, noun: int, floor: int, lexicon: TriggerLexicon
) -> Light | None:
    """The light verb that governs an event noun: "launched a new wave of rocket attacks"."""
    norm = document.norm
    lowest = max(sentence.first, floor, noun - _BACK)
    for position in range(noun - 1, lowest - 1, -1):
        word = norm[position]
        if word in lexicon.light and not (position > sentence.first and document.joined(position - 1) == "-"):
            for pattern in lexicon.light[word]:
                stop = position + len(pattern.words)
                is_verb = pattern.tag != "base" or position == sentence.first or norm[position - 1] not in _ARTICLES
                if is_verb and stop <= noun and tuple(norm[position:stop]) == pattern.words:
                    return Light(position, stop, pattern)
        if word in CLAUSE_STOPS or word in _BE or word in lexicon.verb_forms:
            return None
        if word == "to" and not norm[position - 1].startswith("agree"):
            return None  # "led to an attack": a consequence
        if word in PREPOSITIONS and word != "of" and not _is_particle(norm, position, lexicon):
            return None
    return None


def _is_particle(norm: list[str], position: int, lexicon: TriggerLexicon) -> bool:
    """ "carried out", "took part in": the preposition belongs to the verb before it."""
    return any(word in lexicon.light for word in norm[max(0, position - 2) : position])


def light_after(document: Document, sentence: Sentence, noun_end: int, lexicon: TriggerLexicon) -> Light | None:
    """The passive light verb behind an event noun: "an attack on the post was carried out"."""
    norm = document.norm
    highest = min(sentence.last, noun_end + _FORTH)
    for position in range(noun_end, highest):
        word = norm[position]
        if word in _BE:
            following = position + 1
            while following < highest and (
                norm[following] in _BE or norm[following] in ADVERBS or norm[following].endswith("ly")
            ):
                following += 1
            for pattern in lexicon.light.get(norm[following], ()) if following < highest else ():
                stop = following + len(pattern.words)
                if pattern.tag in ("past_participle", "participle") and tuple(norm[following:stop]) == pattern.words:
                    return Light(following, stop, pattern)
            return None
        if word in CLAUSE_STOPS or word == "," or word in lexicon.verb_forms or word in _RELATIVES:
            return None
    return None


def occurrence_after(document: Document, sentence: Sentence, noun_end: int, lexicon: TriggerLexicon) -> Light | None:
    """The verb that says an event noun took place: "fighting between them erupted", "a blast rocked the market".

    A verb that hits something must stand close by, so that "an attack on the base destroyed two trucks" keeps its
    own verb.
    """
    norm = document.norm
    for position in range(noun_end, min(sentence.last, noun_end + _FORTH)):
        word = norm[position]
        for pattern in lexicon.occur.get(word, ()):
            stop = position + len(pattern.words)
            close = position - noun_end <= 2
            reaches = close or pattern.entry.word_class == "occur"
            going_on = pattern.tag == "gerund" and norm[position - 1] not in _BE
            if reaches and pattern.tag != "base" and not going_on and tuple(norm[position:stop]) == pattern.words:
                return Light(position, stop, pattern)
        if word in CLAUSE_STOPS or word == "," or word in _BE - _AUXILIARIES or word in lexicon.verb_forms:
            return None
        if word in _RELATIVES and position > noun_end:
            return None
        if word in _AUXILIARIES and position - noun_end > 2:
            return None
    return None
