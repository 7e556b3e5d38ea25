"""Checks of the installation. Each says what it found, what that blocks, and how to mend it."""

from __future__ import annotations

import errno
import importlib.metadata
import importlib.util
import os
import re
import shutil
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from schemas.errors import DependencyError, LexiconError, SitrepError

__all__ = ["CHECKS", "Finding", "Place", "examine"]

Status = Literal["ok", "note", "wrong"]

_PYTHON = (3, 11)
_EXTENSIONS = ("ducklake", "sqlite-scanner", "postgres-scanner", "httpfs")
_LITTLE_SPACE = 1_000_000_000
_NO_SPACE = 100_000_000


class Finding(NamedTuple):
    """What a check found. `wrong` means that something essential does not work; `note` is worth knowing."""

    check: str
    status: Status
    found: str
    blocks: str = ""
    mend: str = ""


class Place(NamedTuple):
    """What is examined besides the installation itself."""

    warehouse: str
    port: int
    cache: Path | None


def examine(place: Place) -> Iterator[Finding]:
    """All findings, in the order in which they are worth mending."""
    for check in CHECKS:
        yield check(place)


def check_python(place: Place) -> Finding:
    """3.11 or newer."""
    version = ".".join(map(str, sys.version_info[:3]))
    if tuple(sys.version_info) < _PYTHON:
        return Finding(
            "python", "wrong", version, "everything", "install Python 3.11 or newer; make up PYTHON=python3.12"
        )
    return Finding("python", "ok", version)


def check_packages(place: Place) -> Finding:
    """Every package that one machine needs is there."""
    try:
        requirements = importlib.metadata.requires("sitrep") or []
    except importlib.metadata.PackageNotFoundError:
        return Finding("packages", "wrong", "sitrep itself is not installed", "its commands", "run `make install`")
    needed = [_name(line) for line in requirements if "extra ==" not in line]
    missing = [name for name in needed if not _installed(name)]
    if missing:
        return Finding(
            "packages", "wrong", f"missing: {', '.join(missing)}", "the commands that use them", "run `make install`"
        )
    return Finding("packages", "ok", f"{len(needed)} installed")


def check_extensions(place: Place) -> Finding:
    """DuckDB loads an extension only of its own version."""
    duckdb = _installed("duckdb")
    wrong = [
        f"{name} {version or 'is missing'}"
        for name in _EXTENSIONS
        if (version := _installed(f"duckdb-extension-{name}")) != duckdb
    ]
    if wrong:
        blocks = (
            "the warehouse"
            if any(one.startswith(("ducklake", "sqlite")) for one in wrong)
            else "the cluster's warehouse"
        )
        status: Status = "wrong" if blocks == "the warehouse" else "note"
        packages = " ".join(f"duckdb-extension-{name}=={duckdb}" for name in _EXTENSIONS)
        return Finding(
            "duckdb extensions", status, f"DuckDB {duckdb}, but {', '.join(wrong)}", blocks, f"pip install {packages}"
        )
    return Finding("duckdb extensions", "ok", f"{', '.join(_EXTENSIONS)}, all {duckdb}")


def check_vocabulary(place: Place) -> Finding:
    """The files of the vocabulary can be read as they are."""
    from streams.coding.lexicon import lexicon_version
    from streams.coding.registry import load_registry

    try:
        load_registry()
    except (LexiconError, OSError) as error:
        return Finding("vocabulary", "wrong", str(error), "coding", "mend that line, or take the file as released")
    return Finding("vocabulary", "ok", f"version {lexicon_version()}")


def check_gazetteer(place: Place) -> Finding:
    """It is built, or can be."""
    from streams.coding.gazetteer import default_cache, gazetteer_folder

    cache = place.cache or default_cache()
    folder = gazetteer_folder(cache)
    if (folder / "index.json").exists():
        return Finding("gazetteer", "ok", str(folder))
    if not _writable(cache):
        return Finding(
            "gazetteer",
            "wrong",
            f"not built, and {cache} cannot be written",
            "coding",
            "make it writable, or set SITREP_CACHE",
        )
    return Finding("gazetteer", "note", "not built yet", "", "it is built at the first use, once, in some seconds")


