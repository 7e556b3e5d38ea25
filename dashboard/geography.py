"""Which drawn region a place lies in: the gazetteer's region names differ from the map's, so position decides."""

from __future__ import annotations

import functools
import itertools
import json
import unicodedata
from pathlib import Path
from typing import Any, NamedTuple

__all__ = ["Region", "disputed", "extent", "region_of", "regions"]

MAPS = Path(__file__).parent / "assets" / "maps"

NEAR = 0.6
"""Degrees from a region's outline within which a place outside all regions (a port, an islet) still counts as in it."""

FAR = 30
"""Degrees of longitude beyond which an outline is overseas."""

REGION_PRECISION = 4
"""UCDP where_prec from which a point stands for a whole region: then its name says more than its position."""

_GENERIC = {
    "province", "governorate", "region", "state", "oblast", "district", "department", "county", "wilayat", "wilaya",
    "muhafazat", "prefecture", "division", "territory", "republic", "of", "the", "al", "el", "ad", "an",
    "as", "ash", "az",
}  # fmt: skip

Ring = list[tuple[float, float]]


class Region(NamedTuple):
    """A first-level region as drawn; `polygons` are lists of rings, the first the outline, the others holes."""

    region_id: str
    name: str
    polygons: tuple[tuple[Ring, ...], ...]
    box: tuple[float, float, float, float]

    def contains(self, lon: float, lat: float) -> bool:
        """Whether the point lies within the outline and in no hole."""
        west, south, east, north = self.box
        if not (west <= lon <= east and south <= lat <= north):
            return False
        return any(
            _inside(lon, lat, outline) and not any(_inside(lon, lat, hole) for hole in holes)
            for outline, *holes in self.polygons
        )

    def distance(self, lon: float, lat: float) -> float:
        """Degrees to the nearest edge of any outline."""
        return min(_to_edge(lon, lat, a, b) for outline, *_ in self.polygons for a, b in itertools.pairwise(outline))


def region_of(
    country: str, name: str | None, lat: float | None, lon: float | None, precision: int | None = None
) -> str | None:
    """The id of the drawn region, or None when neither position nor name tells.

    A place known only to its region is matched by the region's name first; any other by where it lies, then by the
    name, then by the nearest outline.
    """
    drawn = regions(country)
    by_name = _named(drawn, name)
    if by_name and precision is not None and precision >= REGION_PRECISION:
        return by_name
    if lat is None or lon is None:
        return by_name
    for region in drawn:
        if region.contains(lon, lat):
            return region.region_id
    if by_name:
        return by_name
    near = [(region.distance(lon, lat), region.region_id) for region in drawn]
    return min(near)[1] if near and min(near)[0] <= NEAR else None


def _named(drawn: tuple[Region, ...], name: str | None) -> str | None:
    wanted = plain(name or "")
    return next((r.region_id for r in drawn if wanted and plain(r.name) == wanted), None)


def plain(name: str) -> str:
    """Without marks, case, spaces and words such as 'province': 'Muḥāfaz̧at Ḩalab' and 'Halab' are one."""
    folded = unicodedata.normalize("NFKD", name.casefold())
    words = "".join(
        c if c.isalnum() else "" if unicodedata.combining(c) or c in "'’ʻʼ`" else " " for c in folded
    ).split()
    return "".join(word for word in words if word not in _GENERIC) or "".join(words)


@functools.lru_cache(maxsize=64)
def regions(country: str) -> tuple[Region, ...]:
    """The drawn regions of a country, none for a code that has no map."""
    if not (len(country) == 2 and country.isalpha() and country.isascii() and country.isupper()):
        return ()
    path = MAPS / "admin1" / f"{country}.geojson"
    return _read(path) if path.is_file() else ()


def _read(path: Path) -> tuple[Region, ...]:
    features: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["features"]
    found = []
    for feature in features:
        polygons = tuple(
            tuple([(x, y) for x, y in ring] for ring in polygon) for polygon in feature["geometry"]["coordinates"]
        )
        found.append(Region(feature["id"], feature["properties"].get("name", ""), polygons, _box(polygons)))
    return tuple(found)


@functools.cache
def _world() -> dict[str, Region]:
    return {region.region_id: region for region in _read(MAPS / "world.geojson")}


@functools.cache
def disputed() -> dict[str, list[float | None]]:
    """Disputed borders as one broken line: `lon` and `lat`, None between parts."""
    lines: dict[str, list[float | None]] = json.loads((MAPS / "disputed.json").read_text(encoding="utf-8"))
    return lines


def drawn_countries() -> list[str]:
    """Codes of the countries on the map."""
    return list(_world())


def extent(countries: tuple[str, ...]) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """Centre and span, in degrees, of the main lands of these countries; None when none is drawn.

    Overseas parts do not count: an outline belongs to the main land when it is at least a tenth of the largest one and
    not far from it.
    """
    boxes = []
    for code in countries:
        if code in _world():
            outlines = [polygon[0] for polygon in _world()[code].polygons]
            main = max(outlines, key=_size)
            boxes += [
                _box(((ring,),))
                for ring in outlines
                if _size(ring) >= _size(main) / 10 and abs(_middle(ring) - _middle(main)) <= FAR
            ]
    if not boxes:
        return None
    west, south = min(b[0] for b in boxes), min(b[1] for b in boxes)
    east, north = max(b[2] for b in boxes), max(b[3] for b in boxes)
    span = (max(2.0, (east - west) * 1.12), max(2.0, (north - south) * 1.12))
    return ((west + east) / 2, (south + north) / 2), span


def _middle(ring: Ring) -> float:
    west, _, east, _ = _box(((ring,),))
    return (west + east) / 2


def _size(ring: Ring) -> float:
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in itertools.pairwise(ring)))


def _box(polygons: tuple[tuple[Ring, ...], ...]) -> tuple[float, float, float, float]:
    points = [point for polygon in polygons for point in polygon[0]]
    longitudes, latitudes = [x for x, _ in points], [y for _, y in points]
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


def _inside(x: float, y: float, ring: Ring) -> bool:
    odd = False
    for (x1, y1), (x2, y2) in itertools.pairwise(ring):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            odd = not odd
    return odd


def _to_edge(x: float, y: float, a: tuple[float, float], b: tuple[float, float]) -> float:
    (x1, y1), (x2, y2) = a, b
    dx, dy = x2 - x1, y2 - y1
    length = dx * dx + dy * dy
    t = max(0.0, min(1.0, ((x - x1) * dx + (y - y1) * dy) / length)) if length else 0.0
    near_x, near_y = x1 + t * dx - x, y1 + t * dy - y
    return float((near_x * near_x + near_y * near_y) ** 0.5)
