"""The words of a report and how much each says: a word in two reports means the more, the rarer it is in news."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from functools import cache

from schemas.errors import LexiconError
from streams.coding.lexicon import LEXICON

__all__ = ["RAREST", "rarity", "rarity_of", "shared_rarity", "shingles_of", "words_of"]

RAREST = 11
"""Rarity of a word that the list of common words does not have."""
_WORD = re.compile(r"\d[\d,.]*\d|\d|[^\W\d_]+(?:['-][^\W\d_]+)*")
_SHINGLE = 5
_NUMBER_RARITY = 5


@cache
def _table() -> dict[str, int]:
    """Rarity of each listed word, in halvings: one article in 2**n holds it."""
    path = LEXICON / "incidents" / "common_words.txt"
    table: dict[str, int] = {}
    rarity = -1
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#") or not line.strip():
            continue
        if line.startswith("="):
            rarity = int(line[1:])
            continue
        if rarity < 0:
            raise LexiconError(path.name, number, "words before the first line `=n`")
        table.update(dict.fromkeys(line.split(), rarity))
    return table


def words_of(text: str) -> list[str]:
    """The words in lower case, in order, without a possessive 's; numbers are words."""
    folded = text.casefold().replace("’", "'")
    return [word.removesuffix("'s") for word in _WORD.findall(folded)]


def rarity(word: str) -> int:
    """How rare the word is, in halvings; a number that is no year says little, a long one (a house) more."""
    if word[0].isdigit():
        if len(word) == 4 and word[:2] in ("19", "20"):
            return 0
        return _NUMBER_RARITY + (3 if len(word) > 2 else 0)
    return _table().get(word, RAREST) if len(word) > 1 else 0


def rarity_of(words: Iterable[str]) -> dict[str, int]:
    """Each word that says anything, with its rarity."""
    return {word: value for word in words if (value := rarity(word)) >= 4}


def shared_rarity(one: Mapping[str, int], other: Mapping[str, int]) -> int:
    """The sum of the rarity of the words that both have."""
    small, large = (one, other) if len(one) <= len(other) else (other, one)
    return sum(value for word, value in small.items() if word in large)


def shingles_of(words: list[str]) -> frozenset[int]:
    """Hashes of every run of five words: two texts that share most of them are copies."""
    runs = ("\0".join(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1))
    return frozenset(int.from_bytes(hashlib.blake2b(run.encode(), digest_size=8).digest(), "big") for run in runs)
