"""Names that no list holds: persons by title or first name, organisations by their head noun, abbreviations in brackets."""

from __future__ import annotations

from streams.coding.document import Document, Sentence
from streams.coding.registry import Registry

__all__ = ["abbreviation_after", "name_end", "organisation_span", "starts_name"]

PARTICLES = frozenset(
    "de la del las los da dos das do di van von der den ten ter el al ul ud ur as an ad ash at bin ibn ben bint ould abu abou umm e i y y".split()
)
_QUOTES = frozenset("\"“”‘’'«»")
_ORG_LINKS = frozenset("of for and the de del la los las y du des et al a".split())
_MONTHS_DAYS = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday thursday "
    "friday saturday sunday jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun".split()
)


def _name_word(document: Document, token: int, registry: Registry, *, capitals: bool) -> bool:
    """Whether the token can be a word of a person's name."""
    word, norm = document.surface[token], document.norm[token]
    if not word[0].isalpha() or norm in _MONTHS_DAYS:
        return False
    if capitals:
        return word[0].isupper() and not (word.isupper() and len(word) > 4 and norm in registry.common)
    return norm not in registry.common and (len(norm) > 1 or True) and norm not in registry.modifiers


def starts_name(document: Document, token: int, sentence: Sentence, registry: Registry, *, capitals: bool) -> bool:
    """Whether a person's name can begin at this token."""
    return token < sentence.last and (
        _name_word(document, token, registry, capitals=capitals)
        or (
            document.norm[token] in ("abu", "al", "el", "ibn", "bin", "ould", "umm")
            and token + 1 < sentence.last
            and _name_word(document, token + 1, registry, capitals=capitals)
        )
    )


def name_end(
    document: Document, first: int, sentence: Sentence, registry: Registry, *, capitals: bool, stop: int
) -> int:
    """The token after the last word of the name that begins at `first`; `first` itself when there is none."""
    surface, norm = document.surface, document.norm
    token = end = first
    words = 0
    limit = min(sentence.last, stop)
    while token < limit and words < 6:
        word = surface[token]
        if token > first and document.joined(token - 1) not in (" ", "-", "", "\n", " “", ' "', '" ', "” ", "\xa0"):
            break
        if (
            norm[token] in PARTICLES
            and token + 1 < limit
            and _name_word(document, token + 1, registry, capitals=capitals)
            and (words or norm[token] in ("abu", "al", "el", "ibn", "bin", "umm", "ould"))
        ):
            token += 1
            continue
        if len(word) == 1 and word.isupper() and token + 1 < limit and surface[token + 1] == ".":
            token += 2
            words += 1
            continue
        if len(word) == 2 and word[1] == "." and word[0].isupper():
            token += 1
            words += 1
            continue
        if (
            word in _QUOTES
            and words
            and token + 2 < limit
            and any(surface[k] in _QUOTES for k in range(token + 2, min(token + 5, limit)))
        ):
            closing = next(k for k in range(token + 2, min(token + 5, limit)) if surface[k] in _QUOTES)
            if closing + 1 < limit and _name_word(document, closing + 1, registry, capitals=capitals):
                token = closing + 1
                continue
            break
        if not _name_word(document, token, registry, capitals=capitals):
            break
        token += 1
        words += 1
        end = token
    return end


def organisation_span(
    document: Document, first: int, last: int, sentence: Sentence, registry: Registry, *, capitals: bool
) -> tuple[int, int]:
    """The whole name around a capitalised head noun: "Movement for the Liberation of X", "Y Brigade"."""
    norm, surface = document.norm, document.surface

    def belongs(token: int) -> bool:
        word = surface[token]
        if not word[0].isalnum() or norm[token] in _MONTHS_DAYS:
            return False
        if capitals:
            return word[0].isupper() or (word[0].isdigit() and not word.isdigit())
        return norm[token] not in registry.common or norm[token] in registry.modifiers

    left = first
    while left > sentence.first and document.joined(left - 1) in (" ", "-", "\n", "’ ", "' ") and first - left < 7:
        before = left - 1
        if norm[before] in ("s",) and before > sentence.first and belongs(before - 1) and first - left < 3:
            left = before - 1
            continue
        if belongs(before) and norm[before] not in (
            "the",
            "a",
            "an",
            "in",
            "on",
            "at",
            "by",
            "as",
            "but",
            "and",
            "of",
            "for",
            "from",
            "to",
            "after",
            "when",
            "while",
            "with",
            "this",
            "that",
            "its",
            "his",
            "their",
        ):
            left = before
            continue
        if (
            norm[before] in ("and", "of", "for", "al")
            and before - 1 > sentence.first
            and belongs(before - 1)
            and capitals
            and left < first
            and norm[before - 1] not in ("the",)
            and norm[before] != "and"
        ):
            break
        break
    right = last
    while right < sentence.last and document.joined(right - 1) in (" ", "-", "\n"):
        word = norm[right]
        if (
            capitals
            and surface[right][0].isupper()
            and right == last
            and norm[last - 1] in ("party", "movement", "front", "ministry")
        ):
            break
        if word in _ORG_LINKS and word not in ("a", "al") and surface[right].islower() is capitals:
            ahead = right + 1
            while ahead < sentence.last and norm[ahead] in _ORG_LINKS:
                ahead += 1
            if ahead < sentence.last and word != "and" and belongs(ahead):
                right = ahead + 1
                while right < sentence.last and document.joined(right - 1) in (" ", "-") and belongs(right):
                    right += 1
                continue
        break
    return left, right


def abbreviation_after(document: Document, last: int, sentence: Sentence) -> int | None:
    """The token of an abbreviation that stands in brackets right after a name: "Popular Front [PF]"."""
    if last + 2 >= len(document.surface) or last + 2 >= sentence.last + 1:
        return None
    surface = document.surface
    if surface[last] in "([" and last + 2 < sentence.last and surface[last + 2] in ")]":
        word = surface[last + 1]
        if 2 <= len(word) <= 10 and word[0].isalpha() and sum(c.isupper() for c in word) >= 2:
            return last + 1
    return None
