"""The gazetteer: names of places and where they are, compiled once and read through memory maps.

Gazetteer       the compiled form: names in a trie, places in arrays (`store.py`)
open_gazetteer  open it, building it first when it is not there (`build.py`)
import_dump     add a GeoNames dump of the user's choice (`dumps.py`)
"""

from __future__ import annotations

from streams.coding.gazetteer.build import build_gazetteer, default_cache, gazetteer_folder, open_gazetteer
from streams.coding.gazetteer.dumps import import_dump
from streams.coding.gazetteer.store import Candidate, Gazetteer

__all__ = [
    "Candidate",
    "Gazetteer",
    "build_gazetteer",
    "default_cache",
    "gazetteer_folder",
    "import_dump",
    "open_gazetteer",
]
