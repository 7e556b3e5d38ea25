"""Names that no list holds: of persons, of organisations with a telling head noun, abbreviations in brackets."""

from __future__ import annotations

from streams.coding.document import Document, Sentence
from streams.coding.registry import Registry

__all__ = ["abbreviation_after", "name_end", "organisation_span", "starts_name", "unlisted_name"]

PARTICLES = frozenset(
    "de la del las los da dos das do di van von der den ten ter el al ul ud ur as an ad ash at bin ibn ben "
    "bint ould abu abou umm e i y y".split()
)
_QUOTES = frozenset("\"“”‘’'«»")
_ORG_LINKS = frozenset("of for and the de del la los las y du des et".split())
_MONTHS_DAYS = frozenset(
    "january february march april may june july august september october november december monday tuesday "
    "wednesday thursday "
    "friday saturday sunday jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun".split()
)


_NOT_NAME_ENDINGS = (
    "izes",
    "ises",
    "ifies",
    "ates",
    "ized",
    "izing",
    "ating",
    "ated",
    "ation",
    "ations",
    "ments",
    "ness",
)


def _name_word(document: Document, token: int, registry: Registry, *, capitals: bool) -> bool:
    """Whether the token can be a word of a person's name."""
    word, norm = document.surface[token], document.norm[token]
    if not word[0].isalpha() or norm in _MONTHS_DAYS:
        return False
    if capitals:
        return word[0].isupper() and not (word.isupper() and len(word) > 4 and norm in registry.common)
    if "." in norm or norm.endswith(_NOT_NAME_ENDINGS):
        return False
    return norm not in registry.common and norm not in registry.modifiers


def starts_name(document: Document, token: int, sentence: Sentence, registry: Registry, *, capitals: bool) -> bool:
    """Whether a person's name can begin at this token."""
    if (
        token < sentence.last
        and document.norm[token] in registry.modifiers
        and document.norm[token] not in registry.first_names
    ):
        return False  # "major Asian producers"
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
    """The whole name around a head noun: "Movement for the Liberation of X", "People's Y Brigade"."""
    norm = document.norm
    left = first
    while left > sentence.first and first - left < 7 and document.joined(left - 1) in _NAME_GAPS:
        before = left - 1
        if norm[before] in ("'", "’") and before > sentence.first and document.joined(before - 1) == "":
            if not document.capitalised(before - 1):
                break
            left = before - 1  # "Workers' Party"
            continue
        if norm[before] == "s":
            if before > sentence.first and norm[before - 1] in _PLURAL_OWNERS:
                left = before - 1
                continue
            break
        if not _in_organisation(document, before, registry, capitals=capitals):
            break
        if before == sentence.first and norm[before] in registry.common and norm[before] not in _ORG_WORDS:
            break  # the capital is only the sentence's
        left = before
    right = last
    while right < sentence.last and document.joined(right - 1) in _NAME_GAPS:
        if norm[right] not in _ORG_LINKS or document.surface[right].islower() is not capitals:
            break
        ahead = right + 1
        while ahead < sentence.last and norm[ahead] in _ORG_LINKS and norm[ahead] != "and":
            ahead += 1
        if norm[right] == "and" and (right == last or norm[last - 1] not in _OFFICES):
            break
        if ahead >= sentence.last or not _in_organisation(document, ahead, registry, capitals=capitals):
            break
        if not capitals and norm[ahead] in registry.first_names:
            break  # "OFFICE OF ALEKSANDR TRUSHIN" is a person's
        right = ahead + 1
        while (
            right < sentence.last
            and right - ahead < 5
            and document.joined(right - 1) in (" ", "-")
            and _in_organisation(document, right, registry, capitals=capitals)
            and norm[right] not in registry.first_names
        ):
            right += 1
    return left, right


def _in_organisation(document: Document, token: int, registry: Registry, *, capitals: bool) -> bool:
    """Whether a word can stand in the name of an organisation."""
    word, norm = document.surface[token], document.norm[token]
    if not word[0].isalpha() or norm in _MONTHS_DAYS or norm in _NEVER_IN_NAME:
        return word[0].isdigit() and not word.isdigit() and capitals
    if capitals:
        return word[0].isupper()
    return norm in _ORG_WORDS or (norm not in registry.common and not norm.endswith("ing") and len(norm) > 2)


_NAME_GAPS = (" ", "-", "\n", "' ", "’ ", "'", "’", "")
_PLURAL_OWNERS = frozenset("people women children men farmers workers jehovah king queen lord veterans".split())
_OFFICES = frozenset(
    "ministry board department commission committee institute council secretariat directorate bureau office".split()
)
_NEVER_IN_NAME = frozenset(
    "the a an in on at by as but and of for from to after when while with this that its his their he she it "
    "we they i".split()
)
# Where all is in capitals only these plain words belong to an organisation's name.
_ORG_WORDS = frozenset(
    "national popular people peoples peasant peasants worker workers revolutionary patriotic democratic "
    "republican socialist communist "
    "christian islamic muslim free united union liberation central american latin international human rights "
    "social liberal conservative "
    "nationalist independent independence resistance revolution student students university labor trade women "
    "youth agrarian civic "
    "electoral supreme federal municipal provincial regional rebel anticommunist anti maoist marxist leninist "
    "trotskyite left "
    "development defense defence security public private agricultural industrial commercial medical military "
    "naval air civil peace "
    "solidarity justice freedom democracy new broad first april may july action command unity self urban "
    "guerrilla forces front army".split()
)


def unlisted_name(
    document: Document, first: int, sentence: Sentence, registry: Registry, *, capitals: bool, taken: set[int]
) -> int | None:
    """The end of a name of two to four words that begins at `first` and ends at a comma, "and" or the like."""
    if not starts_name(document, first, sentence, registry, capitals=capitals):
        return None
    last = name_end(document, first, sentence, registry, capitals=capitals, stop=sentence.last)
    if not 2 <= last - first <= 4 or any(token in taken for token in range(first, last)):
        return None
    following = document.norm[last] if last < sentence.last else "."
    if following not in (",", ".", ";", "and", "(", "[", "were", "was", "who"):
        return None
    match = registry.phrases.longest_at(document.norm, first, last)
    return None if match is not None else last


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
