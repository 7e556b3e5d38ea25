"""Every query on a lake of thirteen reports of ten incidents, with answers worked out by hand.

     type      place        happened   published  killed      injured   reports  perpetrator      status, confidence
i1   Battles   Marowa, NG   5 March    6 March    3           -         2        northern-front   occurred 0.8
i2   Battles   Marowa, NG   5 March    6 March    10 to 12    4         1        army             occurred 0.9
i3   Riots     Kono, NG     4 March    6 March    at least 5  -         1        northern-front   occurred 0.4
i4   Protests  Gao, ML      1 Feb.     2 Feb.     0           0         1        nobody           occurred 0.7
i5   Battles   Ségou, ML    unknown    6 March    -           at most 9 1        army             occurred 0.6
i6   Battles   nowhere      3 March    6 March    2           -         3        northern-front   occurred 0.5
i7   Battles   Marowa, NG   5 March    6 March    50          50        1        army             threatened 0.9
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard.snapshot import Snapshot
from schemas.coded import Participant
from streams.warehouse import aggregates
from streams.warehouse.aggregates import Filters, Query
from streams.warehouse.lake import locate, open_lake
from streams.warehouse.reader import Reader
from streams.warehouse.writer import Batch, Link, Writer
from tests.builders import build_event, build_pair, build_place, build_rejection, build_span

MARCH_6 = datetime(2024, 3, 6, 9, tzinfo=UTC)
MARCH = Filters(first=date(2024, 3, 1), last=date(2024, 3, 6))
NOWHERE = {"lat": None, "lon": None, "place_id": None, "country": None, "country_name": None, "admin1": None}


def _by(actor_id: str | None, name: str = "", kind: Any = "rebels") -> tuple[Participant, ...]:
    if actor_id is None and not name:
        return ()
    span = build_span("Northern Front")
    return (Participant(**span, actor_id=actor_id, name=name, kind=kind, form="organisation"),)


FRONT = _by("northern-front", "Northern Front")
ARMY = _by("army", "Army", "state_forces")
MALI = {"country": "ML", "country_name": "Mali"}

INCIDENTS: dict[str, tuple[int, datetime, dict[str, Any]]] = {
    "i1": (2, MARCH_6, {"event_type": "Battles", "sub_event_type": "Armed clash", "perpetrators": FRONT}),
    "i2": (
        1,
        MARCH_6,
        {
            "event_type": "Battles",
            "sub_event_type": "Armed clash",
            "killed": (10, 11, 12),
            "injured": 4,
            "perpetrators": ARMY,
            "confidence": 0.9,
        },
    ),
    "i3": (
        1,
        MARCH_6,
        {
            "event_type": "Riots",
            "sub_event_type": "Mob violence",
            "place": build_place("Kono", admin1="Plateau"),
            "first_day": date(2024, 3, 4),
            "killed": (5, None, None),
            "perpetrators": FRONT,
            "confidence": 0.4,
        },
    ),
    "i4": (
        1,
        datetime(2024, 2, 2, 9, tzinfo=UTC),
        {
            "event_type": "Protests",
            "sub_event_type": "Peaceful protest",
            "place": build_place("Gao", admin1="Gao", **MALI),
            "first_day": date(2024, 2, 1),
            "killed": 0,
            "injured": 0,
            "perpetrators": (),
            "confidence": 0.7,
        },
    ),
    "i5": (
        1,
        MARCH_6,
        {
            "event_type": "Battles",
            "sub_event_type": "Armed clash",
            "place": build_place("Ségou", admin1="Ségou", **MALI),
            "first_day": None,
            "last_day": None,
            "day_precision": None,
            "killed": None,
            "injured": (None, None, 9),
            "perpetrators": ARMY,
            "confidence": 0.6,
        },
    ),
    "i6": (
        3,
        MARCH_6,
        {
            "event_type": "Battles",
            "sub_event_type": "Armed clash",
            "place": build_place("nowhere", **NOWHERE),
            "first_day": date(2024, 3, 3),
            "killed": 2,
            "perpetrators": FRONT,
            "confidence": 0.5,
        },
    ),
    "i7": (
        1,
        MARCH_6,
        {
            "event_type": "Battles",
            "sub_event_type": "Armed clash",
            "killed": 50,
            "injured": 50,
            "perpetrators": ARMY,
            "status": "threatened",
            "confidence": 0.9,
        },
    ),
}


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    folder = tmp_path_factory.mktemp("aggregates")
    items, links = [], []
    for incident, (reports, published, fields) in INCIDENTS.items():
        for report in range(reports):
            article, event = f"{incident}-{report}", f"{incident}-{report}-e"
            title = "A clash of İstanbul's <b>kind</b>" if incident == "i2" else "A report"
            items.append(
                build_pair(
                    article,
                    [build_event(event, **fields)],
                    published_at=published,
                    title=title,
                    source=f"wire-{report}",
                )
            )
            links.append(Link(article, event, incident))
    items.append(build_pair("quiet", []))
    with ExitStack() as stack:
        lake = stack.enter_context(open_lake(locate(folder)))
        Writer(lake).write(Batch(items=items, links=links, rejections=[build_rejection(1), build_rejection(2)]))
        yield stack.enter_context(Reader(locate(folder)))


@pytest.fixture(scope="module")
def snapshot(reader: Reader) -> Snapshot:
    return Snapshot(reader, reader.version())


def rows(snapshot: Snapshot, query: Query) -> list[dict[str, Any]]:
    columns = snapshot.ask(query)
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def pick(found: list[dict[str, Any]], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in found]


def test_totals_add_intervals_and_count_what_is_not_known(snapshot: Snapshot) -> None:
    (row,) = rows(snapshot, aggregates.totals(MARCH))
    assert row == {
        "incidents": 5,  # i1 i2 i3 i5 i6: i4 is of February, i7 was only threatened
        "reports": 8,
        "killed_low": 3 + 10 + 5 + 2,
        "killed_high": 3 + 12 + 5 + 2,
        "killed_open": 1,
        "killed_known": 4,
        "injured_low": 4,
        "injured_high": 4 + 9,  # "at most 9" adds nothing to the lowest sum
        "injured_open": 0,
        "injured_known": 2,
        "no_day": 1,
        "no_place": 1,
    }


def test_totals_of_nothing_are_zeros(snapshot: Snapshot) -> None:
    (row,) = rows(snapshot, aggregates.totals(Filters(countries=("FR",))))
    assert set(row.values()) == {0}


@pytest.mark.parametrize(
    ("filters", "incidents"),
    [
        pytest.param(Filters(), "i1 i2 i3 i4 i5 i6", id="everything that occurred"),
        pytest.param(Filters(statuses=()), "i1 i2 i3 i4 i5 i6 i7", id="any status"),
        pytest.param(Filters(statuses=("threatened", "planned")), "i7", id="threatened"),
        pytest.param(MARCH, "i1 i2 i3 i5 i6", id="the undated one counts by the day we learnt it"),
        pytest.param(MARCH._replace(last=date(2024, 3, 4)), "i3 i6", id="last day included"),
        pytest.param(MARCH._replace(last=date(2024, 3, 5), clock="learnt"), "", id="learnt on the sixth"),
        pytest.param(MARCH._replace(first=date(2024, 3, 6), clock="learnt"), "i1 i2 i3 i5 i6", id="learnt: first day"),
        pytest.param(Filters(countries=("ML", "FR")), "i4 i5", id="countries"),
        pytest.param(Filters(countries=("NG",), admin1="Plateau"), "i3", id="region"),
        pytest.param(Filters(event_types=("Riots", "Protests")), "i3 i4", id="types"),
        pytest.param(Filters(sub_event_types=("Mob violence",)), "i3", id="sub-types"),
        pytest.param(Filters(actors=("northern-front",)), "i1 i3 i6", id="actor"),
        pytest.param(Filters(actors=("northern-front", "army")), "i1 i2 i3 i5 i6", id="either actor"),
        pytest.param(Filters(min_confidence=0.7), "i1 i2 i4", id="confidence, included"),
        pytest.param(Filters(words="segou"), "i5", id="words without marks"),
        pytest.param(Filters(words="MAROWA army"), "i2 i5", id="all words, of sentence and actor"),
        pytest.param(Filters(words="İstanbul's <b>"), "i2", id="words of the title, as they are"),
        pytest.param(Filters(words="' OR 1=1 --"), "", id="words are no sql"),
        pytest.param(Filters(words="100% _"), "", id="words are no pattern"),
    ],
)
def test_filters(snapshot: Snapshot, filters: Filters, incidents: str) -> None:
    query = aggregates.incident_rows(filters, sort="place", ascending=True, limit=50, offset=0)
    assert sorted(row["incident_id"] for row in rows(snapshot, query)) == incidents.split()
    (total,) = rows(snapshot, aggregates.totals(filters))
    assert total["incidents"] == len(incidents.split())


def test_by_day_covers_the_whole_time_but_only_the_undated_of_the_window(snapshot: Snapshot) -> None:
    found = rows(snapshot, aggregates.by_day(MARCH))
    assert pick(found, "day", "incidents", "reports", "killed_low", "killed_high", "killed_open") == [
        (date(2024, 2, 1), 1, 1, 0, 0, 0),
        (date(2024, 3, 3), 1, 3, 2, 2, 0),
        (date(2024, 3, 4), 1, 1, 5, 5, 1),
        (date(2024, 3, 5), 2, 3, 13, 15, 0),
        (None, 1, 1, 0, 0, 0),
    ]
    february = rows(snapshot, aggregates.by_day(Filters(first=date(2024, 2, 1), last=date(2024, 2, 28))))
    assert None not in [row["day"] for row in february]
    learnt = rows(snapshot, aggregates.by_day(Filters(clock="learnt")))
    assert pick(learnt, "day", "incidents") == [(date(2024, 2, 2), 1), (date(2024, 3, 6), 5)]


def test_by_country_keeps_those_without_a_place(snapshot: Snapshot) -> None:
    assert pick(rows(snapshot, aggregates.by_country(MARCH, "incidents")), "country", "value") == [
        ("NG", 3),
        ("ML", 1),
        (None, 1),
    ]
    assert pick(rows(snapshot, aggregates.by_country(MARCH, "killed")), "country", "value", "killed_high") == [
        ("NG", 18, 20),
        (None, 2, 2),
        ("ML", 0, 0),
    ]
    assert pick(rows(snapshot, aggregates.by_country(MARCH, "reports")), "country", "value") == [
        ("NG", 4),
        (None, 3),
        ("ML", 1),
    ]


def test_by_place(snapshot: Snapshot) -> None:
    found = rows(snapshot, aggregates.by_place(Filters(countries=("NG",)), "injured"))
    assert pick(found, "admin1", "name", "lat", "precision", "value") == [
        ("Borno", "Marowa", 12.5, 1, 4),
        ("Plateau", "Kono", 12.5, 1, 0),
    ]


def test_by_type(snapshot: Snapshot) -> None:
    assert pick(rows(snapshot, aggregates.by_type(MARCH, "incidents")), "event_type", "sub_event_type", "value") == [
        ("Battles", "Armed clash", 4),
        ("Riots", "Mob violence", 1),
    ]


def test_by_actor_counts_an_incident_once_for_each_and_keeps_those_that_name_none(snapshot: Snapshot) -> None:
    found = rows(snapshot, aggregates.by_actor(Filters(), "incidents", "perpetrator"))
    assert pick(found, "actor_id", "name", "kind", "value", "reports") == [
        ("northern-front", "Northern Front", "rebels", 3, 6),
        ("army", "Army", "state_forces", 2, 2),
        (None, None, None, 1, 1),
    ]
    short = rows(snapshot, aggregates.by_actor(Filters(), "incidents", "perpetrator", limit=1))
    assert pick(short, "actor_id") == [("northern-front",), (None,)]  # however short, it says how many name nobody
    (target,) = rows(snapshot, aggregates.by_actor(Filters(), "incidents", "target"))
    assert (target["actor_id"], target["value"]) == (None, 6)  # farmers are no registered actor


def test_rows_are_ordered_paged_and_unknowns_come_last(snapshot: Snapshot) -> None:
    def ids(**options: Any) -> list[str]:
        page = {"sort": "killed", "ascending": False, "limit": 50, "offset": 0} | options
        return [row["incident_id"] for row in rows(snapshot, aggregates.incident_rows(Filters(), **page))]

    assert ids() == ["i2", "i3", "i1", "i6", "i4", "i5"]
    assert ids(ascending=True) == ["i4", "i6", "i1", "i3", "i2", "i5"]
    assert ids(limit=2, offset=1) == ["i3", "i1"]
    for sort in aggregates.SORTS:
        assert sorted(ids(sort=sort)) == ["i1", "i2", "i3", "i4", "i5", "i6"]


def test_a_row_names_its_actors_and_its_lead_event(snapshot: Snapshot) -> None:
    query = aggregates.incident_rows(Filters(event_types=("Riots",)), sort="day", ascending=False, limit=9, offset=0)
    (row,) = rows(snapshot, query)
    assert (row["perpetrators"], row["targets"]) == (["Northern Front"], ["farmers"])
    assert row["lead_event_id"] == "i3-0-e"


def test_actor_names_and_regions(snapshot: Snapshot) -> None:
    assert pick(rows(snapshot, aggregates.actor_names()), "actor_id", "incidents") == [
        ("army", 3),
        ("northern-front", 3),
    ]
    assert snapshot.ask(aggregates.regions_of("ML")) == {"admin1": ["Gao", "Ségou"]}


def test_freshness_and_what_was_learnt_since(snapshot: Snapshot) -> None:
    (row,) = rows(snapshot, aggregates.freshness())
    assert (row["incidents"], row["first_learnt"], row["last_learnt"]) == (7, date(2024, 2, 2), date(2024, 3, 6))
    stored = row["last_stored_at"]
    assert rows(snapshot, aggregates.learnt_since(MARCH, stored)) == [{"incidents": 0}]
    assert rows(snapshot, aggregates.learnt_since(MARCH, MARCH_6)) == [{"incidents": 5}]


def test_one_event_with_its_article_mentions_siblings_and_reports(reader: Reader) -> None:
    def ask(query: Query) -> list[dict[str, Any]]:
        return reader.rows(query.sql, query.params)

    (event,) = ask(aggregates.event_row("i6-1-e"))
    assert (event["incident_id"], event["killed_low"], event["place_lat"]) == ("i6", 2, None)
    (article,) = ask(aggregates.event_article(event["article_id"]))
    mentions = ask(aggregates.mentions_of(event["article_id"]))
    assert [article["text"][m["start"] : m["end"]] for m in mentions] == [m["text"] for m in mentions]
    assert {m["mention_type"] for m in mentions} == {"actor", "place", "casualty", "date"}
    assert [row["event_id"] for row in ask(aggregates.sibling_events(event["article_id"]))] == ["i6-1-e"]
    reports = ask(aggregates.reports_of("i6"))
    assert [(row["event_id"], row["source"]) for row in reports] == [(f"i6-{n}-e", f"wire-{n}") for n in range(3)]
    titles = ask(aggregates.titles_of(("i2-0", "i6-0", "gone")))
    assert {row["article_id"] for row in titles} == {"i2-0", "i6-0"}
    assert ask(aggregates.titles_of(())) == []
    assert ask(aggregates.event_row("gone")) == []


def test_health(reader: Reader) -> None:
    def ask(query: Query) -> list[dict[str, Any]]:
        return reader.rows(query.sql, query.params)

    (rejected,) = ask(aggregates.rejections_by_reason())
    assert (rejected["reason"], rejected["records"]) == ("not-json", 2)
    sources = {row["source"]: (row["articles"], row["relevant"]) for row in ask(aggregates.articles_by_source())}
    assert sources == {"wire-0": (7, 7), "wire-1": (2, 2), "wire-2": (1, 1), "example-wire": (1, 0)}
    (commit,) = ask(aggregates.last_commit())
    assert commit["commit_seq"] == reader.version()


def test_the_copy_says_the_same_as_the_views(snapshot: Snapshot, reader: Reader) -> None:
    """What the dashboard counts is what anybody counts with SQL."""
    (total,) = rows(snapshot, aggregates.totals(Filters()))
    sql = (
        "SELECT count(*) AS n, sum(killed_low) AS low, sum(reports) AS reports FROM incidents WHERE status = 'occurred'"
    )
    (row,) = reader.rows(sql)
    assert (total["incidents"], total["killed_low"], total["reports"]) == (row["n"], row["low"], row["reports"])


def test_values_never_become_sql() -> None:
    hostile = "x' OR 1=1; DROP TABLE incidents; --"
    filters = Filters(
        countries=(hostile,),
        admin1=hostile,
        event_types=(hostile,),
        actors=(hostile,),
        statuses=(hostile,),
        words=hostile,
    )
    for query in (
        aggregates.totals(filters),
        aggregates.by_day(filters),
        aggregates.by_actor(filters, "killed", hostile),
    ):
        assert "DROP" not in query.sql
        assert query.sql.count("?") == len(query.params)


def test_a_copy_outlives_a_folder_that_is_gone(tmp_path: Path) -> None:
    with open_lake(locate(tmp_path)) as lake:
        Writer(lake).write(Batch(items=[build_pair()]))
        with Reader(locate(tmp_path)) as reader:
            snapshot = Snapshot(reader, reader.version())
    assert snapshot.ask(aggregates.totals(Filters()))["incidents"] == [1]
    with pytest.raises(duckdb.Error):
        snapshot.ask(Query("SELECT * FROM nowhere"))
