"""The noun phrase around a name or role noun: where it begins, how many it speaks of, and what its words say."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from streams.coding.document import Document, Sentence
from streams.coding.registry import Registry

__all__ = ["JOINERS", "Phrase", "Use", "extend_left", "linked", "use_of"]

Use = Literal["head", "deed", "adjective"]

DETERMINERS = frozenset(
    "a an the this these those his her its their our my your some any no each every another both all several "
    "many few "
    "most various numerous certain such".split()
)
BEFORE_NUMBER = frozenset(
    "at least most more than about around nearly almost over some up to only under approximately as many the".split()
)
NUMBERS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen "
        "eighteen nineteen twenty".split()
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
VAGUE = frozenset("hundred hundreds thousand thousands million millions dozen dozens score scores tens".split())
JOINERS = frozenset(
    "led backed allied linked aligned based affiliated held controlled trained armed funded supported "
    "sponsored inspired".split()
)
# Participles that are as often the sentence's verb as the noun's adjective.
_DEEDS = frozenset(
    "killed wounded injured captured arrested detained kidnapped abducted freed released rescued slain jailed "
    "imprisoned displaced "
    "dead fleeing retreating advancing striking protesting freed disarmed condemned released rescued "
    "displaced fallen missing "
    "patrolling armed trained equipped banned outlawed convicted confessed missing rioting leading serving "
    "acting".split()
)
_NO_LINK = frozenset(
    "all both other another more most additional further hundreds thousands dozens scores many several few".split()
)
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")


# What may follow a noun that is the head of its phrase; any other plain word makes the noun an adjective.
_AFTER_HEAD = frozenset(
    "a about according across after again against ago all along alongside already also although am amid among "
    "an and any are around as aside at "
    "away back be became because been before behind being below beneath beside besides between beyond both "
    "but by came can cannot close could "
    "despite did do does down during each early either elsewhere even ever every except far fell felt few "
    "fled flew for fought found from gave "
    "get go goes got had has have he held her here him himself his hit how however i if in inside instead "
    "into is it its itself just kept knew "
    "last late later lay least led left less let like lost made many may maybe me meanwhile met might more "
    "most much must my near nearby nearly "
    "neither never next no nor not now of off on once one only onto opposite or other others our out outside "
    "over overnight own past per put "
    "quite rather really said same sat saw say saying says sent set several shall she shot should since so "
    "some soon stood still stole struck "
    "such take than that the their them themselves then there therefore these they this those though through "
    "throughout thus to today together "
    "told tomorrow tonight too took toward towards twice two under underneath until up upon us very via was "
    "we went were what when where whereas "
    "whether which while who whom whose why will with within without would yesterday yet you your began broke "
    "brought blew burst caught chose "
    "cut died dead drew drove dug escaped fired fire flees fight fighting face became run ran rose sank "
    "sought spent spoke spread swept threw tried "
    "trying wearing riding using armed loyal based alone alike home free alive north south east west "
    "northeast northwest southeast southwest "
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november "
    "december who's responsible believed suspected known accused able unable willing ready present involved "
    "abducted ambushed attacked bombed captured kidnapped killed murdered wounded raided stormed shelled "
    "clash clashed exchange "
    "exchanged blame deny claim call want plan vow continue remain say believe kill attack arrest seize open "
    "carry use try seek warn meet gather "
    "march storm shoot ambush abduct kidnap target torch burn loot protest chant demand block clash move "
    "launch release hold detonate blow "
    "get know think need live work come go make give find suffer".split()
)
_STOPS = frozenset(".,;:!?()[]{}\"“”‘’'…-–—/«»")


class Phrase(NamedTuple):
    """A noun phrase starts at token `first`; `number` is what it counts, `definite` whether it begins with "the"."""

    first: int
    number: int | None
    definite: bool


def linked(document: Document, registry: Registry, last: int, first: int) -> bool:
    """Whether only adjectives or a possessive ending stand between two parts of one noun phrase."""
    if last == first:
        return document.joined(last - 1) in (" ", "-", "\n", "’", "'", "\xa0", " #", " @", "", "_")
    if first - last > 4:
        return False
    norm = document.norm
    for token in range(last, first):
        word = norm[token]
        if word == "s" or word in JOINERS:
            continue
        if word not in registry.modifiers or word in _NO_LINK or (word in _DEEDS and word != "armed"):
            return False
    return True


def extend_left(document: Document, registry: Registry, first: int, floor: int) -> Phrase:
    """Walk left from a phrase's core over adjectives, a number and a determiner, but not past token `floor`."""
    norm = document.norm
    token = first - 1
    left = first
    number: int | None = None
    definite = False
    while token >= floor:
        word = norm[token]
        if number is None and (word in NUMBERS or word in VAGUE or _DIGITS.fullmatch(word)):
            number = NUMBERS.get(word) if word in NUMBERS else None if word in VAGUE else int(word.replace(",", ""))
            left = token
            while token - 1 >= floor and (
                norm[token - 1] in BEFORE_NUMBER or norm[token - 1] in VAGUE or norm[token - 1] in NUMBERS
            ):
                token -= 1
                if norm[token] in VAGUE or norm[token] in NUMBERS:
                    number = None
                    left = token
            break
        if word in JOINERS and token - 1 >= floor and document.joined(token - 1) == "-":
            left = token - 1
            token -= 2
            continue
        if word in DETERMINERS:
            left = token
            definite = word in ("the", "these", "those", "this")
            break
        if word not in registry.modifiers:
            break
        left = token
        token -= 1
    if left < first and norm[left] in _DEEDS and norm[left] != "armed":
        left += 1  # "troops killed civilians": the word is the sentence's verb
    return Phrase(left, number, definite)


def use_of(
    document: Document, registry: Registry, token: int, sentence: Sentence, *, capitals: bool, plural: bool = True
) -> Use:
    """How the noun that ends before `token` is used.

    It is the head of its phrase, or the adjective of a deed ("rebel attack") or of a thing ("police station").
    """
    if token >= sentence.last:
        return "head"
    word, surface = document.norm[token], document.surface[token]
    gap = document.joined(token - 1)
    if capitals and document.capitalised(token - 1) and token - 1 > sentence.first and "\n" not in gap:
        named = token + 1 if word == "s" else token
        if named < sentence.last and document.capitalised(named) and document.joined(named - 1) == " ":
            return "adjective"  # "Press Room", "Children's Hospital": part of a longer name
    if "-" in gap and surface[0].isalpha():
        return "adjective"  # "rebel-held"
    if not plural and word in registry.strike_nouns:
        return "deed"
    if word in _STOPS or word in _AFTER_HEAD or "\n" in gap or word == "s" or not surface[0].isalpha():
        return "head"
    if word.endswith(("ed", "ly", "ing")):
        return "head"
    if word in registry.strike_nouns:
        return "deed"
    if word in registry.state_verbs or word in registry.modifiers:
        return "head"
    if word in registry.common or (capitals and surface[0].islower() and not word.endswith("s")):
        return "adjective"
    return "head"
