"""Linking is a function of the set of reports, and keeps apart what an article tells apart."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from schemas.coded import CodedArticle, Event
from streams.incidents.link import link
from streams.incidents.main_event import incident_ids_of, prominence_of
from tests.builders import build_place
from tests.streams.incidents.reports import DAY, KALUMBE, MARCH, PORVANE, RAID, RETOLD, article, event

NEXT = DAY + timedelta(days=1)


def raid_reports() -> list[CodedArticle]:
    """A flash, a copy of it, the next day's longer report, and another thing elsewhere."""
    flash = event("flash", place=KALUMBE, day=DAY, killed=1)
    copy = event("copy", place=None, killed=1)
    longer = event("longer", RETOLD, place=KALUMBE, day=DAY, killed=(1, 2, 2))
    march = event("march", MARCH, place=PORVANE, day=DAY, action="march")
    return [
        article("1", [flash], DAY),
        article("2", [copy], DAY),
        article("3", [longer, march], NEXT, persons=["Odo Tarrek"]),
    ]


def test_reports_of_one_incident_share_an_id_and_other_things_do_not() -> None:
    incidents = link(raid_reports())
    assert incidents["flash"] == incidents["longer"] == incidents["copy"]
    assert incidents["march"] != incidents["flash"]
    assert all(one.startswith("inc-") for one in incidents.values())


def test_the_id_is_of_the_report_published_first() -> None:
    first, second, third = raid_reports()
    alone = link([first])["flash"]
    assert link([first, third])["longer"] == alone
    assert link([second, third])["longer"] != alone


def test_two_events_of_one_article_never_share_an_incident() -> None:
    twins = article("1", [event("a", place=KALUMBE, day=DAY), event("b", place=KALUMBE, day=DAY)])
    other = article("2", [event("c", place=KALUMBE, day=DAY)])
    incidents = link([twins, other])
    assert incidents["a"] != incidents["b"]
    assert incidents["c"] in (incidents["a"], incidents["b"])


def test_a_corrected_version_tells_the_same_incident() -> None:
    before = article("1", [event("a", place=KALUMBE, day=DAY, killed=4)])
    after = replace(before, content_hash="2", events=(event("b", place=KALUMBE, day=DAY, killed=2),))
    assert len(set(link([before, after]).values())) == 1


def test_an_article_without_events_has_no_incident() -> None:
    empty = article("1", [])
    assert link([empty]) == {}
    assert incident_ids_of([], {}, {}) == []


def test_an_article_without_a_day_of_publication_is_linked_by_its_words() -> None:
    undated = article("2", [event("b", place=KALUMBE, day=DAY)], None)
    assert len(set(link([article("1", [event("a", place=KALUMBE, day=DAY)]), undated]).values())) == 1


def test_the_main_event_comes_first() -> None:
    arrest = event("arrest", action="arrest", detained=1)
    raid = event("raid", killed=6)
    planned = event("planned", killed=6, status="planned")
    incidents = {"arrest": "inc-1", "raid": "inc-2", "planned": "inc-3"}
    events = [prominence_of(one) for one in (planned, arrest, raid)]
    assert incident_ids_of(events, incidents, Counter(incidents.values())) == ["inc-2", "inc-1", "inc-3"]


def test_what_other_papers_tell_too_is_what_the_article_is_about() -> None:
    events = [prominence_of(event("a", killed=2)), prominence_of(event("b", killed=2))]
    assert incident_ids_of(events, {"a": "inc-1", "b": "inc-2"}, {"inc-1": 1, "inc-2": 4}) == ["inc-2", "inc-1"]


def test_a_story_that_hundreds_print_is_one_incident_in_any_order() -> None:
    reports = [article(f"{n}", [event(f"e{n}", place=KALUMBE, day=DAY, killed=3)]) for n in range(150)]
    incidents = link(reports)
    assert len(set(incidents.values())) == 1
    assert link(reversed(reports)) == incidents


SENTENCES = (RAID, RETOLD, MARCH, "A mortar shell hit the clinic of Kalumbe.", "Gunmen shot a driver near Porvane.")
PLACES = (None, KALUMBE, PORVANE, build_place("Kalumbe Ford", lat=10.1, lon=12.05))


@st.composite
def coded_articles(draw: st.DrawFn) -> list[CodedArticle]:
    """A handful of articles of a fortnight that tell a few similar things."""
    found = []
    for number in range(draw(st.integers(2, 9))):
        published = DAY + timedelta(days=draw(st.integers(0, 13)))
        events: list[Event] = []
        for at in range(draw(st.integers(0, 3))):
            day: date | None = draw(st.sampled_from((None, published, published - timedelta(days=1))))
            events.append(
                event(
                    f"e{draw(st.integers(0, 99))}-{number}-{at}",
                    draw(st.sampled_from(SENTENCES)),
                    place=draw(st.sampled_from(PLACES)),
                    day=day,
                    action=draw(st.sampled_from(("shooting", "attack", "shelling", "march"))),
                    killed=draw(st.sampled_from((None, 1, 3, (2, 3, None), 40))),
                )
            )
        found.append(article(f"a{number}", events, draw(st.sampled_from((published, None)))))
    return found


@settings(max_examples=60, deadline=None)
@given(coded_articles(), st.randoms(use_true_random=False), st.integers(0, 3))
def test_order_and_repetition_change_nothing(articles: list[CodedArticle], chance: object, copies: int) -> None:
    expected = link(articles)
    mixed = articles + articles[:copies]
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert link(mixed) == expected


@settings(max_examples=60, deadline=None)
@given(coded_articles())
def test_every_event_has_one_incident_and_no_incident_two_events_of_an_article(articles: list[CodedArticle]) -> None:
    incidents = link(articles)
    assert incidents.keys() == {one.event_id for a in articles for one in a.events}
    for coded in articles:
        ids = [incidents[one.event_id] for one in coded.events]
        assert len(set(ids)) == len(ids)
