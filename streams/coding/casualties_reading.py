"""Which people of a sentence a word of harm speaks of: its object, its subject, or what follows "of"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from streams.coding.casualties_groups import Group
from streams.coding.casualties_words import Harm, grammar_words, wound_words
from streams.coding.document import Document, Sentence
from streams.coding.match import Match
from streams.coding.numbers import Number

__all__ = ["Found", "read_harm"]


class Found(NamedTuple):
    """Words of harm with the groups they speak of; `parts` are those counted in the others already."""

    first: int
    last: int
    harm: Harm
    groups: tuple[Group, ...]
    parts: tuple[Group, ...] = ()
    negated: bool = False
    unreal: bool = False
    also: bool = False
    """ "also" stands before the verb."""


_BE = frozenset("is are was were be been being am get gets got gotten getting isnt arent wasnt werent became left".split())
_HAVE = frozenset("has have had having hasnt havent hadnt".split())
_MODAL = frozenset("can could will would shall should may might must cant couldnt wont wouldnt".split())
_DO = frozenset("do does did dont doesnt didnt".split())
_NOT = frozenset("not never isnt arent wasnt werent hasnt havent hadnt dont doesnt didnt cant couldnt wont wouldnt without".split())
_AUXILIARY = _BE | _HAVE | _MODAL | _DO | _NOT
_PLURAL_BE = frozenset("are were arent werent have havent".split())
_SINGULAR_BE = frozenset("is was isnt wasnt has hasnt".split())
_AND = frozenset("and or & plus".split())
_JOINERS = (("as", "well", "as"), ("along", "with"), ("together", "with"), ("in", "addition", "to"))
_INCLUDING = (
    ("including",), ("among", "them"), ("among", "whom"), ("most", "of", "them"), ("mostly",), ("mainly",), ("of", "them"),
    ("of", "whom"), ("all", "of", "them"), ("all",), ("both",), ("at", "least"), ("among", "those"),
)  # fmt: skip
_CLAUSE = frozenset(
    "that when while after before as because if where since until although though whereas unless so than whether how".split()
)
_SAID = frozenset(
    "said say says saying told tells reported reports reporting added announced confirmed claimed claims according stated noted "
    "believes believe alleged".split()
)
_REFLEXIVE = frozenset("himself herself themselves itself".split())


def read_harm(
    document: Document,
    sentence: Sentence,
    groups: Sequence[Group],
    triggers: Sequence[Match[dict[str, Harm]]],
    numbers: Mapping[int, Number],
) -> list[Found]:
    """Every word of harm in a sentence with its people, in reading order; words without people are left out."""
    return _Reader(document, sentence, groups, triggers, numbers).read()


class _Auxiliary(NamedTuple):
    first: int
    be: bool
    have: bool
    unreal: bool
    negated: bool
    plural: bool | None


class _Reader:
    """One sentence while it is read: groups by where they start and end."""

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
        self.subjects: list[tuple[int, tuple[Group, ...]]] = []
        """Groups that were the subject of a passive, with the token of its word, for "was shot and killed"."""

    def read(self) -> list[Found]:
        found: list[Found] = []
        for match in self.triggers:
            self.parts = []
            result = self._read_one(match)
            if result is not None and result.groups:
                if self.parts:
                    passed = tuple(part for part in self.parts if part not in result.groups)
                    result = result._replace(groups=result.groups + passed, parts=result.parts + passed)
                result = self._with_brackets(found, self._with_breakdown(result))
                if self._also(match):
                    result = result._replace(also=True)
                found.append(result)
                self.subjects.append((match.first, result.groups))
        return found

    def _read_one(self, match: Match[dict[str, Harm]]) -> Found | None:
        forms, first, last, norm = match.value, match.first, match.last, self.norm
        if "suffer" in forms:
            return self._suffered(match)
        if first in self.states:
            harm = forms.get("past") or forms.get("state") or forms.get("passive")
            return Found(first, last, harm, (self.states[first],)) if harm else None
        if "toll" in forms:
            return self._toll(match)
        aux = self._auxiliary(first)
        after = norm[last] if last < self.last else ""
        noun = forms.get("nounof")
        if noun and not (aux.be and "past" in forms):
            if result := self._noun(match, noun, after):
                return result
        passive = forms.get("past") or forms.get("passive") or forms.get("state")
        if aux.be and passive:
            if "died" in forms:
                passive = forms["died"]
            groups = self._subject_list(aux.first, aux.plural)
            if not groups and after and self.first == aux.first:
                groups = self._right(last)[0]
            groups += self._companions(last) if groups else ()
            return Found(first, last, passive, groups, (), aux.negated, aux.unreal)
        if died := forms.get("died"):
            groups = self._subject_list(aux.first, aux.plural)
            return Found(first, last, died, groups, (), aux.negated, aux.unreal)
        active = forms.get("active") or forms.get("present") or forms.get("ing") or forms.get("base")
        if active and "past" not in forms and not ("count" in forms and self._adjacent(first)):
            groups, parts = self._right(last)
            unreal = aux.unreal or (aux.be and "ing" not in forms)
            if groups and "base" in forms and "ing" not in forms and not self._is_verb(match, aux):
                return None
            if groups and groups[0].form == "pronoun" and norm[groups[0].first] in _REFLEXIVE:
                groups = self._subject_list(aux.first, None) or groups
            if not groups:
                return None
            return Found(first, last, active, groups, parts, aux.negated, unreal)
        harm = forms.get("past") or forms.get("passive") or forms.get("state") or forms.get("count")
        return self._participle(match, harm, aux) if harm else None

    def _with_breakdown(self, found: Found) -> Found:
        """Members that only break down the figure before them become its parts: "three people, two soldiers and a boy"."""
        groups, norm = found.groups, self.norm
        if len(groups) >= 3 and groups[0].form == "number" and norm[groups[1].first - 1] == ",":
            kinds = {group.noun.kind for group in groups if group.noun} - {"unknown"}
            whole, rest = groups[0], [g for g in groups[1:] if g not in found.parts]
            same = whole.noun is None or whole.noun.kind == "unknown" or kinds <= {whole.noun.kind}
            if same and whole.best is not None and whole.best == sum(group.best or 0 for group in rest):
                return found._replace(parts=found.parts + tuple(rest))
        return found

    def _with_brackets(self, found: Sequence[Found], item: Found) -> Found:
        """Bare figures in a bracket are parts of what the same sentence says before: "two wounded (one shot, one raped)"."""
        if not any(other.harm.outcome == item.harm.outcome and other.last <= item.first for other in found):
            return item
        bracketed = tuple(g for g in item.groups if g.form == "number" and g.noun is None and g not in item.parts and self._in_bracket(g))
        return item._replace(parts=item.parts + bracketed) if bracketed else item

    def _in_bracket(self, group: Group) -> bool:
        """Whether a bare figure stands in a bracket after a larger one: "two staff wounded (one shot, one raped)"."""
        for position in range(group.first - 1, max(self.first, group.first - 12), -1):
            if self.norm[position] == ")":
                return False
            if self.norm[position] == "(":
                return any(g.last <= position and (g.high is None or g.high > 1) for g in self.ending.values())
        return False

    def _also(self, match: Match[dict[str, Harm]]) -> bool:
        """Whether "also" stands before the verb, among its auxiliaries: these people come on top."""
        norm, position = self.norm, match.first
        while position > self.first and (norm[position - 1] in _AUXILIARY or grammar_words().get(norm[position - 1]) == "adv"):
            position -= 1
            if norm[position] == "also":
                return True
        return False

    # ------------------------------------------------------------------ forms

    def _participle(self, match: Match[dict[str, Harm]], harm: Harm, aux: _Auxiliary) -> Found | None:
        """ "killed": active before an object, otherwise of the people right before it or of the last subject."""
        first, last, norm, forms = match.first, match.last, self.norm, match.value
        left = self._adjacent(aux.first if aux.first < first and not aux.have else first)
        following = norm[last] if last < self.last else "."
        if "past" not in forms and "passive" in forms and following[0].isalnum() and grammar_words().get(following) not in ("prep", "conj", "adv"):
            return None  # "soldiers seized five rifles"
        if following == "at" and norm[last - 1] == "shot" and left is not None and left.form in ("plural", "pronoun"):
            return None  # "settlers shot at a team"
        if left is not None and match.value.keys() <= {"count", "nounof", "base", "present"} and left.form not in ("number", "none"):
            if not (left.form == "one" and left.noun and "nounof" in match.value):  # "child death", "student murder"
                return None  # "12 deaths", not "the crowd deaths"
        right: tuple[Group, ...] = ()
        parts: tuple[Group, ...] = ()
        if "past" in forms:
            right, parts = self._right(last)
            if right and right[0].form == "plural" and left and left.form == "number" and norm[right[0].first - 1] != norm[last - 1]:
                right = ()
        if right and not (left and left.form == "number" and left.noun is None and right[0].form == "name"):
            if norm[right[0].first] in _REFLEXIVE:
                right = self._subject_list(first, None) or right
            return Found(first, last, harm, right, parts, aux.negated, aux.unreal)
        if left is not None:
            groups = self._list_left(left, None, complement="state" in forms)
            return Found(first, last, harm, groups + self._companions(last), (), aux.negated, False)
        before = norm[first - 1] if first > self.first else ""
        if "past" in forms or "passive" in forms:
            if (shared := self._shared(first)) is not None:
                return Found(first, last, harm, shared[0], (), shared[1], False)
            if before in (",", ")", "–", "—", "-", "who"):
                groups = self._subject_list(first, None)
                if groups and groups[-1].last >= first - 12:
                    return Found(first, last, harm, groups)
            after = norm[last] if last < self.last else "."
            if after == "of":
                return None
            if "past" in forms and (not after[0].isalpha() or grammar_words().get(after) in ("prep", "conj", "adv")):
                # without an object, "killed" says what was done to its subject
                groups = self._subject_list(first, None)
                if groups and groups[-1].last >= first - 10 and groups[-1].form != "pronoun" and not self._finite_between(groups[-1].last, first):
                    return Found(first, last, harm, groups + self._companions(last))
            if before in ("those", "the") and norm[first - 2 : first - 1] == ["among"] and norm[first - 3] in _BE:
                among = self._auxiliary(first - 2)
                return Found(first, last, harm, self._subject_list(among.first, among.plural), (), among.negated, False)
            if inverted := self._inverted(last):
                part = before in ("those", "dead", "among") or norm[first - 2 : first] in (["among", "the"],)
                return Found(first, last, harm, inverted, inverted if part else ())
        elif "state" in forms and before in ("the", "among") and (inverted := self._inverted(last)):
            return Found(first, last, harm, inverted, inverted)
        return None

    def _noun(self, match: Match[dict[str, Harm]], harm: Harm, after: str) -> Found | None:
        """ "the death of two men", "the men's death", "his murder", "two deaths"."""
        first, last, norm = match.first, match.last, self.norm
        before = norm[first - 1] if first > self.first else ""
        unreal = before in ("attempted", "planned", "failed") or norm[first - 2 : first - 1] in (["attempted"],)
        if after == "of" or (after == "to" and norm[first].startswith("injur")):
            groups, parts = self._right(last + 1)
            if groups and not (groups[0].form == "one" and groups[0].noun is None and groups[0].last == groups[0].first + 1):
                return Found(first, last, harm, groups, parts, False, unreal)
        if "count" in match.value and (group := self._adjacent(first)) and group.form in ("number", "none"):
            return Found(first, last, match.value["count"], (group,))
        if before in ("'s", "’s", "'", "’") and (owner := self.ending.get(first - 1)):
            return Found(first, last, harm, (owner,), (), False, unreal)
        return None

    def _suffered(self, match: Match[dict[str, Harm]]) -> Found | None:
        """ "sustained serious head injuries", "suffered a fatal stab wound"."""
        norm, harm = self.norm, match.value["suffer"]
        for position in range(match.last, min(match.last + 7, self.last)):
            word = norm[position]
            wound = self.trigger_starts.get(position)
            if word in wound_words():
                fatal = any(norm[i] in ("fatal", "mortal", "deadly") and norm[i - 1] not in ("non", "not") for i in range(match.last, position))
                aux = self._auxiliary(match.first)
                groups = self._subject_list(aux.first, aux.plural)
                harm = harm._replace(outcome="killed") if fatal else harm
                return Found(match.first, position + 1, harm, groups, (), aux.negated, aux.unreal)
            if not word[0].isalpha() or (wound and position > match.last + 5):
                return None
        return None

    def _toll(self, match: Match[dict[str, Harm]]) -> Found | None:
        """The last number of "rose from 10 to 14", "stands at 14", "of at least 14"."""
        norm = self.norm
        chosen: Number | None = None
        for position in range(match.last, min(match.last + 14, self.last)):
            if norm[position] in (";", "(") or (norm[position] == "," and chosen):
                break
            if chosen is not None and norm[position] in ("and", "with", "while"):
                break
            number = self.numbers.get(position)
            if number is not None and (chosen is None or norm[number.first - 1] == "to"):
                chosen = number
        if chosen is None:
            return None
        harm = next(iter(match.value.values()))
        group = self.starting.get(chosen.first) or Group(
            chosen.first, chosen.last, chosen.low, chosen.best, chosen.high, chosen.method, None, None, "number", False, False, None
        )
        return Found(match.first, match.last, harm, (group._replace(definite=True),))

    # ------------------------------------------------------------------ neighbours

    def _auxiliary(self, first: int) -> _Auxiliary:
        """The auxiliaries before a verb, over adverbs and "not"."""
        norm, grammar = self.norm, grammar_words()
        position, seen = first, []
        while position > self.first:
            word = norm[position - 1]
            if word in _AUXILIARY or word == "to":
                seen.append(word)
                start = position - 1
            elif grammar.get(word) != "adv" and not (word.endswith("ly") and len(word) > 4):
                break
            position -= 1
        if not seen:
            # adverbs before a bare participle belong to it: "three others critically wounded"
            return _Auxiliary(first, False, False, False, False, None)
        words = set(seen)
        have = bool(words & _HAVE)
        plural = True if words & _PLURAL_BE else False if words & _SINGULAR_BE else None
        if words & _MODAL or not words & (_BE | _HAVE):
            plural = None if not words & (_PLURAL_BE | _SINGULAR_BE) else plural
        unreal = bool(words & _MODAL) or ("to" in words and not have)
        return _Auxiliary(start, bool(words & _BE), have, unreal, bool(words & _NOT), plural)

    def _adjacent(self, first: int) -> Group | None:
        """The group that ends right before a word, over adverbs: "three others critically wounded"."""
        grammar = grammar_words()
        position = first
        while position > self.first:
            if group := self.ending.get(position):
                if self._is_part(group) and (whole := self._before_part(group)):
                    self.parts.append(group)
                    return whole
                return group
            word = self.norm[position - 1]
            if word == ")":
                opening = next((i for i in range(position - 1, max(self.first, position - 30), -1) if self.norm[i] == "("), None)
                if opening is None:
                    return None
                position = opening
                continue
            if grammar.get(word) != "adv" and not (word.endswith("ly") and len(word) > 4) and word not in ("were", "was"):
                return None
            position -= 1
        return None

    def _before_part(self, part: Group) -> Group | None:
        """The people that "including one driver" is a part of."""
        for step in range(part.first, max(self.first, part.first - 6), -1):
            if group := self.ending.get(step):
                return group
        return None

    def _is_verb(self, match: Match[dict[str, Harm]], aux: _Auxiliary) -> bool:
        """Whether "murder", "arrest" is a verb here: after "to" or "did", or after people or bodies in the plural."""
        norm, first = self.norm, match.first
        if aux.first < first:
            return True
        if first == self.first or self.document.joined(first - 1) == "-" or self.document.joined(match.last - 1) == "-":
            return False
        before = norm[first - 1]
        if group := self._adjacent(first):
            return group.high != 1 or before == "taliban"
        following = self.starting.get(match.last)
        return before == "who" or before.endswith("s") and len(before) > 3 or (following is not None and following.form == "number" and before[0].isalpha())

    def _shared(self, first: int) -> tuple[tuple[Group, ...], bool] | None:
        """The subject of an earlier participle that this one is joined to: "were kidnapped on Monday and killed"."""
        norm, grammar = self.norm, grammar_words()
        position = first - 1
        while position > self.first and (grammar.get(norm[position]) == "adv" or norm[position].endswith("ly")):
            position -= 1
        if norm[position] not in _AND and norm[position] not in (",", ";", "("):
            return None
        for trigger, groups in reversed(self.subjects):
            if trigger < position and position - trigger <= 16 and all(group.last <= trigger for group in groups):
                return groups, False
        for step in range(position - 1, max(self.first, position - 10) - 1, -1):
            if norm[step] in _BE:
                aux = self._auxiliary(step + 1)
                groups = self._subject_list(aux.first, aux.plural)
                return (groups, aux.negated) if groups else None
            if norm[step] in (";", ":") or norm[step] in _SAID:
                return None
            if norm[step].endswith("ed") and (group := self.ending.get(step)) is not None:  # "two guards ambushed and killed"
                return self._list_left(group, None), False
        return None

    def _inverted(self, last: int) -> tuple[Group, ...]:
        """ "Killed in the attack were two guards", "the dead include three children"."""
        for position in range(last, min(last + 10, self.last)):
            if self.norm[position] in ("were", "was", "are", "include", "included", "includes"):
                return self._right(position + 1)[0]
            if self.norm[position] in (",", ";"):
                return ()
        return ()

    def _companions(self, last: int) -> tuple[Group, ...]:
        """ "was killed along with his wife and two guards"."""
        for words in _JOINERS:
            if tuple(self.norm[last : last + len(words)]) == words:
                return self._right(last + len(words))[0]
        return ()

    def _finite_between(self, first: int, last: int) -> bool:
        grammar = grammar_words()
        return any(grammar.get(self.norm[i]) in ("aux", "verb") for i in range(first, last))

    # ------------------------------------------------------------------ objects

    def _right(self, position: int) -> tuple[tuple[Group, ...], tuple[Group, ...]]:
        """The list of groups that starts here, and those of it that are parts of the others."""
        grammar, norm = grammar_words(), self.norm
        while position < self.last and position not in self.starting and grammar.get(norm[position]) == "adv":
            position += 1
        group = self.starting.get(position)
        if group is None:
            return (), ()
        groups, parts = [group], []
        in_parts = False
        while True:
            position, joiner, including = self._next_item(groups[-1] if not parts else parts[-1])
            in_parts = in_parts or including
            following = self.starting.get(position) if position else None
            if following is None:
                break
            if in_parts or self._of_them(following):
                if self._has_verb(following):
                    break
                parts.append(following)
                continue
            if self._has_verb(following):
                break
            if self._restates(groups[-1], following, joiner):
                # ", a teacher," says who it is; what follows the apposition may go on
                groups[-1] = groups[-1]._replace(last=following.last)
                continue
            if norm[following.first] in _REFLEXIVE:
                following = following._replace(form="one")  # "killed two people and then himself"
            groups.append(following)
        return tuple(groups + parts), tuple(parts)

    def _next_item(self, group: Group) -> tuple[int, str, bool]:
        """Where the next member of the list starts, what joins it, and whether it is part of what stands before."""
        norm = self.norm
        position = self._after_details(group.last)
        start = position
        # a phrase of place or belonging between two members: "two guards of the bank and a client"
        if position < self.last and grammar_words().get(norm[position]) == "prep" and norm[position] not in ("including", "by", *_CLAUSE):
            if not any(norm[position : position + len(j)] == list(j) for j in _JOINERS):
                for step in range(position + 1, min(position + 8, self.last)):
                    if norm[step] in _AND or norm[step] == ",":
                        following = self.starting.get(step + 1)
                        if norm[step] in _AND and following and following.form in ("number", "one", "name") and following.noun is not None:
                            position = step
                        break
                    if grammar_words().get(norm[step]) in ("verb", "aux", "pron") or step in self.trigger_starts:
                        break
                if position == start and norm[position] not in ("including",):
                    return 0, "", False
        joiner = ""
        while position < self.last:
            word = norm[position]
            if word == "," or word in _AND or word in ("then", "also", "(", "–", "—"):
                joiner += "," if word in (",", "(", "–", "—") else "and"
                position += 1
                continue
            for words in _JOINERS:
                if tuple(norm[position : position + len(words)]) == words:
                    joiner += "and"
                    position += len(words)
                    break
            else:
                break
        including = False
        for words in _INCLUDING:
            if position not in self.starting and tuple(norm[position : position + len(words)]) == words:
                including = True
                position += len(words)
                break
        if not joiner and not including:
            return 0, "", False
        return position, joiner, including

    def _after_details(self, position: int) -> int:
        """Over an age or a bracket after a name: ", 45,", "(27)"."""
        norm = self.norm
        while position < self.last:
            if norm[position] == "(":
                close = next((i for i in range(position, min(position + 15, self.last)) if norm[i] == ")"), None)
                if close is None or any(i in self.starting and self.starting[i].form == "number" for i in range(position, close)):
                    return position
                position = close + 1
            elif norm[position] == "," and norm[position + 1 : position + 2] and norm[position + 1].isdigit() and position + 1 not in self.starting:
                position += 2
            else:
                return position
        return position

    def _has_verb(self, group: Group) -> bool:
        """Whether a group is the subject of a clause of its own: "and three civilians were hurt"."""
        position, norm = self._after_details(group.last), self.norm
        while position < self.last and grammar_words().get(norm[position]) == "adv":
            position += 1
        if position >= self.last:
            return False
        if norm[position] in _AUXILIARY or (grammar_words().get(norm[position]) == "verb" and norm[position] in _SAID):
            return True
        match = self.trigger_starts.get(position)
        return match is not None and not {"nounof"} >= match.value.keys()

    def _restates(self, group: Group, following: Group, joiner: str) -> bool:
        """Whether a comma names the same person again: "Ali Khan, a teacher", "the mayor, Juan Perez"."""
        if joiner != ",":
            return False
        single, next_single = group.low == group.high == 1, following.low == following.high == 1
        if not (single and next_single):
            return following.form == "name" and group.form in ("number", "plural")
        possessive = self.norm[following.first] in ("his", "her", "their")
        if group.form == "name" or (group.form == "number" and "of" in self.norm[group.first : group.last]):
            return (following.form == "one" and not possessive) or (following.form == "name" and group.form == "number")
        return following.form == "name" and group.form in ("one", "number")

    # ------------------------------------------------------------------ subjects

    def _subject_list(self, end: int, plural: bool | None) -> tuple[Group, ...]:
        """The people that a verb at `end` says something of."""
        group = self._subject(end, plural)
        return self._list_left(group, plural) if group else ()

    def _subject(self, end: int, plural: bool | None) -> Group | None:
        norm, grammar = self.norm, grammar_words()
        position, fallback, steps = end, None, 0
        if end > self.first and (norm[end - 1] in ("who", "whom") or (norm[end - 1] == "that" and end - 1 in self.ending)):
            return self._antecedent(end - 1)
        while position > self.first and steps < 28:
            steps += 1
            word = norm[position - 1]
            if word == ")":
                opening = next((i for i in range(position - 1, self.first - 1, -1) if norm[i] == "("), None)
                if opening is not None and opening > self.first:
                    position = opening
                    continue
            group = self.ending.get(position)
            if group is not None:
                before = norm[group.first - 1] if group.first > self.first else ""
                if self._is_part(group) and self._earlier(group.first - 1):
                    self.parts.append(group)
                    position = group.first
                    continue
                if group.form == "name" and before in ("of", "from", "in", "near", "at"):
                    position = group.first
                    continue
                governed = grammar.get(before) == "prep" and before not in _CLAUSE
                carried = before.endswith("ing") and before not in ("morning", "evening", "including") and len(before) > 5
                agrees = plural is None or (plural is False) == (group.form in ("one", "name", "pronoun", "none") and group.high in (0, 1) or group.high in (0, 1) or (group.noun is not None and group.noun.lemma == "family"))
                in_list = plural is True and self._joined_before(group)
                if (agrees or in_list) and not ((governed or carried) and self._earlier(group.first - 1)):
                    return group
                if fallback is None or not governed:
                    if plural is False and group.form == "plural" and not in_list:
                        position = group.first  # "the head of a union of teachers was shot" is not about teachers
                        continue
                    fallback = fallback if fallback is not None and not (agrees or in_list) else group
                position = group.first
                continue
            if word == "who" and position < end and fallback is None:
                return self._antecedent(position - 1)
            if word in _CLAUSE and norm[position - 2 : position - 1] == [","] and norm[end - 1] == ",":
                position -= 2  # "two guards, while on their way home, were shot"
                continue
            if word in (";", ":") or word in _SAID or (word in _CLAUSE and position < end and word not in ("as", "than", "that", "so")):
                break
            position -= 1
        return fallback

    def _of_them(self, group: Group) -> bool:
        """ "three of them", "two of whom children": people counted just before."""
        return any(self.norm[i] == "of" and self.norm[i + 1] in ("them", "whom", "these") for i in range(group.first, group.last - 1))

    def _antecedent(self, who: int) -> Group | None:
        """The people whom "who" takes up: the nearest group before it, over the name of a place."""
        norm, position = self.norm, who
        if norm[who - 1] in ("those", "people", "anyone", "one"):
            return self.ending.get(who) if norm[who - 1] == "people" else None
        while position > max(self.first, who - 16):
            if norm[position - 1] == ")":
                opening = next((i for i in range(position - 1, self.first - 1, -1) if norm[i] == "("), None)
                if opening is not None and opening > self.first:
                    position = opening
                    continue
            group = self.ending.get(position)
            if group is not None:
                if norm[who - 1] == "," and self._is_part(group) and self._earlier(group.first - 1):
                    self.parts.append(group)
                    position = group.first
                    continue
                if not (group.form == "name" and norm[group.first - 1 : group.first] in (["from"], ["in"], ["of"], ["near"])):
                    return group
                position = group.first
                continue
            position -= 1
        return None

    def _is_part(self, group: Group) -> bool:
        """Whether "including" or "among them" stands before this group, or "of them" ends it."""
        norm, first = self.norm, group.first
        if norm[first - 1 : first] in ([","], ["("], ["–"], ["—"]) and self._of_them(group):
            return True
        return any(first - len(words) >= self.first and tuple(norm[first - len(words) : first]) == words for words in _INCLUDING)

    def _joined_before(self, group: Group) -> bool:
        before = self.norm[group.first - 1] if group.first > self.first else ""
        return before in _AND or before == ","

    def _earlier(self, position: int) -> bool:
        """Whether an earlier group of the same clause can be the head of this phrase."""
        norm = self.norm
        for step in range(position, max(self.first, position - 14), -1):
            if step in self.ending:
                return True
            if norm[step - 1] in _SAID or norm[step - 1] in (";", ":") or norm[step - 1] in _CLAUSE:
                return False
        return False

    def _list_left(self, group: Group, plural: bool | None, complement: bool = False) -> tuple[Group, ...]:
        """The group with the members of its list before it: "a guard, his wife and three children".

        A `complement` may stand after a verb: "found one man and two children dead".
        """
        groups = [group]
        norm = self.norm
        if plural is False:
            if group.first > self.first and norm[group.first - 1] == "," and (earlier := self._ending_before(group.first - 1)):
                if self._restates(earlier, group, ","):
                    return (earlier,)
            return (group,)
        seen_and = False
        while True:
            current = groups[0]
            position = current.first
            joiner = ""
            while position > self.first and (norm[position - 1] in _AND or norm[position - 1] == ","):
                joiner = ("," if norm[position - 1] == "," else "and") + joiner
                position -= 1
            if not joiner:
                for words in _JOINERS:
                    if tuple(norm[position - len(words) : position]) == words:
                        joiner, position = "and", position - len(words)
                        if norm[position - 1] == ",":
                            position -= 1
                        break
            seen_and = seen_and or "and" in joiner
            if not joiner:
                break
            earlier = self._ending_before(position)
            if earlier is None or not (seen_and or self._restates(earlier, current, joiner) or self._heads_line(earlier)):
                break
            if earlier.form == "none":
                return (earlier,)  # "no women or children"
            if joiner == "," and earlier.form == "plural" and earlier.definite and current.form == "number":
                break  # "the priests, five Spaniards and a Salvadoran"
            before = norm[earlier.first - 1] if earlier.first > self.first else ""
            if earlier.form == "name" and before in ("of", "from"):  # ", of Dallas,"
                position = earlier.first - 1
                while position > self.first and norm[position - 1] == ",":
                    position -= 1
                earlier = self._ending_before(position)
                if earlier is None or earlier.form == "none":
                    break
                before = norm[earlier.first - 1] if earlier.first > self.first else ""
            kind = grammar_words().get(before)
            if complement and before not in _SAID and kind in (None, "verb"):
                groups.insert(0, earlier)
                break
            if kind == "verb" or (kind == "prep" and before not in _CLAUSE and len(groups) == 1 and before != "with") or earlier.first - 1 in self.trigger_starts:
                break
            if before.endswith(("ed", "ing")) and kind is None and len(before) > 4 and earlier.first - 1 >= self.first and self.document.surface[earlier.first - 1].islower():
                break
            if any(match.first >= earlier.last and match.last <= position for match in self.triggers):
                break
            if joiner == "," and self._restates(earlier, current, ","):
                groups[0] = earlier
                continue
            groups.insert(0, earlier)
            if len(groups) > 12:
                break
        return tuple(groups)

    def _heads_line(self, group: Group) -> bool:
        """Whether a group opens a headline: "Woman, 2 others shot"."""
        norm = self.norm
        start = group.first == self.first or norm[group.first - 1] == ":"
        return start and (group.noun is not None or group.last == group.first + 1) and group.form in ("one", "number") and grammar_words().get(norm[group.first]) not in ("det", "poss")

    def _ending_before(self, position: int) -> Group | None:
        """The group that ends here, or before an age, a bracket or a short phrase of place."""
        norm, grammar = self.norm, grammar_words()
        if group := self.ending.get(position):
            return group
        if norm[position - 1].isdigit() and norm[position - 2 : position - 1] == [","]:
            return self.ending.get(position - 2)
        if norm[position - 1] == ")":
            opening = next((i for i in range(position - 1, max(self.first, position - 12), -1) if norm[i] == "("), None)
            return self.ending.get(opening) if opening else None
        for step in range(position - 1, max(self.first, position - 9), -1):
            word = norm[step]
            if grammar.get(word) in ("verb", "aux", "pron") or word in (",", ";", ":") or step in self.trigger_starts:
                return None
            if grammar.get(word) == "prep" and word not in _CLAUSE and (group := self.ending.get(step)):
                return group if group.form != "pronoun" else None
        return None

