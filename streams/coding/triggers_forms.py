"""The forms of the trigger vocabulary: inflection, plurals, and the passive of a verb that holds its object."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from streams.coding.document import normalise

__all__ = ["COMPLEMENTS", "GAP", "Form", "Tag", "forms_of"]

Tag = Literal[
    "base", "third", "past", "participle", "past_participle", "gerund", "singular", "plural", "fixed", "passive"
]
GAP = "~"
COMPLEMENTS = frozenset(
    "dead death ablaze alight afire fire hostage captive prisoner alive down up away apart bullets of".split()
) | {
    "custody", "flee", "self", "up", "himself", "hands", "life", "lives",
}  # fmt: skip
"""What is said of the object in "shot dead", "set ablaze", "took hostage"; other endings are the object itself."""


class Form(NamedTuple):
    """One form of a phrase; `head` is the place of the inflected word."""

    words: tuple[str, ...]
    tag: Tag
    head: int


def forms_of(word_class: str, words: tuple[str, ...], past: str) -> Iterator[Form]:
    """Every form of a phrase of this class; `past` is the column of that name."""
    if word_class in ("verb", "light", "light_patient", "occur", "occur_target"):
        forms = list(_verb_forms(words, past))
        if word_class == "verb" and GAP in words and words[-1] not in COMPLEMENTS:
            forms += _passives(words, forms)
    elif word_class in ("noun", "mention"):
        forms = list(_noun_forms(words, past))
    else:
        forms = [Form(words, "fixed", len(words) - 1 if word_class == "adj" else 0)]
    for form in forms:
        yield form._replace(words=tuple(word if word == GAP else normalise(word) for word in form.words))


def _verb_forms(words: tuple[str, ...], past: str) -> Iterator[Form]:
    if "and" in words:  # "shoot and kill": both verbs are inflected
        for tag, both in _inflect_pair(words, past):
            yield Form(tuple(both), tag, 0)
        return
    place = 1 if words[0] in _ADVERBS and len(words) > 1 else 0
    for tag, form in _inflect(words[place], past):
        yield Form((*words[:place], form, *words[place + 1 :]), tag, place)


def _passives(words: tuple[str, ...], forms: list[Form]) -> list[Form]:
    """ "throw ~ grenade" gives "grenade ~ thrown"."""
    gap = words.index(GAP)
    return [
        Form((*words[gap + 1 :], GAP, *form.words[:gap]), "passive", len(words) - gap)
        for form in forms
        if form.tag in ("past_participle", "participle")
    ]


def _noun_forms(words: tuple[str, ...], plural: str) -> Iterator[Form]:
    place = 0 if {"of", "on", "against"} & set(words) else len(words) - 1
    yield Form(words, "singular", place)
    many = tuple(plural.split()) if plural else (*words[:place], _plural(words[place]), *words[place + 1 :])
    if many != words:
        yield Form(many, "plural", place)


_ADVERBS = frozenset(["counter", "re", "sexually", "forcibly", "gang", "car", "machine", "booby", "test", "pepper"])


def _inflect_pair(words: tuple[str, ...], past: str) -> Iterator[tuple[Tag, list[str]]]:
    first_past, _, second_past = past.partition(" and ")
    second = dict(_inflect(words[2], second_past))
    for tag, form in _inflect(words[0], first_past):
        if tag in second:
            yield tag, [form, "and", second[tag]]


def _inflect(base: str, past: str) -> Iterator[tuple[Tag, str]]:
    """Base, third person, past, participle and -ing form. `past` is empty, "shot", "threw/thrown" or "burned|burnt"."""
    yield "base", base
    yield "third", _third(base)
    doubled = False
    if not past:
        yield "past_participle", _past(base)
    for option in past.split("|") if past else []:
        option = option.split()[-1]
        if "/" in option:
            first, second = option.split("/")
            if first == second:
                yield "past_participle", first
            else:
                yield "past", first
                yield "participle", second
        else:
            yield "past_participle", option
            doubled = doubled or (option.endswith("ed") and option[:-2] == base + base[-1])
    yield "gerund", _gerund(base, doubled)


_VOWELS = "aeiou"
_DOUBLING = frozenset("set cut hit put run shut split get let sit rip begin gun mow".split()) - {"mow"}


def _third(base: str) -> str:
    if base.endswith(("s", "sh", "ch", "x", "z")):
        return base + "es"
    if base.endswith("y") and base[-2] not in _VOWELS:
        return base[:-1] + "ies"
    return base + "es" if base == "go" else base + "s"


def _past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in _VOWELS:
        return base[:-1] + "ied"
    return base + "ed"


def _gerund(base: str, doubled: bool) -> str:
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith("ee"):
        return base[:-1] + "ing"
    if doubled or base in _DOUBLING:
        return base + base[-1] + "ing"
    return base + "ing"


def _plural(noun: str) -> str:
    if noun.endswith(("s", "sh", "ch", "x", "z")):
        return noun if noun.endswith("s") else noun + "es"
    if noun.endswith("y") and noun[-2] not in _VOWELS:
        return noun[:-1] + "ies"
    return noun + "s"
