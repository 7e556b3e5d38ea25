"""Find weapons, and the things that are attacked: buildings, vehicles, power lines, bridges."""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple

from schemas.coded import ActorKind
from streams.coding.document import Document, Sentence
from streams.coding.lexicon import LEXICON, read_table
from streams.coding.match import PhraseIndex
from streams.coding.triggers_grammar import ADVERBS, PREPOSITIONS, TIME_WORDS
from streams.coding.triggers_lexicon import load_triggers

__all__ = ["WEAPON_KINDS", "ObjectMention", "WeaponMention", "find_objects", "find_weapons"]

ObjectForm = Literal["facility", "vehicle", "infrastructure"]

WEAPON_KINDS = (
    "firearm",
    "explosive",
    "vehicle_bomb",
    "suicide_vest",
    "grenade",
    "rocket",
    "missile",
    "mortar",
    "artillery",
    "aircraft",
    "drone",
    "landmine",
    "incendiary",
    "blade",
    "blunt",
    "chemical",
    "tear_gas",
    "stones",
    "heavy_weapon",
)


class WeaponMention(NamedTuple):
    """Tokens `first` to `last` (exclusive) name a weapon, without article, number or praise ("powerful")."""

    first: int
    last: int
    kind: str
    sentence: int


class ObjectMention(NamedTuple):
    """Tokens `first` to `last` (exclusive) name a thing with the modifiers before it, without article and number.

    `head` is the first token of the head words ("embassy" in "Peruvian embassy"), `core_last` their end. What follows
    with "of" is taken in up to `of_last`; `last` takes it in where the head says little alone ("offices of the
    telephone company", but "bridge" in "bridge of stone").
    """

    first: int
    last: int
    head: int
    form: ObjectForm
    kind: ActorKind
    core_last: int
    of_last: int
    sentence: int


class _Weapon(NamedTuple):
    kind: str
    needs_violence: bool


class _Object(NamedTuple):
    form: ObjectForm
    state: bool


@cache
def _weapons() -> PhraseIndex[_Weapon]:
    phrases: list[tuple[str, _Weapon]] = []
    for row in read_table(LEXICON / "events" / "weapons.tsv", ("words", "kind", "needs")):
        if row.values["kind"] not in WEAPON_KINDS:
            raise row.error(f"{row['kind']!r} is no kind of weapon; use one of {', '.join(WEAPON_KINDS)}")
        if row.values["needs"] not in ("", "violent"):
            raise row.error(f"needs is {row['needs']!r}; it must be empty or 'violent'")
        phrases.append((row.values["words"], _Weapon(row.values["kind"], bool(row.values["needs"]))))
    return PhraseIndex(phrases)


@cache
def _objects() -> PhraseIndex[_Object]:
    phrases: list[tuple[str, _Object]] = []
    for row in read_table(LEXICON / "events" / "objects.tsv", ("words", "form", "kind")):
        form = row.values["form"]
        if form not in ("facility", "vehicle", "infrastructure"):
            raise row.error(f"{form!r} is no form; use facility, vehicle or infrastructure")
        if row.values["kind"] not in ("state", "civilian"):
            raise row.error(f"{row['kind']!r} is no kind; use state or civilian")
        phrases.append((row.values["words"], _Object(form, row.values["kind"] == "state")))  # type: ignore[arg-type]
    return PhraseIndex(phrases)


# "A friend of mine", "the coal mine": no weapon.
_NOT_BEFORE_MINE = frozenset(
    "of coal gold copper silver iron diamond tin lead salt open uranium platinum opencast pit".split()
)
_FACILITY_AFTER = frozenset(
    "factory factories shop shops dealer dealers store stores club clubs owner owners control laws law "
    "industry maker makers".split()
)


def find_weapons(document: Document) -> list[WeaponMention]:
    """Every weapon named outside page furniture, longest name first."""
    index = _weapons()
    norm = document.norm
    if index.first_words.isdisjoint(norm):
        return []
    violent = load_triggers().contexts["violent"]
    mentions: list[WeaponMention] = []
    for number, sentence in enumerate(document.sentences):
        if sentence.furniture:
            continue
        for match in index.find(norm, sentence.first, sentence.last):
            before = norm[match.first - 1] if match.first > sentence.first else ""
            after = norm[match.last] if match.last < sentence.last else ""
            if after in _FACILITY_AFTER or (norm[match.first].startswith("mine") and before in _NOT_BEFORE_MINE):
                continue
            if match.value.needs_violence and violent.isdisjoint(
                norm[sentence.first : match.first] + norm[match.last : sentence.last]
            ):
                continue
            mentions.append(WeaponMention(match.first, match.last, match.value.kind, number))
    return mentions


