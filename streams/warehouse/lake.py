"""The lake: where it is, how to attach it, and that it is one this sitrep can read.

Any DuckDB client (1.5) reads a warehouse while sitrep writes it; in the folder of the warehouse:

    LOAD ducklake; LOAD sqlite;                           -- INSTALL them once, where they are not there
    SET GLOBAL sqlite_disable_multithreaded_scans=true;   -- before ATTACH: else a query sees no single snapshot
    ATTACH 'ducklake:sqlite:catalog.sqlite' AS lake (READ_ONLY);
    SELECT incident_id, first_day, place_name, killed_best FROM lake.incidents WHERE status = 'occurred';

The last two lines want absolute paths when the client runs elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime

import duckdb

from schemas.errors import DependencyError, WarehouseTooNew
from streams.warehouse import ddl
from streams.warehouse.attach import ALIAS, Location, attach, locate, quoted
from streams.warehouse.faults import explain
from streams.warehouse.owner import Ownership

__all__ = ["ALIAS", "LAYOUT", "TABLES", "Lake", "Location", "locate", "open_lake"]

LAYOUT = 1
"""Raised when older versions of sitrep could no longer read or write the tables rightly."""
TABLES = ("articles", "events", "superseded", "links", "rejections", "commits", "meta")

_INLINE_ROWS = {
    "articles": 0,
    "events": 0,
    "superseded": 500,
    "links": 500,
    "rejections": 50,
    "commits": 50,
    "meta": 50,
}
"""Rows of one insert that stay in the catalog: never those of wide tables (commits of 1,000 took 2.6 s that way)."""

_COLUMNS_VIEW = {
    "view_name": "Name of the view.",
    "position": "Place of the column in the view, from 1.",
    "column_name": "Name of the column.",
    "comment": "What it means.",
}


class Lake:
    """An attached warehouse. Each thread uses a cursor of its own; only the owner of a writing lake may write."""

    def __init__(
        self, location: Location, connection: duckdb.DuckDBPyConnection, ownership: Ownership | None, read_only: bool
    ) -> None:
        self.location, self.connection, self.ownership, self.read_only = location, connection, ownership, read_only

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A connection of its own to the same lake, for one thread or one call."""
        cursor = self.connection.cursor()
        cursor.execute(f"USE {ALIAS}")
        return cursor

    @contextmanager
    def transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """All or nothing; errors of the disk, the catalog and its locks come out as `DependencyError`."""
        connection = self.connection
        try:
            connection.execute("BEGIN")
            yield connection
            connection.execute("COMMIT")
        except BaseException as error:
            with suppress(duckdb.Error):  # a failed commit, and "database is locked", have ended it already
                connection.execute("ROLLBACK")
            if isinstance(error, duckdb.Error | OSError) and (known := explain(error, str(self.location))):
                raise known from error
            raise

    def reopen(self) -> None:
        """Attach anew with a fresh connection; after a full disk DuckDB may refuse all further work."""
        self.connection.close()
        self.connection = attach(self.location, read_only=self.read_only)

    def close(self) -> None:
        """Detach and let others write."""
        self.connection.close()
        if self.ownership is not None:
            self.ownership.release()

    def __enter__(self) -> Lake:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_lake(
    location: Location, *, read_only: bool = False, now: datetime | None = None, url: str | None = None
) -> Lake:
    """Attach a warehouse; a writer claims the folder and makes what is missing.

    Raises `DependencyError` (nothing there, not writable, disk full), `WarehouseBusy` and `WarehouseTooNew`.
    """
    if read_only:
        _check_readable(location)
        lake = Lake(location, attach(location, read_only=True), None, True)
        return _checked(lake, _meta(lake))
    ownership = None
    if location.folder is not None:
        _prepare_folder(location)
        ownership = Ownership.claim(location.folder, now or datetime.now(UTC), url)
    try:
        lake = Lake(location, attach(location, read_only=False), ownership, False)
        _create(lake, now or datetime.now(UTC))
        return lake
    except BaseException:
        if ownership is not None:
            ownership.release()
        raise


def _checked(lake: Lake, meta: dict[str, str]) -> Lake:
    """Raises when the layout is newer than this sitrep's, or when there is none."""
    layout = meta.get("layout")
    if layout is not None and int(layout) <= LAYOUT:
        return lake
    lake.close()
    if layout is None:
        raise DependencyError(f"{lake.location} holds no warehouse of sitrep; start one with `sitrep up`")
    raise WarehouseTooNew(
        f"{lake.location} has layout {layout} and this sitrep knows up to {LAYOUT}; "
        "upgrade sitrep, or use the version that wrote it"
    )


