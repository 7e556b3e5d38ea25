"""Words of a document seen as parts of names: where a name may go on, short forms, surnames, headlines."""

from __future__ import annotations

from streams.coding.document import Document, Sentence
from streams.coding.places_cues import Cues

__all__ = ["abbreviation_at", "is_headline", "is_proper", "list_ending", "surnames_in", "words_from"]

# Parts of names that stay in lower case inside a capitalised name.
_CONNECTORS = frozenset(
    "de la le les el al au aux as es "
    "ash esh ad ed an en ar er at et az ez of the y i e do da dos das du des del di los las "
    "van von upon on in and sur sous am bei ye wa na bin ibn abu lez".split()
)
_SHORT = frozenset("st ste ft mt n s e w d c j r u dr w".split())
"""After these a dot belongs to the name: "St. Louis"."""
_MAX_WORDS = 7
_JOINS = ("-", "_", "‐", "‑")


def words_from(document: Document, first: int, sentence: Sentence, mixed: bool) -> tuple[str, list[int]]:
    """The words from a token on that may form one name, each with a blank, and the token after each."""
    norm, surface = document.norm, document.surface
    words, ends = [norm[first]], [first + 1]
    token = first + 1
    while len(words) < _MAX_WORDS and token < sentence.last:
        word = norm[token]
        if word == "." and words[-1] in _SHORT and document.start[token] == document.end[token - 1]:
            token += 1
            continue
        if not word[:1].isalnum():
            break
        if (
            mixed
            and not surface[token][0].isupper()
            and word not in _CONNECTORS
            and not word[0].isdigit()
            and document.joined(token - 1) not in _JOINS
        ):
            break
        words.append(word)
        token += 1
        ends.append(token)
    return " ".join(words) + " ", ends


def is_proper(document: Document, first: int, last: int) -> bool:
    """Whether a name's last word is written as one: with a capital, a digit, or joined ("Tipo-tipo", "#Ras_lanuf")."""
    mark = document.surface[last - 1][0]
    return mark.isupper() or mark.isdigit() or (last - first > 1 and document.joined(last - 2) in _JOINS)


def list_ending(document: Document, last: int, sentence: Sentence) -> str:
    """The plural that closes a list which the name stands in: "counties" in "Fulton and DeKalb counties"."""
    norm, surface = document.norm, document.surface
    if last >= sentence.last or norm[last] not in (",", "and", "or", "counties"):
        return ""
    if norm[last] == "counties":
        return "counties"
    for token in range(last + 1, min(last + 12, sentence.last)):
        word = norm[token]
        if word not in (",", "and", "or") and not surface[token][0].isupper():
            return word if word.endswith("s") else ""
    return ""


def abbreviation_at(
    document: Document, first: int, sentence: Sentence, cues: Cues, previous: int
) -> tuple[int, str] | None:
    """A region's short form: "Ky." after a name and a comma, "W.Va." wherever it stands."""
    norm, surface = document.norm, document.surface
    word = norm[first]
    dotted = "." in word and surface[first].isupper()
    follows = previous == first - 1 and surface[first - 1] == ","
    if not (dotted or follows):
        return None
    for count in (2, 1):
        if count == 2 and first + 2 < sentence.last and norm[first + 1] == ".":
            form, last = f"{word} {norm[first + 2]}", first + 3
        elif count == 1:
            form, last = word, first + 1
        else:
            continue
        region = cues.abbreviations.get(form)
        if region is None:
            continue
        has_dot = last < len(surface) and surface[last] == "." and document.start[last] == document.end[last - 1]
        code = surface[first].isupper() and len(word) == 2 and sentence.case == "mixed"
        if not dotted and not has_dot and not code and len(word) < 4:
            return None
        if (
            has_dot
            and len(form) < 6
            and not (last + 1 >= sentence.last and len(surface[first]) == 2 and surface[first].isupper())
        ):
            last += 1
        return last, region
    return None


def surnames_in(document: Document, cues: Cues) -> set[str]:
    """Words that follow a given name or a title in this text: later they stand alone for the person."""
    norm, surface = document.norm, document.surface
    seen = set()
    given, title, common = cues.given, cues.title, cues.common
    for token in range(1, len(norm)):
        before = norm[token - 1]
        if before == "." and token > 1:
            before = norm[token - 2] if norm[token - 2] in title else ""
        if (before in given or before in title) and surface[token][0].isupper() and norm[token] not in common:
            named = surface[token - 1][0].isupper() or surface[token - 1] == "."
            if named:
                seen.add(norm[token])
    return seen


def is_headline(document: Document, sentence: Sentence) -> bool:
    """Whether most words begin with a capital, so that a capital says nothing."""
    words = [w for w in document.surface[sentence.first : sentence.last] if len(w) > 3 and w[0].isalpha()]
    return len(words) > 3 and sum(word[0].isupper() for word in words) >= 0.75 * len(words)
