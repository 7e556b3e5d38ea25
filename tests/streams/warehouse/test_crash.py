"""A writer that is killed, or whose disk fills, loses nothing that it reported and doubles nothing."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

import pytest

from streams.warehouse.lake import locate, open_lake
from streams.warehouse.maintenance import Maintenance, Pace
from streams.warehouse.reader import Reader, checksums
from streams.warehouse.writer import Batch, Writer
from tests.builders import generate_pairs

ROOT = Path(__file__).parents[3]
ARTICLES, BATCH = 400, 20

WRITE = """
import sys
from datetime import UTC, datetime
from itertools import islice
from streams.warehouse.lake import locate, open_lake
from streams.warehouse.maintenance import Maintenance, Pace
from streams.warehouse.writer import Batch, Writer
from tests.builders import generate_pairs

with open_lake(locate(sys.argv[1])) as lake:
    writer, maintenance = Writer(lake), Maintenance(lake, datetime.now(UTC), Pace(fragments=3))
    pairs = generate_pairs(int(sys.argv[2]))
    while batch := list(islice(pairs, int(sys.argv[3]))):
        writer.write(Batch(batch))
        sys.stdout.write(f"{batch[-1][0].article_id}\\n")
        sys.stdout.flush()
        maintenance.step(datetime.now(UTC))
"""


def start(folder: Path, prelude: str = "") -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", prelude + WRITE, str(folder), str(ARTICLES), str(BATCH)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    folder = tmp_path_factory.mktemp("expected") / "w"
    with open_lake(locate(folder)) as lake:
        Writer(lake).write(Batch(list(generate_pairs(ARTICLES))))
    with Reader(locate(folder)) as reader:
        return checksums(reader)


@pytest.mark.service
def test_killed_again_and_again_it_ends_with_the_same_tables(tmp_path, expected):
    chance, folder = random.Random(7), tmp_path / "w"
    for _ in range(12):
        process = start(folder)
        assert process.stdout is not None
        reported = process.stdout.readline().strip()  # it works again, whatever the last one left
        time.sleep(chance.uniform(0, 0.6))
        process.kill()
        reported = (process.stdout.read().split() or [reported])[-1]
        process.communicate()
        assert reported, "the writer could not open the warehouse after a crash"
        with Reader(locate(folder)) as reader:
            count = reader.rows("SELECT count(*) AS n FROM articles WHERE article_id <= ?", [reported])[0]["n"]
            assert count == int(reported.removeprefix("article-")) + 1
    last = start(folder)
    _, errors = last.communicate(timeout=120)
    assert last.returncode == 0, errors
    with Reader(locate(folder)) as reader:
        assert checksums(reader) == expected
    with open_lake(locate(folder)) as lake:
        maintenance, now = Maintenance(lake, datetime.now(UTC), Pace(fragments=2)), datetime.now(UTC)
        for minutes in (1, 7, 13):
            while maintenance.step(now + timedelta(minutes=minutes)):
                pass
        assert Writer(lake).write(Batch(list(islice(generate_pairs(1), 1))))[0].outcome == "unchanged"
    with Reader(locate(folder)) as reader:
        assert checksums(reader) == expected


@pytest.mark.service
def test_files_that_may_not_grow_are_a_full_disk(tmp_path, expected):
    """The limit is the kernel's own: the catalog meets it while its log grows."""
    folder = tmp_path / "w"
    open_lake(locate(folder)).close()
    limited = start(folder, "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (45_000, 45_000))\n")
    _, errors = limited.communicate(timeout=120)
    assert limited.returncode == 1
    last_line = errors.strip().splitlines()[-1]
    assert "DependencyError: the disk of the warehouse" in last_line, errors
    assert "free some space" in last_line
    with Reader(locate(folder)) as reader:
        assert reader.version() == reader.rows("SELECT count(*) AS n FROM store.commits")[0]["n"]
    last = start(folder)
    _, errors = last.communicate(timeout=120)
    assert last.returncode == 0, errors
    with Reader(locate(folder)) as reader:
        assert checksums(reader) == expected
