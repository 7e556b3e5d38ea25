from __future__ import annotations

import json
from datetime import date, timedelta

from dashboard import charts, geography, maps
from dashboard.series import Band

DAYS = [date(2026, 11, 20) + timedelta(days=n) for n in range(3)]


def test_activity_hatches_the_unfinished_day_and_colours_the_unusual_one() -> None:
    figure = charts.activity(
        {"day": DAYS, "value": [3, 40, 2]},
        step="day",
        measure="incidents",
        band=Band([0, 0, 0], [4, 4, 4], [9.0, 9.0, 9.0]),
        incomplete=DAYS[2],
    )
    low, high, bars, _ = figure.data
    assert list(bars.y) == [3, 40, 2]
    assert list(bars.x) == ["2026-11-20", "2026-11-21", "2026-11-22"]
    assert list(bars.marker.color) == [charts.BLUE, charts.VERMILION, charts.BLUE]
    assert list(bars.marker.pattern.shape) == ["", "", "/"]
    assert [row[0] for row in bars.customdata] == ["", "above usual", "not finished"]
    assert high.fill == "tonexty"
    assert set(high.y) == {9.0}
    assert len(low.x) == 6  # each day has two edges
    assert figure.layout.title.text is None


def test_activity_without_history_has_no_band() -> None:
    none = Band([None] * 3, [None] * 3, [None] * 3)
    figure = charts.activity(
        {"day": DAYS, "value": [0, 0, 0]}, step="day", measure="killed", band=none, incomplete=None
    )
    assert [trace.type for trace in figure.data] == ["bar", "scatter"]  # the scatter is the headroom nobody sees


def test_casualties_stack_the_range_on_the_lowest_and_ring_the_open_ones() -> None:
    columns = {
        "day": DAYS,
        "killed_low": [2, 0, 5],
        "killed_high": [4, 0, 5],
        "killed_open": [False, False, True],
        "killed_words": ["2–4", "–", "5+"],
        "injured_low": [0, 0, 0],
        "injured_high": [0, 0, 0],
        "injured_open": [False, False, False],
        "injured_words": ["–", "–", "–"],
    }
    figure = charts.casualties(columns, step="day")
    low, pale, rings = figure.data[:3]
    assert (list(low.y), list(pale.y)) == ([2, 0, 5], [2, 0, 0])
    assert (list(rings.x), list(rings.y)) == (["2026-11-22"], [5])
    assert list(low.customdata) == ["2–4", "–", "5+"]


def test_the_strip_marks_whole_days() -> None:
    shape = charts.strip(DAYS, [1, 2, 3], (DAYS[0], DAYS[1])).layout.shapes[0]
    assert (shape.x0, shape.x1) == ("2026-11-20", "2026-11-22")


def test_the_map_escapes_names_fetches_nothing_and_links_every_area() -> None:
    areas = {"id": ["SD"], "name": ["<b>&"], "value": [4], "words": ["4 incidents"], "href": ["?country=SD"]}
    points = {"lat": [1.0], "lon": [2.0], "value": [4], "words": ["x"]}
    for dark in (False, True):
        figure = maps.world(
            areas, geojson="/assets/maps/world.geojson", disputed=geography.disputed(), points=points, dark=dark
        )
        assert figure.data[0].text == ("<b>&lt;b&gt;&amp;</b><br>4 incidents",)
        assert figure.data[0].customdata == ("?country=SD",)
        assert "http" not in json.dumps(figure.to_plotly_json(), default=str)
    assert all(trace.type in ("choropleth", "scattergeo") for trace in figure.data)
    assert figure.layout.geo.fitbounds is False


def test_no_chart_needs_unsafe_scripts_or_another_host() -> None:
    assert charts.CONFIG["showSendToCloud"] is False
    assert str(charts.CONFIG["topojsonURL"]).startswith("/assets/")
    for figure in (charts.empty(), charts.strip([], [], None)):
        assert "gl" not in {trace.type for trace in figure.data}
