"""Find the names of places in a document: longest name first, told apart from persons and other bearers."""

from __future__ import annotations

from typing import NamedTuple

from streams.coding.document import Document, Sentence
from streams.coding.gazetteer import Candidate, Gazetteer
from streams.coding.places_cues import Cues, load_cues
from streams.coding.places_judge import judge, look_around
from streams.coding.places_words import abbreviation_at, is_headline, is_proper, list_ending, surnames_in, words_from

__all__ = ["Found", "demonyms_in", "find_names"]

_ARTICLES = frozenset("al el ul as es ash esh ad ed an en ar er at et az ez adh d".split())


class Found(NamedTuple):
    """A name that may be a place: tokens `first` to `last` (exclusive)."""

    first: int
    last: int
    name: str
    """The normalised name; the same name is the same place throughout an article unless its neighbours differ."""
    candidates: tuple[Candidate, ...]
    wanted: str
    """What the words around it say it is: "province", "district", "settlement", "facility", "water", "land" or ""."""
    cue: int
    """2: the text says it is a place ("in Kabul"); 1: it reads like one; 0: only the rest of the article can tell;
    -1: an ordinary word, unless the text says in what it lies ("Mobile, Alabama")."""
    inside: bool = False
    """Part of an organisation's name ("Kabul University")."""
    region: str = ""
    """Code of the region when the name is an abbreviation that can mean nothing else."""


def find_names(document: Document, gazetteer: Gazetteer) -> list[Found]:
    """Names of places in reading order, without overlaps; page furniture is left out."""
    cues = load_cues()
    lower = not any(sentence.case == "mixed" for sentence in document.sentences)
    finder = _Finder(document, gazetteer, cues, surnames_in(document, cues))
    for sentence in document.sentences:
        if not sentence.furniture:
            finder.read(sentence, mixed=sentence.case == "mixed" or (sentence.case == "lower" and not lower))
    return [item._replace(cue=-1) if finder.is_person(item) else item for item in finder.found]


def demonyms_in(document: Document, gazetteer: Gazetteer) -> list[str]:
    """Countries whose people or things the text names ("Libyan"): they are context, not places."""
    demonyms = gazetteer.demonyms
    tokens = [token for token, word in enumerate(document.norm) if word in demonyms]
    return [demonyms[document.norm[token]] for token in tokens if document.surface[token][0].isupper()]


