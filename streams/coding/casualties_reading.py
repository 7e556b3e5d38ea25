"""Which people of a sentence a word of harm speaks of: its object, its subject, or what follows "of"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from streams.coding.casualties_clause import AUXILIARY, BE, REFLEXIVE, Auxiliary
from streams.coding.casualties_people import Group
from streams.coding.casualties_subjects import Subjects
from streams.coding.casualties_words import Harm, grammar_words, things, wound_words
from streams.coding.document import Document, Sentence
from streams.coding.match import Match
from streams.coding.numbers import Number, cardinals

__all__ = ["Found", "read_harm"]


_BETWEEN = frozenset("during in on at near last this yesterday today earlier here".split())


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


def read_harm(
    document: Document,
    sentence: Sentence,
    groups: Sequence[Group],
    triggers: Sequence[Match[dict[str, Harm]]],
    numbers: Mapping[int, Number],
) -> list[Found]:
    """Every word of harm in a sentence with its people, in reading order; words without people are left out."""
    return _Reader(document, sentence, groups, triggers, numbers).read()


class _Reader(Subjects):
    """Goes through the words of harm of one sentence."""

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
                self.earlier_subjects.append((match.first, result.groups))
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
        aux = self.auxiliary(first)
        after = norm[last] if last < self.last else ""
        noun = forms.get("nounof")
        if noun and not (aux.be and "past" in forms) and (result := self._noun(match, noun, after)):
            return result
        passive = forms.get("past") or forms.get("passive") or forms.get("state")
        if aux.be and passive:
            if "died" in forms:
                passive = forms["died"]
            groups = self.subjects(aux.first, aux.plural)
            if not groups and after and self.first == aux.first:
                groups = self.objects(last)[0]
            groups += self.companions(last) if groups else ()
            return Found(first, last, passive, groups, (), aux.negated, aux.unreal)
        if died := forms.get("died"):
            single = norm[last - 1] in ("himself", "herself") or None
            groups = self.subjects(aux.first, False if single else aux.plural)
            return Found(first, last, died, groups, (), aux.negated, aux.unreal)
        active = forms.get("active") or forms.get("present") or forms.get("ing") or forms.get("base")
        if active and "past" not in forms and not ("count" in forms and self.group_before(first)):
            groups, parts = self.objects(last)
            unreal = aux.unreal or (aux.be and "ing" not in forms)
            if groups and "base" in forms and "ing" not in forms and not self._is_verb(match, aux):
                return None
            if groups and groups[0].form == "pronoun" and norm[groups[0].first] in REFLEXIVE:
                groups = self.subjects(aux.first, None) or groups
            if not groups:
                return None
            return Found(first, last, active, groups, parts, aux.negated, unreal)
        harm = forms.get("past") or forms.get("passive") or forms.get("state") or forms.get("count")
        return self._participle(match, harm, aux) if harm else None

    def _with_breakdown(self, found: Found) -> Found:
        """Members that only break down the figure before them are its parts: "three people, two men and a boy"."""
        groups, norm = found.groups, self.norm
        if len(groups) >= 3 and groups[0].form == "number" and norm[groups[1].first - 1] == ",":
            kinds = {group.noun.kind for group in groups if group.noun} - {"unknown"}
            whole, rest = groups[0], [g for g in groups[1:] if g not in found.parts]
            same = whole.noun is None or whole.noun.kind == "unknown" or kinds <= {whole.noun.kind}
            if same and whole.best is not None and whole.best == sum(group.best or 0 for group in rest):
                return found._replace(parts=found.parts + tuple(rest))
        return found

    def _with_brackets(self, found: Sequence[Found], item: Found) -> Found:
        """Bare figures in a bracket are parts of what stands before: "two wounded (one shot, one raped)"."""
        if not any(other.harm.outcome == item.harm.outcome and other.last <= item.first for other in found):
            return item
        bracketed = tuple(
            g
            for g in item.groups
            if g.form == "number" and g.noun is None and g not in item.parts and self._in_bracket(g)
        )
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
        while position > self.first and (
            norm[position - 1] in AUXILIARY or grammar_words().get(norm[position - 1]) == "adv"
        ):
            position -= 1
            if norm[position] == "also":
                return True
        return False

    def _participle(self, match: Match[dict[str, Harm]], harm: Harm, aux: Auxiliary) -> Found | None:
        """ "killed": active before an object, otherwise of the people right before it or of the last subject."""
        first, last, norm, forms = match.first, match.last, self.norm, match.value
        left = self.group_before(aux.first if aux.first < first and not aux.have else first)
        following = norm[last] if last < self.last else "."
        if (
            "past" not in forms
            and "passive" in forms
            and following[0].isalnum()
            and grammar_words().get(following) not in ("prep", "conj", "adv")
        ):
            return None  # "soldiers seized five rifles"
        if following == "at" and norm[last - 1] == "shot" and left is not None and left.form in ("plural", "pronoun"):
            return None  # "settlers shot at a team"
        counts_only = match.value.keys() <= {"count", "nounof", "base", "present"}
        if counts_only and left is not None and left.form not in ("number", "none"):
            compound = left.form == "one" and left.noun is not None and "nounof" in match.value  # "student murder"
            if not compound:
                return None  # "12 deaths", not "the crowd deaths"
        right: tuple[Group, ...] = ()
        parts: tuple[Group, ...] = ()
        if "past" in forms:
            right, parts = self.objects(last)
            if (
                right
                and right[0].form == "plural"
                and left
                and left.form == "number"
                and norm[right[0].first - 1] != norm[last - 1]
            ):
                right = ()
        if not right and self._has_object(last):
            return None  # "troops captured a town"
        if right and not (left and left.form == "number" and left.noun is None and right[0].form == "name"):
            if norm[right[0].first] in REFLEXIVE:
                right = self.subjects(first, None) or right
            return Found(first, last, harm, right, parts, aux.negated, aux.unreal)
        if left is not None:
            groups = self.members(left, None, complement="state" in forms)
            return Found(first, last, harm, groups + self.companions(last), (), aux.negated, False)
        before = norm[first - 1] if first > self.first else ""
        if "past" in forms or "passive" in forms:
            if (shared := self.shared_subject(first)) is not None:
                return Found(first, last, harm, shared[0], (), shared[1], False)
            if before in (",", ")", "–", "—", "-", "who"):
                groups = self.subjects(first, None)
                if groups and groups[-1].last >= first - 12:
                    return Found(first, last, harm, groups)
            after = norm[last] if last < self.last else "."
            if after == "of":
                return None
            if "past" in forms and (not after[0].isalpha() or grammar_words().get(after) in ("prep", "conj", "adv")):
                # without an object, "killed" says what was done to its subject
                groups = self.subjects(first, None)
                if (
                    groups
                    and groups[-1].last >= first - 10
                    and groups[-1].form != "pronoun"
                    and not self.has_finite_verb(groups[-1].last, first)
                ):
                    return Found(first, last, harm, groups + self.companions(last))
            if before in ("those", "the") and norm[first - 2 : first - 1] == ["among"] and norm[first - 3] in BE:
                among = self.auxiliary(first - 2)
                return Found(first, last, harm, self.subjects(among.first, among.plural), (), among.negated, False)
            if inverted := self.inverted(last):
                part = before in ("those", "dead", "among") or norm[first - 2 : first] in (["among", "the"],)
                return Found(first, last, harm, inverted, inverted if part else ())
        elif "state" in forms and before in ("the", "among") and (inverted := self.inverted(last)):
            return Found(first, last, harm, inverted, inverted)
        return None

    def _has_object(self, position: int) -> bool:
        """Whether a thing follows as an object: "a town", "two rockets", but not "two days ago"."""
        norm = self.norm
        word = norm[position] if position < self.last else "."
        following = norm[position + 1] if position + 1 < self.last else "."
        if word in ("a", "an", "the", "his", "her", "its", "their"):
            return following not in ("same", "next", "day", "previous", "first", "week", "month", "year", "night")
        return (word.isdigit() or word in cardinals()) and things().get(following) == "thing"

    def _noun(self, match: Match[dict[str, Harm]], harm: Harm, after: str) -> Found | None:
        """ "the death of two men", "the men's death", "his murder", "two deaths"."""
        first, last, norm = match.first, match.last, self.norm
        before = norm[first - 1] if first > self.first else ""
        unreal = before in ("attempted", "planned", "failed") or norm[first - 2 : first - 1] in (["attempted"],)
        if after == "of" or (after == "to" and norm[first].startswith("injur")):
            groups, parts = self.objects(last + 1)
            if groups and not (
                groups[0].form == "one" and groups[0].noun is None and groups[0].last == groups[0].first + 1
            ):
                return Found(first, last, harm, groups, parts, False, unreal)
        if after in _BETWEEN and (
            of := self._late_of(last)
        ):  # "the killings during the past two days of a judge and ..."
            groups, parts = self.objects(of + 1)
            if groups:
                return Found(first, last, harm, groups, parts, False, unreal)
        if "count" in match.value and (group := self.group_before(first)) and group.form in ("number", "none"):
            return Found(first, last, match.value["count"], (group,))
        alone = not after or not after[0].isalpha() or after in grammar_words()  # not "the deputy's murder trial"
        bodily = norm[first] in ("body", "bodies", "corpse", "corpses")
        if before in ("s", "'", "’") and alone and not bodily and (owner := self.ending.get(first - 1)):
            return Found(first, last, harm, (owner,), (), False, unreal)
        return None

    def _late_of(self, position: int) -> int | None:
        """The "of" a little further on, after a phrase of time or place, that people follow."""
        reach = 3 if self.norm[position] in ("in", "at", "near") else 8
        for step in range(position + 1, min(position + reach, self.last - 1)):
            if self.norm[step] == "of" and step + 1 in self.starting:
                return step
            if not self.norm[step][0].isalnum():
                return None
        return None

    def _suffered(self, match: Match[dict[str, Harm]]) -> Found | None:
        """ "sustained serious head injuries", "suffered a fatal stab wound"."""
        norm, harm = self.norm, match.value["suffer"]
        for position in range(match.last, min(match.last + 7, self.last)):
            word = norm[position]
            wound = self.trigger_starts.get(position)
            if word in wound_words():
                fatal = any(
                    norm[i] in ("fatal", "mortal", "deadly") and norm[i - 1] not in ("non", "not")
                    for i in range(match.last, position)
                )
                aux = self.auxiliary(match.first)
                groups = self.subjects(aux.first, aux.plural)
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
            chosen.first,
            chosen.last,
            chosen.low,
            chosen.best,
            chosen.high,
            chosen.method,
            None,
            None,
            "number",
            False,
            False,
            None,
        )
        return Found(match.first, match.last, harm, (group._replace(definite=True),))

    def _is_verb(self, match: Match[dict[str, Harm]], aux: Auxiliary) -> bool:
        """Whether "murder", "arrest" is a verb here: after "to" or "did", or after people or bodies in the plural."""
        norm, first = self.norm, match.first
        if aux.first < first:
            return True
        if first == self.first or self.document.joined(first - 1) == "-" or self.document.joined(match.last - 1) == "-":
            return False
        before = norm[first - 1]
        if group := self.group_before(first):
            return group.high != 1 or before == "taliban"
        following = self.starting.get(match.last)
        counted = following is not None and following.form == "number" and before[0].isalpha()
        return before == "who" or (before.endswith("s") and len(before) > 3) or counted
