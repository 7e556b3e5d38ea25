"""Whom a verb says something of: its subject, over phrases, relative clauses and joined verbs."""

from __future__ import annotations

from streams.coding.casualties_clause import AND, BE, CLAUSE, SAID
from streams.coding.casualties_lists import Lists
from streams.coding.casualties_people import Group
from streams.coding.casualties_words import grammar_words

__all__ = ["Subjects"]


class Subjects(Lists):
    """Finds subjects, walking left from a verb."""

    def subjects(self, end: int, plural: bool | None) -> tuple[Group, ...]:
        """The people that a verb at `end` says something of."""
        group = self.subject(end, plural)
        return self.members(group, plural) if group else ()

    def subject(self, end: int, plural: bool | None) -> Group | None:
        norm, grammar = self.norm, grammar_words()
        position, fallback, steps = end, None, 0
        if end > self.first and (
            norm[end - 1] in ("who", "whom") or (norm[end - 1] == "that" and end - 1 in self.ending)
        ):
            return self.antecedent(end - 1)
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
                if self.is_part(group) and self.has_earlier_group(group.first - 1):
                    self.parts.append(group)
                    position = group.first
                    continue
                if group.form == "name" and before in ("of", "from", "in", "near", "at"):
                    position = group.first
                    continue
                governed = grammar.get(before) == "prep" and before not in CLAUSE
                carried = (
                    before.endswith("ing") and before not in ("morning", "evening", "including") and len(before) > 5
                )
                single = group.high in (0, 1) or (group.noun is not None and group.noun.lemma == "family")
                agrees = plural is None or (plural is False) == single
                in_list = plural is True and self.joined_before(group)
                if (agrees or in_list) and not ((governed or carried) and self.has_earlier_group(group.first - 1)):
                    return group
                if fallback is None or not governed:
                    if plural is False and group.form == "plural" and not in_list:
                        position = group.first  # "the head of a union of teachers was shot" is not about teachers
                        continue
                    fallback = fallback if fallback is not None and not (agrees or in_list) else group
                position = group.first
                continue
            if word == "who" and position < end and fallback is None:
                return self.antecedent(position - 1)
            if word in CLAUSE and norm[position - 2 : position - 1] == [","] and norm[end - 1] == ",":
                position -= 2  # "two guards, while on their way home, were shot"
                continue
            if (
                word in (";", ":")
                or word in SAID
                or (word in CLAUSE and position < end and word not in ("as", "than", "that", "so"))
            ):
                break
            position -= 1
        return fallback

    def antecedent(self, who: int) -> Group | None:
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
                if norm[who - 1] == "," and self.is_part(group) and self.has_earlier_group(group.first - 1):
                    self.parts.append(group)
                    position = group.first
                    continue
                if not (
                    group.form == "name" and norm[group.first - 1 : group.first] in (["from"], ["in"], ["of"], ["near"])
                ):
                    return group
                position = group.first
                continue
            position -= 1
        return None

    def shared_subject(self, first: int) -> tuple[tuple[Group, ...], bool] | None:
        """The subject of an earlier participle that this one is joined to: "were kidnapped on Monday and killed"."""
        norm, grammar = self.norm, grammar_words()
        position = first - 1
        while position > self.first and (grammar.get(norm[position]) == "adv" or norm[position].endswith("ly")):
            position -= 1
        if norm[position] not in AND and norm[position] not in (",", ";", "("):
            return None
        for trigger, groups in reversed(self.earlier_subjects):
            if trigger < position and position - trigger <= 16 and all(group.last <= trigger for group in groups):
                return groups, False
        for step in range(position - 1, max(self.first, position - 10) - 1, -1):
            if norm[step] in BE:
                aux = self.auxiliary(step + 1)
                groups = self.subjects(aux.first, aux.plural)
                return (groups, aux.negated) if groups else None
            if norm[step] in (";", ":") or norm[step] in SAID:
                return None
            if (
                norm[step].endswith("ed") and (group := self.ending.get(step)) is not None
            ):  # "two guards ambushed and killed"
                return self.members(group, None), False
        return None
