"""Find the names of places in a document: longest name first, told apart from persons and other bearers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from streams.coding.document import Document, Sentence
from streams.coding.gazetteer import Candidate, Gazetteer
from streams.coding.places_cues import Cues, load_cues

__all__ = ["Found", "demonyms_in", "find_names"]

# Parts of names that stay in lower case inside a capitalised name.
_CONNECTORS = frozenset(
    "de la le les el al as es ash esh ad ed an en ar er at et az ez of the y i e do da dos das du des del di los las van "
    "von upon on in and sur sous am bei ye wa na bin ibn abu lez".split()
)
_ARTICLES = frozenset("al el ul as es ash esh ad ed an en ar er at et az ez adh d".split())
_SHORT = frozenset("st ste ft mt n s e w d c j r u dr w".split())
"""After these a dot belongs to the name: "St. Louis"."""
_MAX_WORDS = 6
_OPENING = frozenset("\"'“‘([{«-–—•*>|:;.")


class Found(NamedTuple):
    """A name that may be a place: tokens `first` to `last` (exclusive)."""

    first: int
    last: int
    name: str
    """The normalised name; the same name is the same place throughout an article unless its neighbours differ."""
    candidates: tuple[Candidate, ...]
    wanted: str
    """What the words around it say it is: "district", "settlement", "facility", "water", "land" or ""."""
    cue: int
    """2: the text says it is a place ("in Kabul"); 1: it reads like one; 0: only the rest of the article can tell."""
    inside: bool = False
    """Part of an organisation's name ("Kabul University")."""
    region: str = ""
    """Code of the region when the name is an abbreviation that can mean nothing else."""


def find_names(document: Document, gazetteer: Gazetteer) -> list[Found]:
    """Names of places in reading order, without overlaps; page furniture is left out."""
    cues = load_cues()
    surnames = _surnames(document, cues)
    found: list[Found] = []
    for sentence in document.sentences:
        if sentence.furniture:
            continue
        _find_in(document, sentence, gazetteer, cues, surnames, found)
    return found


def demonyms_in(document: Document, gazetteer: Gazetteer) -> list[str]:
    """Countries whose people or things the text names ("Libyan"): they are context, not places."""
    return [
        country
        for token, word in enumerate(document.norm)
        if len(word) > 3 and document.surface[token][0].isupper() and (country := gazetteer.demonym(word))
    ]


def _find_in(
    document: Document,
    sentence: Sentence,
    gazetteer: Gazetteer,
    cues: Cues,
    surnames: frozenset[str],
    found: list[Found],
) -> None:
    surface, norm = document.surface, document.norm
    mixed = sentence.case == "mixed"
    headline = mixed and _is_headline(document, sentence)
    position = sentence.first
    while position < sentence.last:
        word = surface[position]
        if (
            mixed
            and not word[0].isupper()
            and not (
                norm[position] in _ARTICLES
                and position + 1 < sentence.last
                and surface[position + 1][0].isupper()
                and document.end[position] + 1 == document.start[position + 1]
            )
        ):
            position += 1
            continue
        if not word[0].isalpha():
            position += 1
            continue
        if (
            found
            and found[-1].last <= position
            and (short := _abbreviation(document, position, sentence, cues, found[-1]))
        ):
            last, region = short
            found.append(_region_found(document, position, last, region, gazetteer))
            position = last
            continue
        hit = _longest(document, position, sentence, gazetteer, cues, surnames, mixed, headline)
        if hit is None:
            position += 1
            continue
        if hit.candidates:
            found.append(hit)
        position = hit.last


