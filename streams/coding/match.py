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
        self._index((words_of(phrase), value) for phrase, value in phrases)

    @classmethod
    def of_words(cls, phrases: Iterable[tuple[tuple[str, ...], V]]) -> PhraseIndex[V]:
        """An index of phrases that are cut into normalised words already."""
        index = cls(())
        index._index(phrases)
        return index

    def _index(self, phrases: Iterable[tuple[tuple[str, ...], V]]) -> None:
        self._values = {words: value for words, value in phrases if words}
        lengths: dict[str, set[int]] = {}
        for words in self._values:
            lengths.setdefault(words[0], set()).add(len(words))
        # "national" starts hundreds of names: a look-up for each length is cheaper than a comparison with each name
        self._lengths = {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}
        self.first_words = frozenset(lengths)

    def __len__(self) -> int:
        return len(self._values)

    def find(self, norm: Sequence[str], first: int = 0, last: int | None = None) -> Iterator[Match[V]]:
        """Yield the longest phrase starting at each token of `norm[first:last]`."""
        end = len(norm) if last is None else last
        lengths = self._lengths
        skip_to = first
        for position in [i for i in range(first, end) if norm[i] in lengths]:
            if position < skip_to:
                continue
            if match := self.longest_at(norm, position, end):
                yield match
                skip_to = match.last

    def longest_at(self, norm: Sequence[str], position: int, end: int) -> Match[V] | None:
        """The longest phrase that starts at this very token and ends before `end`."""
        values = self._values
        for length in self._lengths.get(norm[position], ()):
            stop = position + length
            if stop <= end and (words := tuple(norm[position:stop])) in values:
                return Match(position, stop, values[words])
        return None
