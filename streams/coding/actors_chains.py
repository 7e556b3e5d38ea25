"""Put the phrases of a sentence together: which is the head of a mention, and which are only its adjectives."""

from __future__ import annotations

from streams.coding.actors_names import starts_name
from streams.coding.actors_persons import read_persons, read_titled
from streams.coding.actors_phrase import linked, use_of
from streams.coding.actors_roles import read_role
from streams.coding.actors_scan import Mark
from streams.coding.actors_search import Search, side_of
from streams.coding.document import Sentence
from streams.coding.registry import Registered

__all__ = ["read_sentence"]


def read_sentence(search: Search, sentence: Sentence, marks: list[Mark], *, capitals: bool) -> None:
    """Add the mentions of one sentence to the search."""
    document, registry = search.document, search.registry
    chain: list[Mark] = []
    mark_at = {mark.first: mark for mark in marks}
    for number, mark in enumerate(marks):
        if mark.first < search.taken:
            continue
        if chain and not linked(document, registry, chain[-1].last, mark.first):
            _close(search, chain, sentence, mark_at, capitals=capitals)
            chain = []
        chain.append(mark)
        term = mark.term
        if (term.title is not None or term.generic is not None) and read_titled(
            search, chain, mark, sentence, mark_at, capitals=capitals
        ):
            chain = []
            continue
        if number + 1 < len(marks) and _modifies(search, mark, marks[number + 1]):
            continue
        if term.generic is not None or mark.aliases:
            _head(search, chain, mark, sentence, mark_at, capitals=capitals)
            chain = []
    if chain:
        _close(search, chain, sentence, mark_at, capitals=capitals)
    read_persons(search, sentence, mark_at, capitals=capitals)


def _modifies(search: Search, mark: Mark, following: Mark) -> bool:
    """Whether a phrase is only an adjective of the phrase after it."""
    norm = search.document.norm
    if following.first < search.taken or not linked(search.document, search.registry, mark.last, following.first):
        return False
    after = following.term
    possessive = mark.last < following.first and norm[mark.last] == "s"
    can_head = after.generic is not None or after.title is not None or bool(following.aliases)
    chains_on = following.demonym is not None or following.country is not None
    generic = mark.term.generic
    if mark.aliases or mark.country or mark.demonym:
        if mark.aliases and possessive and following.aliases:
            return False
        return can_head or (chains_on and not mark.aliases)
    if generic is not None:
        if generic.plural and generic.form == "people":
            return False
        return can_head and not (possessive and after.title is not None and after.generic is None)
    if mark.term.title is not None:
        return can_head
    return mark.term.people is None and (can_head or chains_on)


def _head(
    search: Search, chain: list[Mark], mark: Mark, sentence: Sentence, mark_at: dict[int, Mark], *, capitals: bool
) -> None:
    registered = search.resolve(mark) if mark.aliases else None
    if registered is not None:
        _named(search, chain, mark, registered, sentence, capitals=capitals)
    elif mark.term.generic is not None:
        add_possessors(search, chain[:-1], sentence)
        read_role(search, chain, mark, mark.term.generic, sentence, capitals=capitals)
    else:
        _close(search, chain, sentence, mark_at, capitals=capitals)


def _named(
    search: Search, chain: list[Mark], mark: Mark, actor: Registered, sentence: Sentence, *, capitals: bool
) -> None:
    """A registered actor, by name; a country right before the name is part of it, a leader's title is not."""
    add_possessors(search, chain[:-1], sentence)
    if "person" in actor.tags:
        if _is_another(search, mark, sentence, chain, capitals=capitals):
            return
        start = chain[0].first if "s" not in search.document.norm[chain[0].first : mark.first] else mark.first
        search.add_registered(
            mark.first, mark.last, sentence, actor, (mark.first, mark.last), phrase_first=max(start, search.taken)
        )
        return
    first = mark.first
    for before in reversed(chain[:-1]):
        if before.last == first and (before.country or before.demonym):
            first = before.first
    search.add_registered(max(first, search.taken), mark.last, sentence, actor, (mark.first, mark.last))


def _is_another(search: Search, mark: Mark, sentence: Sentence, chain: list[Mark], *, capitals: bool) -> bool:
    """Whether a leader's surname is only a part of somebody else's name: "Saleh Ahmed", "Maryam Abbas"."""
    document, registry = search.document, search.registry
    if mark.last - mark.first > 1:
        return False
    before = mark.first - 1
    alone = before >= sentence.first and chain[0].first == mark.first and document.joined(before) in (" ", "-")
    if alone and document.norm[before] in registry.first_names and document.capitalised(before):
        return True
    if mark.last < sentence.last and document.joined(mark.last - 1) in (" ", "-"):
        return starts_name(document, mark.last, sentence, registry, capitals=capitals) and (
            not capitals or document.norm[mark.last] not in registry.common
        )
    return False


