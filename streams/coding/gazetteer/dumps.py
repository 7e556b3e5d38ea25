"""Take places from a GeoNames dump, for users who want more villages than the shipped list has."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from schemas.errors import UsageError
from streams.coding.gazetteer.names import usable
from streams.coding.gazetteer.sources import USER_COLUMNS

__all__ = ["import_dump"]

# GeoNames feature codes that news names; everything else (pipes, wells, meadows ...) would only add false finds.
_FEATURES = {
    "PPL": "village", "PPLA": "city", "PPLA2": "town", "PPLA3": "town", "PPLA4": "town", "PPLC": "city",
    "PPLL": "village", "PPLX": "town", "PPLF": "village", "PPLS": "area", "STLMT": "village",
    "ADM2": "admin2", "ADM3": "admin2",
    "LK": "water", "STM": "water", "RSV": "water", "STRT": "water", "GULF": "water", "BAY": "water", "WAD": "water",
    "ISL": "area", "ISLS": "area", "MT": "area", "MTS": "area", "DSRT": "area", "RGN": "area", "VAL": "area",
    "PASS": "area", "FRST": "area",
    "AIRP": "facility", "AIRB": "facility", "INSM": "facility", "OILF": "facility", "DAM": "facility",
    "CMP": "facility", "CMPRF": "facility", "PRN": "facility", "REFN": "facility", "BDG": "facility", "PRT": "facility",
}  # fmt: skip
_CLEAN = re.compile(r"[\t\r\n|]+")


def import_dump(path: Path, cache_dir: Path, *, alternate_names: Path | None = None) -> int:
    """Write the places of a dump (`XX.txt`, `allCountries.txt`, or their zip) where the next build finds them.

    Returns how many were taken. `alternate_names` is GeoNames' table of that name: English names in it are added.
    Raises `UsageError` naming the line that is not in GeoNames' format.
    """
    english = _read_english(alternate_names) if alternate_names else {}
    target = cache_dir / "places" / f"{path.stem}.tsv"
    target.parent.mkdir(parents=True, exist_ok=True)
    count = 0
    scratch = target.with_suffix(".part")
    seen: set[str] = set()
    with _lines_of(path) as lines, scratch.open("w", encoding="utf-8") as out:
        out.write("\t".join(USER_COLUMNS) + "\n")
        for number, line in enumerate(lines, 1):
            fields = line.rstrip("\n").split("\t")
            if len(fields) != 19:
                scratch.unlink()
                raise UsageError(
                    f"{path}:{number}: {len(fields)} fields; a GeoNames dump has 19, separated by tabs. "
                    "Get one from https://download.geonames.org/export/dump/"
                )
            row = _row_of(fields, english)
            if row and row not in seen:
                seen.add(row)
                out.write(row + "\n")
                count += 1
    scratch.replace(target)
    return count


def _row_of(fields: list[str], english: dict[str, list[str]]) -> str | None:
    geonameid, name, ascii_name, alternates, lat, lon, _, code = fields[:8]
    country, admin1, population = fields[8], fields[10], fields[14]
    feature = _FEATURES.get(code)
    name = _CLEAN.sub(" ", name).strip()
    if feature is None or not name or not country:
        return None
    names = dict.fromkeys([ascii_name, *english.get(geonameid, ()), *filter(usable, alternates.split(","))])
    variants = [_CLEAN.sub(" ", other).strip() for other in names if other and other != name]
    values = (f"geonames:{geonameid}", name, lat, lon, country, admin1, feature, population, "|".join(variants))
    return "\t".join(value.strip() for value in values)


def _read_english(path: Path) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    with _lines_of(path) as lines:
        for line in lines:
            fields = line.rstrip("\n").split("\t")
            if len(fields) >= 4 and fields[2] == "en":
                names.setdefault(fields[1], []).append(fields[3])
    return names


@contextmanager
def _lines_of(path: Path) -> Iterator[TextIO]:
    """The lines of a text file, or of the file of the same name inside a zip."""
    try:
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive, archive.open(f"{path.stem}.txt") as file:
                yield TextIOWrapper(file, encoding="utf-8", newline="\n")
        else:
            with path.open(encoding="utf-8", newline="\n") as text:
                yield text
    except (FileNotFoundError, KeyError, zipfile.BadZipFile) as problem:
        raise UsageError(f"{path} is no GeoNames dump that can be read: {problem}") from problem
