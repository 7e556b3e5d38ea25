"""`python -m streams.coding.gazetteer [CACHE]`: build the gazetteer; with `import FILE` add a GeoNames dump to it."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from streams.coding.gazetteer import build_gazetteer, default_cache, import_dump, open_gazetteer


def main(arguments: list[str]) -> int:
    """Build or extend the gazetteer and say on stderr what there is."""
    if arguments and arguments[0] == "import":
        if len(arguments) not in (2, 3):
            sys.stderr.write("usage: python -m streams.coding.gazetteer import DUMP.txt [alternateNames.txt]\n")
            return 2
        names = Path(arguments[2]) if len(arguments) == 3 else None
        count = import_dump(Path(arguments[1]), default_cache(), alternate_names=names)
        sys.stderr.write(f"{count} places taken from {arguments[1]}\n")
        arguments = []
    cache = Path(arguments[0]) if arguments else default_cache()
    began = time.perf_counter()
    folder = build_gazetteer(cache)
    gazetteer = open_gazetteer(cache)
    seconds = time.perf_counter() - began
    sys.stderr.write(f"{gazetteer.places} places, {gazetteer.names} names in {folder} ({seconds:.1f} s)\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
