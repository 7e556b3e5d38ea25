"""`sitrep sql`: reads and nothing else, in every format, with errors that help."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet
import pytest

from schemas.errors import UsageError
from streams import cli
from streams.ask import ask, check_statement
from streams.warehouse.lake import Lake, locate, open_lake
from streams.warehouse.writer import Batch, Writer
from tests.builders import build_event, build_pair, build_rejection


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lake]:
    """Open for writing while the tests read, as it is while the service runs."""
    with open_lake(locate(tmp_path_factory.mktemp("warehouse"))) as lake:
        events = [build_event("e1", killed=(3, 4, None)), build_event("e2", killed=None)]
        Writer(lake).write(Batch([build_pair("a1", events)], [build_rejection()]))
        yield lake


@pytest.fixture
def warehouse(lake: Lake) -> str:
    return str(lake.location.folder)


QUERY = "SELECT event_id, killed_best, first_day, perpetrators[1].name AS who, confidence FROM events ORDER BY 1"


def run(capfdbinary: pytest.CaptureFixture[bytes], *arguments: str) -> tuple[int, bytes, str]:
    code = cli.run(["sql", *arguments])
    out, err = capfdbinary.readouterr()
    return code, out, err.decode()


def test_a_table_for_people(warehouse: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    code, out, _ = run(capfdbinary, QUERY, "--warehouse", warehouse)
    assert code == 0
    assert out.decode().splitlines() == [
        "event_id  killed_best  first_day   who             confidence",
        "--------  -----------  ----------  --------------  ----------",
        "e1                  4  2024-03-05  Northern Front         0.8",
        "e2                     2024-03-05  Northern Front         0.8",
        "(2 rows)",
    ]


def test_json_csv_and_lines_for_programs(warehouse: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    rows = [
        {"event_id": "e1", "killed_best": 4, "first_day": "2024-03-05", "who": "Northern Front", "confidence": 0.8},
        {"event_id": "e2", "killed_best": None, "first_day": "2024-03-05", "who": "Northern Front", "confidence": 0.8},
    ]
    assert json.loads(run(capfdbinary, QUERY, "--warehouse", warehouse, "-f", "json")[1]) == rows
    lines = run(capfdbinary, QUERY, "--warehouse", warehouse, "-f", "jsonl")[1].splitlines()
    assert [json.loads(line) for line in lines] == rows
    table = list(
        csv.DictReader(io.StringIO(run(capfdbinary, QUERY, "--warehouse", warehouse, "-f", "csv")[1].decode()))
    )
    assert [row["killed_best"] for row in table] == ["4", ""]
    assert json.loads(run(capfdbinary, "FROM events WHERE false", "--warehouse", warehouse, "-f", "json")[1]) == []


def test_sums_are_numbers_and_nested_values_are_json(warehouse: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    query = "SELECT sum(killed_best) AS n, list(event_id ORDER BY event_id) AS ids, 'Ä,\"' AS t, true AS b FROM events"
    out = run(capfdbinary, query, "--warehouse", warehouse, "-f", "jsonl")[1]
    assert json.loads(out) == {"n": 4, "ids": ["e1", "e2"], "t": 'Ä,"', "b": True}
    (row,) = csv.reader(run(capfdbinary, query, "--warehouse", warehouse, "-f", "csv")[1].decode().splitlines()[1:])
    assert row == ["4", '["e1","e2"]', 'Ä,"', "true"]


def test_parquet_keeps_the_types(warehouse: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    target = tmp_path / "events.parquet"
    assert run(capfdbinary, QUERY, "--warehouse", warehouse, "-f", "parquet", "-o", str(target)) == (0, b"", "")
    table = pyarrow.parquet.read_table(target)
    assert table.column("killed_best").to_pylist() == [4, None]
    assert str(table.schema.field("first_day").type) == "date32[day]"
    assert list(tmp_path.iterdir()) == [target]


def test_without_sql_the_views_are_listed(warehouse: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    out = run(capfdbinary, "--warehouse", warehouse)[1].decode()
    for view in ("articles", "events", "incidents", "event_actors", "evidence", "mentions", "rejections"):
        assert f"\n{view} " in out


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT 1", "FROM events", "WITH e AS (FROM events) SELECT count(*) FROM e", "DESCRIBE events", "SHOW TABLES",
        "SUMMARIZE events", "EXPLAIN SELECT 1", "VALUES (1)", "PIVOT events ON event_type USING count(*)",
        "SELECT 1; -- a comment",
    ],
)  # fmt: skip
def test_everything_that_reads_is_run(warehouse: str, sql: str) -> None:
    with ask(warehouse, sql) as rows:
        assert rows.read_all().num_columns


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM events", "DROP VIEW events", "INSERT INTO store.meta VALUES ('a', 'b', now())",
        "COPY events TO '/tmp/sitrep-escaped.csv'", "ATTACH '/tmp/sitrep-escaped.db'", "CREATE TABLE t (a INT)",
        "SET threads = 1", "CALL pragma_version()", "SELECT 1; DROP VIEW events",
        "EXPORT DATABASE '/tmp/sitrep-escaped'", "LOAD httpfs", "",
    ],
)  # fmt: skip
def test_nothing_else_is(sql: str) -> None:
    with pytest.raises(UsageError):
        check_statement(sql)


@pytest.mark.parametrize("sql", ["FROM read_csv('/etc/passwd')", "FROM glob('/*')", "FROM '/etc/passwd.csv'"])
def test_no_other_file_is_within_reach(warehouse: str, sql: str) -> None:
    with pytest.raises(UsageError, match=r"disabled by configuration|does not exist"), ask(warehouse, sql) as rows:
        rows.read_all()


def test_wrong_sql_shows_the_place_and_the_views(warehouse: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    code, _, err = run(capfdbinary, "SELECT a FROM\n  evnts", "--warehouse", warehouse)
    assert code == 2
    assert "LINE 2:" in err
    assert "incidents" in err
    code, _, err = run(capfdbinary, "SELEC 1", "--warehouse", warehouse)
    assert (code, "LINE 1: SELEC 1" in err, "Traceback" in err) == (2, True, False)


def test_a_warehouse_that_is_not_there_is_a_missing_dependency(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    code, out, err = run(capfdbinary, "SELECT 1", "--warehouse", str(tmp_path))
    assert (code, out) == (3, b"")
    assert "sitrep up" in err
