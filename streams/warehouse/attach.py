"""Attaching a lake: where it is, which extensions it needs, and what is wrong when it cannot be had."""

from __future__ import annotations

import importlib.util
import os
import re
import tempfile
import threading
from pathlib import Path
from typing import NamedTuple

import duckdb

from schemas.errors import DependencyError, SitrepError, UsageError
from streams.warehouse.faults import explain, gist, masked

__all__ = ["ALIAS", "Location", "attach", "extension_file", "locate", "quoted"]

ALIAS = "lake"
_CONFIG = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}


class Location(NamedTuple):
    """A warehouse: a folder, or a DuckLake catalog on Postgres with Parquet at `data_path`."""

    catalog: str
    data_path: str | None
    folder: Path | None

    def __str__(self) -> str:
        """Without the password, for messages."""
        if self.folder is not None:
            return str(self.folder)
        return masked(self.catalog.removeprefix("postgres:"))

    @property
    def local_data(self) -> Path | None:
        """The folder of the Parquet files, when it is on this machine."""
        return None if self.data_path is None or "://" in self.data_path else Path(self.data_path)


def locate(warehouse: str | Path, data_path: str | None = None) -> Location:
    """What `--warehouse` and `--data-path` name; raises `UsageError` for what is neither folder nor Postgres."""
    name = str(warehouse)
    if name.startswith(("postgres://", "postgresql://")):
        return Location(f"postgres:{name}", _with_slash(data_path), None)
    if name.startswith("ducklake:postgres:"):
        return Location(name.removeprefix("ducklake:"), _with_slash(data_path), None)
    if re.match(r"\w{2,}:", name):
        raise UsageError(
            f"--warehouse is {name!r}: a folder, postgres://user@host/db or ducklake:postgres:... is accepted"
        )
    folder = Path(name).expanduser().absolute()
    return Location(f"sqlite:{folder / 'catalog.sqlite'}", _with_slash(data_path or str(folder / "data")), folder)


def attach(location: Location, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    """A DuckDB of its own in memory, with the lake attached and in use. Nothing is downloaded or kept outside."""
    connection = duckdb.connect(
        config={
            **_CONFIG,
            "temp_directory": os.path.join(tempfile.gettempdir(), f"sitrep-duckdb-{os.getpid()}"),
        }
    )
    try:
        for extension in _extensions(location):
            connection.execute(f"LOAD {quoted(str(extension_file(extension)))}")
        connection.execute("SET enable_progress_bar = false")  # on by itself in a process without a main file
        connection.execute("SET GLOBAL TimeZone = 'UTC'")
        if not read_only:  # a writer reads a file once, to merge it: caching them took 320 MB after 25,000 articles
            connection.execute("SET GLOBAL enable_external_file_cache = false")
        options = ["READ_ONLY"] if read_only else []
        if location.folder is not None:
            _use_one_connection(connection)
            options += ["META_JOURNAL_MODE 'WAL'", "META_BUSY_TIMEOUT 10000"]
        if location.data_path is not None and not read_only:
            options += [f"DATA_PATH {quoted(location.data_path)}", "OVERRIDE_DATA_PATH true"]
        if location.data_path is not None and location.data_path.startswith("s3://"):
            _use_s3(connection)
        tail = f" ({', '.join(options)})" if options else ""
        connection.execute(f"ATTACH {quoted('ducklake:' + location.catalog)} AS {ALIAS}{tail}")
        connection.execute(f"USE {ALIAS}")
    except duckdb.Error as error:
        connection.close()
        raise _attach_fault(error, location) from None  # the original repeats the password of a Postgres catalog
    except SitrepError:
        connection.close()
        raise
    return connection


def _attach_fault(error: duckdb.Error, location: Location) -> SitrepError:
    words = str(error)
    if "data_path is not set" in words:
        return UsageError(
            f"{location} holds no warehouse yet, and a new one needs to know where Parquet goes; "
            "set SITREP_DATA_PATH or --data-path to a folder or s3://bucket/prefix"
        )
    if "creating a new DuckLake is explicitly disabled" in words:
        return DependencyError(f"there is no warehouse in {location} yet; start one with `sitrep sink`")
    if "Unable to connect to Postgres" in words:
        reason = gist(error).rpartition('": ')[2]
        return DependencyError(f"cannot reach the catalog {location}: {reason}; start Postgres or mend --warehouse")
    return explain(error, str(location)) or DependencyError(f"cannot attach the warehouse {location}: {gist(error)}")


def _use_one_connection(connection: duckdb.DuckDBPyConnection) -> None:
    """Without it each scan of a SQLite catalog opens its own connection and a query has no single snapshot."""
    connection.execute("SET GLOBAL sqlite_disable_multithreaded_scans = true")
    row = connection.execute("SELECT current_setting('sqlite_disable_multithreaded_scans')").fetchone()
    if row is None or row[0] is not True:
        raise DependencyError(
            "DuckDB did not take sqlite_disable_multithreaded_scans; reads would be wrong now and then. "
            "Install the versions of requirements.lock"
        )


def _use_s3(connection: duckdb.DuckDBPyConnection) -> None:
    """Object stores take their keys from the variables that every S3 client reads."""
    parts = ["TYPE s3"]
    for option, variable in (
        ("KEY_ID", "AWS_ACCESS_KEY_ID"),
        ("SECRET", "AWS_SECRET_ACCESS_KEY"),
        ("SESSION_TOKEN", "AWS_SESSION_TOKEN"),
        ("REGION", "AWS_REGION"),
    ):
        if value := os.environ.get(variable):
            parts.append(f"{option} {quoted(value)}")
    if endpoint := os.environ.get("AWS_ENDPOINT_URL"):
        scheme, _, host = endpoint.rpartition("://")
        parts += [f"ENDPOINT {quoted(host)}", "URL_STYLE 'path'", f"USE_SSL {'false' if scheme == 'http' else 'true'}"]
    connection.execute(f"CREATE OR REPLACE SECRET sitrep_s3 ({', '.join(parts)})")


def _extensions(location: Location) -> list[str]:
    names = ["ducklake", "sqlite_scanner" if location.folder is not None else "postgres_scanner"]
    return [*names, "httpfs"] if location.data_path and "://" in location.data_path else names


_extension_files: dict[str, Path] = {}
_extension_lock = threading.Lock()


def extension_file(name: str) -> Path:
    """The extension's file inside its wheel; raises `DependencyError` naming the package to install."""
    with _extension_lock:
        if name not in _extension_files:
            package = f"duckdb_extension_{name}"
            spec = importlib.util.find_spec(package)
            root = Path(spec.origin).parent if spec and spec.origin else None
            file = root / "extensions" / f"v{duckdb.__version__}" / f"{name}.duckdb_extension" if root else None
            if file is None or not file.exists():
                raise DependencyError(
                    f"DuckDB's extension {name} is not installed for DuckDB {duckdb.__version__}; "
                    f"pip install {package.replace('_', '-')}=={duckdb.__version__}"
                )
            _extension_files[name] = file
        return _extension_files[name]


def _with_slash(path: str | None) -> str | None:
    if path is None:
        return None
    path = path if "://" in path else str(Path(path).expanduser().absolute())
    return path.rstrip("/") + "/"


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
