"""The compiled gazetteer: a trie of names and arrays of places, all memory-mapped.

names.marisa   every name, normalised, each word followed by a blank
arrays.bin     postings (for each name the places that bear it) and the places' columns
index.json     where each array begins, the codes of countries and regions, the inputs' digest
"""

from __future__ import annotations

import json
import mmap
from pathlib import Path
from typing import Any, NamedTuple

import marisa_trie

from schemas.errors import DependencyError

__all__ = ["ALTERNATE", "GENERATED", "MAIN", "Candidate", "Gazetteer"]

MAIN, ALTERNATE, GENERATED = 0, 1, 2
"""What a name is to a place: the one it is known by, another that somebody wrote, one made by rule."""
_CANDIDATES = 120
_CACHED_NAMES = 60_000


class Candidate(NamedTuple):
    """A place that bears a name."""

    place: int
    """Its number in the gazetteer; `Gazetteer.place_id` gives the lasting id."""
    lat: float
    lon: float
    country: str
    region: str
    """Code of the first-level region with the country's, `AF.27`; the country's alone and a dot when unknown."""
    feature: str
    prominence: float
    kind: int
    vague: bool


class Gazetteer:
    """Read-only; any number of processes share the pages of one folder."""

    def __init__(self, folder: Path) -> None:
        """Map the files of `folder`; raises `DependencyError` when they are not a gazetteer."""
        try:
            index: dict[str, Any] = json.loads((folder / "index.json").read_bytes())
            self._trie = marisa_trie.Trie()
            self._trie.mmap(str(folder / "names.marisa"))
            with (folder / "arrays.bin").open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError, RuntimeError) as problem:
            raise DependencyError(
                f"the gazetteer in {folder} cannot be read ({problem}): delete the folder, it is built again"
            ) from problem
        view = memoryview(self._map)
        arrays = {name: view[start : start + size].cast(code) for name, (start, size, code) in index["arrays"].items()}
        self._offsets, self._postings = arrays["offsets"], arrays["postings"]
        self._lat, self._lon = arrays["lat"], arrays["lon"]
        self._country, self._region = arrays["country"], arrays["region"]
        self._feature, self._prominence = arrays["feature"], arrays["prominence"]
        self._population, self._flags = arrays["population"], arrays["flags"]
        self._shown, self._ids = arrays["shown"], arrays["ids"]
        self._strings = arrays["strings"]
        self._countries: list[str] = index["countries"]
        self._regions: list[str] = index["regions"]
        self._region_names: dict[str, str] = index["region_names"]
        self._country_names: dict[str, str] = index["country_names"]
        self._features: list[str] = index["features"]
        self.demonyms: dict[str, str] = index["demonyms"]
        """Normalised demonyms ("libyan") with the ISO code of their country."""
        self._begins: dict[str, bool] = {}
        self._cache: dict[int, tuple[Candidate, ...]] = {}
        self.places = len(self._lat)
        self.names = len(self._offsets) - 1
        self.digest: str = index["digest"]

    def begins(self, word: str) -> bool:
        """Whether any name begins with this normalised word."""
        known = self._begins.get(word)
        if known is None:
            if len(self._begins) >= _CACHED_NAMES:
                self._begins.clear()
            known = self._begins[word] = next(self._trie.iterkeys(f"{word} "), None) is not None
        return known

    def prefixes(self, text: str) -> list[tuple[str, int]]:
        """The names that `text` (normalised words, each followed by a blank) begins with, shortest first."""
        return list(self._trie.iter_prefixes_with_ids(text))

    def name_id(self, key: str) -> int | None:
        """The number of a name given as `key_of` writes it."""
        found: int | None = self._trie.get(key)
        return found

    def candidates(self, name_id: int) -> tuple[Candidate, ...]:
        """The places that bear a name, the one that comes to mind first at the front."""
        found = self._cache.get(name_id)
        if found is None:
            if len(self._cache) >= _CACHED_NAMES:
                self._cache.clear()
            start, end = self._offsets[name_id], self._offsets[name_id + 1]
            found = tuple(self._candidate(posting) for posting in self._postings[start : min(end, start + _CANDIDATES)])
            self._cache[name_id] = found
        return found

    def _candidate(self, posting: int) -> Candidate:
        place, kind = posting >> 2, posting & 3
        return Candidate(
            place, round(self._lat[place], 5), round(self._lon[place], 5), self._countries[self._country[place]],
            self._regions[self._region[place]], self._features[self._feature[place]],
            self._prominence[place] - (0.0, 0.45, 1.6)[kind], kind, bool(self._flags[place]),
        )  # fmt: skip

    def find(self, name: str) -> tuple[Candidate, ...]:
        """The places that bear a name as somebody writes it; empty when there is none."""
        from streams.coding.gazetteer.names import key_of

        key = key_of(name)
        found = self.name_id(key) if key else None
        return self.candidates(found) if found is not None else ()

    def shown_name(self, place: int) -> str:
        """The name a place is known by."""
        return self._string(self._shown, place)

    def place_id(self, place: int) -> str:
        """The lasting id of a place: `geonames:2210554`, `sitrep:ly-al-fuqaha`, `country:LY`."""
        return self._string(self._ids, place)

    def _string(self, offsets: memoryview, place: int) -> str:
        return bytes(self._strings[offsets[place] : offsets[place + 1]]).decode()

    def population(self, place: int) -> int:
        """How many people live there, 0 when not known."""
        count: int = self._population[place]
        return count

    def region_name(self, region: str) -> str | None:
        """The name of a first-level region by its code, `AF.27`."""
        return self._region_names.get(region)

    def country_name(self, country: str) -> str | None:
        """The name of a country by its ISO code."""
        return self._country_names.get(country)

    def demonym(self, word: str) -> str | None:
        """The ISO code of the country that a normalised demonym ("libyan") belongs to."""
        return self.demonyms.get(word)
