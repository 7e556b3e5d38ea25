"""The writer: the same tables however often, in whatever batches, and after whatever went wrong."""

from __future__ import annotations

import errno
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.errors import DependencyError
from streams.warehouse import writer as writer_module
from streams.warehouse.faults import CatalogLocked
from streams.warehouse.reader import checksums
from streams.warehouse.writer import Batch, Stored, Writer
from tests.builders import build_article, build_coded, build_event, build_pair, build_rejection


def ids(warehouse, view="events", column="event_id"):
    return [row[column] for row in warehouse.reader.rows(f"SELECT {column} FROM {view} ORDER BY 1")]


def test_outcomes(warehouse):
    pair = build_pair("a1")
    assert warehouse.writer.write(Batch([pair])) == [Stored("a1", "stored", 1)]
    assert warehouse.writer.write(Batch([pair])) == [Stored("a1", "unchanged", 1)]
    assert warehouse.writer.write(Batch([build_pair("a1", [], title="New")])) == [Stored("a1", "replaced", 0)]
    assert ids(warehouse) == []
    assert warehouse.reader.rows("SELECT title, version FROM articles") == [{"title": "New", "version": 2}]


def test_an_id_twice_in_a_batch_is_as_in_two_batches(warehouse):
    first, second = build_pair("a1"), build_pair("a1", title="New")
    outcomes = warehouse.writer.write(Batch([first, first, second, build_pair("a2"), first]))
    assert [one.outcome for one in outcomes] == ["stored", "unchanged", "replaced", "stored", "replaced"]
    assert ids(warehouse) == ["a1-e1", "a2-e1"]
    assert ids(warehouse, "article_versions", "version") == [1, 1, 2, 3]
    assert warehouse.reader.rows("SELECT title FROM articles WHERE article_id = 'a1'")[0]["title"] == first[0].title


def test_a_batch_that_changes_nothing_commits_nothing(warehouse):
    batch = Batch([build_pair("a1")], [build_rejection(1)])
    warehouse.writer.write(batch)
    snapshots = "SELECT count(*) AS n FROM ducklake_snapshots('lake')"
    before = warehouse.reader.rows(snapshots)
    warehouse.writer.write(batch)
    warehouse.writer.write(Batch())
    assert warehouse.reader.rows(snapshots) == before
    assert warehouse.reader.version() == warehouse.writer.commit_seq == 1


def test_a_new_coder_replaces_and_old_content_comes_back_as_a_new_version(warehouse):
    article = build_article("a1")
    old, new = build_coded(article, [build_event("old")]), build_coded(article, [build_event("new")], coder_version="2")
    for coding in (old, new, old):
        warehouse.writer.write(Batch([(article, coding)]))
    assert ids(warehouse) == ["old"]
    versions = warehouse.reader.rows("SELECT version, is_current, reason FROM article_versions ORDER BY version")
    assert [tuple(row.values()) for row in versions] == [
        (1, False, "replaced"),
        (2, False, "replaced"),
        (3, True, None),
    ]


def test_a_new_writer_knows_what_is_stored(warehouse):
    warehouse.writer.write(Batch([build_pair("a1"), build_pair("a2", published_at=None)], [build_rejection(1)]))
    warehouse.writer.write(Batch([build_pair("a1", title="New")]))
    warehouse.writer.retract(["a2"])
    again = Writer(warehouse.lake, warehouse.clock)
    assert again.commit_seq == 3
    assert again.articles == 2
    assert again.write(Batch([build_pair("a1", title="New")], [build_rejection(1)]))[0].outcome == "unchanged"
    assert again.commit_seq == 3
    assert again.write(Batch([build_pair("a2", published_at=None)]))[0].outcome == "stored"
    assert ids(warehouse, "articles", "article_id") == ["a1", "a2"]


def test_retracting_a_source_takes_its_articles_out_until_they_come_again(warehouse):
    sample, other = build_pair("s1", source="sitrep-samples"), build_pair("a1")
    warehouse.writer.write(Batch([sample, other]))
    assert warehouse.writer.retract_source("sitrep-samples", "samples removed") == 1
    assert warehouse.writer.retract_source("sitrep-samples") == 0
    assert ids(warehouse) == ["a1-e1"]
    assert ids(warehouse, "article_versions", "reason") == ["samples removed", None]
    assert warehouse.writer.write(Batch([sample]))[0].outcome == "stored"
    assert ids(warehouse) == ["a1-e1", "s1-e1"]


def test_what_was_known_then_can_be_asked(warehouse):
    warehouse.writer.write(Batch([build_pair("a1")]))
    then = warehouse.clock.now
    warehouse.writer.write(Batch([build_pair("a1", [build_event("corrected", killed=1)], title="New")]))
    known = "SELECT title FROM article_versions WHERE stored_at <= ? AND coalesce(superseded_at > ?, true)"
    assert [row["title"] for row in warehouse.reader.rows(known, [then, then])] == [build_article().title]


def test_the_clock_never_goes_back(warehouse):
    warehouse.writer.write(Batch([build_pair("a1")]))
    warehouse.clock.now = datetime(2020, 1, 1, tzinfo=UTC)
    warehouse.writer.write(Batch([build_pair("a2")]))
    times = warehouse.reader.rows("SELECT stored_at FROM articles ORDER BY commit_seq")
    assert times[0] == times[1]


