"""What an analyst sees: names, comments, and what an incident makes of its reports."""

from __future__ import annotations

from datetime import date

import duckdb
import msgspec
import pytest

from schemas import coded
from streams.warehouse import ddl
from streams.warehouse.attach import extension_file
from streams.warehouse.lake import TABLES
from streams.warehouse.writer import Batch, Link
from tests.builders import PUBLISHED, build_event, build_pair, build_place, build_rejection

CONTRACT = ("articles", "events", "incidents", "event_actors", "evidence", "mentions", "rejections")


def columns_of(reader, relation):
    return [row["column_name"] for row in reader.rows(f"DESCRIBE {relation}")]


@pytest.mark.parametrize("relation", ddl.read_relations("views.sql"), ids=lambda relation: relation.name)
def test_every_column_of_a_view_has_a_comment(unchanged, relation):
    assert columns_of(unchanged, relation.name) == list(relation.columns)
    assert all(relation.columns.values())
    listed = unchanged.rows("SELECT * FROM columns WHERE view_name = ? ORDER BY position", [relation.name])
    assert {row["column_name"]: row["comment"] for row in listed} == relation.columns


def test_every_relation_has_a_comment_in_the_catalog(unchanged):
    views = unchanged.rows(
        "SELECT view_name AS name, comment FROM duckdb_views() WHERE database_name = 'lake' AND schema_name = 'main'"
    )
    tables = unchanged.rows(
        "SELECT table_name AS name, comment FROM duckdb_tables() WHERE database_name = 'lake' AND schema_name = 'store'"
    )
    assert {row["name"] for row in views} >= set(CONTRACT)
    assert {row["name"] for row in tables} == set(TABLES)
    assert [row["name"] for row in views + tables if not row["comment"]] == []


@pytest.mark.parametrize("table", TABLES)
def test_every_column_of_a_table_has_a_comment(unchanged, table):
    missing = unchanged.rows(
        "SELECT column_name FROM duckdb_columns() WHERE database_name = 'lake' AND schema_name = 'store' "
        "AND table_name = ? AND comment IS NULL",
        [table],
    )
    assert missing == []


def test_column_names_are_the_field_names_of_the_records(unchanged):
    events = set(columns_of(unchanged, "events"))
    lists = ("perpetrators", "targets", "weapons", "evidence")
    for field in msgspec.structs.fields(coded.Event):
        kind = field.type if field.name not in lists else str
        parts = [one for one in getattr(kind, "__args__", (kind,)) if hasattr(one, "__struct_fields__")]
        names = [f"{field.name}_{name}" for name in parts[0].__struct_fields__] if parts else [field.name]
        assert set(names) <= events
    mentions = set(columns_of(unchanged, "mentions"))
    for record in (coded.ActorMention, coded.PlaceMention, coded.CasualtyMention, coded.DateMention):
        assert set(record.__struct_fields__) <= mentions