def _longest(
    document: Document, first: int, sentence: Sentence, gazetteer: Gazetteer, cues: Cues, surnames: frozenset[str],
    mixed: bool, headline: bool,
) -> Found | None:  # fmt: skip
    """The longest acceptable name at this token; with no candidates when it is a name of something else."""
    norm, surface = document.norm, document.surface
    words = [norm[first]]
    ends = [first + 1]
    token = first + 1
    while len(words) < _MAX_WORDS and token < sentence.last:
        word = norm[token]
        if word == "." and words[-1] in _SHORT and document.start[token] == document.end[token - 1]:
            token += 1
            continue
        if not word[:1].isalnum() or (
            mixed and not surface[token][0].isupper() and word not in _CONNECTORS and not word[0].isdigit()
        ):
            break
        words.append(word)
        token += 1
        ends.append(token)
    hits = gazetteer.prefixes(" ".join(words) + " ")
    for key, number in reversed(hits):
        count = key.count(" ")
        last = ends[count - 1]
        if mixed and not surface[last - 1][0].isupper() and not surface[last - 1][0].isdigit():
            continue
        candidates = gazetteer.candidates(number)
        judged = _judge(document, first, last, sentence, candidates, cues, surnames, mixed, headline)
        if judged is None:
            continue
        cue, wanted, inside, is_place = judged
        if not is_place:
            return Found(first, last, key, (), wanted, 0)
        return Found(first, last, key, candidates, wanted, cue, inside)
    return None


def _judge(
    document: Document, first: int, last: int, sentence: Sentence, candidates: Sequence[Candidate], cues: Cues,
    surnames: frozenset[str], mixed: bool, headline: bool,
) -> tuple[int, str, bool, bool] | None:  # fmt: skip
    """How sure it is that the name is a place, and of what sort; None when the name is to be passed over."""
    norm, surface = document.norm, document.surface
    single = last - first == 1
    top = candidates[0]
    word = norm[first]
    if (
        single
        and len(word) < 3
        and not (top.feature == "country" and surface[first].isupper() and len(word) == 2 and mixed)
    ):
        return None
    before = _before(document, first, sentence)
    after, gap = _after(document, last, sentence)
    before_word = norm[before] if before >= 0 else ""
    after_word = norm[after] if after >= 0 else ""
    before_capital = before >= 0 and surface[before][0].isupper()
    after_capital = after >= 0 and gap == " " and surface[after][0].isupper()
    located = before_word in cues.locative or (
        before_word == "the" and before > sentence.first and norm[before - 1] in cues.locative and not single
    )
    wanted = _wanted(document, first, last, sentence, cues, after_word if gap in (" ", "-") else "", before)
    nested = after >= 0 and gap == "," and surface[after][0].isupper()
    common = single and word in cues.common
    famous = top.prominence >= 6.6
    # Persons.
    if (before_word and not famous) or (single and word in cues.given):
        if before_capital and (before_word in cues.title or (before_word in cues.given and mixed)):
            return 0, wanted, False, False
        if not mixed and before_word in cues.given | cues.title and not located:
            return 0, wanted, False, False
    if single and word in surnames and not located and not nested:
        return 0, wanted, False, False
    if mixed and not headline and single and after_capital and not wanted:
        if word in cues.given and after_word not in cues.common and not located:
            return 0, wanted, False, False
        if after_word in cues.press or after_word in cues.team:
            return 0, wanted, False, False
    if single and after_word in cues.speaking and not famous and not located and top.prominence < 5.3:
        return 0, wanted, False, False
    cue = 1
    if common:
        if not (located or wanted or nested) or (mixed and before >= 0 and surface[first].islower()):
            return None
        if not mixed or headline or first == sentence.first:
            if not nested:
                return None
        cue = 0 if not nested else 1
    elif located or nested or wanted:
        cue = 2
    elif single and top.prominence < 4.5:
        cue = 0
    if single and word in cues.given and not located and not nested and not famous:
        cue = 0
    if (
        mixed
        and not headline
        and before_capital
        and before != sentence.first
        and single
        and not located
        and before_word not in cues.common
    ):
        cue = min(cue, 0) if top.prominence < 5.5 else cue
    if not mixed and single and cue < 2 and top.prominence < 5.0:
        cue = 0
    if top.kind == 2 and cue == 2 and not wanted:
        cue = 1
    inside = bool(after_capital and not headline and mixed)
    return cue, wanted, inside, True


