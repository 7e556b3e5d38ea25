"""The map of what is stored."""

from __future__ import annotations

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from streams.warehouse import keys
from streams.warehouse.keys import KeyTable, hash64

KEY = st.integers(0, 2**64 - 1)
ENTRIES = st.dictionaries(KEY, st.tuples(st.integers(0, 2**31 - 1), KEY), max_size=20)


def build(entries):
    rows = sorted((key, *values) for key, values in entries.items())
    names = {"key": pa.uint64(), "version": pa.int32(), "fingerprint": pa.uint64()}
    columns = [pa.array([row[at] for row in rows], kind) for at, kind in enumerate(names.values())]
    return KeyTable(pa.table(columns, names=list(names)))


@given(stored=ENTRIES, steps=st.lists(ENTRIES, max_size=5), absent=KEY, fold=st.integers(1, 10))
def test_it_is_a_dict(stored, steps, absent, fold):
    table, expected, before = build(stored), dict(stored), keys._FOLD
    keys._FOLD = fold
    try:
        for step in steps:
            table.update(step)
            expected |= step
    finally:
        keys._FOLD = before
    assert {key: table.get(key) for key in expected} == expected
    assert table.get(absent) == expected.get(absent)


def test_parts_are_kept_apart():
    assert len({hash64("ab", "c"), hash64("a", "bc"), hash64("abc"), hash64("abc", None), hash64("abc", "")}) == 5