def check_warehouse(place: Place) -> Finding:
    """It is there and of a layout we know, or can be made."""
    from streams.warehouse.lake import LAYOUT, locate
    from streams.warehouse.owner import read_owner
    from streams.warehouse.reader import Reader

    try:
        location = locate(place.warehouse)
        if location.folder is not None and not (location.folder / "catalog.sqlite").exists():
            if not _writable(location.folder):
                return Finding(
                    "warehouse", "wrong", f"{location.folder} cannot be made or written", "storing anything",
                    "make the folder writable, or choose another with --warehouse",
                )  # fmt: skip
            return Finding("warehouse", "note", f"nothing in {location} yet", "", "`sitrep up` makes it")
        with Reader(location) as reader:
            articles = reader.rows("SELECT count(*) AS n FROM articles")[0]["n"]
        owner = read_owner(location.folder) if location.folder is not None else None
    except SitrepError as error:
        return Finding("warehouse", "wrong", str(error), "up, ingest and sql", "as said")
    writing = f", written by process {owner.pid} ({owner.url or 'no service'})" if owner else ""
    return Finding("warehouse", "ok", f"{location}: layout {LAYOUT}, {articles:,} articles{writing}")


def check_disk(place: Place) -> Finding:
    """A full disk stops the intake; nothing that was acknowledged is lost."""
    from streams.warehouse.lake import locate

    try:
        folder = locate(place.warehouse).folder
    except SitrepError:
        folder = None
    if folder is None:
        return Finding("disk", "note", "the warehouse is not on this machine")
    free = shutil.disk_usage(_existing(folder)).free
    found = f"{free / 1e9:,.1f} GB free"
    if free < _NO_SPACE:
        return Finding("disk", "wrong", found, "storing anything", f"free some space on the disk of {folder}")
    if free < _LITTLE_SPACE:
        return Finding("disk", "note", found, "", "a million articles take some GB: free some space soon")
    return Finding("disk", "ok", found)


def check_port(place: Place) -> Finding:
    """Free, or taken by our own service."""
    from streams.intake.target import find_service

    try:
        url = find_service(place.warehouse)
    except SitrepError:
        url = None
    if url is not None and url.endswith(f":{place.port}"):
        return Finding("port", "ok", f"{place.port} is served by sitrep at {url}")
    try:
        with socket.create_server(("127.0.0.1", place.port)):
            return Finding("port", "ok", f"{place.port} is free")
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        found = f"{place.port} is in use" if taken else f"{place.port}: {error.strerror}"
        return Finding("port", "note", found, "`sitrep up` on this port", "choose another with --port")


def check_cluster(place: Place) -> Finding:
    """Only several machines need Kafka."""
    missing = [name for name in ("faust-streaming", "kafka-python", "aiokafka") if not _installed(name)]
    if missing:
        return Finding(
            "cluster",
            "note",
            f"without {', '.join(missing)}",
            "topics, coder and sink",
            "pip install 'sitrep[cluster]'",
        )
    return Finding("cluster", "ok", "the packages for Kafka are there")


def check_browser(place: Place) -> Finding:
    """Nothing but the tests wants one."""
    if not shutil.which("chromium"):
        return Finding("chromium", "note", "not there", "the browser tests, nothing else", "apt-get install chromium")
    return Finding("chromium", "ok", "there, for the browser tests")


CHECKS: tuple[Callable[[Place], Finding], ...] = (
    check_python,
    check_packages,
    check_extensions,
    check_vocabulary,
    check_gazetteer,
    check_warehouse,
    check_disk,
    check_port,
    check_cluster,
    check_browser,
)


def _name(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    if found is None:
        raise DependencyError(f"cannot read the requirement {requirement!r}")
    return found.group()


def _installed(package: str) -> str | None:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def _existing(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    return next(path for path in (folder, *folder.parents) if path.exists())


def _writable(folder: Path) -> bool:
    return os.access(_existing(folder.absolute()), os.W_OK)
