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
    named: list[tuple[int, Actor]] = []
    resolved: list[Actor] = []
    for actor in search.actors:
        target: Registered | None = None
        if actor.source == "generic" and actor.organisation is None and actor.first == actor.head:
            recent = [name for sentence, name in named[-6:] if search.document.sentence_of(actor.head) - sentence <= 2]
            target = _unit(search, actor, recent) or _army(search, actor, recent)
        if target is None and _unresolved(actor):
            tag = _tag(search, actor)
            if tag and tag in tagged:
                target = tagged[tag]
            elif actor.definite and search.document.norm[actor.head] in _GROUP_WORDS:
                group = next((name for _, name in reversed(named) if name.kind in _ARMED), None)
                near = [name for sentence, name in named if search.document.sentence_of(actor.head) - sentence <= 2]
                if group is not None and group in near and group.actor_id is not None:
                    target = registry.actors[group.actor_id]
            elif (
                actor.definite and actor.form == "people" and actor.plural and actor.side == "armed" and len(armed) == 1
            ):
                target = armed[0]
        if target is not None:
            kind = search.kind_of(target)
            actor = actor._replace(actor_id=target.actor_id, name=target.name, kind=kind, country=target.country)
        if actor.source == "registry" or (actor.actor_id is not None and actor.organisation is not None):
            named.append((search.document.sentence_of(actor.head), actor))
        resolved.append(actor)
    return resolved


def _unresolved(actor: Actor) -> bool:
    return (
        actor.actor_id is None
        and actor.source == "generic"
        and actor.kind in (*_ARMED, "unknown")
        and actor.country is None
    )


def _tag(search: Search, actor: Actor) -> str:
    match = search.registry.phrases.longest_at(search.document.norm, actor.head, actor.last)
    generic = match.value.generic if match is not None else None
    return generic.tag if generic is not None else ""


def _unit(search: Search, actor: Actor, recent: list[Actor]) -> Registered | None:
    """ "The battalion" is the battalion that was named last."""
    if not actor.definite or actor.form != "organisation":
        return None
    head = search.document.norm[actor.head]
    for name in reversed(recent):
        if name.actor_id is not None and head in search.document.norm[name.first : name.last]:
            return search.registry.actors[name.actor_id]
    return None


def _army(search: Search, actor: Actor, recent: list[Actor]) -> Registered | None:
    """Soldiers without a country belong to the army named last, where that is no state's."""
    if actor.side != "state" or actor.form == "organisation" or actor.actor_id is None:
        return None
    for name in reversed(recent):
        registered = search.registry.actors.get(name.actor_id or "")
        if registered is not None and registered.kind == "state_forces":
            return None
        if registered is not None and "army" in registered.tags:
            return registered
    return None


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