class _Finder:
    """Looks through one document; what it learns about persons on the way counts for the whole of it."""

    def __init__(self, document: Document, gazetteer: Gazetteer, cues: Cues, persons: set[str]) -> None:
        self.document, self.gazetteer, self.cues = document, gazetteer, cues
        self.found: list[Found] = []
        self._persons = persons
        self._list_end = -1

    def is_person(self, item: Found) -> bool:
        """Whether a single name that the text does not place belongs to somebody met elsewhere in the text."""
        return item.cue < 2 and item.last - item.first == 1 and self.document.norm[item.first] in self._persons

    def read(self, sentence: Sentence, *, mixed: bool) -> None:
        """Add the names of one sentence."""
        document, found = self.document, self.found
        headline = mixed and is_headline(document, sentence)
        free = sentence.first
        for position in self._starts(sentence, mixed):
            if position < free:
                continue
            if found and (short := abbreviation_at(document, position, sentence, self.cues, found[-1].last)):
                last, region = short
                found.append(_region_found(position, last, region, self.gazetteer))
                free = last
                continue
            hit = self._longest(position, sentence, mixed, headline) or self._unknown(position, sentence, mixed)
            if hit is None:
                continue
            if hit.name:
                if self._listed(hit.first, sentence):
                    self._list_end = hit.last
                found.append(hit)
            free = hit.last

    def _starts(self, sentence: Sentence, mixed: bool) -> list[int]:
        """The tokens that may begin a name."""
        surface, norm = self.document.surface, self.document.norm
        tokens = range(sentence.first, sentence.last)
        if not mixed:
            return [i for i in tokens if surface[i][0].isalpha() and norm[i] not in _NEVER_FIRST]
        return [
            i for i in tokens if surface[i][0].isupper() or (norm[i] in _LOW_STARTS and self._starts_low(i, sentence))
        ]

    def _starts_low(self, token: int, sentence: Sentence) -> bool:
        """Whether a word in lower case may begin a name: "al-Shadadi", "southern Sudan"."""
        if token + 1 >= sentence.last or not self.document.surface[token + 1][0].isupper():
            return False
        word = self.document.norm[token]
        return word in _LEADING or (
            word in _ARTICLES and self.document.end[token] + 1 == self.document.start[token + 1]
        )

    def _longest(self, first: int, sentence: Sentence, mixed: bool, headline: bool) -> Found | None:
        """The longest name at this token; one without a name when the words are taken by something else."""
        document, gazetteer, cues = self.document, self.gazetteer, self.cues
        if not gazetteer.begins(document.norm[first]) and document.norm[first] not in cues.phrase_starts:
            return None
        text, ends = words_from(document, first, sentence, mixed)
        if document.norm[first] in cues.phrase_starts:
            words = text.split()
            for count in range(len(ends), 1, -1):
                if " ".join(words[:count]) in cues.phrases:
                    return Found(first, ends[count - 1], "", (), "", 0)
        for key, number in reversed(gazetteer.prefixes(text)):
            last = ends[key.count(" ") - 1]
            if mixed and not is_proper(document, first, last):
                continue
            if last - first == 1 and gazetteer.demonym(document.norm[first]):
                return None
            candidates = gazetteer.candidates(number)
            low = mixed and document.surface[first][0].islower() and document.norm[first] in _LEADING
            if low and (last - first == 1 or candidates[0].feature not in ("admin1", "admin2", "area", "country")):
                continue
            around = look_around(document, first, last, sentence, cues)
            verdict = judge(
                document, first, last, candidates, around, cues,
                mixed=mixed, headline=headline, opening=first == sentence.first,
            )  # fmt: skip
            if verdict is None:
                continue
            if verdict.person:
                self._persons.add(document.norm[last - 1])
            if verdict.skip:
                return Found(first, last, "", (), "", 0)
            if around.wanted in ("water", "land") and around.after_capital and candidates[0].prominence < 6:
                # "Kanawha River": a feature of its own, whose point nobody gave us
                return Found(first, last + 1, f"{key}{around.after}", (), around.wanted, 2)
            wanted = around.wanted
            plural = list_ending(document, last, sentence) if wanted in ("", "district") else ""
            if plural == "counties" and (county := gazetteer.find(f"{key}county")):
                return Found(first, last, f"{key}county", county, "district", 2)
            if not wanted and (plural in cues.province or plural in cues.district):
                wanted = "province" if plural in cues.province else "district"
            return Found(first, last, key, candidates, wanted, verdict.cue, verdict.inside)
        return None

    def _unknown(self, first: int, sentence: Sentence, mixed: bool) -> Found | None:
        """A name that no gazetteer has, where the text calls it a place: "the village of X", "the X checkpoint"."""
        document, cues = self.document, self.cues
        norm, surface = document.norm, document.surface
        if not mixed and norm[first - 1] not in _CALLING and self._list_end < 0:
            return None
        if norm[first] in cues.common or norm[first] in cues.title or len(norm[first]) < 2:
            return None
        last = first + 1
        if mixed:
            while last < sentence.last and last - first < 5 and surface[last][0].isupper() and surface[last].isalnum():
                last += 1
        generic = norm[last] if last < sentence.last and document.joined(last - 1).isspace() else ""
        name_last = last
        if last - first > 1 and norm[last - 1] in _GENERIC:
            generic, name_last = norm[last - 1], last - 1
        sort = _GENERIC.get(generic, "")
        if any(word in cues.common for word in norm[first:name_last]) or norm[name_last - 1] in cues.speaking:
            return None
        listed = self._listed(first, sentence)
        arabic = norm[first] in _ARTICLES and last - first > 1 and document.joined(first) == "-"
        before = norm[first - 1] if first > sentence.first else ""
        if before == "the" and first - 1 > sentence.first:
            before = norm[first - 2]
        placed = mixed and before in cues.inside and (bool(sort) or (arabic and last - first == 2))
        if not (listed or placed or (sort == "settlement" and mixed and generic in _SETTLEMENTS)):
            return None
        if mixed and " ".join(norm[first : first + 2]) in cues.phrases:
            return None
        if listed:
            self._list_end = last
        return Found(first, last, " ".join(norm[first:last]) + " ", (), sort or "settlement", 2)

    def _listed(self, first: int, sentence: Sentence) -> bool:
        """Whether the token begins an item of "the villages of X, Y and Z"."""
        norm = self.document.norm
        token = first - 1
        if token > sentence.first and norm[token] == "of" and norm[token - 1] in _SETTLEMENTS:
            return True
        if token >= sentence.first and norm[token] in ("called", "named") and norm[token - 1] in _SETTLEMENTS:
            return True
        if token > sentence.first and norm[token] == ":" and norm[token - 1] in _SETTLEMENTS:
            return True
        while token >= sentence.first and norm[token] in (",", "and", "or"):
            token -= 1
        return token + 1 == self._list_end and token + 1 < first


_GENERIC = {
    **dict.fromkeys(("village", "town", "hamlet", "neighborhood", "neighbourhood", "quarter", "suburb"), "settlement"),
    **dict.fromkeys(("district", "subdistrict", "tehsil", "governorate"), "district"),
    **dict.fromkeys(
        "checkpoint checkpoints roundabout crossing camp airbase airport base gate garrison farms outpost field "
        "oilfield".split(),
        "facility",
    ),
    **dict.fromkeys(("mountains", "hill", "hills", "valley", "forest", "area"), "land"),
}
"""What follows a name that nobody listed and says what it is."""
_SETTLEMENTS = frozenset(
    "village villages town towns hamlet hamlets settlement settlements township townships neighborhood neighborhoods "
    "neighbourhood neighbourhoods district districts area areas quarter quarters".split()
)
_LEADING = frozenset(
    "north south east west northern southern eastern western northeastern northwestern southeastern southwestern "
    "central lower upper middle greater northeast northwest southeast southwest".split()
)

_LOW_STARTS = _LEADING | _ARTICLES
_NEVER_FIRST = frozenset(
    "the a an in on at by for from to of with and but or as if is are was were has have had that this it he she they "
    "who which not no be been will would his her their its".split()
)
_CALLING = frozenset(("of", "called", "named", ":"))


def _region_found(first: int, last: int, region: str, gazetteer: Gazetteer) -> Found:
    name = gazetteer.region_name(region) or ""
    candidates = tuple(c for c in gazetteer.find(name) if c.region == region and c.feature == "admin1")
    return Found(first, last, f"={region}", candidates, "", 2, region=region)