def test_published_at_keeps_the_publishers_day(warehouse):
    late = datetime.fromisoformat("2024-03-06T23:30:00-05:00")
    warehouse.writer.write(Batch([build_pair("a1", published_at=late)]))
    row = warehouse.reader.rows(
        "SELECT a.published_at, a.published_day, s.published_offset "
        "FROM articles a JOIN store.articles s USING (article_id)"
    )[0]
    assert (row["published_at"], str(row["published_day"]), row["published_offset"]) == (late, "2024-03-06", -18000)


def test_a_coding_of_another_article_is_refused(warehouse):
    with pytest.raises(ValueError, match=r"a1.*a2"):
        warehouse.writer.write(Batch([(build_article("a1"), build_coded(build_article("a2")))]))


PAIRS = [
    build_pair(article_id, [build_event(f"{article_id}-{title}-{at}", killed=at) for at in range(events)], title=title)
    for article_id, title, events in [("a", "x", 1), ("a", "y", 2), ("b", "x", 0), ("b", "y", 1), ("c", "x", 2)]
]
LAST = [PAIRS[1], PAIRS[3], PAIRS[4]]


@st.composite
def deliveries(draw):
    """Any sequence of deliveries that ends in the last version of each article, cut into any batches."""
    early = draw(st.lists(st.sampled_from(PAIRS), max_size=8))
    late = draw(st.permutations(LAST))
    sequence = [*early, *late, *draw(st.lists(st.sampled_from(LAST), max_size=4))]
    cuts = sorted(draw(st.sets(st.integers(1, len(sequence) - 1), max_size=3)))
    edges = [0, *cuts, len(sequence)]
    rejections = [build_rejection(1), build_rejection(2)]
    return [Batch(sequence[a:b], rejections) for a, b in pairwise(edges)]


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches=deliveries())
def test_any_order_batching_and_repetition_gives_the_same_current_tables(open_copy, expected, batches):
    warehouse = open_copy()
    for batch in batches:
        warehouse.writer.write(batch)
    assert checksums(warehouse.reader) == expected


@pytest.fixture
def expected(open_copy):
    warehouse = open_copy()
    warehouse.writer.write(Batch(LAST, [build_rejection(1), build_rejection(2)]))
    sums = checksums(warehouse.reader)
    assert sums["events"].startswith("5:")
    return sums


def test_checksums_tell_warehouses_apart(warehouse, expected):
    warehouse.writer.write(Batch([*LAST[:2], build_pair("c", [build_event("c-x-0", killed=9)], title="x")]))
    sums = checksums(warehouse.reader)
    assert {view for view in sums if sums[view] != expected[view]} == {
        "articles",
        "events",
        "event_actors",
        "evidence",
        "incidents",
        "rejections",
    }


def test_a_full_disk_stores_nothing_and_the_next_attempt_everything(warehouse, monkeypatch):
    warehouse.writer.write(Batch([build_pair("a1")]))
    before = checksums(warehouse.reader)

    def full(_folder):
        raise OSError(errno.ENOSPC, "No space left on device")

    batch = Batch([build_pair("a2"), build_pair("a1", title="New")], [build_rejection(1)])
    with monkeypatch.context() as patch:
        patch.setattr(writer_module, "sync", full)
        with pytest.raises(DependencyError, match=r"full.*free some space") as caught:
            warehouse.writer.write(batch)
    assert str(warehouse.folder) in str(caught.value)
    assert checksums(warehouse.reader) == before
    assert [one.outcome for one in warehouse.writer.write(batch)] == ["stored", "replaced"]
    assert ids(warehouse) == ["a1-e1", "a2-e1"]
    assert warehouse.reader.version() == 2
    files = list((warehouse.folder / "data" / "store" / "articles").rglob("*.parquet"))
    assert len(files) == 2, "the half-written file of the failed batch is gone"


def test_a_locked_catalog_is_tried_again(warehouse, monkeypatch):
    attempts = []

    def locked_twice(folder):
        attempts.append(folder)
        if len(attempts) < 3:
            raise CatalogLocked("database is locked")

    monkeypatch.setattr(writer_module, "sync", locked_twice)
    monkeypatch.setattr(writer_module.time, "sleep", lambda _seconds: None)
    assert warehouse.writer.write(Batch([build_pair("a1")]))[0].outcome == "stored"
    assert len(attempts) == 3
    assert ids(warehouse) == ["a1-e1"]


def test_a_commit_that_landed_although_it_failed_is_not_repeated(warehouse, monkeypatch):
    original = warehouse.writer._store

    def lands_and_fails(plan, moment):
        original(plan, moment)
        raise DependencyError("the connection broke after the commit")

    with monkeypatch.context() as patch:
        patch.setattr(warehouse.writer, "_store", lands_and_fails)
        with pytest.raises(DependencyError):
            warehouse.writer.write(Batch([build_pair("a1")]))
    assert warehouse.writer.write(Batch([build_pair("a1")]))[0].outcome == "unchanged"
    assert ids(warehouse) == ["a1-e1"]
