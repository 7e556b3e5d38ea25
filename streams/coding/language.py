"""Whether a text is English, for articles that do not say so themselves."""

from __future__ import annotations

import re

from schemas.article import Article

__all__ = ["language_of"]

_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(
    "the of and to in a is was that for on said by with as at it from he have has were be are an his this "
    "which had who will after their but they not been its more police two killed people one or".split()
)
_OTHERS = {
    "es": frozenset("el la los las de del que en y por con para una un se su al fue como más pero".split()),
    "fr": frozenset("le la les des du de et en un une que qui dans par pour sur est au aux ont été plus".split()),
    "pt": frozenset("o os as da do das dos de que em e um uma por com para não foi mais ao".split()),
    "de": frozenset("der die das und in den von zu mit sich des auf für ist im dem nicht ein eine".split()),
    "it": frozenset("il lo gli di che e la per un una in con del della sono non da al".split()),
    "tr": frozenset("ve bir bu da de için ile olarak olan çok daha gibi".split()),
    "id": frozenset("yang dan di dengan untuk dari pada ini itu dalam tidak akan oleh".split()),
}
_ENOUGH = 12
"""Words: fewer tell too little to say that a text is not English."""


def language_of(article: Article) -> str:
    """The article's own language tag; else "en", the language its commonest words belong to, or "und"."""
    if article.language:
        return article.language
    words = [word.lower() for word in _WORD.findall(article.text[:4000])]
    if len(words) < _ENOUGH:
        letters = [c for c in article.text[:400] if c.isalpha()]
        foreign = sum(ord(c) > 0x24F for c in letters)
        return "und" if letters and foreign > len(letters) / 2 else "en"
    english = sum(word in _ENGLISH for word in words)
    if english >= len(words) * 0.1:
        return "en"
    best, count = max(
        ((tag, sum(w in common for w in words)) for tag, common in _OTHERS.items()), key=lambda pair: pair[1]
    )
    if count > english and count >= len(words) * 0.12:
        return best
    non_latin = sum(any(ord(c) > 0x24F for c in word) for word in words)
    return "und" if non_latin > len(words) / 2 else "en"
