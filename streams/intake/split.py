"""Bytes into records: JSON lines, one JSON object over many lines, objects in a row, or one JSON array of objects.

Memory stays flat: a record is handed out as soon as it is complete, and an overlong one is cut.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable, Iterator

from schemas.article import MAX_BYTES
from schemas.rejection import Origin, Rejection
from streams.intake.records import Record, reject

__all__ = ["READ_ERRORS", "split_records"]

READ_ERRORS = (OSError, EOFError, zlib.error)
"""What reading a file, or unpacking it, raises in the middle: EOFError is a gzip that was cut short."""

Locate = Callable[[int], Origin]
"""From a line number to the record's origin."""

_BOM = b"\xef\xbb\xbf"
_STRINGS = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"')
_BETWEEN = re.compile(rb"[^ \t\r]")
_IN_VALUE = re.compile(rb'["{}\[\]\n]')
_IN_STRING = re.compile(rb'["\\\n]')


def split_records(chunks: Iterable[bytes], locate: Locate) -> Iterator[Record | Rejection]:
    """Yield the records of a stream of bytes in order; lines are numbered from 1, blank ones are skipped.

    A stream that breaks off ends with a rejection `unreadable`: what came before it stands.
    """
    splitter: _Lines | _Document | None = None
    head = b""
    try:
        for chunk in chunks:
            if splitter is None:
                head = (head + chunk).removeprefix(_BOM)
                splitter = _choose(head, locate, at_end=False)
                if splitter is None:
                    continue
                chunk, head = head, b""
            yield from splitter.feed(chunk)
    except READ_ERRORS as error:
        splitter = splitter or _Lines(locate)
        rest = Record(head + splitter.rest(), locate(splitter.line))
        yield reject(rest, "unreadable", f"reading stopped here: {error or type(error).__name__}; what follows is lost")
        return
    if splitter is None:
        splitter = _choose(head, locate, at_end=True) or _Lines(locate)
        yield from splitter.feed(head)
    yield from splitter.end()


def _choose(head: bytes, locate: Locate, *, at_end: bool) -> _Lines | _Document | None:
    """By the first line that is not blank; None while it is not complete."""
    text = head.lstrip()
    line, newline, _ = text.partition(b"\n")
    if text.startswith(b"["):
        return _Document(locate)
    if not (newline or at_end or len(text) > MAX_BYTES):
        return None if not text or text.startswith(b"{") else _Lines(locate)
    bare = _STRINGS.sub(b"", line)
    opens = bare.startswith(b"{") and b'"' not in bare and bare.count(b"{") > bare.count(b"}")
    return _Document(locate) if opens else _Lines(locate)


class _Lines:
    """One record a line."""

    def __init__(self, locate: Locate) -> None:
        self._locate = locate
        self._tail = b""
        self._overlong = False
        self.line = 1

    def feed(self, chunk: bytes) -> Iterator[Record | Rejection]:
        lines = (self._tail + chunk).split(b"\n")
        self._tail = lines.pop()
        for line in lines:
            yield from self._emit(line)
            self.line += 1
        if len(self._tail) > MAX_BYTES:
            self._tail, self._overlong = self._tail[: MAX_BYTES + 1], True

    def end(self) -> Iterator[Record | Rejection]:
        yield from self._emit(self._tail)

    def rest(self) -> bytes:
        return self._tail

    def _emit(self, line: bytes) -> Iterator[Record | Rejection]:
        if self._overlong or len(line) > MAX_BYTES:
            self._overlong = False
            yield _overlong(line, self._locate(self.line))
        elif stripped := line.strip():
            yield Record(stripped, self._locate(self.line))


class _Document:
    """Objects one after another, or the elements of an array, wherever the line breaks are.

    An article holds no object, so a `{` at the start of a line means that the object before it was never closed:
    one broken record does not swallow its neighbours.
    """

    def __init__(self, locate: Locate) -> None:
        self._locate = locate
        self._pieces: list[bytes] = []
        self._size = 0
        self._depth = 0  # of brackets in the pending value; 0 between values
        self._garbage = False  # the pending value began with something else than {
        self._in_string = False
        self._skip = False  # the byte after a backslash comes with the next chunk
        self._after_newline = True
        self._started = 1
        self.line = 1

    def feed(self, chunk: bytes) -> Iterator[Record | Rejection]:
        position = kept = 0
        if self._skip and chunk:
            self._skip, position = False, 1
        while True:
            found = self._pattern().search(chunk, position)
            if found is None:
                break
            here, token = found.start(), found.group()
            at_line_start = chunk[here - 1 : here] == b"\n" if here else self._after_newline
            position = here + 1
            if token == b"\n":
                self.line += 1
                self._in_string = False  # no JSON string holds a line break: the damage ends with the line
                if self._garbage:
                    yield self._emit(chunk[kept:here])
            elif self._in_string:
                if token == b'"':
                    self._in_string = False
                elif position < len(chunk):
                    position += 1
                else:
                    self._skip = True
            elif not self._pending():
                if token not in b"[],":
                    self._started, kept = self.line, here
                    self._garbage = token != b"{"
                    self._depth = 0 if self._garbage else 1
            elif token == b'"':
                self._in_string = not self._garbage
            elif self._garbage:
                continue
            elif token == b"{" and at_line_start:
                yield self._emit(chunk[kept:here])
                self._started, kept, self._depth = self.line, here, 1
            else:
                self._depth += 1 if token in b"{[" else -1
                if self._depth == 0:
                    yield self._emit(chunk[kept:position])
        if self._pending():
            self._keep(chunk[kept:])
        self._after_newline = chunk.endswith(b"\n") if chunk else self._after_newline

    def end(self) -> Iterator[Record | Rejection]:
        if self._pending():
            yield self._emit(b"")

    def rest(self) -> bytes:
        return b"".join(self._pieces)

    def _pending(self) -> bool:
        return self._depth > 0 or self._garbage

    def _pattern(self) -> re.Pattern[bytes]:
        if self._in_string:
            return _IN_STRING
        return _IN_VALUE if self._pending() else _BETWEEN

    def _keep(self, piece: bytes) -> None:
        if self._size <= MAX_BYTES:
            self._pieces.append(piece[: MAX_BYTES + 1 - self._size])
        self._size += len(piece)

    def _emit(self, piece: bytes) -> Record | Rejection:
        self._keep(piece)
        raw, size = b"".join(self._pieces), self._size
        self._pieces, self._size, self._depth, self._garbage = [], 0, 0, False
        origin = self._locate(self._started)
        return _overlong(raw, origin) if size > MAX_BYTES else Record(raw.strip(), origin)


def _overlong(raw: bytes, origin: Origin) -> Rejection:
    cut = Record(raw[:MAX_BYTES], origin)
    return reject(cut, "too-large", f"longer than {MAX_BYTES:,} bytes; the first {MAX_BYTES:,} are kept here")
