"""Persons: by the title before the name, by a first name, by a surname that the text has given before."""

from __future__ import annotations

from streams.coding.actors_names import name_end, starts_name, unlisted_name
from streams.coding.actors_scan import Mark
from streams.coding.actors_search import Actor, Search, side_of
from streams.coding.document import Sentence
from streams.coding.registry import Title

__all__ = ["read_persons", "read_titled"]

_BEFORE_NAME = frozenset((" ", "", "\n", " #", "\xa0"))


def read_titled(
    search: Search, chain: list[Mark], mark: Mark, sentence: Sentence, mark_at: dict[int, Mark], *, capitals: bool
) -> bool:
    """Add the person whose title `mark` is; False when no name follows it."""
    document, registry = search.document, search.registry
    title = mark.term.title or _role_as_title(search, mark, sentence)
    first = mark.last
    if first < sentence.last and document.surface[first] == "." and document.joined(first - 1) == "":
        first += 1
    if title is None or first >= sentence.last or document.joined(first - 1) not in _BEFORE_NAME:
        return False
    if not starts_name(document, first, sentence, registry, capitals=capitals):
        return False
    stop = sentence.last
    for position in range(first, min(first + 6, sentence.last)):
        other = mark_at.get(position)
        if other is None:
            continue
        common = other.term.generic is not None and document.norm[position] in registry.common
        if not capitals and (other.country or other.demonym):
            if position == first:
                return False
            stop = position
            break
        if other.term.title is not None or other.aliases or common:
            if position == first and (other.term.title is not None or other.aliases or other.demonym):
                return False
            stop = position
            break
    last = name_end(document, first, sentence, registry, capitals=capitals, stop=stop)
    if last == first:
        return False
    if (
        last < sentence.last
        and document.norm[last - 1] in registry.common
        and document.norm[last] in ("on", "of", "for")
    ):
        return False  # "General Agreement on Tariffs"
    owner, tokens, country = search.owner(chain[:-1])
    kind, actor_id = title.kind, None
    if owner is not None and owner.kind != "government":
        kind, actor_id = search.kind_of(owner), owner.actor_id
    elif country:
        force = registry.force(country, title.force, search.on) if title.force else None
        if force is not None:
            actor_id, kind = force.actor_id, search.kind_of(force)
    start = chain[0].first
    for part in chain[:-1]:
        if "s" in document.norm[part.last : mark.first]:
            start = mark.first
    for part in chain[:-1]:
        if part.aliases and document.norm[part.last : part.last + 1] == ["s"] and (named := search.resolve(part)):
            search.add_registered(part.first, part.last, sentence, named, (part.first, part.last))
    found = search.add(
        first,
        last,
        sentence,
        actor_id=actor_id,
        name=registry.actors[actor_id].name if actor_id else " ".join(document.surface[first:last]),
        kind=kind,
        country=country,
        form="person",
        alias=title.words,
        side=side_of(kind),
        source="person",
        organisation=tokens,
        phrase_first=max(start, search.taken),
    )
    search.persons[document.norm[last - 1]] = found
    return True


def _role_as_title(search: Search, mark: Mark, sentence: Sentence) -> Title | None:
    """A role noun before a first name is a title: "cameraman Carlos X", "Trade Minister Herman Y"."""
    generic = mark.term.generic
    token = mark.last
    if generic is None or generic.form != "person" or token + 1 >= sentence.last:
        return None
    if search.document.norm[token] not in search.registry.first_names or not search.document.capitalised(token):
        return None
    return Title(generic.head, generic.kind, generic.force)


