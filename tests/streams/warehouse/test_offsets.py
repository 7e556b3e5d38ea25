"""The fence: rows and next offset of a partition are one commit, refused to a sink that lost the partition."""

from __future__ import annotations

import pytest

from streams.warehouse.offsets import NextOffset, OffsetMoved
from streams.warehouse.reader import checksums
from streams.warehouse.writer import Batch, Writer
from tests.builders import build_pair


def offset(first, following, partition=0):
    return [NextOffset("coded-articles", partition, first, following)]


def test_offsets_are_stored_with_the_rows(warehouse):
    assert warehouse.writer.next_offset("coded-articles", 0) is None
    warehouse.writer.write(Batch([build_pair("a1")], offsets=offset(0, 10)))
    warehouse.writer.write(Batch([build_pair("a1")], offsets=offset(10, 12)))
    warehouse.writer.write(Batch(offsets=offset(3, 5, partition=1)))
    again = Writer(warehouse.lake)
    assert [again.next_offset("coded-articles", one) for one in (0, 1, 2)] == [12, 5, None]
    assert warehouse.reader.version() == 3


def test_a_batch_that_is_stored_already_is_refused_whole(warehouse):
    warehouse.writer.write(Batch([build_pair("a1")], offsets=offset(0, 10)))
    before = checksums(warehouse.reader)
    with pytest.raises(OffsetMoved, match=r"coded-articles\[0\] is stored up to offset 10 .* begins at 4"):
        warehouse.writer.write(Batch([build_pair("a2")], offsets=offset(4, 14)))
    assert checksums(warehouse.reader) == before
    assert warehouse.writer.write(Batch([build_pair("a2")], offsets=offset(10, 14)))[0].outcome == "stored"
