"""Look for what makes the registry of actors unreliable: the check that runs before a changed file is shipped."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import NamedTuple

from schemas.errors import LexiconError
from streams.coding.lexicon import Row, read_table
from streams.coding.match import words_of
from streams.coding.registry import ACTORS, PERSON_COLUMNS, TAGS, Registered, load_registry, names_of, read_actors

__all__ = ["Problem", "check_actors"]


class Problem(NamedTuple):
    """One line of a vocabulary file that should be mended, and why."""

    file: str
    line: int
    problem: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.problem}"


class _Use(NamedTuple):
    row: Row
    actor: Registered
    in_context: bool


def check_actors(folder: Path = ACTORS) -> list[Problem]:
    """Everything wrong with the registry: dates, parents, countries, tags, aliases of two actors without a rule."""
    try:
        lines = list(read_actors(folder))
        countries = {row.values["country"] for row in read_table(folder / "demonyms.tsv", _DEMONYMS)}
        load_registry.__wrapped__(folder)
    except LexiconError as error:
        return [Problem(error.file, error.line, error.problem)]
    actors = {actor.actor_id: actor for _, actor in lines}
    problems: list[Problem] = _leaders(folder)
    uses: dict[tuple[str, ...], list[_Use]] = defaultdict(list)
    for row, actor in lines:
        problems += [Problem(row.file, row.line, text) for text in _faults(row, actor, actors, countries)]
        for phrase in names_of(row):
            uses[words_of(phrase)].append(_Use(row, actor, in_context=False))
        for phrase in row.list("in_context"):
            uses[words_of(phrase)].append(_Use(row, actor, in_context=True))
    for words, users in uses.items():
        problems += _clashes(" ".join(words), users)
    return sorted(set(problems))


_DEMONYMS = ("country", "name", "names", "adjectives", "people")


def _leaders(folder: Path) -> list[Problem]:
    """Persons who end before they start, and names that lead two actors at one time."""
    problems: list[Problem] = []
    seen: dict[tuple[str, ...], list[tuple[Row, str, str]]] = defaultdict(list)
    for row in read_table(folder / "persons.tsv", PERSON_COLUMNS):
        start, end = row.values["valid_from"] or "0000", row.values["valid_to"] or "9999"
        if end < start:
            problems.append(
                Problem(row.file, row.line, f"{row.values['names']} ends before it starts ({start}..{end})")
            )
        for phrase in (*row.list("names"), *row.list("in_context")):
            for other, other_start, other_end in seen[words_of(phrase)]:
                if other_start < end and start < other_end:
                    problems.append(
                        Problem(row.file, row.line, f"{phrase!r} leads another at the same time: see line {other.line}")
                    )
            seen[words_of(phrase)].append((row, start, end))
    return problems


def _faults(row: Row, actor: Registered, actors: dict[str, Registered], countries: set[str]) -> list[str]:
    found = []
    if actor.valid_from and actor.valid_to and actor.valid_to < actor.valid_from:
        found.append(f"{actor.actor_id} ends before it starts ({actor.valid_from}..{actor.valid_to})")
    if actor.parent is not None:
        found += _ancestry(actor, actors)
    unknown = sorted(code for code in actor.countries if code not in countries)
    if unknown:
        found.append(f"{actor.actor_id}: {', '.join(unknown)} is no country of demonyms.tsv")
    if strange := sorted(actor.tags - TAGS):
        found.append(f"{actor.actor_id}: tag {', '.join(strange)} is none of {', '.join(sorted(TAGS))}")
    if actor.actor_id != actor.actor_id.lower() or not all(c.isalnum() or c == "-" for c in actor.actor_id):
        found.append(f"actor_id {actor.actor_id!r} must be lower case letters, digits and hyphens")
    found += [
        f"{phrase!r} is a name and needs context too: keep one"
        for phrase in row.list("in_context")
        if phrase in names_of(row)
    ]
    return found


def _ancestry(actor: Registered, actors: dict[str, Registered]) -> list[str]:
    seen = {actor.actor_id}
    parent = actor.parent
    while parent is not None:
        if parent not in actors:
            return [f"parent {parent!r} of {actor.actor_id} is no actor of the registry"]
        if parent in seen:
            return [f"{actor.actor_id} is its own ancestor through {parent}"]
        seen.add(parent)
        parent = actors[parent].parent
    return []


def _clashes(phrase: str, users: list[_Use]) -> list[Problem]:
    """Two actors may share an alias when their times differ, or when a country tells them apart."""
    problems = []
    for number, one in enumerate(users):
        for other in users[number + 1 :]:
            if one.actor is other.actor or not _overlap(one.actor, other.actor):
                continue
            told_apart = one.actor.countries != other.actor.countries and (one.in_context or other.in_context)
            if not told_apart:
                problems.append(
                    Problem(
                        other.row.file,
                        other.row.line,
                        f"{phrase!r} means {one.actor.actor_id} ({one.row.file}:{one.row.line}) and "
                        f"{other.actor.actor_id} at the same time: give their dates, or move it to in_context "
                        "where their countries differ",
                    )
                )
    return problems


def _overlap(one: Registered, other: Registered) -> bool:
    start = max(one.valid_from or date.min, other.valid_from or date.min)
    end = min(one.valid_to or date.max, other.valid_to or date.max)
    return start <= end