def read_persons(search: Search, sentence: Sentence, mark_at: dict[int, Mark], *, capitals: bool) -> None:
    """Add the persons of a sentence that no title announces, and the abbreviations that the text has explained."""
    document, registry = search.document, search.registry
    norm, surface = document.norm, document.surface
    names, persons, short = registry.first_names, search.persons, search.short
    words = norm[sentence.first : sentence.last]
    if names.isdisjoint(words) and persons.keys().isdisjoint(words) and short.keys().isdisjoint(words):
        return
    taken = _taken(search, sentence)
    skip_to = sentence.first
    for token in range(sentence.first, sentence.last):
        word = norm[token]
        if not (word in names or word in persons or word in short):
            continue
        if token < skip_to or token in taken or (capitals and not surface[token][0].isupper()):
            continue
        if word in short and surface[token].isupper():
            _repeat(search, token, token + 1, sentence, short[word])
            continue
        if token > sentence.first and norm[token - 1] in _BEFORE_PLACE:
            continue
        known = persons.get(word)
        other = mark_at.get(token)
        if word in names and not (known is None and other is not None and other.last > token + 1):
            stop = _stop(taken, token, sentence, mark_at)
            last = name_end(document, token, sentence, registry, capitals=capitals, stop=stop)
            if last > token + 1:
                _add_person(search, token, last, sentence)
                skip_to = last
                continue
        if known is not None and word not in registry.common and (capitals or sentence.case == "upper"):
            _repeat(search, token, token + 1, sentence, known)
    _read_lists(search, sentence, mark_at, capitals=capitals)


def _taken(search: Search, sentence: Sentence) -> set[int]:
    taken: set[int] = set()
    for actor in reversed(search.actors):
        if actor.last <= sentence.first:
            break
        taken.update(range(actor.first, actor.last))
    return taken


def _stop(taken: set[int], token: int, sentence: Sentence, mark_at: dict[int, Mark]) -> int:
    for position in range(token + 1, min(token + 7, sentence.last)):
        other = mark_at.get(position)
        if position in taken or (other is not None and (other.country or other.term.title is not None)):
            return position
    return sentence.last


_BEFORE_PLACE = frozenset("san santa santo saint st fort mount port lake ciudad villa puerto cape ras".split())
_NOT_SURNAMES = frozenset(
    "street avenue road boulevard lane drive court square place park bridge river lake creek bay beach island "
    "valley mountain hills "
    "county city town village district province department airport hospital school college university church "
    "mosque hotel "
    "stadium building tower house hall center centre station prison jail news times post street highway route "
    "camp base farm ranch".split()
)


def _add_person(search: Search, first: int, last: int, sentence: Sentence) -> None:
    norm = search.document.norm
    if norm[last - 1] in _NOT_SURNAMES:
        return  # "Martin Luther King Boulevard"
    known = search.persons.get(norm[last - 1])
    if known is not None:
        _repeat(search, first, last, sentence, known)
        return
    name = " ".join(search.document.surface[first:last])
    found = search.add(
        first,
        last,
        sentence,
        actor_id=None,
        name=name,
        kind="civilians",
        country=None,
        form="person",
        alias=name,
        side="",
        source="person",
        floor=first,
    )
    search.persons[norm[last - 1]] = found


def _repeat(search: Search, first: int, last: int, sentence: Sentence, known: Actor) -> None:
    """A short name for someone whom the text has named in full."""
    search.add(
        first,
        last,
        sentence,
        actor_id=known.actor_id,
        name=known.name,
        kind=known.kind,
        country=known.country,
        form=known.form,
        alias=search.document.surface[first],
        side=known.side,
        source=known.source,
        organisation=(first, last) if known.form == "organisation" else None,
        floor=first,
    )


def _read_lists(search: Search, sentence: Sentence, mark_at: dict[int, Mark], *, capitals: bool) -> None:
    """In a list of persons a name without a known first name is a person's too: "X, Segundo Montes and Y"."""
    document = search.document
    queue = [actor for actor in search.actors if actor.source == "person" and actor.first >= sentence.first]
    taken = _taken(search, sentence)
    while queue:
        actor = queue.pop()
        token = actor.last
        if token < sentence.last and document.surface[token] == ",":
            token += 1
        if token < sentence.last and document.norm[token] == "and":
            token += 1
        if token == actor.last or token >= sentence.last or token in taken or token in mark_at:
            continue
        last = unlisted_name(document, token, sentence, search.registry, capitals=capitals, taken=taken)
        if last is not None:
            count = len(search.actors)
            _add_person(search, token, last, sentence)
            taken.update(range(token, last))
            queue.extend(search.actors[count:])
