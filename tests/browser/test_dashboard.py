"""What a person does with the dashboard, in Chromium."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from streams.warehouse.lake import locate, open_lake
from streams.warehouse.writer import Batch, Writer
from tests.browser.conftest import Site
from tests.browser.serving import serve
from tests.browser.world import fill_batches
from tests.builders import build_event, build_pair

pytestmark = [
    pytest.mark.browser,
    # flask-compress leaves the file it has read to the collector
    pytest.mark.filterwarnings(
        "ignore:Exception ignored in. <_io.FileIO name=.*:pytest.PytestUnraisableExceptionWarning"
    ),
]

Open = Callable[..., Any]


def ready(page: Any) -> Any:
    """Wait for the Overview's numbers."""
    page.wait_for_selector(".kpi-value")
    page.wait_for_selector("#world-chart .choroplethlayer path", state="attached")
    return page


def incidents(page: Any) -> int:
    return int(page.locator(".kpi-value").first.inner_text().replace(",", ""))


def until(page: Any, expression: str, argument: Any = None) -> None:
    page.wait_for_function(expression, arg=argument)


def test_overview_answers_at_a_glance(site: Site, open_page: Open, shoot: Any) -> None:
    page = ready(open_page(site.url))
    assert incidents(page) > 10
    assert "Sample data." in page.inner_text("#samples")
    assert "usual range" in page.inner_text("#activity-summary")
    assert page.locator("#activity-chart .barlayer path").count() >= 30
    assert page.locator("#latest-list a.row").count() == 12
    page.click("#activity .twin summary")
    until(page, "() => document.querySelectorAll('#activity-chart-table tbody tr').length === 30")
    page.click("#activity .twin summary")
    until(page, "() => document.getElementById('fresh').dataset.kind === 'live'")
    shoot(page, "overview-light", full=True)


def test_dark_and_narrow(site: Site, open_page: Open, shoot: Any) -> None:
    dark = ready(open_page(site.url, scheme="dark"))
    assert dark.evaluate("document.documentElement.dataset.theme") == "dark"
    shoot(dark, "overview-dark", full=True)
    dark.keyboard.press("t")
    assert dark.evaluate("document.documentElement.dataset.theme") == "light"
    dark.wait_for_timeout(500)
    dark.reload()
    ready(dark)
    assert dark.evaluate("document.documentElement.dataset.theme") == "light"
    for name, path in (("overview", "/"), ("events", "/events"), ("health", "/health")):
        narrow = open_page(site.url + path, width=390, height=844)
        narrow.wait_for_selector(".kpi-value, table.rows, #health-sources table")
        narrow.wait_for_timeout(800)
        assert narrow.evaluate("document.documentElement.scrollWidth") <= 390, name
        shoot(narrow, f"{name}-narrow")
    narrow.goto(site.url)
    ready(narrow)
    assert not narrow.locator("#f-country").is_visible()
    narrow.click("#filters > summary")
    narrow.wait_for_selector("#f-country", state="visible")
    assert narrow.evaluate("document.documentElement.scrollWidth") <= 390
    shoot(narrow, "filters-narrow")


def test_filters_are_the_url_and_back_works(site: Site, open_page: Open) -> None:
    page = ready(open_page(site.url))
    month = incidents(page)
    page.click("#f-days a:has-text('All')")
    until(page, "n => Number(document.querySelector('.kpi-value').textContent.replace(',', '')) > n", month)
    assert page.url.endswith("/?days=all")
    everything = incidents(page)

    page.click("#f-country")
    page.keyboard.type("Sudan")
    page.locator(".dash-dropdown-option", has_text=re.compile(r"^\s*Sudan\s*$")).click()
    page.keyboard.press("Escape")
    until(page, "() => location.search === '?days=all&country=SD'")
    until(page, "n => Number(document.querySelector('.kpi-value').textContent.replace(',', '')) < n", everything)
    sudan = incidents(page)
    assert page.inner_text("#world-title") == "Where in Sudan"

    other = ready(open_page(page.url))  # a link reproduces the view
    assert incidents(other) == sudan
    assert "Sudan" in other.inner_text("#f-country")

    page.go_back()
    until(page, "() => location.search === '?days=all'")
    until(page, "n => Number(document.querySelector('.kpi-value').textContent.replace(',', '')) === n", everything)
    page.go_back()
    until(page, "n => Number(document.querySelector('.kpi-value').textContent.replace(',', '')) === n", month)
    page.fill("#f-words", "Khartoum")
    until(page, "() => location.search === '?q=Khartoum'")
    page.click(".chip:has-text('Khartoum')")
    until(page, "() => location.search === ''")
    until(page, "() => document.getElementById('f-words').value === ''")


