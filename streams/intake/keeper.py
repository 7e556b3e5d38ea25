"""The coder and the warehouse, open for writing: what the service's process keeps, and `sitrep ingest` by itself."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from schemas.article import Article
from schemas.coded import CodedArticle
from schemas.errors import DependencyError
from schemas.rejection import Rejection
from streams.intake.records import Code, Record
from streams.intake.store import Done, Store, Stored
from streams.warehouse.faults import explain
from streams.warehouse.lake import Lake, locate, open_lake
from streams.warehouse.maintenance import Maintenance
from streams.warehouse.writer import Batch, Writer

__all__ = ["Keeper", "open_keeper", "retract"]

_PROBE_BYTES = 4_000_000


class Keeper:
    """One warehouse and one coder. Not for several threads."""

    def __init__(self, lake: Lake, code: Code) -> None:
        self._lake, self._writer = lake, Writer(lake)
        self._maintenance = Maintenance(lake, datetime.now(UTC))
        self._store = Store(code, self._write)
        self._failed = False

    def take(self, records: Sequence[Record | Rejection]) -> Done:
        """Code and store a batch; returns after the commit. Raises `DependencyError` when nothing was stored."""
        self._failed = True
        done = self._store.take(records)
        self._failed = False
        return done

    def tend(self) -> None:
        """One bounded step of maintenance; after a failed batch, first find out whether the disk takes data again."""
        if self._failed:
            self._probe()
            self._failed = False
        self._maintenance.step(datetime.now(UTC))

    def retract(self, prefix: str) -> int:
        """Take out the current articles whose id starts so; returns how many."""
        return retract(self._writer, prefix)

    def _write(self, items: list[tuple[Article, CodedArticle]], rejections: list[Rejection]) -> Sequence[Stored]:
        return self._writer.write(Batch(items, rejections))

    def _probe(self) -> None:
        folder = self._lake.location.local_data
        if folder is None:
            return
        try:
            with tempfile.TemporaryFile(dir=folder) as file:
                file.write(bytes(_PROBE_BYTES))
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise explain(error, str(self._lake.location)) or DependencyError(f"{folder}: {error}") from error


def retract(writer: Writer, prefix: str) -> int:
    """Take out the current articles whose id starts so; returns how many."""
    found = writer.lake.connection.execute(
        "SELECT article_id FROM main.articles WHERE starts_with(article_id, ?)", [prefix]
    )
    return writer.retract([row[0] for row in found.fetchall()])


@contextmanager
def open_keeper(warehouse: str, cache: str | None = None, url: str | None = None) -> Iterator[Keeper]:
    """Own the warehouse until the end; `url` is told to other commands, which then hand their articles over."""
    from streams.coding.coder import load_coder

    with open_lake(locate(warehouse), url=url) as lake:  # first: who has the warehouse is known in a moment
        yield Keeper(lake, load_coder(Path(cache) if cache else None).code)
