from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from schemas.article import Article, parse_article
from schemas.errors import SitrepError
from streams.samples import ANCHOR_DAY, is_sample, load_samples, render_samples

SAMPLES = Path(__file__).parents[2] / "streams" / "samples"
KEY = Path(__file__).with_name("samples_expected.jsonl")
TODAY = date(2026, 11, 22)
TONIGHT = datetime(2026, 11, 22, 23, 59, tzinfo=UTC)

SUB_EVENT_TYPES = {
    "Abduction/forced disappearance", "Agreement", "Air/drone strike", "Armed clash", "Arrests", "Attack",
    "Change to group/activity", "Chemical weapon", "Disrupted weapons use", "Excessive force against protesters",
    "Government regains territory", "Grenade", "Headquarters or base established", "Looting/property destruction",
    "Mob violence", "Non-state actor overtakes territory", "Non-violent transfer of territory", "Other",
    "Peaceful protest", "Protest with intervention", "Remote explosive/landmine/IED", "Sexual violence",
    "Shelling/artillery/missile attack", "Suicide bomb", "Violent demonstration",
}  # fmt: skip
TWO_VERSIONS = {"sample-ua-kharkiv", "sample-us-shooting", "sample-so-retraction", "sample-sd-merowe-correction"}
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
# How a text may give a day that no placeholder gives.
RELATIVE = {
    0: ("today", "this morning", "overnight"),
    -1: ("a day earlier", "the day before", "a day after", "overnight", "previous day", "next day", "earlier that day"),
    -2: ("two days earlier", "two days before"),
}


def _sources() -> list[dict[str, Any]]:
    """The files as they are written, placeholders and all."""
    paths = sorted(SAMPLES.glob("*.jsonl"))
    return [json.loads(line) for path in paths for line in path.read_bytes().splitlines()]


def _key() -> list[dict[str, Any]]:
    return [json.loads(line) for line in KEY.read_bytes().splitlines()]


def _words(article: dict[str, Any]) -> str:
    return re.sub(r"\s+", " ", f"{article.get('title') or ''} {article['text']}")


def _rendered(day: date = TODAY) -> list[Article]:
    return [parse_article(raw) for raw in render_samples(day)]


def test_every_sample_is_a_valid_article_of_readable_length() -> None:
    articles = _rendered()
    assert len(articles) >= 150
    for article in articles:
        assert is_sample(article.article_id or "")
        assert (article.url or "").startswith("https://example.org/")
        assert article.title
        assert article.source
        assert article.published_at
        if article.language == "en":
            assert 50 <= len(article.text.split()) <= 450, article.article_id


def test_only_declared_ids_have_two_versions_and_they_differ() -> None:
    versions = defaultdict(list)
    for article in _rendered():
        versions[article.article_id].append(article)
    assert {name for name, of_id in versions.items() if len(of_id) > 1} == TWO_VERSIONS
    for first, second in (versions[name] for name in TWO_VERSIONS):
        assert first.content_hash != second.content_hash
        assert first.published_at < second.published_at  # type: ignore[operator]


def test_four_articles_are_in_other_languages() -> None:
    assert Counter(article.language for article in _rendered() if article.language != "en") == {
        "es": 1, "es-MX": 1, "fr": 1, "ar": 1,
    }  # fmt: skip


def test_rendering_leaves_no_placeholder() -> None:
    for article in _rendered():
        assert not re.search(r"[{}]", f"{article.title}{article.text}"), article.article_id


def test_no_date_is_written_outside_a_placeholder() -> None:
    forbidden = re.compile(
        rf"\b{WEEKDAY}s?\b|\d {MONTH}\b|\b{MONTH} \d{{1,2}}\b|\b20(?:2[5-9]|[3-9]\d)\b"
        r"|\b(?:weekend|this month|this week|Christmas|Ramadan|Easter)\b",
        re.IGNORECASE,
    )
    for article in _sources():
        found = forbidden.search(_words(article))
        assert found is None, f"{article['article_id']}: write {found[0]!r} as a placeholder"


def test_a_weekday_is_never_further_than_six_days_away() -> None:
    for article in _sources():
        for offset in re.findall(r"\{[wW]:(-?\d+)\}", _words(article)):
            assert -6 <= int(offset) <= 6, article["article_id"]


def test_placeholders_are_counted_from_the_local_day_of_publication() -> None:
    by_id = {article.article_id: article for article in _rendered()}
    market = by_id["sample-ng-damboa-1"]
    assert market.published_at == datetime.fromisoformat("2026-11-19T13:20:00+01:00")
    assert "on Thursday morning" in market.text
    assert "on the night of 12 November" in by_id["sample-ng-kajuru-2"].text
    assert "SAID ON SATURDAY" in by_id["sample-ye-redsea"].text
    assert "blockade of the roads from Senegal and Ivory Coast in October" in by_id["sample-ml-kayes-fuel"].text
    assert "Published in Indus Morning News, November 22, 2026" in by_id["sample-pk-peshawar-threat"].text
    fire = by_id["sample-mx-sinaloa"]  # late evening in Mexico is already the next day in UTC
    assert fire.published_at
    assert fire.published_at.astimezone(UTC).date() == TODAY
    assert "ON SATURDAY AFTER SOLDIERS" in fire.text


