"""The one writer: a batch of coded articles in one transaction, the same however often and in whatever batches."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Literal, NamedTuple

import duckdb
import pyarrow as pa

from schemas.article import Article
from schemas.coded import CodedArticle
from schemas.errors import DependencyError
from schemas.rejection import Rejection
from streams.warehouse import rows
from streams.warehouse.disk import sync
from streams.warehouse.faults import CatalogLocked, gist
from streams.warehouse.keys import KeyTable, hash64
from streams.warehouse.lake import ALIAS, TABLES, Lake
from streams.warehouse.offsets import NextOffset, create_offsets, read_offset, replace_offset
from streams.warehouse.rows import LinkRow, Moment, Superseded, Version

__all__ = ["Batch", "Link", "Stored", "Writer"]

_RETRACTED = 0
"""Fingerprint of an article that was retracted: the next version of it is new, whatever it says."""
_NO_DAY = -(2**31)
_EPOCH = date(1970, 1, 1)
_ATTEMPTS = 20

_STORED_ARTICLES = f"""
SELECT article_key, version, if(s.version_key IS NULL, fingerprint, {_RETRACTED})::UBIGINT AS fingerprint, "day"
FROM (
    SELECT article_key, max(version) AS version, arg_max(version_key, version) AS version_key,
        arg_max(fingerprint, version) AS fingerprint,
        arg_max(coalesce(date_diff('day', DATE '1970-01-01', published_day), {_NO_DAY}), version)::INTEGER AS "day"
    FROM store.articles GROUP BY article_key
) a LEFT JOIN store.superseded s ON s.version_key = a.version_key
ORDER BY article_key
"""
_STORED_REJECTIONS = "SELECT DISTINCT rejection_key FROM store.rejections ORDER BY rejection_key"
_STORED_LINKS = (
    "SELECT event_key, arg_max(incident_id, link_seq) AS incident_id FROM store.links GROUP BY ALL ORDER BY 1"
)


class Link(NamedTuple):
    """An event of the current version of an article, and the incident it tells."""

    article_id: str
    event_id: str
    incident_id: str
    linker_version: str = ""


class Batch(NamedTuple):
    """What one transaction stores: articles in the order they came, what was rejected, new links, and Kafka offsets."""

    items: Sequence[tuple[Article, CodedArticle]] = ()
    rejections: Sequence[Rejection] = ()
    links: Sequence[Link] = ()
    offsets: Sequence[NextOffset] = ()


class Stored(NamedTuple):
    """What became of one article, and how many events it has."""

    article_id: str
    outcome: Literal["stored", "unchanged", "replaced"]
    events: int


class _Plan(NamedTuple):
    """What a batch changes, and what the writer will know once it is committed."""

    outcomes: list[Stored]
    versions: list[Version]
    superseded: list[Superseded]
    rejections: dict[int, Rejection]
    links: list[LinkRow]
    offsets: Sequence[NextOffset]
    known: dict[int, tuple[int, ...]]
    known_links: dict[int, tuple[int, ...]]

    @property
    def changes_nothing(self) -> bool:
        return not (self.versions or self.superseded or self.rejections or self.links or self.offsets)


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Writer:
    """Writes one lake. It knows what is stored without asking, so a commit costs the same at any size.

    Not for several threads: one thread writes.
    """

    def __init__(self, lake: Lake, clock: Callable[[], datetime] = _utc_now) -> None:
        self.lake, self._clock = lake, clock
        self._partitions: set[tuple[str, int]] = set()
        self._schemas = {table: _schema(lake.connection, table) for table in TABLES}
        self.refresh()

    @property
    def commit_seq(self) -> int:
        """Number of the last commit; `Reader.version` gives the same from any process."""
        return self._last.commit_seq

    @property
    def articles(self) -> int:
        """Number of article ids ever stored (retracted ones included), about."""
        return len(self._known)

    def refresh(self) -> None:
        """Learn anew from the lake what is stored; after a commit whose outcome is not known, this decides."""
        connection = self.lake.connection
        self._known = KeyTable(_arrow(connection, _STORED_ARTICLES))
        self._rejected = KeyTable(_arrow(connection, _STORED_REJECTIONS))
        links = _arrow(connection, _STORED_LINKS)
        hashes = pa.array([hash64(one) for one in links.column("incident_id").to_pylist()], pa.uint64())
        self._links = KeyTable(pa.table([links.column("event_key"), hashes], names=["event_key", "incident"]))
        row = connection.execute("SELECT max(commit_seq), max(stored_at) FROM store.commits").fetchone()
        self._last = Moment(row[0], row[1]) if row and row[0] else Moment(0, datetime(1, 1, 1, tzinfo=UTC))
        self._stale = False

    def write(self, batch: Batch) -> list[Stored]:
        """Store a batch in one transaction; returns after the commit, one `Stored` an article, in order.

        An article whose id, content and versions of coder and lexicon are stored already is unchanged, and a batch
        that changes nothing commits nothing. Raises `DependencyError` when nothing of the batch could be stored.
        """
        return self._commit(lambda: self._plan(batch)).outcomes

    def retract(self, article_ids: Iterable[str], reason: str = "retracted") -> int:
        """Take articles and their events out of the current views; returns how many were in them."""
        ids = list(dict.fromkeys(article_ids))
        return len(self._commit(lambda: self._retraction(ids, reason)).superseded)

    def retract_source(self, source: str, reason: str = "retracted") -> int:
        """Take all articles of a source out of the current views, for instance the samples of the demo."""
        found = self.lake.connection.execute(
            "SELECT article_id FROM main.articles WHERE source = ?", [source]
        ).fetchall()
        return self.retract((row[0] for row in found), reason)

    def _commit(self, make_plan: Callable[[], _Plan]) -> _Plan:
        for attempt in range(_ATTEMPTS):
            if self._stale:
                self._recover()
            plan = make_plan()
            if plan.changes_nothing:
                return plan
            moment = Moment(self._last.commit_seq + 1, max(self._clock(), self._last.stored_at))
            try:
                self._store(plan, moment)
            except CatalogLocked:
                self._stale = True
                if attempt == _ATTEMPTS - 1:
                    raise
                time.sleep(random.uniform(0.05, 0.5))
                continue
            except BaseException:
                self._stale = True  # it may have landed all the same: what the lake says decides before the next batch
                raise
            self._known.update(plan.known)
            self._rejected.update(dict.fromkeys(plan.rejections, ()))
            self._links.update(plan.known_links)
            self._last = moment
            return plan
        raise AssertionError("unreachable")

    def _recover(self) -> None:
        """A fresh connection and what the lake says; a full disk can leave a connection unusable."""
        try:
            self.lake.reopen()
            self._drop_half_written()
            self.refresh()
        except duckdb.Error as error:
            raise DependencyError(f"cannot read the warehouse {self.lake.location}: {gist(error)}") from error

    def _drop_half_written(self) -> None:
        """Parquet of a failed batch keeps a full disk full. Only in a folder of ours: nobody else writes there."""
        if self.lake.ownership is not None:
            self.lake.connection.execute(f"CALL ducklake_delete_orphaned_files('{ALIAS}', cleanup_all => true)")

    def next_offset(self, topic: str, partition: int) -> int | None:
        """Where a sink that was given this partition goes on; None when nothing of it was stored.

        Call `refresh` first: another sink may have stored articles of the partition.
        """
        return read_offset(self.lake.connection, topic, partition)

    def _create_offsets(self, offsets: Sequence[NextOffset]) -> None:
        for one in offsets:
            if (one.topic, one.partition) not in self._partitions:
                create_offsets(self.lake.connection, one.topic, one.partition)
                self._partitions.add((one.topic, one.partition))

    def _store(self, plan: _Plan, moment: Moment) -> None:
        tables = {
            "articles": rows.article_rows(plan.versions, moment, self._schemas["articles"]),
            "events": rows.event_rows(plan.versions, moment, self._schemas["events"]),
            "superseded": rows.superseded_rows(plan.superseded, moment, self._schemas["superseded"]),
            "rejections": rows.rejection_rows(plan.rejections.items(), moment, self._schemas["rejections"]),
            "links": rows.link_rows(plan.links, moment, self._schemas["links"]),
        }
        counts = [tables[name].num_rows for name in ("articles", "events", "superseded", "rejections", "links")]
        self._create_offsets(plan.offsets)
        with self.lake.transaction() as connection:
            for offset in plan.offsets:
                replace_offset(connection, offset)
            for name, table in tables.items():
                if table.num_rows:
                    connection.register("batch_rows", table)
                    connection.execute(f"INSERT INTO store.{name} SELECT * FROM batch_rows")
                    connection.unregister("batch_rows")
            connection.execute("INSERT INTO store.commits VALUES (?, ?, ?, ?, ?, ?, ?)", [*moment, *counts])
            if self.lake.location.local_data is not None:
                sync(self.lake.location.local_data)  # else a power cut leaves a catalog that names lost files

    def _plan(self, batch: Batch) -> _Plan:
        """Article after article, so that the outcome does not depend on how they were batched."""
        plan = _Plan([], [], [], {}, [], batch.offsets, {}, {})
        for article, coded in batch.items:
            self._plan_article(article, coded, plan)
        for rejection in batch.rejections:
            key = rows.rejection_key(rejection)
            if self._rejected.get(key) is None:
                plan.rejections.setdefault(key, rejection)
        for link in batch.links:
            self._plan_link(link, plan)
        return plan

    def _plan_article(self, article: Article, coded: CodedArticle, plan: _Plan) -> None:
        if article.article_id != coded.article_id:
            raise ValueError(f"article {article.article_id!r} came with the coding of {coded.article_id!r}")
        key = hash64(coded.article_id)
        fingerprint = hash64(coded.content_hash, coded.coder_version, coded.lexicon_version) or 1
        known = plan.known.get(key) or self._known.get(key)
        if known is not None and known[1] == fingerprint:
            plan.outcomes.append(Stored(coded.article_id, "unchanged", len(coded.events)))
            return
        current = known is not None and known[1] != _RETRACTED
        if known is not None and current:
            plan.superseded.append(Superseded(rows.version_key(coded.article_id, known[0]), _day(known[2]), "replaced"))
        version = known[0] + 1 if known is not None else 1
        plan.versions.append(Version(article, coded, version, key, fingerprint))
        plan.known[key] = (version, fingerprint, _day_number(rows.published_day(article)))
        plan.outcomes.append(Stored(coded.article_id, "replaced" if current else "stored", len(coded.events)))

    def _plan_link(self, link: Link, plan: _Plan) -> None:
        """Only a link that says something new; of an article that is not there it says nothing."""
        key = hash64(link.article_id)
        known = plan.known.get(key) or self._known.get(key)
        if known is None or known[1] == _RETRACTED:
            return
        event = rows.event_key(rows.version_key(link.article_id, known[0]), link.event_id)
        incident = hash64(link.incident_id)
        linked = plan.known_links.get(event) or self._links.get(event) or (hash64(link.event_id),)
        if linked[0] != incident:
            plan.links.append(LinkRow(event, link.event_id, link.incident_id, link.linker_version))
            plan.known_links[event] = (incident,)

    def _retraction(self, article_ids: Sequence[str], reason: str) -> _Plan:
        plan = _Plan([], [], [], {}, [], (), {}, {})
        for article_id in article_ids:
            key = hash64(article_id)
            known = self._known.get(key)
            if known is not None and known[1] != _RETRACTED:
                plan.superseded.append(Superseded(rows.version_key(article_id, known[0]), _day(known[2]), reason))
                plan.known[key] = (known[0], _RETRACTED, known[2])
        return plan


def _schema(connection: duckdb.DuckDBPyConnection, table: str) -> pa.Schema:
    """The table's own columns; texts may be longer in sum than Arrow's short strings can hold."""
    schema = _arrow(connection, f"SELECT * FROM store.{table} LIMIT 0").schema
    fields = [field.with_type(pa.large_string()) if pa.types.is_string(field.type) else field for field in schema]
    return pa.schema(fields)


def _arrow(connection: duckdb.DuckDBPyConnection, sql: str) -> pa.Table:
    return connection.execute(sql).to_arrow_table()


def _day_number(day: date | None) -> int:
    return _NO_DAY if day is None else (day - _EPOCH).days


def _day(number: int) -> date | None:
    return None if number == _NO_DAY else _EPOCH + timedelta(days=number)
