"""Read the noun of a group of people: over modifiers and names to the last noun of the phrase."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from schemas.coded import CountMethod
from streams.coding.casualties_people import Group, Lead, counted_group
from streams.coding.casualties_words import Noun, grammar_words, harm_words, people, table, things, titles
from streams.coding.document import Document, Sentence
from streams.coding.numbers import Number, cardinals

__all__ = ["read_noun"]


_YEARS_OLD = frozenset("year years month months week weeks day days yr".split())
_PARTICLES = frozenset(
    "de del la las los el al bin bint ibn abu von van der da dos di le du y e ul ur ud uz as ad ben ould".split()
)
_ORDINALS = frozenset("second third fourth fifth sixth seventh eighth ninth tenth 2nd 3rd 4th 5th 6th".split())
_NAMES_IN_ED = frozenset(
    "mohammed mohamed muhammed muhamed ahmed sayyed rasheed waleed khaled alfred wilfred fleming browning sterling "
    "kelly reilly connolly donnelly beverly kimberly carly".split()
)
_LONGEST = 9


@cache
def _no_names() -> frozenset[str]:
    """Capitalised words that make a name the name of a body or a place, not of a person."""
    return frozenset(row.values["word"] for row in table("no_names", "word"))


def read_noun(
    document: Document, sentence: Sentence, numbers: Mapping[int, Number], lead: Lead
) -> tuple[Group | None, int]:
    """The group whose lead was read, and the token to read on at."""
    return _Phrase(document, sentence, numbers, lead).read()


class _Phrase:
    """A noun phrase while it is read; each step says how many tokens it takes, 0 ends the phrase."""

    def __init__(self, document: Document, sentence: Sentence, numbers: Mapping[int, Number], lead: Lead) -> None:
        self.document, self.norm, self.sentence = document, document.norm, sentence
        self.numbers, self.lead = numbers, lead
        self.end = sentence.last
        self.upper = sentence.case == "upper"
        self.at = lead.start
        self.definite = lead.definite
        self.head: int | None = None
        self.state: int | None = None
        self.year_old: int | None = None
        self.name_from: int | None = None
        self.thing = False
        """The last word was a thing or an unknown noun, which a number would count."""

    def read(self) -> tuple[Group | None, int]:
        limit = min(self.end, self.lead.start + _LONGEST)
        while self.at < limit and (taken := self._step()):
            self.at += taken
        self.at = max(self.at, self.lead.start)
        if self.at < limit and self.name_from is not None and self._next(1) == "," and self._next(2) in ("jr", "sr"):
            self.at += 3 if self._next(3) == "." else 2
        group = self._close()
        return group, max(self.at, group.last if group else self.at, self.lead.first + 1)

    def _next(self, number: int) -> str:
        """The word `number` - 1 tokens on, empty past the end of the text."""
        at = self.at + number - 1
        return self.norm[at] if at < len(self.norm) else ""

    def _step(self) -> int:
        word = self.norm[self.at]
        if self.at in self.numbers:
            if self.head is None and self.at > self.lead.start:
                self.name_from = None  # "During the exchange two officers": what stood before the number was no name
            return 0
        if (age := self._age(word)) is not None:
            return age
        if word in people():
            return self._noun()
        if word == "s" and self.document.surface[self.at][0] in "'’´`":
            return self._possessive()
        if not word[0].isalpha():
            return self._mark(word)
        if (kind := grammar_words().get(word)) is not None:
            return self._grammar_word(word, kind)
        if word in harm_words().first_words:
            return self._participle(word)
        return self._modifier(word) if self.head is None else self._after_head(word, self.head)

    def _age(self, word: str) -> int | None:
        """ "12-year-old", "year old": None where no age stands here, 0 where a bare number ends the phrase."""
        if word[0].isdigit() or (self._next(2) in _YEARS_OLD and self.document.joined(self.at) == "-"):
            if self._next(2) in _YEARS_OLD and self._next(3) == "old":
                if not self._next(2).endswith("s"):
                    self.year_old = self.at + 2
                return 3
            if self._next(2) in ("yo", "yr"):
                self.year_old = self.at + 1
                return 2
            return 0
        if word in ("year", "month") and self._next(2) == "old":
            self.year_old = self.at + 1
            return 2
        if word == "old" and self.at > self.lead.start and self.norm[self.at - 1] in _YEARS_OLD:
            if not self.norm[self.at - 1].endswith("s"):
                self.year_old = self.at
            return 1
        return None

    def _noun(self) -> int:
        head = self.head
        if head is not None:
            if self.name_from is not None and not self.upper and self.norm[head] in titles():
                return 0
            if people()[self.norm[head]].plural and head != self.at - 1:
                return 0
        self.head, self.thing, self.name_from = self.at, False, None
        return 1

    def _mark(self, word: str) -> int:
        """Punctuation inside a phrase: a bracket before the noun, a possessive, quotes, the dot of an initial."""
        norm, at = self.norm, self.at
        if word == "(" and self.lead.number is not None:
            close = next((i for i in range(at + 1, min(at + 16, self.end)) if norm[i] == ")"), None)
            if close and _noun_ahead(norm, close + 1, self.end):
                return close + 1 - at  # "two international (Swiss) staff"
        following = norm[at + 1] if at + 1 < self.end else "."
        if word in "\"“”'‘’" and self.head is None and at > self.lead.start and following[0].isalpha():
            return 1
        if word == "." and at > self.lead.start and self.document.joined(at - 1) == "":
            before = norm[at - 1]
            return int(len(before) == 1 or (len(before) <= 4 and before in titles()))
        return 0

    def _possessive(self) -> int:
        """ "the mayor's two guards" are guards; "the mayor's murder" is about the mayor."""
        following = self._next(2) or "."
        if following in grammar_words() or not following[0].isalpha() or following in _harm_nouns():
            return 0
        if self.at + 1 in self.numbers:
            return 0
        self.head = self.name_from = None
        self.definite = True
        return 1

    def _grammar_word(self, word: str, kind: str) -> int:
        """Only "and" between modifiers ("Afghan and coalition soldiers") and particles of names go on."""
        counted = self.lead.number is not None or self.lead.article
        unnamed = self.head is None and self.name_from is None
        if word == "and" and unnamed and counted and self.at > self.lead.start:
            return int(_plural_noun_ahead(self.norm, self.at + 1, self.end))
        if kind == "verb" and self.name_from is not None and not self.upper and self.document.capitalised(self.at):
            return 1  # "Omar Said"
        return int(kind == "prep" and self.upper and word in _PARTICLES and self.name_from is not None)

    def _participle(self, word: str) -> int:
        """ "three wounded soldiers": a participle that leads to the noun says they were harmed."""
        at, start = self.at, self.lead.start
        leads = at == start or (at == start + 1 and self.norm[start].endswith("ly"))
        unread = self.head is None and self.name_from is None and self.state is None
        if unread and leads and _is_participle(word) and _noun_ahead(self.norm, at + 1, self.end):
            self.state = at
            return 1
        return 0

    def _after_head(self, word: str, head: int) -> int:
        """A word after the noun belongs to a name, or shows that the noun was only a modifier."""
        norm, noun = self.norm, people()[self.norm[head]]
        capital = self.document.capitalised(self.at)
        if capital and word in _no_names():
            return 0
        if capital and not noun.plural and (not self.upper or norm[head] in titles() or self.at == head + 1):
            self.name_from = head + 1 if self.name_from is None else self.name_from
            return 1
        if capital and self.upper and self.name_from is not None:
            return 1
        if _likely_verb(word):
            return 0
        if noun.plural:
            adjective = norm[head] == noun.lemma or self.lead.number is not None
            if adjective and not capital and _noun_ahead(norm, self.at, self.end):  # "a Taliban weapons supplier"
                self.head = None
                return 1
            return 0
        if norm[head].endswith("s") or (self.upper and self.name_from is None and self.at > head + 1):
            return 0
        if self.document.surface[self.at].islower():  # "police station", "student union"
            self.head, self.thing = None, True
            return 1
        return 0

    def _modifier(self, word: str) -> int:
        if self.upper and self.lead.first == self.lead.start == self.at and _is_verb_form(word):
            return 0  # in capitals a verb looks like a name
        capital = self.document.capitalised(self.at)
        if capital and self.name_from is None and not self.thing:
            self.name_from = self.at
        elif not capital and not (self.name_from is not None and word in _PARTICLES):
            bare = self.lead.number is None and not self.lead.article and self.lead.first == self.lead.start
            if self.name_from is not None and bare:
                return 0  # a name ends where small letters begin
            self.name_from = None
            self.thing = word in things()
        return 1

    # ------------------------------------------------------------------ what was read

    def _close(self) -> Group | None:
        lead, at, head = self.lead, self.at, self.head
        noun = people()[self.norm[head]] if head is not None else None
        if lead.zero:
            if (noun is None and at > lead.start) or at == lead.first:
                return None
            return Group(lead.first, at, 0, 0, 0, "exact", head, noun, "none", False, lead.more, self.state)
        if lead.number is not None:
            if noun is None and at > lead.start and (self.thing or self._is_single_thing(lead.number)):
                return None
            counted, last = head if head is not None else self.year_old, max(at, lead.number.last)
            return counted_group(
                lead.first, last, lead.number, counted, noun, "number", self.definite, lead.more, self.state
            )
        if noun is not None and head is not None:
            return self._of_noun(noun, head)
        if self.year_old is not None and at > lead.start:
            if self.name_from is not None and self.name_from > self.year_old and self._is_name(self.name_from):
                return self._single(lead.first, None, "name", definite=True)
            return self._single(lead.first, self.year_old, "one")
        if at == lead.start:
            return self._others()
        if lead.article and at == lead.start + 1 and self.norm[lead.start] in _ORDINALS:
            return self._single(lead.first, lead.start, "one", definite=False)._replace(more=True)
        if self.name_from is not None and not lead.article and self._is_name(lead.first):
            return self._single(self.name_from, None, "name", definite=True)
        return None

    def _single(self, first: int, head: int | None, form: str, definite: bool | None = None) -> Group:
        sure = self.definite if definite is None else definite
        return Group(first, self.at, 1, 1, 1, "exact", head, None, form, sure, self.lead.more, self.state)

    def _of_noun(self, noun: Noun, head: int) -> Group:
        lead = self.lead
        if noun.plural and lead.article:  # "a Taliban"
            return self._single(lead.first, head, "one")._replace(noun=noun)
        if noun.plural or noun.number is None:
            count: tuple[int, int | None, int | None, CountMethod] = (2, None, None, "vague")
            if noun.number:
                count = (noun.number, noun.number, noun.number, "exact")
            return Group(lead.first, self.at, *count, head, noun, "plural", self.definite, lead.more, self.state)
        named = self.name_from is not None and self.name_from > head
        form = "name" if named else "one"
        count = (noun.number, noun.number, noun.number, "exact")
        return Group(lead.first, self.at, *count, head, noun, form, self.definite or named, lead.more, self.state)

    def _others(self) -> Group | None:
        """ "others", "another" without a noun."""
        lead, word = self.lead, self.norm[self.at - 1]
        if not lead.more or word not in ("others", "other", "another"):
            return None
        if word == "others":
            return Group(
                lead.first, self.at, 2, None, None, "vague", self.at - 1, None, "plural", self.definite, True, None
            )
        return Group(lead.first, self.at, 1, 1, 1, "exact", self.at - 1, None, "one", self.definite, True, None)

    def _is_single_thing(self, number: Number) -> bool:
        """ "one attack"; but "one international and three national staff", "12 Kurds"."""
        norm, at = self.norm, self.at
        last = norm[at - 1]
        if (
            self.year_old is not None
            or not number.low == number.high == 1
            or (last.endswith("s") and not last.endswith("ss"))
        ):
            return False
        if self.name_from is not None:
            return False
        following = self._next(2)
        return not (self._next(1) == "and" and following and (following.isdigit() or following in cardinals()))

    def _is_name(self, first: int) -> bool:
        """Whether capitalised words can be a person's name; one word alone only when it is no sentence's first."""
        norm, name_from = self.norm, self.name_from
        if name_from is None:
            return False
        words = [word for word in norm[name_from : self.at] if word[0].isalpha()]
        if not words or any(word in _no_names() or word in things() for word in words):
            return False
        if self.upper:
            if any(_is_verb_form(word) for word in words):
                return False
            return (first == name_from or self.year_old is not None) and len(words) <= 6
        if len(words) == 1 and name_from == self.sentence.first and not _named_elsewhere(self.document, name_from):
            return False
        return first == name_from or self.year_old is not None or norm[first] in titles()


def _plural_noun_ahead(norm: list[str], position: int, end: int) -> bool:
    """Whether "Afghan and coalition soldiers" goes on to a plural noun without a new article or number."""
    for at in range(position, min(position + 3, end)):
        if norm[at] in people():
            return people()[norm[at]].plural and at > position
        if not norm[at][0].isalpha() or norm[at] in grammar_words():
            return False
    return False


def _noun_ahead(norm: list[str], position: int, end: int) -> bool:
    """Whether a noun for people follows within a few modifiers: "wounded Afghan soldiers"."""
    for at in range(position, min(position + 4, end)):
        if norm[at] in people():
            return True
        if (
            not norm[at][0].isalpha()
            or norm[at] in grammar_words()
            or norm[at] in harm_words().first_words
            or norm[at] in cardinals()
        ):
            return False
    return False


def _is_participle(word: str) -> bool:
    return word.endswith(("ed", "en", "slain", "ing", "dead"))


@cache
def _harm_nouns() -> frozenset[str]:
    return frozenset(
        row.values["phrase"].split()[-1]
        for row in table("harm", "phrase", "form", "outcome", "surety")
        if row.values["form"] == "nounof"
    ) | {"body", "bodies", "corpse", "fatal", "lives", "life"}


def _is_verb_form(word: str) -> bool:
    """Whether a word in capitals is a verb or an adverb rather than a part of a name."""
    return word.endswith(("ed", "ing", "ly")) and len(word) > 5 and word not in _NAMES_IN_ED


def _likely_verb(word: str) -> bool:
    return word.endswith(("ed", "ing", "ly"))


def _named_elsewhere(document: Document, position: int) -> bool:
    """Whether the first word of a sentence is capitalised within another sentence too, so that it is a name."""
    norm, word = document.norm, document.norm[position]
    at = -1
    while True:
        try:
            at = norm.index(word, at + 1)
        except ValueError:
            return False
        if at != position and at and document.capitalised(at) and norm[at - 1][-1].isalnum():
            return True
