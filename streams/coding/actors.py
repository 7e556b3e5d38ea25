"""Find who is spoken of: registered actors, role nouns, persons and organisations of unknown name.

A mention is one noun phrase. A name before a role noun belongs to it ("Taliban fighters"), a country before one makes
it that country's ("Somali soldiers"), and what stands after "of" says whose people they are ("members of the FMLN").
"""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from schemas.coded import ActorKind, ActorMention, Form
from streams.coding.actors_names import abbreviation_after, name_end, organisation_span, starts_name
from streams.coding.actors_phrase import Phrase, extend_left, linked
from streams.coding.actors_scan import Context, Mark, has_capitals, scan
from streams.coding.document import Document, Sentence
from streams.coding.registry import Generic, Registered, Registry

__all__ = ["Actor", "actor_mentions", "find_actors"]

Source = Literal["registry", "generic", "person", "organisation", "country"]


class Actor(NamedTuple):
    """One mention of an actor, in token numbers (last exclusive)."""

    first: int
    last: int
    """The core: the name, or the role noun with the names before it."""
    phrase_first: int
    phrase_last: int
    """The whole noun phrase, with its number, adjectives and what follows "of"."""
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


def find_actors(
    document: Document, registry: Registry, *, on: date | None = None, country: str | None = None
) -> list[Actor]:
    """Every mention of an actor, in the order of the text; furniture is passed over.

    `on` chooses between actors that share a name at different times, `country` between those that share it in
    different places.
    """
    finder = _Finder(document, registry, on, country)
    return finder.run()


def actor_mentions(document: Document, actors: list[Actor]) -> list[ActorMention]:
    """The mentions as the coded article lists them."""
    mentions = []
    for actor in actors:
        if actor.form in ("facility", "vehicle", "infrastructure"):
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


_ACTING = frozenset({"armed", "state", "member"})
_NOT_BEFORE_COUNTRY = frozenset(
    "in from to of at near into across throughout inside outside around via toward towards within over on through for , under "
    "beyond reach leave left enter entered visit visited visiting reached southern northern eastern western central".split()
)
_ACTOR_BEFORE_COUNTRY = frozenset(
    "by against between with urged accused blamed blame accuse urge told asked warned and".split()
)


