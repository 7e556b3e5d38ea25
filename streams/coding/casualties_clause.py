"""One sentence while its casualties are read: its groups, words of harm and auxiliaries, by place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from streams.coding.casualties_people import Group
from streams.coding.casualties_words import Harm, grammar_words
from streams.coding.document import Document, Sentence
from streams.coding.match import Match
from streams.coding.numbers import Number

__all__ = ["AND", "AUXILIARY", "BE", "CLAUSE", "INCLUDING", "JOINERS", "REFLEXIVE", "SAID", "Auxiliary", "Clause"]

BE = frozenset(
    "is are was were be been being am get gets got gotten getting isnt arent wasnt werent became left".split()
)
HAVE = frozenset("has have had having hasnt havent hadnt".split())
MODAL = frozenset("can could will would shall should may might must cant couldnt wont wouldnt".split())
DO = frozenset("do does did dont doesnt didnt".split())
NOT = frozenset(
    "not never isnt arent wasnt werent hasnt havent hadnt dont doesnt didnt cant couldnt wont wouldnt without".split()
)
AUXILIARY = BE | HAVE | MODAL | DO | NOT
PLURAL_BE = frozenset("are were arent werent have havent".split())
SINGULAR_BE = frozenset("is was isnt wasnt has hasnt".split())
AND = frozenset("and or & plus".split())
JOINERS = (("as", "well", "as"), ("along", "with"), ("together", "with"), ("in", "addition", "to"))
INCLUDING = (
    ("including",), ("among", "them"), ("among", "whom"), ("most", "of", "them"), ("mostly",), ("mainly",),
    ("of", "them"), ("of", "whom"), ("all", "of", "them"), ("all",), ("both",), ("at", "least"), ("among", "those"),
)  # fmt: skip
CLAUSE = frozenset(
    "that when while after before as because if where since until although though whereas unless so than whether "
    "how".split()
)
SAID = frozenset(
    "said say says saying told tells reported reports reporting added announced confirmed claimed claims according "
    "stated noted believes believe alleged".split()
)
REFLEXIVE = frozenset("himself herself themselves itself".split())


class Auxiliary(NamedTuple):
    first: int
    be: bool
    have: bool
    unreal: bool
    negated: bool
    plural: bool | None


class Clause:
    """A sentence with its groups by where they start and end; what stands around a word is asked here."""

    def __init__(
        self,
        document: Document,
        sentence: Sentence,
        groups: Sequence[Group],
        triggers: Sequence[Match[dict[str, Harm]]],
        numbers: Mapping[int, Number],
    ) -> None:
        self.document, self.norm = document, document.norm
        self.first, self.last = sentence.first, sentence.last
        self.starting = {group.first: group for group in groups}
        self.ending = {group.last: group for group in groups}
        self.states = {group.state: group for group in groups if group.state is not None}
        self.triggers, self.numbers = triggers, numbers
        self.trigger_starts = {match.first: match for match in triggers}
        self.parts: list[Group] = []
        """Parts ("including three children") that were passed over on the way to the subject of the verb being read."""
        self.earlier_subjects: list[tuple[int, tuple[Group, ...]]] = []
        """Groups that were the subject of a passive, with the token of its word, for "was shot and killed"."""

    def auxiliary(self, first: int) -> Auxiliary:
        """The auxiliaries before a verb, over adverbs and "not"."""
        norm, grammar = self.norm, grammar_words()
        position, seen = first, []
        while position > self.first:
            word = norm[position - 1]
            if word in AUXILIARY or word == "to":
                seen.append(word)
                start = position - 1
            elif grammar.get(word) != "adv" and not (word.endswith("ly") and len(word) > 4):
                break
            position -= 1
        if not seen:
            # adverbs before a bare participle belong to it: "three others critically wounded"
            return Auxiliary(first, False, False, False, False, None)
        words = set(seen)
        have = bool(words & HAVE)
        plural = True if words & PLURAL_BE else False if words & SINGULAR_BE else None
        if words & MODAL or not words & (BE | HAVE):
            plural = None if not words & (PLURAL_BE | SINGULAR_BE) else plural
        unreal = bool(words & MODAL) or ("to" in words and not have)
        return Auxiliary(start, bool(words & BE), have, unreal, bool(words & NOT), plural)

    def group_before(self, first: int) -> Group | None:
        """The group that ends right before a word, over adverbs: "three others critically wounded"."""
        grammar = grammar_words()
        position = first
        while position > self.first:
            if group := self.ending.get(position):
                if self.is_part(group) and (whole := self.whole_of(group)):
                    self.parts.append(group)
                    return whole
                return group
            word = self.norm[position - 1]
            if word == ")":
                opening = next(
                    (i for i in range(position - 1, max(self.first, position - 30), -1) if self.norm[i] == "("), None
                )
                if opening is None:
                    return None
                position = opening
                continue
            if (
                grammar.get(word) != "adv"
                and not (word.endswith("ly") and len(word) > 4)
                and word not in ("were", "was")
            ):
                return None
            position -= 1
        return None

    def whole_of(self, part: Group) -> Group | None:
        """The people that "including one driver" is a part of."""
        for step in range(part.first, max(self.first, part.first - 6), -1):
            if group := self.ending.get(step):
                return group
        return None

    def is_part(self, group: Group) -> bool:
        """Whether "including" or "among them" stands before this group, or "of them" ends it."""
        norm, first = self.norm, group.first
        if norm[first - 1 : first] in ([","], ["("], ["–"], ["—"]) and self.of_them(group):
            return True
        return any(
            first - len(words) >= self.first and tuple(norm[first - len(words) : first]) == words for words in INCLUDING
        )

    def of_them(self, group: Group) -> bool:
        """ "three of them", "two of whom children": people counted just before."""
        return any(
            self.norm[i] == "of" and self.norm[i + 1] in ("them", "whom", "these")
            for i in range(group.first, group.last - 1)
        )

    def joined_before(self, group: Group) -> bool:
        before = self.norm[group.first - 1] if group.first > self.first else ""
        return before in AND or before == ","

    def has_earlier_group(self, position: int) -> bool:
        """Whether an earlier group of the same clause can be the head of this phrase."""
        norm = self.norm
        for step in range(position, max(self.first, position - 14), -1):
            if step in self.ending:
                return True
            if norm[step - 1] in SAID or norm[step - 1] in (";", ":") or norm[step - 1] in CLAUSE:
                return False
        return False

    def has_finite_verb(self, first: int, last: int) -> bool:
        grammar = grammar_words()
        return any(grammar.get(self.norm[i]) in ("aux", "verb") for i in range(first, last))

    def has_own_verb(self, group: Group) -> bool:
        """Whether a group is the subject of a clause of its own: "and three civilians were hurt"."""
        position, norm = self.after_details(group.last), self.norm
        while position < self.last and grammar_words().get(norm[position]) == "adv":
            position += 1
        if position >= self.last:
            return False
        if norm[position] in AUXILIARY or (grammar_words().get(norm[position]) == "verb" and norm[position] in SAID):
            return True
        match = self.trigger_starts.get(position)
        return match is not None and not {"nounof"} >= match.value.keys()

    def after_details(self, position: int) -> int:
        """Over an age or a bracket after a name: ", 45,", "(27)"."""
        norm = self.norm
        while position < self.last:
            if norm[position] == "(":
                close = next((i for i in range(position, min(position + 15, self.last)) if norm[i] == ")"), None)
                if close is None or any(
                    i in self.starting and self.starting[i].form == "number" for i in range(position, close)
                ):
                    return position
                position = close + 1
            elif (
                norm[position] == ","
                and norm[position + 1 : position + 2]
                and norm[position + 1].isdigit()
                and position + 1 not in self.starting
            ):
                position += 2
            else:
                return position
        return position
