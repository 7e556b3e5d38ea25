"""The registry of actors and the vocabulary of generic ones, read from the files in `lexicon/actors/`.

An alias written in capitals ("IS", "ADF", "FARC") is matched in capitals only. An alias listed in the column
`in_context` counts only where the text speaks of a country of the actor, or names the actor in another way; that is
how one abbreviation may belong to several actors. Dates of validity choose between actors that share an alias.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import cast, get_args

from schemas.coded import ActorKind, Form
from streams.coding.lexicon import LEXICON, Row, read_table
from streams.coding.match import PhraseIndex, words_of
from streams.coding.registry_terms import Alias, Force, Generic, Registered, Registry, Side, Term, Title

__all__ = [
    "ACTORS",
    "COLUMNS",
    "TAGS",
    "Alias",
    "Force",
    "Generic",
    "Registered",
    "Registry",
    "Side",
    "Term",
    "Title",
    "load_registry",
    "names_of",
    "read_actors",
]

ACTORS = LEXICON / "actors"
COLUMNS = (
    "actor_id",
    "name",
    "kind",
    "country",
    "parent",
    "valid_from",
    "valid_to",
    "aliases",
    "in_context",
    "active_in",
    "tags",
    "source",
)
PERSON_COLUMNS = ("names", "in_context", "actor_id", "valid_from", "valid_to")
NOT_REGISTRY = frozenset({"demonyms.tsv", "generic.tsv", "titles.tsv", "words.tsv", "first_names.tsv", "persons.tsv"})

TAGS = frozenset(
    {"army", "cartel", "coalition", "company", "government", "jihadist", "media", "military", "ngo", "party", "police"}
)
"""Tags of actors: a state's forces; what a role noun may single out ("jihadists", where one group is named); `army`:
its fighters are called soldiers."""


@cache
def load_registry(folder: Path = ACTORS) -> Registry:
    """Read every file of the registry; raises `LexiconError` with file and line for anything that cannot be used."""
    actors: dict[str, Registered] = {}
    forces: dict[tuple[str, str], list[Registered]] = {}
    terms: dict[tuple[str, ...], Term] = {}
    country_names: dict[str, str] = {}
    for row in read_table(folder / "demonyms.tsv", ("country", "name", "names", "adjectives", "people")):
        code = row.values["country"]
        country_names[code] = row.values["name"]
        for phrase in (row.values["name"], *row.list("names")):
            term = _term(terms, phrase)
            term.country, term.exact = code, phrase.isupper()
        for phrase in row.list("adjectives"):
            term = _term(terms, phrase)
            term.demonym, term.exact = code, phrase.isupper()
        for phrase in row.list("people"):
            _term(terms, phrase).people = code
    for row in read_table(folder / "generic.tsv", ("singular", "plural", "kind", "form", "side", "force", "tag")):
        _add_generic(terms, row)
    for row in read_table(folder / "titles.tsv", ("titles", "kind", "force")):
        for phrase in row.list("titles"):
            _term(terms, phrase).title = Title(phrase, _kind(row), cast(Force, row.values["force"]))
    for row, actor in read_actors(folder):
        if actor.actor_id in actors:
            raise row.error(f"actor_id {actor.actor_id!r} stands twice")
        actors[actor.actor_id] = actor
        for phrase in names_of(row):
            _add_alias(terms, phrase, actor, in_context=False, row=row)
        for phrase in row.list("in_context"):
            _add_alias(terms, phrase, actor, in_context=True, row=row)
        if actor.country:
            for tag in actor.tags & {"government", "military", "police"}:
                forces.setdefault((actor.country, tag), []).append(actor)
    for row in read_table(folder / "persons.tsv", PERSON_COLUMNS):
        _add_person(terms, actors, row)
    words: dict[str, frozenset[str]] = {}
    for row in read_table(folder / "words.tsv", ("class", "words")):
        words[row.values["class"]] = words.get(row.values["class"], frozenset()) | frozenset(
            row.values["words"].split()
        )
    first_names = frozenset(
        name for row in read_table(folder / "first_names.tsv", ("names",)) for name in row.values["names"].split()
    )
    return Registry(
        actors,
        PhraseIndex.of_words(terms.items()),
        {key: tuple(value) for key, value in forces.items()},
        country_names,
        first_names,
        words["common"],
        words["modifier"],
        words["strike"],
        words["state_verb"],
    )


def read_actors(folder: Path) -> Iterator[tuple[Row, Registered]]:
    """Every line of the registry's files with the actor it describes."""
    for path in sorted(folder.glob("*.tsv")):
        if path.name in NOT_REGISTRY:
            continue
        for row in read_table(path, COLUMNS):
            country = row.values["country"] or None
            yield (
                row,
                Registered(
                    row.values["actor_id"],
                    row.values["name"],
                    _kind(row),
                    country,
                    row.values["parent"] or None,
                    _day(row, "valid_from"),
                    _day(row, "valid_to"),
                    frozenset([*row.list("active_in"), country] if country else row.list("active_in")),
                    frozenset(row.list("tags")),
                ),
            )