def _meta(lake: Lake) -> dict[str, str]:
    """The facts of `store.meta`; empty when the catalog is."""
    try:
        rows = lake.connection.execute("SELECT key, arg_max(value, set_at) FROM store.meta GROUP BY key").fetchall()
    except duckdb.CatalogException:
        return {}
    return dict(rows)


def _create(lake: Lake, now: datetime) -> None:
    """Make tables and views that are missing, in one transaction; replace the views when this sitrep's differ."""
    meta = _meta(lake)
    if meta:
        _checked(lake, meta)
        _heal_data_path(lake)
    views = ddl.fingerprint("views.sql")
    if meta.get("views") == views:
        return
    with lake.transaction() as connection:
        if not meta:
            connection.execute("CREATE SCHEMA IF NOT EXISTS store")
            for statement in ddl.read_statements("tables.sql"):
                connection.execute(statement)
            for relation in ddl.read_relations("tables.sql"):
                connection.execute(f"COMMENT ON TABLE store.{relation.name} IS {quoted(relation.comment)}")
                for column, comment in relation.columns.items():
                    connection.execute(f'COMMENT ON COLUMN store.{relation.name}."{column}" IS {quoted(comment)}')
            connection.execute("INSERT INTO store.meta VALUES ('layout', ?, ?)", [str(LAYOUT), now])
        _create_views(connection)
        connection.execute("INSERT INTO store.meta VALUES ('views', ?, ?)", [views, now])
    connection.execute(f"CALL {ALIAS}.set_option('parquet_compression', 'zstd')")
    connection.execute(f"CALL {ALIAS}.set_option('target_file_size', '16MB')")  # what one step of upkeep writes at most
    for table, rows in _INLINE_ROWS.items():
        connection.execute(
            f"CALL {ALIAS}.set_option('data_inlining_row_limit', {rows}, schema => 'store', table_name => '{table}')"
        )


def _create_views(connection: duckdb.DuckDBPyConnection) -> None:
    """The views, their comments, and the view `columns`: DuckLake keeps no comments on columns of views."""
    for statement in ddl.read_statements("views.sql"):
        connection.execute(statement)
    rows = []
    for relation in ddl.read_relations("views.sql"):
        connection.execute(f"COMMENT ON VIEW main.{relation.name} IS {quoted(relation.comment)}")
        for position, (column, comment) in enumerate(relation.columns.items(), 1):
            rows.append(f"('{relation.name}', {position}, '{column}', {quoted(comment)})")
    for position, (column, comment) in enumerate(_COLUMNS_VIEW.items(), 1):
        rows.append(f"('columns', {position}, '{column}', {quoted(comment)})")
    connection.execute(
        "CREATE OR REPLACE VIEW main.columns AS SELECT * FROM (VALUES\n"
        + ",\n".join(rows)
        + "\n) AS c(view_name, position, column_name, comment)"
    )
    connection.execute("COMMENT ON VIEW main.columns IS 'One row a column of a view, with what it means.'")


def _check_readable(location: Location) -> None:
    """Attaching a catalog that is not there would make one."""
    if location.folder is None:
        return
    if not (location.folder / "catalog.sqlite").exists():
        raise _orphaned(location) or DependencyError(
            f"there is no warehouse in {location.folder} yet; start one with `sitrep up` or `sitrep ingest`"
        )


def _prepare_folder(location: Location) -> None:
    assert location.folder is not None
    try:
        location.folder.mkdir(parents=True, exist_ok=True)
        if location.local_data is not None:
            location.local_data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DependencyError(
            f"cannot make {location.folder}: {error.strerror}; make it writable or choose another with --warehouse"
        ) from error
    if not (location.folder / "catalog.sqlite").exists() and (orphaned := _orphaned(location)):
        raise orphaned


def _orphaned(location: Location) -> DependencyError | None:
    """Parquet without its catalog: a new catalog would take these files for rubbish and delete them a day later."""
    if location.local_data is None or next(location.local_data.rglob("*.parquet"), None) is None:
        return None
    return DependencyError(
        f"{location.folder} has Parquet files in {location.local_data} but no catalog.sqlite, which says "
        "what they hold; restore catalog.sqlite from a backup, or move the folder away and ingest again"
    )


def _heal_data_path(lake: Lake) -> None:
    """A folder that was moved: write its new place into the catalog, for readers that attach without sitrep."""
    if lake.location.data_path is None:
        return
    metadata = f"__ducklake_metadata_{ALIAS}.ducklake_metadata"
    row = lake.connection.execute(f"SELECT value FROM {metadata} WHERE key = 'data_path'").fetchone()
    if row is not None and row[0] != lake.location.data_path:
        lake.connection.execute(f"UPDATE {metadata} SET value = ? WHERE key = 'data_path'", [lake.location.data_path])
