"""Records are found wherever the line breaks are, however the bytes arrive, and damage stays local."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.article import MAX_BYTES
from schemas.rejection import Origin, Rejection
from streams.intake.records import Record
from streams.intake.split import split_records

ARTICLES = [{"text": 'He said "no" [sic] {once}\\', "title": "a"}, {"text": "two\nlines"}, {"text": "three, é"}]


def at(line: int) -> Origin:
    return Origin(kind="file", file="f", line=line)


def split(data: bytes, size: int = 1 << 16) -> list[Record | Rejection]:
    return list(split_records((data[i : i + size] for i in range(0, len(data), size)), at))


def lines_of(found: list[Record | Rejection]) -> list[int | None]:
    return [one.origin.line for one in found]


def values(found: list[Record | Rejection]) -> list[object]:
    return [json.loads(one.raw) for one in found if isinstance(one, Record)]


LAYOUTS = {
    "lines": "\n".join(json.dumps(a) for a in ARTICLES),
    "lines with blank ones and CRLF": "\r\n\r\n".join(json.dumps(a) for a in ARTICLES) + "\r\n",
    "array on one line": json.dumps(ARTICLES),
    "array without spaces": json.dumps(ARTICLES, separators=(",", ":"), ensure_ascii=False),
    "array over many lines": json.dumps(ARTICLES, indent=2),
    "array, one element a line": "[\n" + ",\n".join(json.dumps(a) for a in ARTICLES) + "\n]\n",
    "objects over many lines": "\n".join(json.dumps(a, indent=1) for a in ARTICLES),
    "with a byte order mark": "\ufeff" + "\n".join(json.dumps(a) for a in ARTICLES),
}


@pytest.mark.parametrize("size", [1, 2, 7, 1 << 16])
@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_every_layout_gives_the_same_records(text: str, size: int) -> None:
    assert values(split(text.encode(), size)) == ARTICLES


def test_lines_are_numbered_as_an_editor_numbers_them() -> None:
    assert lines_of(split(b'\n{"text":"a"}\n\n{"text":"b"}\nnot json\n')) == [2, 4, 5]
    assert lines_of(split(b'[\n{\n"text":"a"\n},\n\n  {"text":"b"}]')) == [2, 6]


def test_a_bad_line_is_a_record_of_its_own() -> None:
    found = split(b'{"text":"a"}\n{"text": "b\n{"text":"c"}\nnothing\n')
    assert [one.raw for one in found] == [b'{"text":"a"}', b'{"text": "b', b'{"text":"c"}', b"nothing"]  # type: ignore[union-attr]


def test_an_unclosed_object_does_not_swallow_the_next() -> None:
    found = split(b'{\n"text": "a"\n\n{\n"text": "b"\n}\n')
    assert lines_of(found) == [1, 4]
    assert [one.raw for one in found] == [b'{\n"text": "a"', b'{\n"text": "b"\n}']  # type: ignore[union-attr]


def test_garbage_between_the_elements_of_an_array_is_a_record() -> None:
    found = split(b'[{"text":"a"},\n17,\n{"text":"b"}]')
    assert [one.raw for one in found] == [b'{"text":"a"}', b"17,", b'{"text":"b"}']  # type: ignore[union-attr]


def test_a_file_cut_short_keeps_what_came_before() -> None:
    found = split(b'[{"text":"a"},{"text":"b')
    assert [one.raw for one in found] == [b'{"text":"a"}', b'{"text":"b']  # type: ignore[union-attr]


@pytest.mark.parametrize("start", [b"", b"["], ids=["lines", "array"])
def test_an_overlong_record_is_cut_and_the_next_one_read(start: bytes) -> None:
    data = start + b'{"text":"' + b"x" * MAX_BYTES + b'"}' + (b"," if start else b"") + b'\n{"text":"b"}\n'
    first, second = split(data)
    assert isinstance(first, Rejection)
    assert (first.reason, len(first.original)) == ("too-large", MAX_BYTES)
    assert (second.raw, second.origin.line) == (b'{"text":"b"}', 2)  # type: ignore[union-attr]


@pytest.mark.parametrize("error", [OSError("Input/output error"), EOFError(), zlib.error("bad block")], ids=repr)
def test_a_stream_that_breaks_off_says_where(error: Exception) -> None:
    def broken() -> Iterator[bytes]:
        yield b'{"text":"a"}\n{"text":"b'
        raise error

    kept, rejected = split_records(broken(), at)
    assert kept == Record(b'{"text":"a"}', at(1))
    assert isinstance(rejected, Rejection)
    assert (rejected.reason, rejected.origin.line, rejected.original) == ("unreadable", 2, b'{"text":"b')


@given(st.lists(st.dictionaries(st.sampled_from(["text", "title"]), st.text(), min_size=1), max_size=5), st.data())
def test_any_objects_in_any_chunks(objects: list[dict[str, str]], data: st.DataObject) -> None:
    indent = data.draw(st.sampled_from([None, 0, 2]))
    text = json.dumps(objects, indent=indent, ensure_ascii=data.draw(st.booleans())).encode()
    assert objects == values(split(text, data.draw(st.integers(1, 40))))


@given(st.binary(max_size=300), st.integers(1, 40))
def test_no_byte_but_whitespace_and_array_marks_is_lost(data: bytes, size: int) -> None:
    found = split(data, size)
    kept = b"".join(one.raw if isinstance(one, Record) else one.original for one in found)
    dropped = b" \t\r\n\v\f[],\xef\xbb\xbf"
    assert kept.translate(None, dropped) == data.translate(None, dropped)