def _before(document: Document, first: int, sentence: Sentence) -> int:
    """The token before a name, past a title's dot; -1 when there is none that belongs to the same phrase."""
    token = first - 1
    if token > sentence.first and document.norm[token] == "." and document.start[token] == document.end[token - 1]:
        token -= 1
        if len(document.norm[token]) > 5:
            return -1
    if token < sentence.first or not document.surface[token][0].isalpha():
        return -1
    return token


def _after(document: Document, last: int, sentence: Sentence) -> tuple[int, str]:
    """The token after a name and what stands between: " ", "-", "," ...; -1 when there is none."""
    if last >= sentence.last:
        return -1, ""
    word = document.surface[last]
    if word == "," and last + 1 < sentence.last and document.surface[last + 1][0].isalpha():
        return last + 1, ","
    if not word[0].isalpha():
        return -1, ""
    gap = document.text[document.end[last - 1] : document.start[last]]
    return last, " " if gap.isspace() else gap


def _wanted(
    document: Document, first: int, last: int, sentence: Sentence, cues: Cues, after_word: str, before: int
) -> str:
    """What the generic words beside a name say it is."""
    norm = document.norm
    if after_word in cues.district:
        return "district"
    if after_word in cues.settlement:
        return "settlement"
    if after_word in cues.facility or after_word == "oil":
        return "facility"
    if after_word in cues.water:
        return "water"
    if after_word in cues.land:
        return "land"
    if before >= sentence.first and norm[before] in ("of", "the") and before > sentence.first:
        noun = norm[before - 1]
        if norm[before] == "of":
            if noun in cues.settlement:
                return "settlement"
            if noun in cues.district:
                return "district"
    return ""


def _abbreviation(
    document: Document, first: int, sentence: Sentence, cues: Cues, previous: Found
) -> tuple[int, str] | None:
    """A region's short form: "Ky." after a name and a comma, "W.Va." wherever it stands."""
    norm, surface = document.norm, document.surface
    word = norm[first]
    dotted = "." in word and surface[first].isupper()
    follows = previous.last == first - 1 and surface[first - 1] == ","
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
        if not dotted and not has_dot and not (surface[first].isupper() and len(word) == 2) and len(word) < 4:
            return None
        if (
            has_dot
            and len(form) < 6
            and not (last + 1 >= sentence.last and len(surface[first]) == 2 and surface[first].isupper())
        ):
            last += 1
        return last, region
    return None


def _region_found(document: Document, first: int, last: int, region: str, gazetteer: Gazetteer) -> Found:
    name = gazetteer.region_name(region) or ""
    candidates = tuple(c for c in gazetteer.find(name) if c.region == region and c.feature == "admin1")
    return Found(first, last, f"={region}", candidates, "", 2, region=region)


def _surnames(document: Document, cues: Cues) -> frozenset[str]:
    """Words that follow a given name or a title in this text: later they stand alone for the person."""
    norm, surface = document.norm, document.surface
    seen = set()
    given, title, common = cues.given, cues.title, cues.common
    for token in range(1, len(norm)):
        if not surface[token][0].isupper():
            continue
        before = norm[token - 1]
        if ((before in given or before in title) and surface[token - 1][0].isupper() and norm[token] not in common) or (
            before == "." and token > 1 and norm[token - 2] in title and surface[token - 2][0].isupper()
        ):
            seen.add(norm[token])
    return frozenset(seen)


def _is_headline(document: Document, sentence: Sentence) -> bool:
    """Whether most words begin with a capital, so that a capital says nothing."""
    words = [w for w in document.surface[sentence.first : sentence.last] if len(w) > 3 and w[0].isalpha()]
    return len(words) > 3 and sum(word[0].isupper() for word in words) >= 0.75 * len(words)