_STOP = (
    frozenset(
        "a an the this that these those some any no every each another both all many several few more most much "
        "other two three four five six seven eight nine ten eleven twelve dozens dozen scores hundreds thousands "
        "one least which who whom whose what where when while and or but nor as than not i he she it we they you "
        "him her them his its their our my your there here is are was were be been being am has have had do does "
        "did will would could can may might must should shall to so too very also then only even just still said "
        "says added reported against near nearby inside outside following including targeting hitting killing "
        "using leaving".split()
    )
    - frozenset("nearby other".split())
    | PREPOSITIONS
    | TIME_WORDS
    | ADVERBS
)
_ING = frozenset(
    "training processing housing shopping building printing mining recruiting polling filling trading fishing "
    "parking landing voting".split()
)
_ED = frozenset("united armored armoured owned red sacred limited".split())
# Heads that the annotators of attacks, and readers, only understand with their owner.
_OF_HEADS = frozenset(
    "office offices headquarters branch branches residence residences house houses home building buildings "
    "installations facilities university institute ministry agency embassy consulate".split()
)
_NOT_FIRST = frozenset("s 's ’s other large big small modest entire whole huge".split())
_MAX_MODIFIERS = 7


def find_objects(document: Document) -> list[ObjectMention]:
    """Every thing that could be attacked, outside page furniture, with its modifiers."""
    index = _objects()
    norm = document.norm
    if index.first_words.isdisjoint(norm):
        return []
    mentions: list[ObjectMention] = []
    for number, sentence in enumerate(document.sentences):
        if sentence.furniture:
            continue
        floor = sentence.first
        for match in index.find(norm, sentence.first, sentence.last):
            after = match.last
            if match.first < floor:  # inside the of-phrase of the mention before
                continue
            if after < sentence.last and _is_modifier(document, match.first, match.last, after, sentence, index):
                continue
            first = _begin(document, match.first, max(floor, sentence.first))
            value = match.value
            kind: ActorKind = "civilians"
            if value.state or not _STATE_OWNERS.isdisjoint(norm[first : match.first]):
                kind = "government" if _ARMED_OWNERS.isdisjoint(norm[first : match.last]) else "state_forces"
            of_last = _of_end(document, match.last, sentence)
            last = of_last if norm[match.last - 1] in _OF_HEADS else match.last
            mentions.append(ObjectMention(first, last, match.first, value.form, kind, match.last, of_last, number))
            floor = max(last, match.last)
    return mentions


_STATE_OWNERS = frozenset(
    "government presidential ministry state official police army military embassy un u.n. nato municipal "
    "national governor president".split()
)
_ARMED_OWNERS = frozenset(
    "police army military guard checkpoint checkpoints barracks garrison troop troops brigade soldiers air "
    "naval base security outpost precinct battalion armed forces general armored armoured humvee warship "
    "warplane tank tanks post posts".split()
)
_PEOPLE_AFTER = frozenset(
    "driver drivers owner owners worker workers employee employees student students teacher teachers guard "
    "guards passenger passengers manager managers staff officer officers spokesman spokeswoman official "
    "officials director directors chief commander resident residents bomb bombs bombing bombings bomber attack "
    "attacks raid raids strike strikes reporter journalist journalists editor president minister secretary "
    "robbery robberies robber fire fires crash accident hold rules price prices group groups leader leaders "
    "council members member party parties life boy girl man men woman women children child yard time work "
    "sales sale rent".split()
)


def _is_modifier(
    document: Document, first: int, last: int, after: int, sentence: Sentence, index: PhraseIndex[_Object]
) -> bool:
    """Whether the thing only describes what follows: "bus driver", "hotel owner", "car bomb"."""
    word = document.norm[after]
    if document.joined(after - 1).strip() not in ("", "-"):
        return False
    if word in _PEOPLE_AFTER:
        return True
    return index.longest_at(document.norm, after, sentence.last) is not None


def _begin(document: Document, head: int, floor: int) -> int:
    """Where the modifiers of a head begin: names, nouns, adjectives and an owner with 's."""
    norm = document.norm
    verbs = load_triggers().verb_forms
    position = head
    while position > floor and head - position < _MAX_MODIFIERS:
        word = norm[position - 1]
        if word in ("s", "'s", "’s") and position - 2 >= floor:
            position -= 1
            continue
        if word in _STOP or not word[0].isalpha() or (word in verbs and word not in _ED):
            break
        if position - 2 >= floor and norm[position - 2] == "to":  # "to destroy power lines"
            break
        if (
            word.endswith("ly")
            or (word.endswith("ing") and word not in _ING)
            or (word.endswith("ed") and word not in _ED)
        ):
            break
        position -= 1
    while position < head and norm[position] in _NOT_FIRST:
        position += 1
    return position


def _of_end(document: Document, last: int, sentence: Sentence) -> int:
    """Where the phrase ends when an of-phrase behind the head is taken in; `last` when there is none."""
    norm = document.norm
    if last + 1 >= sentence.last or norm[last] != "of":
        return last
    position = last + 1
    if norm[position] in ("the", "a", "an"):
        position += 1
    begun = position
    while position < sentence.last and position - begun < _MAX_MODIFIERS:
        word = norm[position]
        joins = word == "of" and position > begun
        if (word in _STOP and not joins) or not (word[0].isalpha() or word in ("'s", "’s")):
            break
        if word.endswith("ed") and word not in _ED:
            break
        position += 1
    return position if position > begun else last
