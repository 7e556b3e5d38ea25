"""The same warehouse with its catalog on Postgres: several writers, and the fence between them."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from schemas.errors import DependencyError, UsageError
from streams.warehouse.lake import Location, locate, open_lake
from streams.warehouse.maintenance import Maintenance, Pace
from streams.warehouse.offsets import NextOffset, OffsetMoved
from streams.warehouse.reader import Reader, checksums
from streams.warehouse.writer import Batch, Writer
from tests.builders import build_pair, generate_pairs

pytestmark = pytest.mark.postgres


def _program(name: str) -> str | None:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return shutil.which(name) or (str(found[-1]) if found else None)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Postgres of our own, on a port of its own."""
    initdb, control = _program("initdb"), _program("pg_ctl")
    if initdb is None or control is None:
        pytest.skip("no Postgres on this machine: initdb and pg_ctl were not found")
    folder = tmp_path_factory.mktemp("postgres")
    user: list[str] = []
    if os.geteuid() == 0:  # Postgres refuses to run as root
        if subprocess.run(["id", "postgres"], capture_output=True, check=False).returncode != 0:
            pytest.skip("Postgres does not run as root, and there is no user postgres")
        for one in (folder, *folder.parents[:2]):
            one.chmod(0o755)
        shutil.chown(folder, "postgres")
        user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    data, options = folder / "data", f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    subprocess.run(
        [*user, initdb, "-D", str(data), "-A", "trust", "-U", "sitrep"], check=True, capture_output=True, cwd=folder
    )
    start = [*user, control, "-D", str(data), "-o", options, "-l", str(folder / "log"), "-w", "start"]
    subprocess.run(start, check=True, stdout=subprocess.DEVNULL, cwd=folder)
    yield f"postgres://sitrep@127.0.0.1:{port}"
    subprocess.run(
        [*user, control, "-D", str(data), "-m", "immediate", "stop"], check=True, capture_output=True, cwd=folder
    )


@pytest.fixture
def location(server: str, tmp_path: Path, request: pytest.FixtureRequest) -> Location:
    name = f"w{abs(hash(request.node.name))}"
    psql = _program("psql")
    assert psql is not None
    subprocess.run([psql, "-q", f"{server}/postgres", "-c", f"CREATE DATABASE {name}"], check=True)
    return locate(f"{server}/{name}", str(tmp_path / "parquet"))


def test_writing_reading_and_upkeep_are_the_same(location, tmp_path):
    pairs = list(generate_pairs(60))
    with open_lake(location) as lake:
        writer = Writer(lake)
        for first in range(0, 60, 20):
            writer.write(Batch(pairs[first : first + 20]))
        maintenance, now = Maintenance(lake, datetime.now(UTC), Pace(fragments=2)), datetime.now(UTC)
        tasks = set()
        for minutes in (1, 7, 13, 1500):
            while step := maintenance.step(now + timedelta(minutes=minutes)):
                tasks.add(step.task)
        assert tasks >= {"merge", "clean up", "flush", "expire"}
        assert {one.outcome for one in writer.write(Batch(pairs))} == {"unchanged"}
    with open_lake(locate(tmp_path / "folder")) as lake:
        Writer(lake).write(Batch(pairs))
    with Reader(location) as here, Reader(locate(tmp_path / "folder")) as there:
        assert checksums(here) == checksums(there)


def test_two_sinks_write_side_by_side(location):
    with open_lake(location) as first, open_lake(location) as second:
        writers = [Writer(first), Writer(second)]
        failures: list[BaseException] = []

        def sink(partition: int) -> None:
            try:
                for number in range(8):
                    pair = build_pair(f"p{partition}-{number}")
                    offset = NextOffset("coded-articles", partition, number, number + 1)
                    writers[partition].write(Batch([pair], offsets=[offset]))
            except BaseException as error:  # noqa: BLE001  a thread's failure is the test's
                failures.append(error)

        threads = [threading.Thread(target=sink, args=(partition,)) for partition in range(2)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        assert failures == []
    with Reader(location) as reader:
        assert reader.rows("SELECT count(*) AS n, count(DISTINCT article_id) AS d FROM articles") == [
            {"n": 16, "d": 16}
        ]
        assert reader.version() == 16


def test_a_sink_that_lost_its_partition_cannot_store_what_it_holds(location):
    with open_lake(location) as first, open_lake(location) as second:
        old, new = Writer(first), Writer(second)
        old.write(Batch([build_pair("a1")], offsets=[NextOffset("t", 0, 0, 1)]))
        new.refresh()
        assert new.next_offset("t", 0) == 1
        new.write(Batch([build_pair("a2")], offsets=[NextOffset("t", 0, 1, 2)]))
        with pytest.raises(OffsetMoved):
            old.write(Batch([build_pair("a2")], offsets=[NextOffset("t", 0, 1, 2)]))
    with Reader(location) as reader:
        assert [row["article_id"] for row in reader.rows("SELECT article_id FROM articles ORDER BY 1")] == ["a1", "a2"]


def test_what_is_missing_is_told_without_the_password(location):
    with pytest.raises(UsageError, match="SITREP_DATA_PATH"):
        open_lake(locate(location.catalog.removeprefix("postgres:")))
    with pytest.raises(DependencyError, match="no warehouse"):
        Reader(location)
    with pytest.raises(
        DependencyError, match=r"cannot reach the catalog postgres://me:\*\*\*@.*start Postgres"
    ) as caught:
        Reader(locate("postgres://me:secret@127.0.0.1:1/lake"))
    assert "secret" not in str(caught.value)
