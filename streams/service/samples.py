"""The sample articles of a first start: in while the warehouse holds nothing else, and only on request out again."""

from __future__ import annotations

from datetime import datetime

from schemas.rejection import Origin
from streams.intake.records import Record
from streams.samples import ID_PREFIX, load_samples
from streams.warehouse.reader import Reader

__all__ = ["SampleCheck", "holds_other_articles", "sample_records"]


def sample_records(now: datetime) -> list[Record]:
    """The samples as records, oldest first."""
    return [Record(raw, Origin(kind="samples", position=position)) for position, raw in enumerate(load_samples(now), 1)]


def holds_other_articles(reader: Reader) -> bool:
    """Whether anybody's articles but ours are in the warehouse."""
    found = reader.rows(
        "SELECT 1 FROM articles WHERE NOT starts_with(article_id, $prefix) LIMIT 1", {"prefix": ID_PREFIX}
    )
    return bool(found)


class SampleCheck:
    """Whether samples are in the warehouse: asked on every page, answered anew only after a commit."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._known: tuple[int, bool] | None = None

    def __call__(self) -> bool:
        version = self._reader.version()
        if self._known is None or self._known[0] != version:
            found = self._reader.rows(
                "SELECT 1 FROM articles WHERE starts_with(article_id, $prefix) LIMIT 1", {"prefix": ID_PREFIX}
            )
            self._known = (version, bool(found))
        return self._known[1]