def test_the_map_drills_by_mouse_and_by_keyboard(site: Site, open_page: Open, shoot: Any) -> None:
    page = ready(open_page(site.url + "/?days=all"))
    page.evaluate(
        """() => { const gd = document.querySelector('#world-chart .js-plotly-plot');
        const i = gd.data.findIndex(t => t.type === 'choropleth' && t.locations.includes('UA'));
        gd.emit('plotly_click', {points: [{curveNumber: i, pointNumber: gd.data[i].locations.indexOf('UA'),
            customdata: gd.data[i].customdata[gd.data[i].locations.indexOf('UA')]}]}); }"""
    )
    until(page, "() => location.search === '?days=all&country=UA'")
    until(page, "() => document.getElementById('world-title').textContent === 'Where in Ukraine'")
    page.click("#world-summary a")
    until(page, "() => document.getElementById('world-title').textContent === 'Where'")

    page.locator("#world-table a", has_text="Sudan").focus()  # the keyboard's way: the table beside the map
    page.keyboard.press("Enter")
    until(page, "() => document.getElementById('world-title').textContent === 'Where in Sudan'")
    page.wait_for_timeout(600)
    shoot(page, "map-regions")
    page.locator("#world-table a", has_text="Khartoum").focus()
    page.keyboard.press("Enter")
    until(page, "() => location.search === '?days=all&country=SD&admin1=Khartoum'")
    until(page, "() => document.getElementById('f-admin1').innerText.includes('Khartoum')")


def test_events_open_show_evidence_and_close(site: Site, open_page: Open, shoot: Any) -> None:
    page = open_page(site.url + "/events?days=365&sort=reports")
    page.wait_for_selector("table.rows tbody tr")
    assert page.locator("table.rows tbody tr").count() == 50
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector("#drawer.open mark")
    assert "event=" in page.url
    assert "reports → 1 incident" in page.inner_text("#drawer")
    page.click("#drawer .field-place .find")
    found = page.locator("#drawer mark.found")
    assert "place" in (found.first.get_attribute("data-supports") or "")
    shoot(page, "drawer-light")
    page.locator("#drawer .others a").first.click()  # another report of the same incident
    page.wait_for_selector("#drawer.open mark")
    page.go_back()
    page.wait_for_selector("#drawer.open")
    page.keyboard.press("Escape")
    page.wait_for_selector("#drawer.open", state="detached")
    assert "event=" not in page.url

    page.click("th a:has-text('Killed')")
    until(page, "() => location.search.includes('sort=killed')")
    page.wait_for_selector("th[aria-sort=descending] a:has-text('Killed')")
    first = page.locator("table.rows tbody tr td:nth-child(5)").first.inner_text()
    assert int(first.rstrip("+").split("–")[0]) >= 20
    page.click("#page-on")
    until(page, "() => location.search.includes('page=2')")
    page.wait_for_selector("#page-back")

    with page.expect_download() as download:
        page.click("#events-csv")
    assert re.fullmatch(r"sitrep_\d{4}-\d\d-\d\d_\d{4}-\d\d-\d\d\.csv", download.value.suggested_filename)
    assert Path(download.value.path()).read_text().startswith("incident_id,event_type")


def test_drawer_in_dark_and_narrow(site: Site, open_page: Open, shoot: Any) -> None:
    page = open_page(site.url + "/events?days=all&sort=reports", scheme="dark")
    page.locator("table.rows tbody tr").nth(3).click()
    page.wait_for_selector("#drawer.open mark")
    page.wait_for_timeout(400)
    shoot(page, "drawer-dark")
    narrow = open_page(page.url, width=390, height=844)
    narrow.wait_for_selector("#drawer.open mark")
    narrow.wait_for_timeout(400)
    assert narrow.evaluate("document.documentElement.scrollWidth") <= 390
    shoot(narrow, "drawer-narrow")


