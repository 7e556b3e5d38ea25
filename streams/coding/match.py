"""Find phrases of a vocabulary in a document: longest first, left to right, without overlaps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from streams.coding.document import normalise, tokens_of

__all__ = ["Match", "PhraseIndex", "words_of"]

V = TypeVar("V")


class Match(NamedTuple, Generic[V]):
    """Tokens `first` to `last` (exclusive) are a phrase that means `value`."""

    first: int
    last: int
    value: V


def words_of(phrase: str) -> tuple[str, ...]:
    """A phrase of a vocabulary file as the normalised words that a document's tokens are compared with."""
    return tuple(normalise(word) for word in tokens_of(phrase))


class PhraseIndex(Generic[V]):
    """Phrases by their first word, so that a text is looked through at the price of one set look-up a token."""

    def __init__(self, phrases: Iterable[tuple[str, V]]) -> None:
        """Index `phrases` (words, meaning). Of two meanings of one phrase the later wins."""
        found: dict[str, dict[tuple[str, ...], V]] = {}
        for phrase, value in phrases:
            words = words_of(phrase)
            if words:
                found.setdefault(words[0], {})[words] = value
        self._by_first = {
            first: sorted(entries.items(), key=lambda item: -len(item[0])) for first, entries in found.items()
        }
        self.first_words = frozenset(self._by_first)

    def find(self, norm: Sequence[str], first: int = 0, last: int | None = None) -> Iterator[Match[V]]:
        """Yield the longest phrase starting at each token of `norm[first:last]`."""
        end = len(norm) if last is None else last
        by_first = self._by_first
        skip_to = first
        for position in [i for i in range(first, end) if norm[i] in by_first]:
            if position < skip_to:
                continue
            if match := self.longest_at(norm, position, end):
                yield match
                skip_to = match.last

    def longest_at(self, norm: Sequence[str], position: int, end: int) -> Match[V] | None:
        """The longest phrase that starts at this very token."""
        for words, value in self._by_first.get(norm[position], ()):
            stop = position + len(words)
            if stop <= end and (len(words) == 1 or tuple(norm[position:stop]) == words):
                return Match(position, stop, value)
        return None
