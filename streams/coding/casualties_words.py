"""The words that counts of people are read with, from `lexicon/casualties/`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple, cast, get_args

from schemas.coded import ActorKind, Outcome
from streams.coding.lexicon import LEXICON, Row, read_table
from streams.coding.match import PhraseIndex

__all__ = ["Harm", "Noun", "cues", "grammar_words", "harm_words", "people", "table", "things", "titles", "wound_words"]

FOLDER = LEXICON / "casualties"
KINDS = frozenset(get_args(ActorKind))


class Noun(NamedTuple):
    """A noun for people: `number` is 1 for a singular, None for a plural, a number for "couple"."""

    lemma: str
    plural: bool
    number: int | None
    kind: ActorKind
    sex: str = ""


def table(name: str, *columns: str) -> Iterator[Row]:
    """The rows of one vocabulary file of this folder."""
    return read_table(FOLDER / f"{name}.tsv", columns)


@cache
def people() -> dict[str, Noun]:
    """Nouns for people by each of their forms; a form that is singular and plural ("police") counts as plural."""
    nouns: dict[str, Noun] = {}
    for row in table("people", "singular", "plural", "kind", "sex"):
        kind = _kind(row)
        lemma = row.values["singular"]
        if row.values["plural"] != "=":
            nouns.setdefault(lemma, Noun(lemma, False, 1, kind, row.values["sex"]))
        forms = [lemma] if row.values["plural"] == "=" else [form for form in row.list("plural") if form != "-"]
        for form in forms:
            nouns.setdefault(form, Noun(lemma, True, None, kind, row.values["sex"]))
    for row in table("sets", "word", "plural", "count", "kind"):
        count = int(row.values["count"]) if row.values["count"] else None
        nouns[row.values["word"]] = Noun(row.values["word"], count is not None, count, _kind(row))
        if row.values["plural"]:
            nouns[row.values["plural"]] = Noun(row.values["word"], True, None, _kind(row))
    return nouns


def _kind(row: Row) -> ActorKind:
    if row.values["kind"] not in KINDS:
        raise row.error(f"kind {row['kind']!r} is none of {', '.join(sorted(KINDS))}")
    return cast(ActorKind, row.values["kind"])


@cache
def things() -> dict[str, str]:
    """Nouns that a number counts and that are not people, with their kind: time, measure, money, thing."""
    return {row.values["word"]: row.values["kind"] for row in table("units", "word", "kind")}


@cache
def grammar_words() -> dict[str, str]:
    """Words that end a group of people, with their kind: det, poss, prep, conj, aux, pron, adv, verb."""
    return {row.values["word"]: row.values["kind"] for row in table("grammar_words", "word", "kind")}


@cache
def titles() -> frozenset[str]:
    """Words that belong to the name after them: "Father X", "Gen. Y"."""
    return frozenset(row.values["word"] for row in table("titles", "word"))


class Harm(NamedTuple):
    """One way in which a phrase says that people were harmed."""

    form: str
    outcome: Outcome
    sure: bool
    """False for words that leave open whether those who were hit survived ("shot")."""


FORMS = frozenset("base present past ing active passive died state nounof count toll suffer".split())


@cache
def harm_words() -> PhraseIndex[dict[str, Harm]]:
    """Phrases of harm with what each means in every form that it can have."""
    meanings: dict[str, dict[str, Harm]] = {}
    for row in table("harm", "phrase", "form", "outcome", "surety"):
        if row.values["form"] not in FORMS:
            raise row.error(f"form {row['form']!r} is none of {', '.join(sorted(FORMS))}")
        if row.values["outcome"] not in get_args(Outcome):
            raise row.error(f"outcome {row['outcome']!r} is none of {', '.join(get_args(Outcome))}")
        if row.values["surety"] not in ("sure", "hit"):
            raise row.error(f"surety {row['surety']!r} must be sure or hit")
        harm = Harm(row.values["form"], cast(Outcome, row.values["outcome"]), row.values["surety"] == "sure")
        meanings.setdefault(row.values["phrase"], {})[row.values["form"]] = harm
    return PhraseIndex(meanings.items())


@cache
def cues() -> dict[str, PhraseIndex[str]]:
    """Phrases that say what kind of statement a sentence makes, by their kind."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in table("cues", "phrase", "kind"):
        found.setdefault(row.values["kind"], []).append((row.values["phrase"], row.values["kind"]))
    return {kind: PhraseIndex(phrases) for kind, phrases in found.items()}


@cache
def wound_words() -> frozenset[str]:
    """What is suffered or sustained by the injured: "wounds", "burns"."""
    return frozenset(row.values["phrase"] for row in table("cues", "phrase", "kind") if row.values["kind"] == "wound")
