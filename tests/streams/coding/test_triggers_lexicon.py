"""The loader of the trigger vocabulary: forms, and errors that name the line."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemas.errors import LexiconError
from streams.coding import triggers_lexicon
from streams.coding.triggers_lexicon import load_triggers

HEADER = "words\tclass\tpast\taction\tframe\tneeds\tforbids\tweight\n"


@pytest.mark.parametrize(
    "form",
    ["killed", "kills", "killing", "stabbed", "stabbing", "gunned", "fled", "fleeing", "torched", "torching",
     "withdrew",
     "withdrawn", "ambushes", "robbing", "burnt", "clashes", "rallies", "robberies", "blew", "blown", "overran"],
)  # fmt: skip
def test_forms_are_generated(form: str) -> None:
    assert form in load_triggers().first_words


@pytest.mark.parametrize("form", ["killled", "stabed", "fleed", "stealed", "robed", "shooted", "beated", "throwed"])
def test_wrong_forms_are_not(form: str) -> None:
    assert form not in load_triggers().first_words


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("kill\tverbb\t\tkilling\tagent_patient", "'verbb' is no class"),
        ("kill\tverb\t\tkill\tagent_patient", "'kill' is no action"),
        ("kill\tverb\t\tkilling\tagent", None),
        ("kill\tverb\t\tkilling\tdoer", "'doer' is no frame"),
        ("kill\tverb\t\tkilling\tagent_patient\t@nowhere", "no context '@nowhere'"),
        ("kill\tverb\t\tkilling\tagent_patient\t\t\t1.5", "weight 1.5"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, problem: str | None) -> None:
    folder = tmp_path / "events"
    folder.mkdir()
    (folder / "triggers.tsv").write_text(HEADER + line + "\n")
    names = ("armed", "combatant", "harm", "manner")
    (folder / "contexts.tsv").write_text("name\twords\n" + "".join(f"{name}\tsoldiers\n" for name in names))
    monkeypatch.setattr(triggers_lexicon, "LEXICON", tmp_path)
    load = load_triggers.__wrapped__
    if problem is None:
        assert load().first_words
    else:
        with pytest.raises(LexiconError, match=rf"triggers\.tsv:2: .*{problem}"):
            load()
