"""What a phrase of the actors' vocabulary can mean: a registered actor, a role noun, a title, a country."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from schemas.coded import ActorKind, Form
from streams.coding.match import PhraseIndex

__all__ = ["Alias", "Force", "Generic", "Registered", "Registry", "Side", "Term", "Title"]

Side = Literal["state", "armed", "crowd", "unarmed", "member"]
Force = Literal["", "government", "military", "police"]


class Registered(NamedTuple):
    """One actor of the registry."""

    actor_id: str
    name: str
    kind: ActorKind
    country: str | None
    parent: str | None
    valid_from: date | None
    valid_to: date | None
    countries: frozenset[str]
    """Its own country and those where it is active: speaking of one of them is context for a doubtful alias."""
    tags: frozenset[str]

    def valid(self, on: date | None) -> bool:
        """Whether the actor existed on that day; without a day, every actor did."""
        return on is None or (
            (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)
        )


class Alias(NamedTuple):
    """A name of a registered actor."""

    actor: Registered
    words: str
    exact: bool
    """It is an abbreviation, matched only in capitals."""
    proper: bool
    """It holds a capital, so it is matched only with one."""
    in_context: bool
    """The text must vouch for it."""


class Generic(NamedTuple):
    """A role noun: who someone is without a name."""

    head: str
    kind: ActorKind
    form: Form
    side: Side
    force: Force
    tag: str
    plural: bool


class Title(NamedTuple):
    """A word that stands before a person's name, and what it says about the person."""

    words: str
    kind: ActorKind
    force: Force


class Term:
    """All that one phrase can mean; the scanner decides by capitals, the finder by context."""

    __slots__ = ("aliases", "country", "demonym", "exact", "generic", "people", "title")

    def __init__(self) -> None:
        self.aliases: tuple[Alias, ...] = ()
        self.generic: Generic | None = None
        self.title: Title | None = None
        self.country: str | None = None
        """Set when the phrase is a country's name."""
        self.demonym: str | None = None
        """Set when the phrase is an adjective of a country."""
        self.exact = False
        """A country's abbreviation: matched only in capitals."""
        self.people: str | None = None
        """Set when the phrase is the plural noun for a country's people."""


class Registry(NamedTuple):
    """Everything that `find_actors` knows."""

    actors: dict[str, Registered]
    phrases: PhraseIndex[Term]
    forces: dict[tuple[str, str], tuple[Registered, ...]]
    """Registered forces by (country, force): "Somali soldiers" become Somalia's military."""
    country_names: dict[str, str]
    first_names: frozenset[str]
    common: frozenset[str]
    """Words that are no names: where everything is in capitals they end a name."""
    modifiers: frozenset[str]
    """Words that stand between a determiner and a role noun."""
    strike_nouns: frozenset[str]
    """Deeds and machines that a country's military stands behind: "Israeli raid", "Russian warplane"."""
    state_verbs: frozenset[str]
    """What a country does when its name means its government: "Iraq said"."""

    def force(self, country: str, force: str, on: date | None) -> Registered | None:
        """The registered government, military or police of a country on a day."""
        candidates = self.forces.get((country, force), ())
        return next((actor for actor in candidates if actor.valid(on)), candidates[0] if candidates else None)

    def family(self, actor_id: str) -> Iterator[Registered]:
        """The actor and everything above it."""
        actor = self.actors.get(actor_id)
        while actor is not None:
            yield actor
            actor = self.actors.get(actor.parent) if actor.parent else None