def test_any_duckdb_client_reads_under_any_name(warehouse):
    warehouse.writer.write(Batch([build_pair("a1")]))
    client = duckdb.connect(config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"})
    for extension in ("ducklake", "sqlite_scanner"):
        client.execute(f"LOAD '{extension_file(extension)}'")
    client.execute("SET GLOBAL sqlite_disable_multithreaded_scans = true")
    client.execute(f"ATTACH 'ducklake:sqlite:{warehouse.folder}/catalog.sqlite' AS other (READ_ONLY)")
    client.execute("CREATE TABLE events (nothing INTEGER)")  # a table of the client's own does not get in the way
    for relation in ddl.read_relations("views.sql"):
        client.execute(f"SELECT * FROM other.{relation.name}").fetchall()
    assert client.execute("SELECT event_id, killed_best FROM other.events").fetchall() == [("a1-e1", 3)]
    assert client.execute("SELECT count(*) FROM other.columns").fetchone()[0] > 200
    with pytest.raises(duckdb.Error, match="read-only"):
        client.execute("DELETE FROM other.store.events")
    client.close()


def test_every_field_of_the_records_comes_back(warehouse):
    article, coding = build_pair("a1", [build_event("e1", injured=(2, None, None), killed=0)])
    warehouse.writer.write(Batch([(article, coding)]))
    event = coding.events[0]
    row = warehouse.reader.rows("SELECT * FROM events")[0]
    for name in ("event_id", "event_type", "sub_event_type", "action", "status", "attribution", "rule", "confidence"):
        assert row[name] == getattr(event, name)
    for name in ("first_day", "last_day", "day_precision"):
        assert row[name] == getattr(event, name)
    for name in ("trigger", "sentence", "place"):
        nested = getattr(event, name)
        assert {f: row[f"{name}_{f}"] for f in nested.__struct_fields__} == msgspec.structs.asdict(nested)
    assert (row["killed_low"], row["killed_best"], row["killed_high"]) == (0, 0, 0)
    assert (row["injured_low"], row["injured_best"], row["injured_high"]) == (2, None, None)
    assert row["abducted_low"] is None
    actors = warehouse.reader.rows("SELECT * FROM event_actors ORDER BY role")
    for one, record in zip(actors, (event.perpetrators[0], event.targets[0]), strict=True):
        assert {f: one[f] for f in record.__struct_fields__} == msgspec.structs.asdict(record)
    evidence = warehouse.reader.rows('SELECT * FROM evidence ORDER BY "start"')
    assert [tuple(one["supports"]) for one in evidence] == [one.supports for one in event.evidence]
    for kind, records in (
        ("actor", coding.actors),
        ("place", coding.places),
        ("casualty", coding.casualties),
        ("date", coding.dates),
    ):
        found = warehouse.reader.rows("SELECT * FROM mentions WHERE mention_type = ?", [kind])
        for one, record in zip(found, records, strict=True):
            assert {f: one[f] for f in record.__struct_fields__} == msgspec.structs.asdict(record)
            others = set(one) - set(record.__struct_fields__) - {"article_id", "mention_type", "ordinal"}
            assert [one[name] for name in others] == [None] * len(others)
    stored = warehouse.reader.rows("SELECT * FROM articles")[0]
    for name in ("article_id", "text", "title", "url", "source", "published_at"):
        assert stored[name] == getattr(article, name)


def incident(warehouse, *reports, link=True):
    """The one incident that these reports tell, each in an article of its own."""
    pairs = [
        build_pair(
            f"a{at}", [build_event(f"e{at}", **fields)], published_at=PUBLISHED.replace(hour=at), source=f"s{at}"
        )
        for at, fields in enumerate(reports, 1)
    ]
    links = [Link(f"a{at}", f"e{at}", "i1") for at in range(1, len(reports) + 1)] if link else []
    warehouse.writer.write(Batch(pairs, links=links))
    found = warehouse.reader.rows("SELECT * FROM incidents")
    assert len(found) == 1
    return found[0]


def test_an_unlinked_event_is_its_own_incident(warehouse):
    row = incident(warehouse, {}, link=False)
    assert (row["incident_id"], row["reports"], row["sources"]) == ("e1", 1, 1)


COUNTS = [
    ([3, 3], (3, 3, 3)),
    ([3, 12], (3, 12, 12)),
    ([12, 3], (3, 3, 12)),
    ([None, 4], (4, 4, 4)),
    ([4, None], (4, 4, 4)),
    ([None, None], (None, None, None)),
    ([0, 2], (0, 2, 2)),
    ([(5, None, None)], (5, None, None)),
    ([(20, None, None), 12], (12, 12, None)),
    ([(5, None, None), 12], (5, 12, 12)),
    ([(10, 12, 15), (11, 14, 14)], (10, 14, 15)),
    ([(None, None, 8)], (None, None, 8)),
]
"""What the reports of an incident say, the latest last, and what the incident says."""


def test_counts_of_reports_are_never_added_up(warehouse):
    pairs, links = [], []
    for number, (counts, _) in enumerate(COUNTS):
        for at, count in enumerate(counts):
            article_id = f"a{number}-{at}"
            published = PUBLISHED.replace(hour=at)
            pairs.append(build_pair(article_id, [build_event(article_id, killed=count)], published_at=published))
            links.append(Link(article_id, article_id, f"i{number:02d}"))
    warehouse.writer.write(Batch(pairs, links=links))
    rows = warehouse.reader.rows(
        "SELECT killed_low, killed_best, killed_high, reports FROM incidents ORDER BY incident_id"
    )
    assert [tuple(row.values()) for row in rows] == [(*expected, len(counts)) for counts, expected in COUNTS]


def test_the_firmest_status_decides_and_only_its_reports_count(warehouse):
    row = incident(
        warehouse,
        {"status": "planned", "killed": 99, "confidence": 1.0},
        {"status": "occurred", "killed": 3},
        {"status": "denied", "killed": 0},
    )
    assert (row["status"], row["killed_low"], row["killed_high"], row["reports"]) == ("occurred", 3, 3, 3)
    assert row["lead_event_id"] == "e2"


def test_place_and_day_come_from_the_report_that_knows_best(warehouse):
    nowhere = build_place("Marowa", place_id=None, lat=None, lon=None, country=None, precision=1)
    wide = build_place("Borno", lat=11.0, lon=13.0, feature="admin1", precision=4)
    exact = build_place("Marowa", lat=12.5, lon=13.25, precision=1)
    row = incident(
        warehouse,
        {"place": nowhere, "first_day": None, "last_day": None, "day_precision": None},
        {"place": wide, "first_day": date(2024, 3, 1), "last_day": date(2024, 3, 31), "day_precision": 4},
        {"place": None, "first_day": date(2024, 3, 5), "last_day": date(2024, 3, 5), "day_precision": 1},
        {"place": exact, "first_day": date(2024, 3, 4), "last_day": date(2024, 3, 6), "day_precision": 2},
    )
    assert (row["place_name"], row["place_lat"], row["place_precision"]) == ("Marowa", 12.5, 1)
    assert (row["first_day"], row["last_day"], row["day_precision"]) == (date(2024, 3, 5), date(2024, 3, 5), 1)


def test_relinking_replaces_and_a_replaced_article_leaves_its_incident(warehouse):
    incident(warehouse, {}, {})
    assert warehouse.writer.write(Batch(links=[Link("a2", "e2", "i2")])) == []
    assert [r["incident_id"] for r in warehouse.reader.rows("SELECT incident_id FROM events ORDER BY event_id")] == [
        "i1",
        "i2",
    ]
    before = warehouse.writer.commit_seq
    warehouse.writer.write(Batch(links=[Link("a2", "e2", "i2"), Link("nobody", "e9", "i2")]))
    assert warehouse.writer.commit_seq == before
    warehouse.writer.write(Batch([build_pair("a2", [], title="Corrected")]))
    assert [r["incident_id"] for r in warehouse.reader.rows("SELECT incident_id FROM incidents")] == ["i1"]


def test_daily_activity_counts_incidents_that_occurred(warehouse):
    events = [
        build_event("e1", killed=(2, None, None)),
        build_event("e2", killed=3),
        build_event("e3", status="planned"),
    ]
    warehouse.writer.write(Batch([build_pair("a1", events)]))
    rows = warehouse.reader.rows("SELECT * FROM daily_activity")
    assert len(rows) == 1
    row = rows[0]
    assert (row["day"], row["country"], row["incidents"]) == (date(2024, 3, 5), "NG", 2)
    assert (row["killed_low"], row["killed_best"], row["killed_high"], row["killed_open"]) == (5, 5, 5, 1)
    assert row["injured_best"] is None


def test_actors_of_an_incident_are_named_once(warehouse):
    incident(warehouse, {}, {})
    rows = warehouse.reader.rows("SELECT role, actor_id, name, reports FROM incident_actors ORDER BY role")
    assert [tuple(row.values()) for row in rows] == [
        ("perpetrator", "northern-front", "Northern Front", 2),
        ("target", None, "farmers", 2),
    ]


def test_a_rejection_keeps_bytes_that_are_no_text(warehouse):
    odd = build_rejection(7, original=b"\xff\x00'", detail="at \udcff, \x00")
    warehouse.writer.write(Batch(rejections=[odd]))
    row = warehouse.reader.rows("SELECT * FROM rejections")[0]
    assert (row["original"], row["origin_line"], row["detail"]) == (b"\xff\x00'", 7, "at \\udcff, \\x00")