class _Finder:
    """The state of one search: what the text has said so far decides what its next words mean."""

    def __init__(self, document: Document, registry: Registry, on: date | None, country: str | None) -> None:
        self.document, self.registry, self.on = document, registry, on
        self.context = Context(country)
        self.actors: list[Actor] = []
        self.taken = 0
        """Tokens before this one belong to a mention already."""
        self.persons: dict[str, Actor] = {}
        self.short: dict[str, Actor] = {}

    def run(self) -> list[Actor]:
        document, registry, context = self.document, self.registry, self.context
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
                for alias in mark.aliases:
                    if not alias.in_context and len(mark.aliases) == 1:
                        context.named.update(actor.actor_id for actor in registry.family(alias.actor.actor_id))
        for sentence, marks, capitals in scanned:
            self.read(sentence, marks, capitals)
        self.actors.sort(key=lambda actor: (actor.first, -actor.last))
        return self.actors

    # ------------------------------------------------------------ one sentence

    def read(self, sentence: Sentence, marks: list[Mark], capitals: bool) -> None:
        document, registry = self.document, self.registry
        chain: list[Mark] = []
        count = len(marks)
        mark_at = {mark.first: mark for mark in marks}
        for number, mark in enumerate(marks):
            if mark.first < self.taken:
                continue
            if chain and not linked(document, registry, chain[-1].last, mark.first):
                self.close(chain, sentence, capitals)
                chain = []
            chain.append(mark)
            following = marks[number + 1] if number + 1 < count else None
            term = mark.term
            if term.title is not None and self.person(chain, mark, sentence, capitals, mark_at):
                chain = []
                continue
            heads = term.generic is not None or mark.aliases
            if following is not None and self.modifies(mark, following):
                continue
            if heads:
                self.head(chain, mark, sentence, capitals)
                chain = []
        if chain:
            self.close(chain, sentence, capitals)
        self.untitled(sentence, mark_at, capitals)

    def modifies(self, mark: Mark, following: Mark) -> bool:
        """Whether a phrase is only an adjective of the phrase after it."""
        document = self.document
        if following.first < self.taken or not linked(document, self.registry, mark.last, following.first):
            return False
        after = following.term
        possessive = document.norm[mark.last : mark.last + 1] == ["s"] and mark.last < following.first
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

    # ------------------------------------------------------------ heads

    def resolve(self, mark: Mark) -> Registered | None:
        """The registered actor that an alias means here, or None."""
        best: Registered | None = None
        best_score: tuple[bool, bool, int, bool] | None = None
        context = self.context
        for alias in mark.aliases:
            actor = alias.actor
            if self.on is not None and actor.valid_from is not None and self.on < actor.valid_from:
                continue
            if alias.in_context and not context.vouches_for(actor):
                continue
            score = (
                actor.valid(self.on),
                context.country is not None and context.country in actor.countries,
                max((context.countries[code] for code in actor.countries), default=0),
                not alias.in_context,
            )
            if best_score is None or score > best_score:
                best, best_score = actor, score
        return best

    def head(self, chain: list[Mark], mark: Mark, sentence: Sentence, capitals: bool) -> None:
        registered = self.resolve(mark) if mark.aliases else None
        if registered is not None:
            self.named(chain, mark, registered, sentence, capitals)
        elif mark.term.generic is not None:
            self.generic(chain, mark, mark.term.generic, sentence, capitals)
        else:
            self.close(chain, sentence, capitals)

    def named(self, chain: list[Mark], mark: Mark, actor: Registered, sentence: Sentence, capitals: bool) -> None:
        """A registered actor, by name."""
        first = mark.first
        for before in reversed(chain[:-1]):
            if before.last == first and (before.country or before.demonym):
                first = before.first
        self.possessors(chain[:-1], sentence, capitals)
        self.context.named.add(actor.actor_id)
        found = self.add(
            first,
            mark.last,
            sentence,
            head=mark.last - 1,
            actor_id=actor.actor_id,
            name=actor.name,
            kind=self.kind_of(actor),
            country=actor.country,
            form="organisation",
            plural=False,
            alias=" ".join(self.document.surface[mark.first : mark.last]),
            side=_side(actor.kind),
            source="registry",
            organisation=(mark.first, mark.last),
        )
        self.learn_abbreviation(found, sentence)

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

    def generic(self, chain: list[Mark], mark: Mark, generic: Generic, sentence: Sentence, capitals: bool) -> None:
        """A role noun, with the names before and after it."""
        document, registry = self.document, self.registry
        norm = document.norm
        before = chain[:-1]
        if generic.form == "organisation" and self.shaped(chain, mark, generic, sentence, capitals):
            return
        owner, tokens, country = self.owner(before)
        first = mark.first
        for part in reversed(before):
            between = norm[part.last : first]
            if "s" in between:
                break
            first = part.first
        phrase_last = mark.last
        if owner is None:
            after = self.after_of(mark, sentence)
            if after is not None:
                owner, tokens, after_country, phrase_last = after
                country = country or after_country
        kind, actor_id, name = generic.kind, None, " ".join(document.surface[first : mark.last])
        if (
            owner is not None
            and generic.side in _ACTING
            and not (generic.side == "state" and _side(owner.kind) == "unarmed" and generic.force)
        ):
            kind, actor_id, name, country = self.kind_of(owner), owner.actor_id, owner.name, owner.country or country
        else:
            if owner is not None and generic.side != "crowd":
                country = country or owner.country
            here = country or (
                self.context.main_country()
                if generic.force and generic.form == "organisation" or generic.side == "state"
                else None
            )
            if generic.force and here and (generic.form == "organisation" or generic.side == "state"):
                force = registry.force(here, generic.force, self.on)
                if force is not None:
                    actor_id, name, country = force.actor_id, force.name, here
                    kind = self.kind_of(force) if generic.kind != "government" else generic.kind
            elif generic.force and country:
                force = registry.force(country, generic.force, self.on)
                if force is not None:
                    actor_id, name = force.actor_id, force.name
        self.possessors(before, sentence, capitals)
        self.add(
            first,
            mark.last,
            sentence,
            head=mark.last - 1,
            actor_id=actor_id,
            name=name,
            kind=kind,
            country=country,
            form=generic.form,
            plural=generic.plural,
            alias=generic.head,
            side=generic.side,
            source="generic",
            organisation=tokens,
            phrase_last=phrase_last,
        )

    def after_of(
        self, mark: Mark, sentence: Sentence
    ) -> tuple[Registered | None, tuple[int, int] | None, str | None, int] | None:
        """What "of the FMLN", "from Mali", "in Iraq", "loyal to X" after a role noun says."""
        document, norm = self.document, self.document.norm
        token = mark.last
        if token >= sentence.last:
            return None
        word = norm[token]
        if (
            word in ("loyal", "belonging", "allied", "linked", "affiliated", "identified")
            and token + 1 < sentence.last
            and norm[token + 1] in ("to", "with", "as")
        ):
            token += 2
        elif word in ("of", "from", "in", "with"):
            token += 1
        else:
            return None
        place_only = word == "in"
        while token < sentence.last and norm[token] in ("the", "a", "an", "outlawed", "so", "called", "group"):
            token += 1
        if token >= sentence.last:
            return None
        match = self.registry.phrases.longest_at(norm, token, sentence.last)
        if match is None:
            return None
        term = match.value
        if not place_only and term.aliases:
            capital = document.surface[token][0].isupper()
            registered = self.resolve(
                Mark(
                    match.first, match.last, term, tuple(a for a in term.aliases if capital or not a.proper), None, None
                )
            )
            if registered is not None:
                return registered, (match.first, match.last), registered.country, match.last
        if term.country and document.surface[token][0].isupper():
            return None, None, term.country, match.last
        return None

    def shaped(self, chain: list[Mark], mark: Mark, generic: Generic, sentence: Sentence, capitals: bool) -> bool:
        """An organisation that no list holds, recognised by its capitalised head noun; False when it is only a noun."""
        document, registry = self.document, self.registry
        if capitals and not document.capitalised(mark.last - 1):
            return False
        if not capitals and sentence.case != "upper":
            return False
        left, right = organisation_span(document, mark.first, mark.last, sentence, registry, capitals=capitals)
        left = max(left, self.taken)
        if right == mark.last and left >= mark.first:
            return False
        norm = document.norm
        named = [
            token
            for token in range(left, right)
            if norm[token] not in registry.modifiers and not mark.first <= token < mark.last
        ]
        if right == mark.last and (not named if not capitals else left >= mark.first):
            return False
        covered = [m for m in chain if m.first >= left]
        if (
            generic.force
            and all(
                norm[t] in registry.modifiers or any(m.first <= t < m.last for m in covered) for t in range(left, right)
            )
            and right == mark.last
        ):
            return False
        country = next((m.demonym or m.country for m in chain if m.demonym or m.country), None)
        actor_id = None
        if country is None:
            for token in range(mark.last, right):
                match = registry.phrases.longest_at(norm, token, right)
                if match and match.value.country:
                    country = match.value.country
        kind = generic.kind
        if generic.force == "government" and country:
            force = registry.force(country, "government", self.on)
            actor_id = force.actor_id if force else None
        words = set(norm[left:right])
        if kind == "unknown" and words & _ARMED_WORDS:
            kind = "rebels"
        name = " ".join(document.text[document.start[left] : document.end[right - 1]].split())
        found = self.add(
            left,
            right,
            sentence,
            head=mark.last - 1,
            actor_id=actor_id,
            name=name,
            kind=kind,
            country=country,
            form="organisation",
            plural=False,
            alias=generic.head,
            side=_side(kind),
            source="organisation",
            organisation=(left, right),
        )
        self.learn_abbreviation(found, sentence)
        return True

    # ------------------------------------------------------------ leftovers of a chain

    def possessors(self, before: list[Mark], sentence: Sentence, capitals: bool) -> None:
        """Names in the possessive before another name are mentions of their own: "Operation Dignity's battalion"."""
        for mark in before:
            if mark.aliases and self.document.norm[mark.last : mark.last + 1] == ["s"]:
                registered = self.resolve(mark)
                if registered is not None:
                    self.named([mark], mark, registered, sentence, capitals)

    def close(self, chain: list[Mark], sentence: Sentence, capitals: bool) -> None:
        """A chain that ended without a role noun: its names, peoples and countries stand for themselves."""
        document = self.document
        for mark in chain:
            if mark.first < self.taken:
                continue
            if mark.aliases:
                registered = self.resolve(mark)
                if registered is not None:
                    self.named([mark], mark, registered, sentence, capitals)
                    continue
            if mark.term.generic is not None:
                self.generic([mark], mark, mark.term.generic, sentence, capitals)
            elif mark.term.people is not None and document.capitalised(mark.first) and capitals:
                self.add(
                    mark.first,
                    mark.last,
                    sentence,
                    head=mark.last - 1,
                    actor_id=None,
                    name=document.surface[mark.first],
                    kind="civilians",
                    country=mark.term.people,
                    form="people",
                    plural=True,
                    alias=mark.term.people,
                    side="unarmed",
                    source="generic",
                    organisation=None,
                )
            elif mark.country is not None or mark.demonym is not None:
                self.country(mark, sentence)

    def country(self, mark: Mark, sentence: Sentence) -> None:
        """A country that acts: its government where it speaks, its military where it strikes."""
        document, registry, norm = self.document, self.registry, self.document.norm
        after = mark.last
        if after < sentence.last and norm[after] == "s":
            after += 1
        word = norm[after] if after < sentence.last else ""
        code = mark.country or mark.demonym or ""
        if word in registry.strike_nouns and (mark.demonym or after > mark.last):
            force = "military"
        elif mark.country and after == mark.last and self.acts(mark, sentence, word):
            force = "government"
        else:
            return
        registered = registry.force(code, force, self.on)
        if registered is None:
            return
        self.add(
            mark.first,
            mark.last,
            sentence,
            head=mark.last - 1,
            actor_id=registered.actor_id,
            name=registered.name,
            kind=self.kind_of(registered),
            country=code,
            form="organisation",
            plural=False,
            alias=document.surface[mark.first],
            side=_side(registered.kind),
            source="country",
            organisation=None,
        )

    def acts(self, mark: Mark, sentence: Sentence, word: str) -> bool:
        norm = self.document.norm
        before = mark.first - 1
        if before >= sentence.first and norm[before] == "the":
            before -= 1
        previous = norm[before] if before >= sentence.first else ""
        if previous in _NOT_BEFORE_COUNTRY:
            return False
        return word in self.registry.state_verbs or previous in _ACTOR_BEFORE_COUNTRY - {"and"}

    # ------------------------------------------------------------ persons

    def person(
        self, chain: list[Mark], mark: Mark, sentence: Sentence, capitals: bool, mark_at: dict[int, Mark]
    ) -> bool:
        """A title followed by a name; False when no name follows."""
        document, registry = self.document, self.registry
        title = mark.term.title
        assert title is not None
        first = mark.last
        if first < sentence.last and document.surface[first] == "." and document.joined(first - 1) == "":
            first += 1
        if first >= sentence.last or not starts_name(document, first, sentence, registry, capitals=capitals):
            return False
        if document.joined(first - 1) not in (" ", "", "\n", " #", "\xa0"):
            return False
        stop = sentence.last
        for position in range(first, min(first + 6, sentence.last)):
            other = mark_at.get(position)
            if other is not None and (
                other.term.title is not None
                or other.aliases
                or (other.term.generic is not None and document.norm[position] in registry.common)
            ):
                if position == first and (other.term.title is not None or other.aliases or other.demonym):
                    return False
                stop = position
                break
        last = name_end(document, first, sentence, registry, capitals=capitals, stop=stop)
        if last == first:
            return False
        owner, tokens, country = self.owner(chain[:-1])
        kind, actor_id = title.kind, None
        if owner is not None and owner.kind != "government":
            kind, actor_id = self.kind_of(owner), owner.actor_id
        elif country or owner is not None:
            code = country or (owner.country if owner else None)
            force = registry.force(code, title.force, self.on) if code and title.force else None
            if force is not None:
                actor_id = force.actor_id
                kind = self.kind_of(force)
            country = code
        name = " ".join(document.surface[first:last])
        start = chain[0].first
        for part in chain[:-1]:
            if "s" in document.norm[part.last : mark.first]:
                start = mark.first
        self.possessors(chain[:-1], sentence, capitals)
        found = self.add(
            start,
            last,
            sentence,
            head=last - 1,
            actor_id=actor_id,
            name=registry.actors[actor_id].name if actor_id else name,
            kind=kind,
            country=country,
            form="person",
            plural=False,
            alias=title.words,
            side=_side(kind),
            source="person",
            organisation=tokens,
        )
        self.persons[document.norm[last - 1]] = found
        return True

    def untitled(self, sentence: Sentence, mark_at: dict[int, Mark], capitals: bool) -> None:
        """Persons without a title: a first name and a second word, or the surname of a person named before."""
        document, registry = self.document, self.registry
        norm, surface = document.norm, document.surface
        names, persons, short = registry.first_names, self.persons, self.short
        taken = [False] * (sentence.last - sentence.first)
        for actor in reversed(self.actors):
            if actor.last <= sentence.first:
                break
            for token in range(max(actor.first, sentence.first), min(actor.last, sentence.last)):
                taken[token - sentence.first] = True
        skip_to = sentence.first
        for token in range(sentence.first, sentence.last):
            word = norm[token]
            if (
                token < skip_to
                or taken[token - sentence.first]
                or not (word in names or word in persons or word in short)
            ):
                continue
            if capitals and not surface[token][0].isupper():
                continue
            if word in short and surface[token].isupper():
                known = short[word]
                self.add(
                    token,
                    token + 1,
                    sentence,
                    head=token,
                    actor_id=known.actor_id,
                    name=known.name,
                    kind=known.kind,
                    country=known.country,
                    form=known.form,
                    plural=False,
                    alias=surface[token],
                    side=known.side,
                    source=known.source,
                    organisation=(token, token + 1),
                    floor=token,
                )
                continue
            known_person = persons.get(word)
            if word in names and not (known_person is None and token in mark_at and mark_at[token].last > token + 1):
                last = name_end(
                    document,
                    token,
                    sentence,
                    registry,
                    capitals=capitals,
                    stop=self.next_taken(taken, token, sentence, mark_at),
                )
                if last > token + 1 and not any(taken[k - sentence.first] for k in range(token, last)):
                    name = " ".join(surface[token:last])
                    known_person = persons.get(norm[last - 1])
                    found = self.add(
                        token,
                        last,
                        sentence,
                        head=last - 1,
                        actor_id=known_person.actor_id if known_person else None,
                        name=known_person.name if known_person else name,
                        kind=known_person.kind if known_person else "civilians",
                        country=known_person.country if known_person else None,
                        form="person",
                        plural=False,
                        alias=name,
                        side=known_person.side if known_person else "",
                        source="person",
                        organisation=None,
                        floor=token,
                    )
                    persons.setdefault(norm[last - 1], found)
                    skip_to = last
                    continue
            if known_person is not None and (capitals or sentence.case == "upper") and word not in registry.common:
                self.add(
                    token,
                    token + 1,
                    sentence,
                    head=token,
                    actor_id=known_person.actor_id,
                    name=known_person.name,
                    kind=known_person.kind,
                    country=known_person.country,
                    form="person",
                    plural=False,
                    alias=surface[token],
                    side=known_person.side,
                    source="person",
                    organisation=None,
                    floor=token,
                )

    def next_taken(self, taken: list[bool], token: int, sentence: Sentence, mark_at: dict[int, Mark]) -> int:
        for position in range(token + 1, min(token + 7, sentence.last)):
            if taken[position - sentence.first]:
                return position
            mark = mark_at.get(position)
            if mark is not None and (mark.country or mark.term.title is not None):
                return position
        return sentence.last

    # ------------------------------------------------------------ adding

    def learn_abbreviation(self, actor: Actor, sentence: Sentence) -> None:
        token = abbreviation_after(self.document, actor.last, sentence)
        if token is not None and self.document.norm[token] not in self.registry.common:
            self.short.setdefault(self.document.norm[token], actor)

    def add(
        self,
        first: int,
        last: int,
        sentence: Sentence,
        *,
        head: int,
        actor_id: str | None,
        name: str,
        kind: ActorKind,
        country: str | None,
        form: Form,
        plural: bool,
        alias: str,
        side: str,
        source: Source,
        organisation: tuple[int, int] | None,
        phrase_last: int | None = None,
        floor: int | None = None,
    ) -> Actor:
        phrase: Phrase = extend_left(
            self.document, self.registry, first, max(sentence.first, self.taken if floor is None else floor)
        )
        actor = Actor(
            first,
            last,
            phrase.first,
            max(phrase_last or last, last),
            head,
            actor_id,
            name,
            kind,
            country,
            form,
            plural,
            alias,
            phrase.number,
            side,
            source,
            organisation,
            phrase.definite,
        )
        self.actors.append(actor)
        self.taken = max(self.taken, last)
        return actor


_ARMED_WORDS = frozenset(
    "liberation resistance mujahideen mujahidin jihad martyrs brigades brigade insurgent rebel guerrilla armed revolutionary".split()
)
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


def _side(kind: str) -> str:
    return _SIDES.get(kind, "")
