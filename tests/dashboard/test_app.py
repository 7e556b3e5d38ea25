"""The pages' functions over a small warehouse: no browser, no server."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from dashboard import drawer
from dashboard.app import create_app
from dashboard.pages import events, health, overview
from dashboard.security import security_headers
from dashboard.snapshot import Snapshot, Snapshots
from dashboard.view import View, parse_view
from streams.warehouse.lake import locate, open_lake
from streams.warehouse.reader import Reader
from streams.warehouse.writer import Batch, Writer
from tests.browser.world import fill_batches
from tests.builders import build_event, build_pair

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dashboard")
    with open_lake(locate(folder)) as lake:
        writer = Writer(lake)
        for batch in fill_batches(150, NOW, days=60):
            writer.write(batch)
        hostile = '<script>alert(1)</script> & "x"'
        event = build_event("hostile-e", first_day=TODAY, last_day=TODAY)
        writer.write(
            Batch(items=[build_pair("hostile", [event], title=hostile, url="javascript:alert(1)", source="=cmd|x")])
        )
    return folder


@pytest.fixture(scope="module")
def reader(folder: Path) -> Iterator[Reader]:
    with Reader(locate(folder)) as reader:
        yield reader


@pytest.fixture(scope="module")
def snapshot(reader: Reader) -> Snapshot:
    return Snapshot(reader, reader.version())


def as_text(component: Any) -> str:
    return json.dumps(component, default=lambda c: c.to_plotly_json(), ensure_ascii=False)


@pytest.mark.parametrize(
    "search",
    ["", "?days=all", "?days=365&measure=killed", "?country=SD", "?country=SD,UA&clock=learnt", "?country=VA", "?q=zzz",
     "?country=SD&admin1=Khartoum&measure=reports", "?from=1950-01-01&to=2026-11-22", "?status=all&conf=99"],
)  # fmt: skip
@pytest.mark.parametrize("dark", [False, True])
def test_the_overview_draws_every_view(snapshot: Snapshot, search: str, dark: bool) -> None:
    panels = overview.build(snapshot.ask, parse_view(search), TODAY, dark=dark)
    assert all(panel is not None for panel in panels)
    for figure in (panels.activity, panels.strip, panels.casualties, panels.world):
        figure.to_json()


def test_the_overviews_numbers_agree(snapshot: Snapshot) -> None:
    """Bars and those without a day make the total; so do countries and those without a place."""
    view = View()
    total = snapshot.ask(overview.aggregates.totals(overview.filters_of(view, TODAY)))
    panels = overview.build(snapshot.ask, view, TODAY, dark=False)
    bars = next(trace for trace in panels.activity.data if trace.type == "bar")
    assert sum(bars.y) + total["no_day"][0] == total["incidents"][0] > 20
    assert sum(value for value in panels.world.data[0].z) > 0
    assert f"{total['no_day'][0]} more incident" in as_text(panels.activity_summary)


def test_an_event_shows_its_words(snapshot: Snapshot) -> None:
    event_id = snapshot.ask(overview.aggregates.incident_rows(
        overview.filters_of(View(days=None), TODAY), sort="reports", ascending=False, limit=1, offset=0,
    ))["lead_event_id"][0]  # fmt: skip
    shown = as_text(drawer.build(snapshot.ask_lake, View(event=event_id)))
    assert "data-supports" in shown
    assert "reports → 1 incident" in shown
    assert "noopener" in shown


def test_hostile_articles_are_text_and_their_links_no_links(snapshot: Snapshot) -> None:
    children = drawer.build(snapshot.ask_lake, View(event="hostile-e"))
    shown = as_text(children)
    assert "javascript:" not in shown
    assert "dangerously" not in shown
    assert "<script>alert(1)</script>" in json.loads(json.dumps(shown))  # as a child, which React escapes


def test_a_link_to_an_event_that_is_gone_says_so(snapshot: Snapshot) -> None:
    assert "no longer there" in as_text(drawer.build(snapshot.ask_lake, View(event="gone")))


def test_pages_of_rows(snapshot: Snapshot) -> None:
    view = View(days=None, page=2)
    built = events.build(snapshot.ask, view, TODAY)
    assert "51–100 of" in as_text(built.pager)
    last = events.build(snapshot.ask, view._replace(page=9_999), TODAY)
    assert "page-on" not in as_text(last.pager)
    assert built.table is not None
    assert len(built.table["rows"]) == 50
    none = events.build(snapshot.ask, parse_view("?q=zzz"), TODAY)
    assert none.table is None
    assert "No incident matches" in as_text(none.notice)


def test_the_export_has_all_rows_and_no_formulas(snapshot: Snapshot) -> None:
    view = View(days=None, statuses=())
    rows = list(csv.DictReader(io.StringIO(events.csv_text(snapshot.ask, view, TODAY))))
    assert len(rows) == 151
    assert not [v for row in rows for v in row.values() if v[:1] in ("=", "@", "+")]
    assert events.csv_name(parse_view("?country=SD,UA&type=battles&q=a/b"), TODAY) == (
        "sitrep_2026-10-24_2026-11-22_SD-UA_battles_a-b.csv"
    )


def test_health_lists_sources(reader: Reader) -> None:
    summary, rejects, sources = health.build(lambda q: reader.columns(q.sql, q.params), NOW + timedelta(days=1))
    assert "nothing is dropped silently" in summary
    assert "No record has been rejected" in as_text(rejects)
    assert "Example Wire" in as_text(sources)


def test_an_empty_warehouse_has_pages(tmp_path: Path) -> None:
    open_lake(locate(tmp_path)).close()
    with Reader(locate(tmp_path)) as reader:
        snapshot = Snapshot(reader, reader.version())
        overview.build(snapshot.ask, View(), TODAY, dark=False)
        events.build(snapshot.ask, View(), TODAY)
        summary, _, _ = health.build(lambda q: reader.columns(q.sql, q.params), NOW)
    assert summary == "Nothing has been committed to this warehouse yet."


def test_a_follower_gets_the_newer_copy_and_others_do_not_wait(folder: Path, reader: Reader) -> None:
    time = [100.0]
    snapshots = Snapshots(reader, clock=lambda: time[0])
    first = snapshots.latest()
    with open_lake(locate(folder)) as lake:
        Writer(lake).write(Batch(items=[build_pair("one-more")]))
    assert snapshots.latest() is first
    time[0] += 100
    newer = snapshots.latest(live=True)
    assert newer.version == first.version + 1
    assert snapshots.latest(live=True) is newer


def test_the_application_forbids_everything_from_elsewhere(reader: Reader) -> None:
    app = create_app(reader)
    headers = security_headers(app)
    policy = dict(rule.split(" ", 1) for rule in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'self'"
    assert policy["script-src"].startswith("'self' 'sha256-")
    assert "unsafe" not in policy["script-src"]
    page = app.server.test_client().get("/").get_data(as_text=True)
    assert "//cdn" not in page
    assert 'src="http' not in page
