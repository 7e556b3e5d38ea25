"""Tokens, sentences and page furniture."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.coding.document import normalise, read_document, tokens_of


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        pytest.param("al-Shadadi's mayor", ["al", "Shadadi", "'s", "mayor"], id="hyphen in a name, possessive"),
        pytest.param("#Ras_lanuf, #ISIS", ["Ras", "lanuf", ",", "ISIS"], id="hashtags are names"),
        pytest.param("in the U.S. at 7 a.m.", ["in", "the", "U.S.", "at", "7", "a.m."], id="dotted abbreviations"),
        pytest.param("1,300 died on the 23rd", ["1,300", "died", "on", "the", "23rd"], id="numbers"),
        pytest.param("Sana'a — Ta’izz road", ["Sana'a", "—", "Ta’izz", "road"], id="apostrophes inside names"),
        pytest.param("M23 and an AK-47", ["M23", "and", "an", "AK", "47"], id="letters and digits"),
        pytest.param("KABUL -- Three", ["KABUL", "--", "Three"], id="a dash is a token"),
        pytest.param("He didn't go", ["He", "didn't", "go"], id="negation stays whole"),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert tokens_of(text) == tokens


@pytest.mark.parametrize(
    ("one", "other"), [("Ta'izz", "Taizz"), ("Bogotá", "BOGOTA"), ("Malmø", "malmo"), ("Sana’a", "sanaa")]
)
def test_normalise_makes_spellings_one(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


def test_normalise_keeps_a_country_apart_from_a_pronoun() -> None:
    assert normalise("U.S.") != normalise("us")


def sentences(text: str) -> list[str]:
    document = read_document(text)
    return [document.span(s.first, s.last).text for s in document.sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Gen. Ali spoke. He left.", ["Gen. Ali spoke.", "He left."], id="a rank is no end"),
        pytest.param(
            "On Jan. 5 a bomb went off. Two died.", ["On Jan. 5 a bomb went off.", "Two died."], id="a month is no end"
        ),
        pytest.param(
            "He lives in the U.S. The army left.",
            ["He lives in the U.S.", "The army left."],
            id="an abbreviation at the end",
        ),
        pytest.param('"We fled." She wept.', ['"We fled."', "She wept."], id="closing quote belongs"),
        pytest.param("The toll is 3.5 times higher now.", ["The toll is 3.5 times higher now."], id="a decimal"),
        pytest.param(
            "Headline without stop\nText begins here.",
            ["Headline without stop", "Text begins here."],
            id="a line break",
        ),
        pytest.param("It ended.The next began.", ["It ended.", "The next began."], id="a lost space"),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_sentences_run_on_over_the_lines_of_a_hard_wrapped_wire() -> None:
    text = (
        "THE DEFENCE MINISTRY SAID TODAY THAT A PATROL HAD FOUND TWO BOMBS\n"
        "NEAR THE BRIDGE AND THAT ENGINEERS HAD MADE THEM SAFE BEFORE DAWN. NO\n"
        "ONE WAS HURT AND THE ROAD TO THE COAST WAS OPENED AGAIN AT NOON.\n"
        "\n"
        "   A SPOKESMAN SAID THE SEARCH WOULD GO ON FOR SEVERAL DAYS IN THE\n"
        "HILLS ABOVE THE TOWN."
    )
    assert len(sentences(text)) == 3


@given(st.text(alphabet=st.sampled_from("aB9 .,!?'’-#_\n\"”:;É")))
def test_every_token_is_its_span_and_in_one_sentence(text: str) -> None:
    document = read_document(text)
    assert all(text[s:e] == word for s, e, word in zip(document.start, document.end, document.surface, strict=True))
    assert [t for s in document.sentences for t in range(s.first, s.last)] == list(range(len(document.surface)))
    assert all(document.sentence_of(t) == n for n, s in enumerate(document.sentences) for t in range(s.first, s.last))


BODY = (
    "Gunmen opened fire on a bus near the river on Monday, killing four people and wounding nine others, police said."
)


@pytest.mark.parametrize(
    "line",
    [
        "Home / World / Africa",
        "Home » News » Local",
        "Share this article",
        "Facebook Twitter WhatsApp Email",
        "Tags: army, river, bus",
        "#river #army #news",
        "Sign up for our daily briefing",
        "© 2026 The Example Post. All rights reserved.",
        "Photo: the bus after the attack",
        "Advertisement",
    ],
)
def test_a_line_of_the_page_is_furniture(line: str) -> None:
    document = read_document(f"{line}\n\n{BODY}\n\nThe governor promised an inquiry into the attack within a week.")
    *page, lead, rest = document.sentences
    assert all(sentence.furniture for sentence in page)
    assert not lead.furniture
    assert not rest.furniture


@pytest.mark.parametrize(
    "heading", ["Check Also", "Related articles", "Leave a Reply", "Most read", "You may also like", "3 comments"]
)
def test_everything_after_the_pages_end_is_furniture(heading: str) -> None:
    document = read_document(f"{BODY}\n\n{heading}\n\nBomb kills ten in another town, says mayor of that town")
    assert [s.furniture for s in document.sentences] == [False, True, True]


def test_a_headline_told_twice_counts_once() -> None:
    document = read_document(f"Four die on bus\n\nFour die on bus\n\n{BODY}")
    assert [s.furniture for s in document.sentences] == [False, True, False]


def test_prose_is_never_all_furniture() -> None:
    assert [s.furniture for s in read_document("Most read").sentences] == [False]