@pytest.mark.parametrize("day", [date(2026, 3, 1), date(2028, 2, 29), date(2027, 1, 1)], ids=str)
def test_months_and_years_turn_with_the_shift(day: date) -> None:
    tankers = next(a for a in _rendered(day) if a.article_id == "sample-ml-kayes-fuel")
    month = (day.replace(day=1) - timedelta(days=1)).strftime("%B")
    assert f"Ivory Coast in {month}." in tankers.text
    assert f"dawn on {day.strftime('%A')} and" in tankers.text


def test_the_same_day_gives_the_same_bytes_and_a_later_hour_only_adds() -> None:
    morning, night = load_samples(TONIGHT.replace(hour=6)), load_samples(TONIGHT)
    assert load_samples(TONIGHT) == night == render_samples(TODAY)
    assert set(morning) < set(night)
    assert len(morning) > 170


def test_the_newest_sample_is_fresh_at_any_hour_and_none_is_in_the_future() -> None:
    for hour in range(24):
        now = TONIGHT.replace(hour=hour, minute=0)
        newest = max(parse_article(raw).published_at for raw in load_samples(now))  # type: ignore[type-var]
        assert timedelta(0) <= now - newest < timedelta(hours=4), hour  # type: ignore[operator]


def test_a_zone_of_the_caller_changes_nothing_and_none_is_refused() -> None:
    assert load_samples(datetime.fromisoformat("2026-11-23T01:59:00+02:00")) == load_samples(TONIGHT)
    with pytest.raises(SitrepError, match="zone"):
        load_samples(TONIGHT.replace(tzinfo=None))


def test_the_samples_come_in_order_and_span_two_months_with_half_in_the_last_fortnight() -> None:
    instants = [a.published_at.astimezone(UTC) for a in _rendered() if a.published_at]
    assert instants == sorted(instants)
    assert instants[-1].date() == TODAY
    assert timedelta(days=55) < instants[-1] - instants[0] < timedelta(days=60)
    assert 0.4 < sum(TONIGHT - instant < timedelta(days=14) for instant in instants) / len(instants) < 0.6


def test_rendering_on_the_anchor_day_keeps_the_written_dates() -> None:
    written = sorted(datetime.fromisoformat(article["published_at"]) for article in _sources())
    assert [article.published_at for article in _rendered(ANCHOR_DAY)] == written


def test_the_key_names_articles_that_exist_and_known_types() -> None:
    versions = Counter(article["article_id"] for article in _sources())
    for answer in _key():
        assert 1 <= answer["version"] <= versions[answer["article_id"]], answer["article_id"]
        for event in answer["events"]:
            assert event["sub_event_type"] in SUB_EVENT_TYPES
            assert re.fullmatch(r"[A-Z]{2}", event["country"])


def test_the_key_has_every_sub_event_type_at_least_twice() -> None:
    counts = Counter(event["sub_event_type"] for answer in _key() for event in answer["events"])
    assert {name for name in SUB_EVENT_TYPES if counts[name] < 2} == set()


def test_the_key_counts_are_intervals() -> None:
    for answer in _key():
        for event in answer["events"]:
            for outcome in ("killed", "injured", "abducted", "detained", "missing"):
                bounds = [n for n in (event[outcome] or {}).values() if n is not None]
                assert bounds == sorted(bounds), answer["article_id"]
                assert event[outcome] is None or bounds, answer["article_id"]


def test_the_key_takes_places_actors_and_days_from_the_words_of_the_article() -> None:
    versions = defaultdict(list)
    for article in _sources():
        versions[article["article_id"]].append(_words(article))
    for answer in _key():
        words = versions[answer["article_id"]][answer["version"] - 1]
        given = {int(offset) for offset in re.findall(r"\{[wdusfiWDU]:(-?\d+)\}", words)}
        for event in answer["events"]:
            for field in ("place", "perpetrator"):
                assert (event[field] or "").casefold() in words.casefold(), (answer["article_id"], event[field])
            day = event["first_day"]
            said = day is None or day in given or any(words.casefold().count(said) for said in RELATIVE.get(day, ()))
            assert said, (answer["article_id"], event["sub_event_type"], day)


def test_reports_of_one_incident_agree_on_its_day_or_its_night() -> None:
    published = {a["article_id"]: datetime.fromisoformat(a["published_at"]).date() for a in _sources()}
    days: dict[str, set[date]] = defaultdict(set)
    reports: Counter[str] = Counter()
    for answer in _key():
        for event in answer["events"]:
            if event["incident"]:
                reports[event["incident"]] += 1
                if event["first_day"] is not None:
                    days[event["incident"]].add(published[answer["article_id"]] + timedelta(days=event["first_day"]))
    assert [name for name, found in days.items() if max(found) - min(found) > timedelta(days=1)] == []
    assert sum(count >= 2 for count in reports.values()) >= 20
