"""The trigger vocabulary, compiled: every form of every word, indexed by its first word.

`streams/lexicon/events/triggers.tsv` has one row a word or phrase:

- `words`: the base form. `~` stands for up to six words between ("set ~ ablaze"), `a/b` for either word; a
  hyphen must stand in the text too.
- `class`: `verb` (inflected), `noun` (plural made), `phrase` (as it stands), `adj`, `mention` (looks like a trigger and
  is none), `light` and `light_patient` (verbs which with an event noun make one trigger: "carry out an attack",
  "suffer an attack"), `occur` and `occur_target` (verbs that follow an event noun: "clashes broke out", "a blast
  rocked the town").
- `past`: the past form where it is not regular, `past/participle` where they differ; for nouns an odd plural.
- `needs`, `forbids`: words that confirm or rule out, any of them, separated by `|`: `word` anywhere in the sentence,
  `>word` among the three tokens after, `<word` among the three before, `>>word` and `<<word` among eight, `@name` a
  set of contexts.tsv.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import Literal, NamedTuple, get_args

from streams.coding.actions import load_actions
from streams.coding.document import normalise
from streams.coding.lexicon import LEXICON, Row, read_table
from streams.coding.triggers_forms import COMPLEMENTS, GAP, Tag, forms_of

__all__ = [
    "COMPLEMENTS",
    "GAP",
    "TRANSITIVE",
    "Condition",
    "Entry",
    "Frame",
    "Pattern",
    "Tag",
    "TriggerLexicon",
    "load_triggers",
]

Frame = Literal[
    "agent_patient",
    "agent_target",
    "agent_place",
    "agent_thing",
    "weapon_agent",
    "mutual",
    "patient",
    "agent",
    "none",
]
WordClass = Literal["verb", "noun", "phrase", "adj", "mention", "light", "light_patient", "occur", "occur_target"]

TOPICS = frozenset("sport film fiction business computer politics_win law plan labour".split())
MISHAPS = frozenset("accident disaster disease".split())
AROUND = frozenset("armed weapon bombs violent violent_near".split())
_SCOPES = {
    **dict.fromkeys(TOPICS, "topic"),
    **dict.fromkeys(MISHAPS, "mishap"),
    **dict.fromkeys(AROUND, "around"),
}
TRANSITIVE = frozenset({"agent_patient", "agent_target", "agent_place", "agent_thing"})
"""Frames whose verb takes an object."""
_COLUMNS = ("words", "class", "past", "action", "frame", "needs", "forbids", "weight")
_DEFAULT_WEIGHT = 0.7


class Condition(NamedTuple):
    """Words that confirm or rule out, by where they stand."""

    sentence: frozenset[str]
    around: frozenset[str]
    """Words that tell violence: the neighbouring sentences may hold them too."""
    topic: frozenset[str]
    """Words of sentence scope that only tell the topic: they rule nothing out where fighters or harm are named."""
    mishap: frozenset[str]
    """Words for accidents and illness: they rule nothing out where the sentence tells violence by its manner."""
    before: frozenset[str]
    after: frozenset[str]
    far_before: frozenset[str]
    far_after: frozenset[str]
    phrases: tuple[tuple[str, ...], ...]


class Entry(NamedTuple):
    """One row of triggers.tsv."""

    words: str
    word_class: WordClass
    action: str
    frame: Frame
    needs: Condition | None
    forbids: Condition | None
    weight: float
    hyphenated: bool
    """Written with a hyphen ("sit-in"): only a hyphen, not a space, makes it one."""


class Pattern(NamedTuple):
    """One form of an entry: `words` may hold `GAP`; `head` is the place of the inflected word.

    An entry that holds its object ("throw ~ grenade") has its passive too ("grenade ~ thrown", tag `passive`).
    """

    words: tuple[str, ...]
    tag: Tag
    entry: Entry
    head: int
    gapped: bool


class TriggerLexicon(NamedTuple):
    """Patterns by first word, longest first; light and occurrence verbs by their first word."""

    patterns: dict[str, tuple[Pattern, ...]]
    light: dict[str, tuple[Pattern, ...]]
    occur: dict[str, tuple[Pattern, ...]]
    first_words: frozenset[str]
    mention_words: frozenset[str]
    """First words of what only looks like a trigger."""
    contexts: dict[str, frozenset[str]]
    violence: frozenset[str]
    """Words that tell violence whatever the topic: of fighters or of harm."""
    verb_forms: frozenset[str]
    """Every finite or participle form that a trigger verb has: a noun before one of them is a subject."""


@cache
def load_triggers() -> TriggerLexicon:
    """Read and compile the vocabulary once a process."""
    contexts = _read_contexts()
    actions = load_actions()
    patterns: dict[str, list[Pattern]] = {}
    light: dict[str, list[Pattern]] = {}
    occur: dict[str, list[Pattern]] = {}
    verb_forms: set[str] = set()
    for row in read_table(LEXICON / "events" / "triggers.tsv", _COLUMNS):
        entry = _entry(row, contexts, actions.keys())
        table = (
            light
            if entry.word_class.startswith("light")
            else occur
            if entry.word_class.startswith("occur")
            else patterns
        )
        for pattern in _patterns(row, entry):
            table.setdefault(pattern.words[0], []).append(pattern)
            if (
                entry.word_class == "verb"
                and pattern.tag in ("past", "past_participle", "third")
                and len(pattern.words[0]) > 3
            ):
                verb_forms.add(pattern.words[0])
    return TriggerLexicon(
        patterns=_longest_first(patterns),
        light=_longest_first(light),
        occur=_longest_first(occur),
        first_words=frozenset(patterns),
        mention_words=frozenset(
            w for w, found in patterns.items() if any(p.entry.word_class == "mention" for p in found)
        ),
        contexts=contexts,
        violence=contexts["combatant"] | contexts["harm"],
        verb_forms=frozenset(verb_forms),
    )


def _longest_first(table: dict[str, list[Pattern]]) -> dict[str, tuple[Pattern, ...]]:
    return {word: tuple(sorted(found, key=lambda p: -len(p.words))) for word, found in table.items()}


def _read_contexts() -> dict[str, frozenset[str]]:
    contexts: dict[str, frozenset[str]] = {}
    for row in read_table(LEXICON / "events" / "contexts.tsv", ("name", "words")):
        if row.values["name"] in contexts:
            raise row.error(f"context {row['name']!r} stands twice")
        contexts[row.values["name"]] = frozenset(normalise(word) for word in row.values["words"].split())
    return contexts


def _entry(row: Row, contexts: dict[str, frozenset[str]], actions: object) -> Entry:
    word_class = row.values["class"]
    if word_class not in get_args(WordClass):
        raise row.error(f"{word_class!r} is no class; use one of {', '.join(get_args(WordClass))}")
    fires = word_class in ("verb", "noun", "phrase", "adj")
    if fires and row.values["action"] not in load_actions():
        raise row.error(f"{row['action']!r} is no action of actions.tsv")
    if fires and row.values["frame"] not in get_args(Frame):
        raise row.error(f"{row['frame']!r} is no frame; use one of {', '.join(get_args(Frame))}")
    weight = float(row.values["weight"] or _DEFAULT_WEIGHT)
    if not 0 < weight <= 1:
        raise row.error(f"weight {weight} is not between 0 and 1")
    return Entry(
        words=row.values["words"],
        word_class=word_class,  # type: ignore[arg-type]
        action=row.values["action"],
        frame=row.values["frame"] or "none",  # type: ignore[arg-type]
        needs=_condition(row, "needs", contexts),
        forbids=_condition(row, "forbids", contexts),
        weight=weight,
        hyphenated="-" in row.values["words"],
    )


def _condition(row: Row, column: str, contexts: dict[str, frozenset[str]]) -> Condition | None:
    values = row.list(column)
    if not values:
        return None
    sets: dict[str, set[str]] = {
        "": set(),
        "<": set(),
        ">": set(),
        "topic": set(),
        "around": set(),
        "mishap": set(),
        "<<": set(),
        ">>": set(),
    }
    phrases: list[tuple[str, ...]] = []
    for value in values:
        where = value[:2] if value[:2] in ("<<", ">>") else value[0] if value[0] in "<>" else ""
        name = value[len(where) :]
        if name.startswith("@"):
            if name[1:] not in contexts:
                raise row.error(f"no context {name!r} in contexts.tsv")
            scope = where or _SCOPES.get(name[1:], "")
            sets[scope] |= contexts[name[1:]]
        elif " " in name:
            phrases.append(tuple(normalise(word) for word in name.split()))
        else:
            sets[where].add(normalise(name))
    return Condition(
        sentence=frozenset(sets[""]),
        around=frozenset(sets["around"]),
        topic=frozenset(sets["topic"]),
        mishap=frozenset(sets["mishap"]),
        before=frozenset(sets["<"]),
        after=frozenset(sets[">"]),
        far_before=frozenset(sets["<<"]),
        far_after=frozenset(sets[">>"]),
        phrases=tuple(phrases),
    )


def _patterns(row: Row, entry: Entry) -> Iterator[Pattern]:
    """Every form, with alternatives written out."""
    for words in product(*(part.split("/") for part in entry.words.replace("-", " ").split())):
        for form in forms_of(entry.word_class, words, row.values["past"]):
            yield Pattern(form.words, form.tag, entry, form.head, GAP in form.words)
