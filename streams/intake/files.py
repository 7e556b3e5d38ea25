"""Files, folders and standard input, packed with gzip or not, into records."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from functools import partial
from io import BufferedReader
from pathlib import Path
from typing import NamedTuple

from schemas.rejection import Origin, Rejection
from streams.intake.records import Record, reject
from streams.intake.split import split_records

__all__ = ["ARTICLE_ENDINGS", "FEED_ENDINGS", "Found", "find_files", "read_file", "read_stream"]

ARTICLE_ENDINGS = (".json", ".jsonl", ".ndjson", ".json.gz", ".jsonl.gz", ".ndjson.gz")
FEED_ENDINGS = (".xml", ".rss", ".atom")

_CHUNK = 1 << 17
_GZIP = b"\x1f\x8b"


class Found(NamedTuple):
    """The files of a folder that can hold articles, in order, and how many others there are."""

    files: list[Path]
    others: int


def find_files(folder: Path) -> Found:
    """Every file below the folder whose name ends like articles or a feed, sorted by path; hidden ones are left out.

    A link that leads nowhere counts as a file: reading it is rejected, and so it is not overlooked.
    """
    names = [
        path
        for path in sorted(folder.rglob("*"))
        if (path.is_file() or not path.exists())
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    ]
    files = [path for path in names if path.name.lower().endswith((*ARTICLE_ENDINGS, *FEED_ENDINGS, ".gz"))]
    return Found(files, len(names) - len(files))


def read_file(path: Path, watch: Callable[[int], object] | None = None) -> Iterator[Record | Rejection]:
    """The records of a file; one that cannot be opened is a rejection `unreadable`.

    `watch` is told how far into the file we are, in bytes, for a progress bar.
    """
    try:
        stream = path.open("rb")
    except OSError as error:
        record = Record(b"", Origin(kind="file", file=str(path)))
        yield reject(record, "unreadable", f"cannot open {path}: {error.strerror or error}")
        return
    with stream:
        yield from read_stream(stream, kind="file", name=str(path), watch=watch)


def read_stream(
    stream: BufferedReader, *, kind: str, name: str, watch: Callable[[int], object] | None = None
) -> Iterator[Record | Rejection]:
    """The records of an open stream, each as soon as it has arrived."""
    return split_records(_chunks(stream, watch), partial(_at_line, kind, name))


def _at_line(kind: str, name: str, line: int) -> Origin:
    return Origin(kind=kind, file=name, line=line)


def _chunks(stream: BufferedReader, watch: Callable[[int], object] | None) -> Iterator[bytes]:
    """What has arrived so far, unpacked if it begins like gzip, whatever the file is called."""
    packed = stream.peek(len(_GZIP))[: len(_GZIP)] == _GZIP
    source = gzip.GzipFile(fileobj=stream) if packed else stream
    while chunk := source.read1(_CHUNK):
        yield chunk
        if watch:
            watch(stream.tell())
