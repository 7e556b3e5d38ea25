"""Words that point back: "the group", "the rebels", "jihadists" where the text names one that they can mean."""

from __future__ import annotations

from streams.coding.actors_search import Actor, Search
from streams.coding.registry import Registered

__all__ = ["resolve_references"]

_ARMED = frozenset({"rebels", "political_militia", "identity_militia", "criminals"})
_GROUP_WORDS = frozenset(
    "group organization organisation movement network militia gang cartel faction insurgency".split()
)


def resolve_references(search: Search) -> list[Actor]:
    """The mentions, with those that only point back given the actor they point to."""
    registry = search.registry
    tagged = _only_by_tag(search)
    armed = _armed(search)
    last_group: tuple[int, Actor] | None = None
    resolved: list[Actor] = []
    for actor in search.actors:
        if (
            actor.actor_id is None
            and actor.source == "generic"
            and actor.kind in (*_ARMED, "unknown")
            and not actor.country
        ):
            target: Registered | None = None
            head = search.document.norm[actor.head]
            term = registry.phrases.longest_at(search.document.norm, actor.head, actor.last)
            generic = term.value.generic if term is not None else None
            tag = generic.tag if generic is not None else ""
            if tag and tag in tagged:
                target = tagged[tag]
            elif actor.definite and head in _GROUP_WORDS and last_group is not None:
                sentence = search.document.sentence_of(actor.head)
                if sentence - last_group[0] <= 2 and last_group[1].actor_id is not None:
                    target = registry.actors[last_group[1].actor_id]
            elif (
                actor.definite and actor.form == "people" and actor.plural and actor.side == "armed" and len(armed) == 1
            ):
                target = armed[0]
            if target is not None:
                actor = actor._replace(
                    actor_id=target.actor_id, name=target.name, kind=search.kind_of(target), country=target.country
                )
        if actor.source == "registry" and actor.kind in _ARMED:
            last_group = (search.document.sentence_of(actor.head), actor)
        resolved.append(actor)
    return resolved


def _armed(search: Search) -> list[Registered]:
    """The armed groups that the text names; a part counts as its whole."""
    found: dict[str, Registered] = {}
    for actor in search.actors:
        if actor.source == "registry" and actor.kind in _ARMED and actor.actor_id is not None:
            top = list(search.registry.family(actor.actor_id))[-1]
            found.setdefault(top.actor_id, search.registry.actors[actor.actor_id])
    return list(found.values())


def _only_by_tag(search: Search) -> dict[str, Registered]:
    """Of each tag the only group in the text that bears it."""
    bearers: dict[str, dict[str, Registered]] = {}
    for registered in _armed(search):
        for tag in registered.tags:
            bearers.setdefault(tag, {})[registered.actor_id] = registered
    return {tag: next(iter(found.values())) for tag, found in bearers.items() if len(found) == 1}
