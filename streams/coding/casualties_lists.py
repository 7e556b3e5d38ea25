"""Lists of people: "a guard, his wife and three children, including a baby"."""

from __future__ import annotations

from streams.coding.casualties_clause import AND, CLAUSE, INCLUDING, JOINERS, REFLEXIVE, SAID, Clause
from streams.coding.casualties_people import Group
from streams.coding.casualties_words import grammar_words

__all__ = ["Lists"]


class Lists(Clause):
    """Reads lists to the right of a verb and to the left of one."""

    def objects(self, position: int) -> tuple[tuple[Group, ...], tuple[Group, ...]]:
        """The list of groups that starts here, and those of it that are parts of the others."""
        grammar, norm = grammar_words(), self.norm
        while position < self.last and position not in self.starting and grammar.get(norm[position]) == "adv":
            position += 1
        group = self.starting.get(position)
        if group is None:
            return (), ()
        groups: list[Group] = [group]
        parts: list[Group] = []
        in_parts = False
        while True:
            position, joiner, including = self.next_item(groups[-1] if not parts else parts[-1])
            in_parts = in_parts or including
            following = self.starting.get(position) if position else None
            if following is None:
                break
            if in_parts or self.of_them(following):
                if self.has_own_verb(following):
                    break
                parts.append(following)
                continue
            if self.has_own_verb(following):
                break
            if self.restates(groups[-1], following, joiner):
                # ", a teacher," says who it is; what follows the apposition may go on
                groups[-1] = groups[-1]._replace(last=following.last)
                continue
            if norm[following.first] in REFLEXIVE:
                following = following._replace(form="one")  # "killed two people and then himself"
            groups.append(following)
        return tuple(groups + parts), tuple(parts)

    def next_item(self, group: Group) -> tuple[int, str, bool]:
        """Where the next member of the list starts, what joins it, and whether it is part of what stands before."""
        norm = self.norm
        position = self._after_phrase(self.after_details(group.last))
        if position is None:
            return 0, "", False
        joiner = ""
        while position < self.last:
            word = norm[position]
            if word == ";" and not (group.form == "name" and self._name_at(position + 1)):
                break
            if word in (",", ";") or word in AND or word in ("then", "also", "(", "–", "—"):
                joiner += "and" if word in AND or word in ("then", "also") else ","
                position += 1
                continue
            for words in JOINERS:
                if tuple(norm[position : position + len(words)]) == words:
                    joiner += "and"
                    position += len(words)
                    break
            else:
                break
        if joiner.endswith("and") and norm[position : position + 1] == ["of"] and position + 1 in self.starting:
            position += 1  # "the murder of the mayor and of his driver"
        including = False
        for phrase in INCLUDING:
            if position not in self.starting and tuple(norm[position : position + len(phrase)]) == phrase:
                including = True
                position += len(phrase)
                break
        if not joiner and not including:
            return 0, "", False
        return position, joiner, including

    def _name_at(self, position: int) -> bool:
        """Whether a name starts here: names may be listed with semicolons."""
        group = self.starting.get(position)
        return group is not None and group.form == "name"

    def _after_phrase(self, position: int) -> int | None:
        """Over a phrase between two members ("two guards of the bank and a client"); None ends the list."""
        norm = self.norm
        if (
            position >= self.last
            or grammar_words().get(norm[position]) != "prep"
            or norm[position] in ("including", "by", *CLAUSE)
            or any(norm[position : position + len(joiner)] == list(joiner) for joiner in JOINERS)
        ):
            return position
        for step in range(position + 1, min(position + 8, self.last)):
            if norm[step] in AND:
                following = self.starting.get(step + 1)
                known = following is not None and following.form in ("number", "one", "name")
                return step if known and following is not None and following.noun is not None else None
            if norm[step] == "," or grammar_words().get(norm[step]) in ("verb", "aux", "pron"):
                return None
            if step in self.trigger_starts:
                return None
        return None

    def restates(self, group: Group, following: Group, joiner: str) -> bool:
        """Whether a comma names the same person again: "Ali Khan, a teacher", "the mayor, Juan Perez"."""
        if joiner == "and":  # "Senator and presidential candidate Jane Roe" is one person
            bare = group.form == "one" and grammar_words().get(self.norm[group.first]) not in ("det", "poss")
            return bare and group.head == group.first and following.form == "name" and following.noun is not None
        if joiner != ",":
            return False
        role = following.form == group.form == "name" and following.last - following.first == 1
        if role and self.norm[following.last : following.last + 1] == ["of"]:
            return True  # "JUAN RIOS, IDEOLOGIST OF THE GROUP"
        single, next_single = group.low == group.high == 1, following.low == following.high == 1
        if not (single and next_single):
            return following.form == "name" and group.form in ("number", "plural")
        possessive = self.norm[following.first] in ("his", "her", "their")
        if group.form == "name" and following.form == "number":  # "Jane Roe, one of the candidates"
            return "of" in self.norm[following.first : following.last]
        if group.form == "name" or (group.form == "number" and "of" in self.norm[group.first : group.last]):
            return (following.form == "one" and not possessive) or (following.form == "name" and group.form == "number")
        return following.form == "name" and group.form in ("one", "number")

    def companions(self, last: int) -> tuple[Group, ...]:
        """ "was killed along with his wife and two guards"."""
        for words in JOINERS:
            if tuple(self.norm[last : last + len(words)]) == words:
                return self.objects(last + len(words))[0]
        return ()

    def inverted(self, last: int) -> tuple[Group, ...]:
        """ "Killed in the attack were two guards", "the dead include three children"."""
        for position in range(last, min(last + 10, self.last)):
            if self.norm[position] in ("were", "was", "are", "include", "included", "includes"):
                return self.objects(position + 1)[0]
            if self.norm[position] in (",", ";"):
                return ()
        return ()

    def members(self, group: Group, plural: bool | None, complement: bool = False) -> tuple[Group, ...]:
        """The group with the members of its list before it: "a guard, his wife and three children".

        A `complement` may stand after a verb: "found one man and two children dead".
        """
        groups = [group]
        norm = self.norm
        if plural is False:
            after_comma = group.first > self.first and norm[group.first - 1] == ","
            earlier = self.ending_before(group.first - 1) if after_comma else None
            return (earlier,) if earlier is not None and self.restates(earlier, group, ",") else (group,)
        seen_and = False
        while True:
            current = groups[0]
            position = current.first
            joiner = ""
            while position > self.first and (norm[position - 1] in AND or norm[position - 1] in (",", ";")):
                joiner = ("and" if norm[position - 1] in AND else ",") + joiner
                position -= 1
            if not joiner:
                for words in JOINERS:
                    if tuple(norm[position - len(words) : position]) == words:
                        joiner, position = "and", position - len(words)
                        if norm[position - 1] == ",":
                            position -= 1
                        break
            seen_and = seen_and or "and" in joiner
            if not joiner or (norm[current.first - 1] == ";" and not seen_and):
                break
            earlier = self.ending_before(position)
            if earlier is None or not (seen_and or self.restates(earlier, current, joiner) or self.heads_line(earlier)):
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
                earlier = self.ending_before(position)
                if earlier is None or earlier.form == "none":
                    break
                before = norm[earlier.first - 1] if earlier.first > self.first else ""
            kind = grammar_words().get(before)
            if complement and before not in SAID and kind in (None, "verb"):
                groups.insert(0, earlier)
                break
            if (
                kind == "verb"
                or (kind == "prep" and before not in CLAUSE and len(groups) == 1 and before != "with")
                or earlier.first - 1 in self.trigger_starts
            ):
                break
            if (
                before.endswith(("ed", "ing"))
                and kind is None
                and len(before) > 4
                and earlier.first - 1 >= self.first
                and self.document.surface[earlier.first - 1].islower()
            ):
                break
            if any(match.first >= earlier.last and match.last <= position for match in self.triggers):
                break
            if joiner == "," and self.restates(earlier, current, ","):
                groups[0] = earlier
                continue
            groups.insert(0, earlier)
            if len(groups) > 12:
                break
        return tuple(groups)

    def heads_line(self, group: Group) -> bool:
        """Whether a group opens a headline: "Woman, 2 others shot"."""
        norm = self.norm
        start = group.first == self.first or norm[group.first - 1] == ":"
        return (
            start
            and (group.noun is not None or group.last == group.first + 1)
            and group.form in ("one", "number")
            and grammar_words().get(norm[group.first]) not in ("det", "poss")
        )

    def ending_before(self, position: int) -> Group | None:
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
            if grammar.get(word) == "prep" and word not in CLAUSE and (group := self.ending.get(step)):
                return group if group.form != "pronoun" else None
        return None
