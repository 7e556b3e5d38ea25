"""Read vocabulary files: tab-separated, one entry a line, strict, with file and line in every error.

A file starts with a header line naming its columns. Empty lines and lines that start with `#` are comments. A field
may list several values with `|` where the loader says so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from schemas.errors import LexiconError

__all__ = ["LEXICON", "Row", "lexicon_version", "read_table"]

LEXICON = Path(__file__).resolve().parent.parent / "lexicon"
"""The folder of vocabulary files that ship with sitrep."""


class Row(NamedTuple):
    """One line of a vocabulary file; every column of the header is there, empty when blank."""

    file: str
    line: int
    values: dict[str, str]

    def __getitem__(self, column: str) -> str:  # type: ignore[override]
        return self.values[column]

    def list(self, column: str) -> list[str]:
        """The values of a column that may hold several, separated by `|`."""
        return [part.strip() for part in self.values[column].split("|") if part.strip()]

    def error(self, problem: str) -> LexiconError:
        """An error that points at this line."""
        return LexiconError(self.file, self.line, problem)


def read_table(path: Path, columns: Sequence[str]) -> Iterator[Row]:
    """Yield the rows of a vocabulary file whose header must be exactly `columns`.

    Raises `LexiconError` for a wrong header, a wrong number of fields, a stray space or a line that stands twice.
    """
    seen: dict[str, int] = {}
    header: list[str] | None = None
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = line.split("\t")
        if header is None:
            if fields != list(columns):
                raise LexiconError(path.name, number, f"the header is {fields}; it must be {list(columns)}")
            header = fields
            continue
        if len(fields) > len(header):
            raise LexiconError(path.name, number, f"{len(fields)} fields; the header has {len(header)} columns")
        if line in seen:
            raise LexiconError(path.name, number, f"the same line stands at {path.name}:{seen[line]}")
        seen[line] = number
        fields += [""] * (len(header) - len(fields))
        for column, field in zip(header, fields, strict=True):
            if field != field.strip():
                raise LexiconError(path.name, number, f"a stray space in column {column!r}: {field!r}")
        yield Row(path.name, number, dict(zip(header, fields, strict=True)))
    if header is None:
        raise LexiconError(path.name, 1, f"no header; it must be {list(columns)}")


@cache
def lexicon_version() -> str:
    """A digest of every vocabulary file: two coders with the same version read the same words."""
    digest = hashlib.sha256()
    for path in sorted(LEXICON.rglob("*.tsv")):
        digest.update(path.relative_to(LEXICON).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]
