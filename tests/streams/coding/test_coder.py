"""What holds of every coded article, whatever it tells."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.article import Article
from schemas.coded import CodedArticle, Span
from schemas.generate import schema_of
from streams.coding.actions import load_actions
from streams.coding.coder import Coder

NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
REPORT = Article(
    article_id="a1",
    title="Four killed in raid on village near Mopti",
    text=(
        "Gunmen on motorcycles attacked the village of Koro in central Mali on Monday, killing four farmers and "
        "wounding two children, the governor said.\n\nNo group has claimed responsibility for the attack. On Tuesday, "
        "protesters marched in Bamako to demand more protection."
    ),
    published_at=NOW,
)

# Words that news is made of, put together at random: what the coder must survive.
WORDS = st.lists(
    st.sampled_from(
        "gunmen killed 12 soldiers in Kabul . on Monday , police said the attack Boko Haram near Maiduguri “ ” ( ) "
        "bomb wounded at least three children and protesters marched ; \n\n #ISIS ISIS Sirte yesterday 's car Mr. Ali "
        "Khan was shot dead by unknown men town of Mosul 20 km south-east U.S. troops — denied claimed 1,300 dozens "
        "' é".split(" ")
    ),
    max_size=60,
).map(" ".join)


def spans(value: object) -> list[Span]:
    """Every span anywhere in a record."""
    found: list[Span] = [value] if isinstance(value, Span) else []
    if isinstance(value, msgspec.Struct):
        for field in value.__struct_fields__:
            found += spans(getattr(value, field))
    elif isinstance(value, tuple | list):
        for item in value:
            found += spans(item)
    return found


def check(article: Article, coded: CodedArticle) -> None:
    texts = {"text": article.text, "title": article.title or ""}
    for span in spans(coded):
        assert texts[span.field][span.start : span.end] == span.text != ""
    assert len({event.event_id for event in coded.events}) == len(coded.events)
    for event in coded.events:
        assert event.action in load_actions()
        assert 0 <= event.confidence <= 1
        assert (event.first_day is None) == (event.last_day is None) == (event.day_precision is None)
        assert event.first_day is None or event.last_day is None or event.first_day <= event.last_day
        for count in (event.killed, event.injured, event.abducted, event.detained, event.missing):
            if count is not None:
                bounds = [b for b in (count.low, count.best, count.high) if b is not None]
                assert bounds == sorted(bounds)
        assert event.evidence


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=WORDS.filter(str.strip), title=st.none() | WORDS)
def test_every_span_is_what_it_quotes_and_every_count_an_interval(coder: Coder, text: str, title: str | None) -> None:
    article = Article(article_id="x", text=text, title=title, published_at=NOW)
    coded = coder.code(article)
    check(article, coded)
    assert coded == coder.code(article)


def test_a_report_becomes_the_events_it_tells(coder: Coder) -> None:
    coded = coder.code(REPORT)
    check(REPORT, coded)
    attack, march = (e for e in coded.events if e.status == "occurred")
    assert (attack.sub_event_type, attack.first_day, attack.place and attack.place.country) == (
        "Attack",
        datetime(2026, 11, 16, tzinfo=UTC).date(),
        "ML",
    )
    assert attack.killed is not None
    assert attack.killed.best == 4
    assert attack.injured is not None
    assert attack.injured.best == 2
    assert (march.sub_event_type, march.place and march.place.name) == ("Peaceful protest", "Bamako")


def test_an_event_told_three_times_is_one_with_three_spans_of_evidence(coder: Coder) -> None:
    article = Article(
        article_id="thrice",
        title="Car bomb kills nine in Baidoa",
        text=(
            "A car bomb killed nine people in the Somali city of Baidoa on Tuesday, police said. The explosion tore "
            "through a market at noon. The blast also wounded 14 shoppers."
        ),
        published_at=NOW,
    )
    (event,) = coder.code(article).events
    sentences = [e for e in event.evidence if e.text.endswith((".", "Baidoa"))]
    assert len({(e.field, e.start) for e in sentences if len(e.text) > 20}) >= 3
    assert event.killed is not None
    assert event.killed.best == 9
    assert event.injured is not None
    assert event.injured.best == 14


def test_a_relative_day_stays_open_without_a_day_of_publication(coder: Coder) -> None:
    undated = msgspec.structs.replace(REPORT, published_at=None)
    assert all(event.first_day is None for event in coder.code(undated).events)


@pytest.mark.parametrize(("language", "coded"), [("es", False), ("fr-CA", False), ("en", True), ("en-GB", True)])
def test_only_english_is_coded_and_the_rest_says_so(coder: Coder, language: str, coded: bool) -> None:
    result = coder.code(msgspec.structs.replace(REPORT, language=language))
    assert (result.coded, bool(result.events), result.language) == (coded, coded, language)


def test_a_text_in_another_language_is_noticed(coder: Coder) -> None:
    text = "Al menos cinco personas murieron y otras tres fueron heridas en un ataque de hombres armados en Cali."
    assert not coder.code(Article(article_id="es", text=text)).coded


@pytest.mark.parametrize(
    "text", ["Gunmen killed two men. The dead said who they were", "A bomb", "killed", "They were"]
)
def test_a_text_may_end_anywhere(coder: Coder, text: str) -> None:
    check(article := Article(article_id="x", text=text), coder.code(article))


def test_output_has_no_field_outside_the_published_schema(coder: Coder) -> None:
    definitions = schema_of("coded-article")["$defs"]
    record = msgspec.json.decode(msgspec.json.encode(coder.code(REPORT)))
    assert set(record) <= set(definitions["CodedArticle"]["properties"])
    assert set(record["events"][0]) <= set(definitions["Event"]["properties"])


def test_the_same_bytes_whatever_the_hash_seed() -> None:
    program = (
        "import sys, msgspec\n"
        "from schemas.article import parse_article\n"
        "from streams.coding.coder import load_coder\n"
        "sys.stdout.buffer.write(msgspec.json.encode(load_coder().code(parse_article(sys.stdin.buffer.read()))))\n"
    )
    raw = msgspec.json.encode(REPORT)
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            input=raw,
            capture_output=True,
            check=True,
            env=os.environ | {"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
