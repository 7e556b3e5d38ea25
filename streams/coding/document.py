"""A text as the coder sees it: tokens in parallel lists, sentences as ranges of tokens.

Every later stage speaks in token numbers; only `Document.span` turns them back into characters. A token is a
word, a number, a possessive ending or one punctuation mark. A hyphen that joins two words is no token
("al-Shadadi" is two tokens), nor is the `#` of a hashtag or the underscore inside one ("#Ras_lanuf"), so names are
found in any of those spellings. Whether two tokens were joined can be read off `joined`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal, NamedTuple

from schemas.coded import Field, Span

__all__ = ["Case", "Document", "Sentence", "normalise", "read_document", "tokens_of"]

Case = Literal["mixed", "upper", "lower"]

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S., a.m.
    r"|\d+(?:[.,:]\d+)*(?:st|nd|rd|th|ST|ND|RD|TH)?(?![^\W_])"  # 1,300  7:35  23rd
    r"|\d+"
    r"|[^\W\d_](?:[^\W_]|['’ʼ‘`´](?=[^\W\d_])(?!(?:[sS]|re|ve|ll|RE|VE|LL)\b))*"  # word, Sana'a, M23, don't
    r"|['’´`](?:[sS]|re|ve|ll|RE|VE|LL)\b"  # Libya's
    r"|\.{2,}|-{2,}"
    r"|(?<![^\W_])[-‐‑]|[-‐‑](?![^\W_])"  # a dash, but not the hyphen inside a word
    r"|[#@](?![^\W_])"  # a sign, but not the mark of a hashtag
    r"|[^\w\s#@‐‑-]"
)
_APOSTROPHES = str.maketrans("", "", "'’ʼ‘`´ʿʾʻ")


@lru_cache(maxsize=200_000)
def normalise(word: str) -> str:
    """The form in which vocabulary is written and compared: lower case, no accents, no apostrophes.

    "Ta'izz" and "Taizz" are one word, "Bogotá" and "Bogota" too. Dots stay, so that "U.S." is not "us".
    """
    if word.isascii():
        lowered = word.lower()
        return lowered if lowered.isalnum() else lowered.translate(_APOSTROPHES) or lowered
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    stripped = "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_FOLDED)
    return stripped.translate(_APOSTROPHES) or stripped


_FOLDED = str.maketrans({"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ß": "ss"})


class Sentence(NamedTuple):
    """Tokens `first` to `last` (exclusive) of a document; `paragraph` counts from 0."""

    first: int
    last: int
    paragraph: int
    case: Case
    furniture: bool
    """True for page furniture: breadcrumb, teaser, form, tag list. Later stages leave it out."""


class Document(NamedTuple):
    """One text (`field` says whether the article's text or its title), cut into tokens and sentences."""

    text: str
    field: Field
    surface: list[str]
    """Tokens as they stand."""
    norm: list[str]
    """Tokens as `normalise` gives them."""
    start: list[int]
    end: list[int]
    sentences: list[Sentence]

    def span(self, first: int, last: int) -> Span:
        """The characters of tokens `first` to `last` (exclusive)."""
        start, end = self.start[first], self.end[last - 1]
        return Span(start=start, end=end, text=self.text[start:end], field=self.field)

    def joined(self, token: int) -> str:
        """What stands between this token and the next: " ", "-", "", "\\n" ..."""
        return self.text[self.end[token] : self.start[token + 1]] if token + 1 < len(self.start) else ""

    def capitalised(self, token: int) -> bool:
        """Whether the token begins with a capital letter."""
        return self.surface[token][0].isupper()

    def sentence_of(self, token: int) -> int:
        """The number of the sentence that holds this token."""
        low, high = 0, len(self.sentences) - 1
        while low < high:
            middle = (low + high) // 2
            if self.sentences[middle].last <= token:
                low = middle + 1
            else:
                high = middle
        return low


def read_document(text: str, field: Field = "text") -> Document:
    """Cut a text into tokens and sentences, and mark the sentences that are page furniture."""
    from streams.coding.furniture import mark_furniture
    from streams.coding.sentences import split_sentences

    surface: list[str] = []
    start: list[int] = []
    end: list[int] = []
    for match in _TOKEN.finditer(text):
        surface.append(match.group())
        start.append(match.start())
        end.append(match.end())
    document = Document(text, field, surface, [normalise(word) for word in surface], start, end, [])
    document.sentences.extend(mark_furniture(document, split_sentences(document)))
    return document


def tokens_of(phrase: str) -> list[str]:
    """The tokens of a short phrase, cut exactly as a document's are."""
    return _TOKEN.findall(phrase)