def test_new_reports_arrive_without_moving_anything(site: Site, open_page: Open) -> None:
    overview, rows = ready(open_page(site.url)), open_page(site.url + "/events")
    rows.wait_for_selector("table.rows tbody tr")
    for page in (overview, rows):
        until(page, "() => document.getElementById('fresh').dataset.kind === 'live'")
    before = incidents(overview)
    overview.evaluate(
        """() => { const gd = document.querySelector('#activity-chart .js-plotly-plot');
            const [a, b] = gd.layout.xaxis.range.map(x => +new Date(x));
            window.zoomed = [(a + b) / 2, b].map(x => new Date(x).toISOString().slice(0, 10));
            return Plotly.relayout(gd, {'xaxis.range': window.zoomed}); }"""
    )
    first = rows.locator("table.rows tbody tr").first.inner_text()
    counted = rows.inner_text("#events-count")

    for batch in fill_batches(12, datetime.now(UTC), seed=99, days=1, prefix="new"):
        site.writer.write(batch)
    until(overview, "n => Number(document.querySelector('.kpi-value').textContent.replace(',', '')) > n", before)
    ranged = (
        "() => document.querySelector('#activity-chart .js-plotly-plot').layout.xaxis.range.map(x => x.slice(0, 10))"
    )
    zoom = overview.evaluate(ranged)
    assert zoom == overview.evaluate("window.zoomed")

    rows.wait_for_selector("#events-new:not([hidden])")
    assert re.fullmatch(r"\d+ new – show", rows.inner_text("#events-new"))
    assert rows.locator("table.rows tbody tr").first.inner_text() == first
    rows.click("#events-new")
    until(rows, "() => document.getElementById('events-new').hidden")
    until(rows, "old => document.getElementById('events-count').innerText !== old", counted)

    overview.keyboard.press("l")
    assert overview.inner_text("#pause") == "Resume"
    paused = incidents(overview)
    for batch in fill_batches(5, datetime.now(UTC), seed=100, days=1, prefix="newer"):
        site.writer.write(batch)
    overview.wait_for_timeout(4_500)
    assert incidents(overview) == paused
    overview.keyboard.press("l")
    until(overview, "n => Number(document.querySelector('.kpi-value').textContent.replace(',', '')) > n", paused)


def test_keys(site: Site, open_page: Open) -> None:
    page = ready(open_page(site.url + "/?days=7"))
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "f-words"
    page.keyboard.press("Escape")
    page.keyboard.press("[")
    until(page, "() => location.search.includes('from=')")
    page.keyboard.press("]")
    until(page, "() => location.search === '?days=7'")
    page.keyboard.press("?")
    page.wait_for_selector("#help[open]")
    page.keyboard.press("Escape")
    page.wait_for_selector("#help[open]", state="detached")
    page.keyboard.press("j")
    assert "row" in page.evaluate("document.activeElement.className")


def test_the_brush_chooses_days(site: Site, open_page: Open) -> None:
    page = ready(open_page(site.url))
    page.locator("#strip-chart .nsewdrag").scroll_into_view_if_needed()
    box = page.locator("#strip-chart .nsewdrag").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 12, steps=8)
    page.mouse.up()
    until(page, "() => /from=\\d{4}-\\d\\d-\\d\\d&to=\\d{4}/.test(location.search)")
    until(page, "() => document.getElementById('f-first').value === location.search.match(/from=([^&]*)/)[1]")


def test_hostile_articles_do_nothing(site: Site, open_page: Open) -> None:
    hostile = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"
    today = datetime.now(UTC).date()
    event = build_event("hostile-e", first_day=today, last_day=today)
    pair = build_pair("hostile", [event], title=hostile, url="javascript:document.title='owned'", source=hostile)
    site.writer.write(Batch(items=[pair]))
    page = open_page(site.url + "/events?event=hostile-e&q=" + "%3Cscript%3Ealert(1)%3C/script%3E")
    page.wait_for_selector("#drawer.open mark")
    assert hostile in page.inner_text("#drawer h3")
    assert page.title() == "sitrep"
    assert page.locator("#drawer .source a").count() == 0


def test_an_empty_warehouse_says_what_to_do(chromium: Any, open_page: Open, tmp_path: Path, shoot: Any) -> None:
    with open_lake(locate(tmp_path)) as lake, serve(tmp_path) as url:
        page = open_page(url)
        page.wait_for_selector(".overview .notice-empty")
        assert "sitrep ingest" in page.inner_text(".notice-empty")
        assert page.locator("#samples").inner_text() == ""
        shoot(page, "overview-empty")
        page.click("nav a:has-text('Health')")
        page.wait_for_selector(".health .notice")
        page.click("nav a:has-text('Events')")
        page.wait_for_selector(".events .notice-empty")
        page.click("nav a:has-text('Overview')")
        page.wait_for_selector(".overview .notice-empty")

        writer = Writer(lake)
        for batch in fill_batches(30, datetime.now(UTC), days=20):
            writer.write(batch)
        ready(page)  # the first articles appear by themselves, axes and all
        page.wait_for_selector("#activity-chart .xtick text")
        page.wait_for_selector("#world-chart .choroplethlayer path", state="attached")
        page.context.close()