def names_of(row: Row) -> list[str]:
    """What an actor is called without further rule; a name told apart by brackets, "X (Libya)", is none."""
    name = row.values["name"]
    return [*([] if name.endswith(")") else [name]), *row.list("aliases")]


_KINDS = frozenset(get_args(ActorKind))


def _kind(row: Row) -> ActorKind:
    if row.values["kind"] not in _KINDS:
        raise row.error(f"kind {row.values['kind']!r} is none of {', '.join(sorted(_KINDS))}")
    return cast(ActorKind, row.values["kind"])


def _day(row: Row, column: str) -> date | None:
    if not row.values[column]:
        return None
    try:
        return date.fromisoformat(row.values[column])
    except ValueError as problem:
        raise row.error(f"{column} {row.values[column]!r} is no ISO date: {problem}") from problem


def _term(terms: dict[tuple[str, ...], Term], phrase: str) -> Term:
    words = words_of(phrase)
    term = terms.get(words)
    if term is None:
        term = terms[words] = Term()
    return term


def _add_generic(terms: dict[tuple[str, ...], Term], row: Row) -> None:
    if (
        row.values["form"] not in get_args(Form)
        or row.values["side"] not in get_args(Side)
        or row.values["force"] not in get_args(Force)
    ):
        raise row.error(
            f"form, side or force is unknown: {row.values['form']!r}, {row.values['side']!r}, {row.values['force']!r}"
        )
    form = cast(Form, row.values["form"])
    for column in ("singular", "plural"):
        for phrase in row.list(column):
            term = _term(terms, phrase)
            if term.generic is not None:
                raise row.error(f"{phrase!r} stands twice")
            term.generic = Generic(
                phrase,
                _kind(row),
                "person" if form == "people" and column == "singular" else form,
                cast(Side, row.values["side"]),
                cast(Force, row.values["force"]),
                row.values["tag"],
                column == "plural",
            )


def _add_person(terms: dict[tuple[str, ...], Term], actors: dict[str, Registered], row: Row) -> None:
    """A leader's name is a name of what the leader leads, in the days of the lead."""
    actor = actors.get(row.values["actor_id"])
    if actor is None:
        raise row.error(f"actor_id {row.values['actor_id']!r} is no actor of the registry")
    leader = actor._replace(
        valid_from=_day(row, "valid_from"), valid_to=_day(row, "valid_to"), tags=actor.tags | {"person"}
    )
    for phrase in row.list("names"):
        _add_alias(terms, phrase, leader, in_context=False, row=row)
    for phrase in row.list("in_context"):
        _add_alias(terms, phrase, leader, in_context=True, row=row)


def _add_alias(
    terms: dict[tuple[str, ...], Term], phrase: str, actor: Registered, *, in_context: bool, row: Row
) -> None:
    words = words_of(phrase)
    if not words:
        raise row.error(f"alias {phrase!r} of {actor.actor_id} has no word")
    letters = [c for c in phrase if c.isalpha()]
    exact = len(words) <= 2 and (
        all(c.isupper() for c in letters) or (len(phrase) <= 5 and sum(c.isupper() for c in letters) > 1)
    )
    term = terms.get(words)
    if term is None:
        term = terms[words] = Term()
    known = tuple(alias for alias in term.aliases if alias.actor is not actor)
    term.aliases = (
        *known,
        Alias(actor, phrase, exact, any(c.isupper() for c in letters), in_context),
    )  # a later spelling wins
