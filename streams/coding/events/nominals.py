"""The noun phrases of a sentence that may take part in an event, in one shape whatever found them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from schemas.coded import ActorKind, Form
from streams.coding.actors import Actor
from streams.coding.actors_scan import has_capitals
from streams.coding.casualties import Casualty
from streams.coding.document import Document, Sentence
from streams.coding.match import words_of
from streams.coding.objects import ObjectMention, WeaponMention

if TYPE_CHECKING:
    from streams.coding.events.drafts import Findings

__all__ = ["Nominal", "collect_nominals", "victims_of"]

_ARTICLES = frozenset("a an the his her its their our this that these those some".split())


class Nominal(NamedTuple):
    """Tokens `first` to `last` (exclusive) are the words to report; the phrase is `phrase_first` to `phrase_last`."""

    first: int
    last: int
    phrase_first: int
    phrase_last: int
    source: Literal["actor", "object", "weapon", "group"]
    form: Form
    kind: ActorKind
    actor_id: str | None
    name: str
    country: str | None
    weapon: str | None = None
    named: bool = False
    """True for a person called by name."""
    name_words: tuple[str, ...] = ()
    side: str = ""
    attributive: bool = False
    """Only an adjective of a deed ("rebel attack"): the doer of that noun, never the subject or object of a verb."""


def collect_nominals(findings: Findings, sentence: Sentence) -> list[Nominal]:
    """The nominals of one sentence in reading order; where two overlap, the longer stays."""
    document = findings.document
    found: list[Nominal] = []
    for actor in findings.actors:
        if sentence.first <= actor.first < sentence.last and actor.source != "country":
            if _is_measure(document, actor, sentence) or _is_epithet(document, actor) or _is_anybody(document, actor):
                continue
            found.extend(_of_actor(document, actor))
    for thing in findings.objects:
        if sentence.first <= thing.first < sentence.last:
            found.append(_of_object(document, thing))
    for weapon in findings.weapons:
        if sentence.first <= weapon.first < sentence.last:
            found.append(_of_weapon(document, weapon))
    people = [n for n in found if n.source == "actor"]
    for casualty in findings.casualties:
        if sentence.first <= casualty.first < sentence.last and not _actors_in(casualty, people):
            if casualty.form == "name" and not has_capitals(document, sentence):
                continue  # without small letters any word may look like a name
            group = _of_group(document, casualty)
            if group is not None:
                found.append(group)
    return _without_overlaps(found)


_MEASURES = frozenset("group groups band bands number crowd contingent unit units squad squads gang".split())


def _is_measure(document: Document, actor: Actor, sentence: Sentence) -> bool:
    """Whether the word only counts those behind "of": "a group of armed men" are men."""
    return (
        actor.actor_id is None
        and actor.last - actor.first == 1
        and document.norm[actor.first] in _MEASURES
        and document.norm[actor.last : actor.last + 1] == ["of"]
        and actor.last + 1 < sentence.last
    )


def _is_anybody(document: Document, actor: Actor) -> bool:
    """Whether the word alone names nobody: "the group" of which the text has not said which."""
    return (
        actor.actor_id is None
        and actor.form == "organisation"
        and actor.last - actor.first == 1
        and document.norm[actor.first] in _NOBODY
    )


_NOBODY = frozenset("group groups organization organisation organizations movement forces party unit units".split())


def _is_epithet(document: Document, actor: Actor) -> bool:
    """Whether an adjective only judges the deed: "a criminal attack" is no word on who did it."""
    return actor.attributive and document.norm[actor.first : actor.last] == ["criminal"]


def victims_of(findings: Findings, casualties: Iterable[Casualty]) -> list[Nominal]:
    """Those whom the counts speak of, as nominals; a bare number ("two others") is nobody in particular."""
    victims: list[Nominal] = []
    for casualty in casualties:
        near = [
            a for a in findings.actors if a.first < casualty.last and casualty.first < a.last and a.source != "country"
        ]
        if casualty.form == "name" and not near:
            sentence = findings.document.sentences[casualty.sentence]
            if not has_capitals(findings.document, sentence):
                continue
        people = [n for a in near for n in _of_actor(findings.document, a) if n.form in ("person", "people")]
        if people:
            victims.extend(people)
        elif group := _of_group(findings.document, casualty):
            victims.append(group)
    return victims


def _actors_in(casualty: Casualty, actors: Sequence[Nominal]) -> list[Nominal]:
    return [n for n in actors if n.first < casualty.last and casualty.first < n.last]


def _of_actor(document: Document, actor: Actor) -> Iterable[Nominal]:
    person = actor.source == "person"
    first = _after_title(document, actor) if person else actor.first
    yield Nominal(
        first, actor.last, actor.phrase_first, actor.phrase_last, "actor", actor.form, actor.kind, actor.actor_id,
        actor.name, actor.country, named=person,
        name_words=tuple(document.norm[first : actor.last]) if person else (), side=actor.side,
        attributive=actor.attributive,
    )  # fmt: skip
    if actor.organisation and actor.organisation != (actor.first, actor.last) and actor.form in ("people", "person"):
        first, last = actor.organisation  # "fighters of the Front": the people, and the Front whose people they are
        yield Nominal(
            first, last, first, last, "actor", "organisation", actor.kind, actor.actor_id, actor.name, actor.country,
            side=actor.side,
        )  # fmt: skip


def _after_title(document: Document, actor: Actor) -> int:
    """Where the name itself begins: behind "President", "Msgr", "Liberal Senator"."""
    title = words_of(actor.alias)
    words = document.norm[actor.first : actor.last]
    for position in range(len(words) - len(title)):
        if tuple(words[position : position + len(title)]) == title:
            return actor.first + position + len(title)
    return actor.first


def _of_object(document: Document, thing: ObjectMention) -> Nominal:
    span = document.span(thing.first, thing.last).text
    return Nominal(thing.first, thing.last, thing.first, thing.last, "object", thing.form, thing.kind, None, span, None)


def _of_weapon(document: Document, weapon: WeaponMention) -> Nominal:
    span = document.span(weapon.first, weapon.last).text
    return Nominal(
        weapon.first,
        weapon.last,
        weapon.first,
        weapon.last,
        "weapon",
        "facility",
        "unknown",
        None,
        span,
        None,
        weapon=weapon.kind,
    )


def _of_group(document: Document, casualty: Casualty) -> Nominal | None:
    if casualty.form in ("pronoun", "none", "number") and casualty.head is None:
        return None
    first, last = casualty.first, casualty.last
    named = casualty.form == "name"
    if not named and casualty.head is not None:
        first = _after_number(document, casualty)
    if first >= last:
        return None
    text = document.span(first, last).text
    form: Form = "person" if named or casualty.form == "one" else "people"
    kind: ActorKind = casualty.noun.kind if casualty.noun else "civilians"
    words = tuple(document.norm[first:last]) if named else ()
    return Nominal(
        first, last, casualty.first, casualty.last, "group", form, kind, None, text, None, named=named, name_words=words
    )


def _after_number(document: Document, casualty: Casualty) -> int:
    """The first token of the phrase that is neither article nor number nor what qualifies it."""
    head = casualty.head if casualty.head is not None else casualty.last - 1
    first = casualty.first
    for position in range(casualty.first, head):
        word = document.norm[position]
        if word in _ARTICLES or word in _NUMBER_WORDS or word[0].isdigit():
            first = position + 1
    return first


_NUMBER_WORDS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand "
    "hundreds thousands dozens dozen scores several many few of at least most more than over about around "
    "nearly almost some up to as between and or another other both only no half couple number total".split()
)


_ORDER = {"actor": 0, "object": 1, "group": 2, "weapon": 3}


def _without_overlaps(found: Sequence[Nominal]) -> list[Nominal]:
    kept: list[Nominal] = []
    for nominal in sorted(found, key=lambda n: (n.first - n.last, _ORDER[n.source], n.first)):
        clash = next((k for k in kept if nominal.first < k.last and k.first < nominal.last), None)
        if clash is None or _is_their_organisation(nominal, clash):
            kept.append(nominal)
    return sorted(kept, key=lambda n: (n.first, -n.last))


def _is_their_organisation(nominal: Nominal, people: Nominal) -> bool:
    """Whether these words, within "fighters of the Front", name a second participant: the Front."""
    return (
        nominal.form == "organisation" and people.form in ("people", "person") and nominal.actor_id == people.actor_id
    )
