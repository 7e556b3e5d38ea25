"""One question to the warehouse in SQL: reads only, sees the warehouse and no other file, works while it is written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
import pyarrow as pa

from schemas.errors import UsageError
from streams.warehouse.faults import explain
from streams.warehouse.lake import locate
from streams.warehouse.reader import Reader

__all__ = ["LIST_VIEWS", "ask", "check_statement"]

LIST_VIEWS = (
    "SELECT view_name, comment FROM duckdb_views() "
    "WHERE database_name = current_database() AND schema_name = 'main' AND NOT internal ORDER BY view_name"
)

_READS = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)
_ROWS_A_BATCH = 10_000


@contextmanager
def ask(warehouse: str, sql: str) -> Iterator[pa.RecordBatchReader]:
    """The answer, in batches of rows. Raises `UsageError` naming the place in the SQL that is wrong."""
    check_statement(sql)
    with Reader(locate(warehouse)) as reader:
        cursor = reader.cursor()
        try:
            _lock(cursor, reader)
            yield cursor.execute(sql).to_arrow_reader(_ROWS_A_BATCH)
        except duckdb.Error as error:
            raise explain(error, warehouse) or _wrong(error, cursor) from error
        finally:
            cursor.close()


def check_statement(sql: str) -> None:
    """Exactly one statement, and one that reads."""
    try:
        statements = duckdb.extract_statements(sql)
    except duckdb.Error as error:
        raise UsageError(str(error).rstrip()) from error
    if not statements:
        raise UsageError("there is no statement in the SQL; try: SELECT * FROM incidents LIMIT 10")
    # DuckDB makes two of a PIVOT: one that creates a type in memory, one that selects. Both carry no other statement.
    kinds = [statement.type for statement in statements]
    pivots = len(kinds) == 2 and kinds[0] == duckdb.StatementType.CREATE and "pivot" in sql.lower()
    if len(kinds) > 1 and not pivots:
        raise UsageError(f"there are {len(kinds)} statements; ask one at a time")
    if kinds[-1] not in _READS:
        raise UsageError(
            f"{kinds[-1].name} would do more than read; only SELECT, FROM, WITH, DESCRIBE and the like are run"
        )


def _lock(cursor: duckdb.DuckDBPyConnection, reader: Reader) -> None:
    """What has been attached stays readable; every other file, and every setting, is out of reach."""
    folder = reader.location.local_data
    if folder is not None:
        quoted = str(folder).replace("'", "''")
        cursor.execute(f"SET GLOBAL allowed_directories = ['{quoted}/']")
        cursor.execute("SET GLOBAL enable_external_access = false")
    cursor.execute("SET GLOBAL lock_configuration = true")


def _wrong(error: duckdb.Error, cursor: duckdb.DuckDBPyConnection) -> UsageError:
    message = str(error).rstrip()
    if isinstance(error, duckdb.CatalogException | duckdb.BinderException):
        views = [row[0] for row in cursor.execute(LIST_VIEWS).fetchall()]
        message += f"\n\nThe views are {', '.join(views)}. What their columns mean: SELECT * FROM columns"
    return UsageError(message)
