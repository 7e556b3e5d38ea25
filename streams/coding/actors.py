"""Find who is spoken of: registered actors, role nouns, persons and organisations of unknown name.

A mention is one noun phrase. A name before a role noun belongs to it ("Taliban fighters"), a country before one makes
it that country's ("Somali soldiers"), and what stands after "of" says whose people they are ("members of the FMLN").
"""

from __future__ import annotations

from datetime import date

from schemas.coded import ActorMention
from streams.coding.actors_chains import read_sentence
from streams.coding.actors_references import resolve_references
from streams.coding.actors_scan import Mark, has_capitals, scan
from streams.coding.actors_search import Actor, Search
from streams.coding.document import Document, Sentence
from streams.coding.registry import Registry

__all__ = ["Actor", "actor_mentions", "find_actors"]


def find_actors(
    document: Document, registry: Registry, *, on: date | None = None, country: str | None = None
) -> list[Actor]:
    """Every mention of an actor, in the order of the text; furniture is passed over.

    `on` chooses between actors that share a name at different times, `country` between those that share it in
    different places.
    """
    search = Search(document, registry, on, country)
    context = search.context
    scanned: list[tuple[Sentence, list[Mark], bool]] = []
    for sentence in document.sentences:
        if sentence.furniture:
            continue
        capitals = has_capitals(document, sentence)
        marks = scan(document, sentence, registry, capitals=capitals)
        scanned.append((sentence, marks, capitals))
        for mark in marks:
            code = mark.country or mark.demonym or (mark.term.people if not mark.aliases else None)
            if code:
                context.countries[code] += 1
            if len(mark.aliases) == 1 and not mark.aliases[0].in_context:
                context.named.update(actor.actor_id for actor in registry.family(mark.aliases[0].actor.actor_id))
    for sentence, marks, capitals in scanned:
        for mark in [mark for mark in marks if mark.aliases and mark.last - mark.first > 1]:
            if not _means_something(search, mark):
                place = marks.index(mark)
                marks[place : place + 1] = scan(document, sentence, registry, capitals=capitals, within=mark)
        read_sentence(search, sentence, marks, capitals=capitals)
    search.actors.sort(key=lambda actor: (actor.first, -actor.last))
    return resolve_references(search)


def _means_something(search: Search, mark: Mark) -> bool:
    """Whether a phrase stands here; a doubtful alias that nothing vouches for hides the shorter names inside it."""
    if mark.term.generic is not None or mark.term.title is not None or mark.country or mark.demonym:
        return True
    return search.resolve(mark) is not None


def actor_mentions(document: Document, actors: list[Actor]) -> list[ActorMention]:
    """The mentions as the coded article lists them: without the role nouns that are only adjectives."""
    mentions = []
    for actor in actors:
        if actor.attributive and actor.source == "generic" and actor.actor_id is None:
            continue
        span = document.span(actor.first, actor.last)
        mentions.append(
            ActorMention(
                start=span.start,
                end=span.end,
                text=span.text,
                field=span.field,
                actor_id=actor.actor_id,
                name=actor.name,
                kind=actor.kind,
                country=actor.country,
            )
        )
    return mentions