def add_possessors(search: Search, before: list[Mark], sentence: Sentence) -> None:
    """Names in the possessive before another name are mentions of their own: "Operation Dignity's battalion"."""
    for number, mark in enumerate(before):
        if mark.aliases and search.document.norm[mark.last : mark.last + 1] == ["s"]:
            registered = search.resolve(mark)
            if registered is None:
                continue
            start = before[0].first if number and "person" in registered.tags else mark.first
            search.add_registered(
                mark.first, mark.last, sentence, registered, (mark.first, mark.last), max(start, search.taken)
            )


def _close(search: Search, chain: list[Mark], sentence: Sentence, mark_at: dict[int, Mark], *, capitals: bool) -> None:
    """A chain that ended without a role noun: its names, peoples and countries stand for themselves."""
    document = search.document
    for mark in chain:
        if mark.first < search.taken:
            continue
        registered = search.resolve(mark) if mark.aliases else None
        if registered is not None:
            _named(search, [mark], mark, registered, sentence, capitals=capitals)
        elif mark.term.generic is not None:
            read_role(search, [mark], mark, mark.term.generic, sentence, capitals=capitals)
        elif mark.term.people is not None:
            if document.capitalised(mark.first):
                search.add(
                    mark.first,
                    mark.last,
                    sentence,
                    actor_id=None,
                    name=document.surface[mark.first],
                    kind="civilians",
                    country=mark.term.people,
                    form="people",
                    plural=True,
                    alias=document.surface[mark.first],
                    side="unarmed",
                    source="generic",
                )
        elif mark.country is not None or mark.demonym is not None:
            _country(search, mark, sentence, mark_at, capitals=capitals)


_NOT_BEFORE_ACTOR = frozenset(
    "in from to of at near into across throughout inside outside around via toward towards within over on "
    "through for under "
    "beyond reach leave left enter entered visit visited visiting reached southern northern eastern western "
    "central".split()
)
_BEFORE_ACTOR = frozenset("by against between with urged accused blamed blame accuse urge told asked warned".split())


def _country(search: Search, mark: Mark, sentence: Sentence, mark_at: dict[int, Mark], *, capitals: bool) -> None:
    """A country that acts: its government where it speaks, its military where it strikes."""
    document, registry, norm = search.document, search.registry, search.document.norm
    after = mark.last
    if after < sentence.last and norm[after] == "s":
        after += 1
    word = norm[after] if after < sentence.last else ""
    code = mark.country or mark.demonym or ""
    attributive = False
    if word in registry.strike_nouns and (mark.demonym or after > mark.last):
        force, attributive = "military", True
    elif mark.demonym and word == "and" and _with_forces(mark_at.get(after + 1)):
        force = "military"  # "Afghan and coalition forces"
    elif mark.country and after == mark.last and _acts(search, mark, sentence, word, capitals=capitals):
        force = "government"
    else:
        return
    registered = registry.force(code, force, search.on)
    if registered is None:
        return
    search.add(
        mark.first,
        mark.last,
        sentence,
        actor_id=registered.actor_id,
        name=registered.name,
        kind=search.kind_of(registered),
        country=code,
        form="organisation",
        alias=document.surface[mark.first],
        side=side_of(registered.kind),
        source="country",
        attributive=attributive,
    )


def _with_forces(mark: Mark | None) -> bool:
    if mark is None:
        return False
    generic = mark.term.generic
    if generic is not None and generic.side == "state" and generic.form == "organisation":
        return True
    return any(alias.actor.kind == "external_forces" for alias in mark.aliases)


def _acts(search: Search, mark: Mark, sentence: Sentence, word: str, *, capitals: bool) -> bool:
    """Whether a country's name stands where someone who acts stands."""
    norm = search.document.norm
    before = mark.first - 1
    if before >= sentence.first and norm[before] == "the":
        before -= 1
    previous = norm[before] if before >= sentence.first else ""
    if previous in _NOT_BEFORE_ACTOR:
        return False
    if word in search.registry.state_verbs:
        return True
    if previous in _BEFORE_ACTOR:  # "by Israel", but not "by the U.S. bankruptcy judge"
        return use_of(search.document, search.registry, mark.last, sentence, capitals=capitals) == "head"
    if previous in ("and", ",") and search.actors and search.actors[-1].source == "country":
        return search.actors[-1].last >= before  # "by Russia and Turkey"
    if before < sentence.first and word:
        following = search.document.surface[mark.last]
        return following[0].islower() and word.endswith(("s", "ed", "ly"))
    return False
