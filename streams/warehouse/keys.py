"""What the writer knows without asking the lake: hashes, and sorted arrays of what is stored."""

from __future__ import annotations

from bisect import bisect_left
from hashlib import blake2b
from typing import Any, Literal

import pyarrow as pa
import pyarrow.compute as pc

__all__ = ["KeyTable", "hash64"]

_FOLD = 100_000
"""Recent entries are kept in a dict and folded into the arrays when there are this many: 24 bytes an id, not 300."""
_CASTS: dict[pa.DataType, Literal["Q", "q", "i"]] = {pa.uint64(): "Q", pa.int64(): "q", pa.int32(): "i"}


def hash64(*parts: str | int | bytes | None) -> int:
    """64 bits of BLAKE2b; lengths keep ("ab", "c") apart from ("a", "bc")."""
    hasher = blake2b(digest_size=8)
    for part in parts:
        encoded = (
            part if isinstance(part, bytes) else b"" if part is None else str(part).encode("utf-8", "surrogatepass")
        )
        hasher.update(b"%d%c" % (len(encoded), 45 if part is None else 58))
        hasher.update(encoded)
    return int.from_bytes(hasher.digest(), "little")


class KeyTable:
    """A map from 64-bit keys to a few integers, for millions of keys: sorted arrays and a dict of what is recent."""

    def __init__(self, table: pa.Table) -> None:
        """The first column is the key, sorted and without nulls; the others are integers."""
        self._table = table.combine_chunks()
        self._columns = [_view(column) for column in self._table.columns]
        self._recent: dict[int, tuple[int, ...]] = {}

    def __len__(self) -> int:
        """Of the arrays; recent keys may or may not be among them."""
        return len(self._columns[0]) + len(self._recent)

    def get(self, key: int) -> tuple[int, ...] | None:
        """The integers of a key, or None when it was never put."""
        if (found := self._recent.get(key)) is not None:
            return found
        keys = self._columns[0]
        position = bisect_left(keys, key)
        if position < len(keys) and keys[position] == key:
            return tuple(column[position] for column in self._columns[1:])
        return None

    def update(self, entries: dict[int, tuple[int, ...]]) -> None:
        """Add or replace; folds now and then, which costs a sort of all keys and is paid by 100,000 of them."""
        self._recent.update(entries)
        if len(self._recent) >= _FOLD:
            self._fold()

    def _fold(self) -> None:
        schema = self._table.schema
        rows = [(key, *values) for key, values in self._recent.items()]
        recent = pa.table(
            [pa.array(column, type=field.type) for column, field in zip(zip(*rows, strict=True), schema, strict=True)],
            schema=schema,
        )
        old = self._table.filter(
            pc.invert(pc.is_in(self._table.column(0), value_set=recent.column(0).combine_chunks()))
        )
        self.__init__(pa.concat_tables([old, recent]).sort_by(schema.field(0).name))  # type: ignore[misc]


def _view(column: Any) -> memoryview[int]:
    """The numbers of a column as they lie in memory, without a copy."""
    array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if isinstance(array, pa.ChunkedArray):  # pyarrow gives an empty column back as it was
        array = pa.array([], type=column.type)
    code = _CASTS[array.type]
    buffer = array.buffers()[1]
    if buffer is None or len(array) == 0:
        return memoryview(b"").cast(code)
    return memoryview(buffer).cast("B").cast(code)[array.offset : array.offset + len(array)]
