"""First look at a text: which tokens can name an actor, a country, a title or a role, before context decides."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from streams.coding.document import Document, Sentence
from streams.coding.registry import Alias, Registered, Registry, Term

__all__ = ["Context", "Mark", "has_capitals", "scan"]


class Mark(NamedTuple):
    """Tokens `first` to `last` are a phrase of the vocabulary; `aliases` are those whose capitals fit."""

    first: int
    last: int
    term: Term
    aliases: tuple[Alias, ...]
    country: str | None
    demonym: str | None


class Context:
    """What the whole text vouches for: the countries it speaks of and the actors it names beyond doubt."""

    def __init__(self, country: str | None) -> None:
        self.country = country
        self.countries: Counter[str] = Counter()
        self.named: set[str] = set()
        if country:
            self.countries[country] = 1

    def main_country(self) -> str | None:
        """The country given by the caller, else the only one the text speaks of."""
        if self.country or len(self.countries) != 1:
            return self.country
        return next(iter(self.countries))

    def vouches_for(self, actor: Registered) -> bool:
        """Whether a doubtful alias may stand for this actor here."""
        if actor.actor_id in self.named or (actor.parent is not None and actor.parent in self.named):
            return True
        return any(code in self.countries for code in actor.countries)


def has_capitals(document: Document, sentence: Sentence) -> bool:
    """Whether capitals mean anything here: not where all are capitals or none, and not in a Title Case Headline."""
    if sentence.case != "mixed":
        return False
    long_words = [
        word for word in document.surface[sentence.first : sentence.last] if len(word) > 3 and word[0].isalpha()
    ]
    if len(long_words) < 4:
        return True
    return sum(word[0].islower() for word in long_words) * 5 > len(long_words)


def scan(
    document: Document, sentence: Sentence, registry: Registry, *, capitals: bool, within: Mark | None = None
) -> list[Mark]:
    """The longest phrases of the vocabulary in a sentence, left to right; or the shorter ones inside `within`."""
    norm, surface = document.norm, document.surface
    index, first_words = registry.phrases, registry.phrases.first_words
    upper = sentence.case == "upper"
    marks: list[Mark] = []
    skip_to = 0
    start, stop = (sentence.first, sentence.last) if within is None else (within.first, within.last)
    for position in [i for i in range(start, stop) if norm[i] in first_words]:
        if position < skip_to:
            continue
        end = stop - 1 if within is not None and position == start else stop
        while match := index.longest_at(norm, position, end):
            _, last, term = match
            mark = _fitting(term, surface, position, last, registry, capitals=capitals, upper=upper)
            if mark is not None:
                marks.append(mark)
                skip_to = last
                break
            end = last - 1
            if end <= position:
                break
    return marks


def _fitting(
    term: Term, surface: list[str], first: int, last: int, registry: Registry, *, capitals: bool, upper: bool
) -> Mark | None:
    """The meanings of a phrase that its capitals allow, or None."""
    word = surface[first]
    aliases: tuple[Alias, ...] = ()
    country, demonym = term.country, term.demonym
    if term.aliases:
        aliases = tuple(
            alias
            for alias in term.aliases
            if _capitals_fit(alias, surface, first, last, registry, capitals=capitals, upper=upper)
        )
    if country is not None or demonym is not None or term.people is not None:
        lower_start = word[0].islower() and capitals
        if lower_start or (term.exact and not (word.isupper() and not (upper and word.lower() in registry.common))):
            country = demonym = None
            if not aliases and term.generic is None and term.title is None:
                return None
    elif (
        not aliases
        and term.title is None
        and (term.generic is None or (term.generic.tag == "named" and word[0].islower()))
    ):
        return None
    return Mark(first, last, term, aliases, country, demonym)


def _capitals_fit(
    alias: Alias, surface: list[str], first: int, last: int, registry: Registry, *, capitals: bool, upper: bool
) -> bool:
    word = surface[first]
    if alias.exact:
        if last - first > 1:
            return any(token.isupper() and token.isalpha() for token in surface[first:last])
        if upper:
            return word.lower() not in registry.common
        if word == alias.words or word.isupper():
            return word.isupper() or word == alias.words
        # the press also writes "Isis", "Farc" and "Unicef"
        return len(word) > 3 and capitals and word[0].isupper() and word.lower() not in registry.common
    if not alias.proper or upper:
        return True
    return not capitals or any(token[0].isupper() for token in surface[first:last])
