"""One mention of an actor, and the state of a search for them through one text."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from schemas.coded import ActorKind, Form
from streams.coding.actors_names import abbreviation_after
from streams.coding.actors_phrase import extend_left
from streams.coding.actors_scan import Context, Mark
from streams.coding.document import Document, Sentence
from streams.coding.registry import Registered, Registry

__all__ = ["Actor", "Search", "side_of"]

Source = Literal["registry", "generic", "person", "organisation", "country"]


class Actor(NamedTuple):
    """One mention of an actor, in token numbers (last exclusive)."""

    first: int
    last: int
    """The core: the name, or the role noun with the names before it. A person's title is outside."""
    phrase_first: int
    phrase_last: int
    """The whole noun phrase, with its number, adjectives, title and what follows "of"."""
    head: int
    actor_id: str | None
    name: str
    kind: ActorKind
    country: str | None
    form: Form
    plural: bool
    alias: str
    """The words of the vocabulary that were matched."""
    number: int | None
    side: str
    """state, armed, crowd, unarmed, member, or empty where the words do not say."""
    source: Source
    organisation: tuple[int, int] | None
    """Tokens of the name that says whose people they are: inside the core, or after "of"."""
    definite: bool = False
    attributive: bool = False
    """Only an adjective of a deed: "rebel attack", "police raid". The actor is meant, but not the subject."""


class Search:
    """What the text has said so far decides what its next words mean."""

    def __init__(self, document: Document, registry: Registry, on: date | None, country: str | None) -> None:
        self.document, self.registry, self.on = document, registry, on
        self.context = Context(country)
        self.actors: list[Actor] = []
        self.taken = 0
        """Tokens before this one belong to a mention already."""
        self.persons: dict[str, Actor] = {}
        """Persons named so far, by surname."""
        self.short: dict[str, Actor] = {}
        """Abbreviations that the text has introduced in brackets."""

    def resolve(self, mark: Mark) -> Registered | None:
        """The registered actor that a phrase means here, or None: by the day, the country, and what is named most."""
        best: Registered | None = None
        best_score: tuple[bool, bool, int, bool] | None = None
        context = self.context
        for alias in mark.aliases:
            actor = alias.actor
            if self.on is not None and actor.valid_from is not None and self.on < actor.valid_from:
                continue
            if "person" in actor.tags and not actor.valid(self.on):
                continue  # out of office a leader is a private person
            if alias.in_context and not context.vouches_for(actor):
                continue
            if len(mark.aliases) == 1:
                return actor
            score = (
                actor.valid(self.on),
                context.country is not None and context.country in actor.countries,
                max((context.countries[code] for code in actor.countries), default=0),
                not alias.in_context,
            )
            if best_score is None or score > best_score:
                best, best_score = actor, score
        return best

    def kind_of(self, actor: Registered) -> ActorKind:
        """State forces abroad are external forces."""
        here = self.context.country
        if here and actor.kind == "state_forces" and actor.country and actor.country != here:
            return "external_forces"
        return actor.kind

    def owner(self, chain: list[Mark]) -> tuple[Registered | None, tuple[int, int] | None, str | None]:
        """Whose people a role noun speaks of, by the names before it: a registered actor, its tokens, a country."""
        country: str | None = None
        for mark in reversed(chain):
            registered = self.resolve(mark) if mark.aliases else None
            if registered is not None:
                return registered, (mark.first, mark.last), country or registered.country
            country = country or mark.demonym or mark.country
        return None, None, country

    def add(
        self,
        first: int,
        last: int,
        sentence: Sentence,
        *,
        actor_id: str | None,
        name: str,
        kind: ActorKind,
        country: str | None,
        form: Form,
        alias: str,
        side: str,
        source: Source,
        plural: bool = False,
        organisation: tuple[int, int] | None = None,
        phrase_first: int | None = None,
        phrase_last: int | None = None,
        floor: int | None = None,
        attributive: bool = False,
    ) -> Actor:
        """Record a mention; its noun phrase reaches left from `phrase_first` as far as adjectives go."""
        start = first if phrase_first is None else phrase_first
        phrase = extend_left(
            self.document, self.registry, start, max(sentence.first, self.taken if floor is None else floor)
        )
        actor = Actor(
            first=first,
            last=last,
            phrase_first=phrase.first,
            phrase_last=max(phrase_last or last, last),
            head=last - 1,
            actor_id=actor_id,
            name=name,
            kind=kind,
            country=country,
            form=form,
            plural=plural,
            alias=alias,
            number=phrase.number,
            side=side,
            source=source,
            organisation=organisation,
            definite=phrase.definite,
            attributive=attributive,
        )
        self.actors.append(actor)
        self.taken = max(self.taken, last)
        return actor

    def add_registered(
        self,
        first: int,
        last: int,
        sentence: Sentence,
        actor: Registered,
        alias: tuple[int, int],
        phrase_first: int | None = None,
    ) -> Actor:
        """Record a registered actor, named by the tokens `alias`: itself, or the person who leads it."""
        self.context.named.add(actor.actor_id)
        person = "person" in actor.tags
        last_word = self.registry.phrases.longest_at(self.document.norm, alias[1] - 1, alias[1])
        role = last_word.value.generic if last_word is not None and alias[1] - alias[0] > 1 else None
        people = role is not None and role.form == "people" and role.plural  # "Tuareg rebels"
        found = self.add(
            first,
            last,
            sentence,
            actor_id=actor.actor_id,
            name=actor.name,
            kind=self.kind_of(actor),
            country=actor.country,
            form="person" if person else "people" if people else "organisation",
            plural=people,
            alias=" ".join(self.document.surface[alias[0] : alias[1]]),
            side=side_of(actor.kind),
            source="person" if person else "registry",
            organisation=None if person else alias,
            phrase_first=phrase_first,
        )
        if person:
            self.persons[self.document.norm[last - 1]] = found
        else:
            self.learn_abbreviation(found, sentence)
        return found

    def learn_abbreviation(self, actor: Actor, sentence: Sentence) -> None:
        """Remember what an abbreviation in brackets stands for in the rest of the text."""
        token = abbreviation_after(self.document, actor.last, sentence)
        if token is not None and self.document.norm[token] not in self.registry.common:
            self.short.setdefault(self.document.norm[token], actor)


_SIDES = {
    "state_forces": "state",
    "external_forces": "state",
    "rebels": "armed",
    "political_militia": "armed",
    "identity_militia": "armed",
    "criminals": "armed",
    "rioters": "crowd",
    "protesters": "crowd",
    "civilians": "unarmed",
    "government": "unarmed",
    "international": "unarmed",
}


def side_of(kind: str) -> str:
    """On which side of a fight a kind of actor stands; empty where the kind does not say."""
    return _SIDES.get(kind, "")
