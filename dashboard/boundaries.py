"""Derive the map files of `assets/maps` from Natural Earth GeoJSON (public domain).

    python -m dashboard.boundaries FOLDER      with countries_s.geojson, admin1_s.geojson and disputed.geojson in it

Countries are dissolved from their regions, so a country on the world map has exactly the outline of its regions, and
belongs to the country where the gazetteer of the records puts its places (Crimea, Gaza, Somaliland, Western Sahara).
Ids are ISO 3166-1 alpha-2.
"""

from __future__ import annotations

import itertools
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

__all__ = ["ADM0_TO_ISO", "derive", "dissolve"]

MAPS = Path(__file__).parent / "assets" / "maps"

ADM0_TO_ISO = {
    "ALD": "AX",
    "ATC": "AU",
    "CLP": "FR",
    "CYN": "CY",
    "ESB": "CY",
    "IOA": "AU",
    "KAB": "KZ",
    "KAS": "IN",
    "KOS": "XK",
    "PSX": "PS",
    "SAH": "EH",
    "SDS": "SS",
    "SOL": "SO",
    "USG": "CU",
    "WSB": "CY",
}
"""Natural Earth's own three letters where they are not ISO's."""

GAZETTEER_COUNTRY = {
    "RUS:Crimea": "UA",
    "RUS:Sevastopol": "UA",
    "MAR:Laâyoune - Boujdour - Sakia El Hamra": "EH",
    "MAR:Oued el Dahab": "EH",
}
"""Regions that the gazetteer files under another country than Natural Earth; their borders are drawn as disputed."""

LINE_STEP = 0.02  # degrees: disputed borders need no more
Point = tuple[float, float]
Ring = list[Point]


def dissolve(polygons: Iterable[list[Ring]]) -> list[list[Ring]]:
    """The union of polygons that share their border points: edges walked both ways cancel, the rest makes rings.

    Outer rings come clockwise, holes the other way round, as plotly's `geo` reads them.
    """
    edges: Counter[tuple[Point, Point]] = Counter()
    for polygon in polygons:
        for ring in polygon:
            edges.update((a, b) for a, b in itertools.pairwise(ring) if a != b)
    ahead: dict[Point, list[Point]] = defaultdict(list)
    for (a, b), count in edges.items():
        if count > edges.get((b, a), 0):
            ahead[a].append(b)
    rings = []
    for start in list(ahead):
        while ahead[start]:
            ring = [start]
            while ahead[ring[-1]]:
                ring.append(ahead[ring[-1]].pop())
                if ring[-1] == start:
                    break
            if len(ring) >= 4 and ring[-1] == start:
                rings.append(ring)
    outer = [[ring] for ring in rings if _area(ring) < 0]
    for hole in (ring for ring in rings if _area(ring) > 0):
        around = [polygon for polygon in outer if _inside(hole[0], polygon[0])]
        if around:
            min(around, key=lambda polygon: -_area(polygon[0])).append(hole)
    return outer


def _area(ring: Ring) -> float:
    """Twice the signed area: negative when clockwise."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in itertools.pairwise(ring))


def _inside(point: Point, ring: Ring) -> bool:
    x, y = point
    odd = False
    for (x1, y1), (x2, y2) in itertools.pairwise(ring):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            odd = not odd
    return odd


def derive(source: Path, target: Path = MAPS) -> None:
    """Write `world.geojson`, `disputed.json` (one broken line) and one `admin1/XX.geojson` a country."""
    countries = _features(source / "countries_s.geojson")
    iso_of = {f["properties"]["ISO_A3"]: f["properties"]["iso_a2"] for f in countries} | ADM0_TO_ISO
    by_region: dict[str, list[list[Ring]]] = defaultdict(list)  # some names come twice: one region of two features
    for feature in _features(source / "admin1_s.geojson"):
        properties = feature["properties"]
        iso = GAZETTEER_COUNTRY.get(properties["id"]) or iso_of[properties["adm0_a3"]]
        by_region[f"{iso}:{properties['name']}"] += _polygons(feature["geometry"])
    by_country: dict[str, list[str]] = defaultdict(list)
    for region in by_region:
        by_country[region[:2]].append(region)

    (target / "admin1").mkdir(parents=True, exist_ok=True)
    for iso, regions in by_country.items():
        _write(target / "admin1" / f"{iso}.geojson", _collection((r, by_region[r]) for r in sorted(regions)))
    whole = ((iso, dissolve([p for r in by_country[iso] for p in by_region[r]])) for iso in sorted(by_country))
    _write(target / "world.geojson", _collection(whole))

    lon: list[float | None] = []
    lat: list[float | None] = []
    for feature in _features(source / "disputed.geojson"):
        for line in feature["geometry"]["coordinates"]:
            points = _thinned(line)
            lon += [*(x for x, _ in points), None]
            lat += [*(y for _, y in points), None]
    _write(target / "disputed.json", {"lon": lon, "lat": lat})


def _polygons(geometry: dict[str, Any]) -> list[list[Ring]]:
    nested = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [[[(x, y) for x, y, *_ in ring] for ring in polygon] for polygon in nested]


def _thinned(line: list[list[float]]) -> list[Point]:
    points: list[Point] = []
    for x, y, *_ in line:
        point = (round(round(x / LINE_STEP) * LINE_STEP, 2), round(round(y / LINE_STEP) * LINE_STEP, 2))
        if not points or points[-1] != point:
            points.append(point)
    return points


def _collection(areas: Iterable[tuple[str, list[list[Ring]]]]) -> dict[str, Any]:
    features = [
        {
            "type": "Feature",
            "id": identity,
            "properties": {"name": identity[3:]} if identity[3:] else {},
            "geometry": {"type": "MultiPolygon", "coordinates": polygons},
        }
        for identity, polygons in areas
        if polygons
    ]
    return {"type": "FeatureCollection", "features": features}


def _features(path: Path) -> list[dict[str, Any]]:
    features: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["features"]
    return features


def _write(path: Path, value: dict[str, Any]) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    derive(Path(sys.argv[1]))
