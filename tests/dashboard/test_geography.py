from __future__ import annotations

import pytest

from dashboard.geography import disputed, drawn_countries, extent, plain, region_of, regions


@pytest.mark.parametrize(
    ("country", "name", "lat", "lon", "region"),
    [
        pytest.param("SD", "Northern Darfur", 13.63, 25.35, "SD:North Darfur", id="other spelling, same ground"),
        pytest.param("UA", "Crimea", 44.95, 34.10, "UA:Crimea", id="filed where the gazetteer files it"),
        pytest.param("SO", "Woqooyi Galbeed", 9.56, 44.06, "SO:Somaliland", id="somaliland is in SO"),
        pytest.param("PS", "Gaza Strip", 31.42, 34.36, "PS:Gaza Strip", id="gaza"),
        pytest.param("SD", "Red Sea", 19.62, 37.40, "SD:Red Sea", id="a port just off the simplified coast"),
        pytest.param("SD", None, None, None, None, id="nothing known"),
        pytest.param("SD", "Gezira State", None, None, "SD:Gezira", id="by name alone"),
        pytest.param("ZZ", "Anywhere", 1.0, 1.0, None, id="no such map"),
        pytest.param("../../x", "Anywhere", 1.0, 1.0, None, id="a path is no country"),
    ],
)
def test_region_of_place(
    country: str, name: str | None, lat: float | None, lon: float | None, region: str | None
) -> None:
    assert region_of(country, name, lat, lon) == region


def test_region_known_by_name_beats_a_centre_that_lies_elsewhere() -> None:
    assert region_of("SD", "Kassala", 13.63, 25.35, precision=4) == "SD:Kassala"
    assert region_of("SD", "Kassala", 13.63, 25.35, precision=1) == "SD:North Darfur"


def test_plain_folds_marks_and_generic_words() -> None:
    assert plain("Al Jufrah District") == plain("Jufrah") == "jufrah"
    assert plain("Province") == "province"  # a name made of generic words only stays itself


def test_every_drawn_country_has_regions_and_an_extent() -> None:
    for code in drawn_countries():
        assert regions(code), code
        assert extent((code,)), code
    assert {"FR", "NO", "XK", "PS", "SS", "EH", "TW"} <= set(drawn_countries())


def test_extent_leaves_overseas_parts_out() -> None:
    found = extent(("FR",))
    assert found is not None
    (lon, lat), (wide, high) = found
    assert 0 < lon < 5
    assert 43 < lat < 49
    assert max(wide, high) < 20
    assert extent(()) is None


def test_disputed_borders_are_one_line_of_equal_lengths() -> None:
    lines = disputed()
    assert len(lines["lon"]) == len(lines["lat"])
    assert [x is None for x in lines["lon"]] == [y is None for y in lines["lat"]]
