"""The codebook says what the coder does: it is up to date, and nothing that an event can hold is missing from it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from streams import codebook
from streams.codebook import PAGE, main, render_page
from streams.codebook_words import missing_words
from streams.coding.actions import load_actions
from streams.coding.events.confidence import _WEIGHTS
from streams.coding.triggers_lexicon import load_triggers
from streams.coding.triggers_rules import load_rules


def test_the_page_is_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check"]) == 0, "run `make docs`: " + capsys.readouterr().err


def test_a_stale_page_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "codebook.md"
    monkeypatch.setattr(codebook, "PAGE", page)
    assert main(["--check"]) == 1
    assert capsys.readouterr().err == "stale: codebook.md; run `make docs`\n"
    assert main([]) == 0
    assert main(["--check"]) == 0


def test_every_field_and_every_value_has_words() -> None:
    assert missing_words() == []
    assert codebook.WEIGHTS.keys() == _WEIGHTS.keys()


def test_every_rule_that_the_coder_can_give_is_listed() -> None:
    listed = set(re.findall(r"^\| `([a-z_.]+)` \|", render_page().partition("## Rules")[2], re.MULTILINE))
    assert listed == set(load_rules())
    entries = {p.entry for patterns in load_triggers().patterns.values() for p in patterns}
    given = {f"{entry.action}.{entry.word_class}" for entry in entries if entry.word_class != "mention"}
    assert given | {"light_verb", "occurrence"} == listed


def test_every_action_is_listed() -> None:
    actions = render_page().partition("### Actions")[2].partition("###")[0]
    assert set(re.findall(r"^\| `([a-z_]+)` \|", actions, re.MULTILINE)) == set(load_actions())


def test_links_within_the_page_lead_somewhere() -> None:
    page = render_page()
    headings = {h.lower().replace(" ", "-") for h in re.findall(r"^#+ (.+)$", page, re.MULTILINE)}
    assert set(re.findall(r"\]\(#([^)]+)\)", page)) <= headings
    for file in re.findall(r"\]\(([^)#]+)\)", page):
        assert (PAGE.parent / file).exists(), file
