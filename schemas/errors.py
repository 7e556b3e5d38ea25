"""What can go wrong, drawn once.

SitrepError                 base: has `exit_code`, and a message that ends in the next step
├── UsageError              the command was called wrongly (exit 2)
├── DependencyError         something sitrep needs is not there: file, disk, broker, catalog (exit 3)
│   ├── WarehouseBusy       another process owns the SQLite catalog
│   └── WarehouseTooNew     the warehouse was written by a newer sitrep
├── LexiconError            a vocabulary file is wrong; names file and line (exit 3)
└── RecordError             one record cannot be used; becomes a `Rejection`, never stops the stream (exit 1)
"""

from __future__ import annotations

__all__ = [
    "DependencyError",
    "LexiconError",
    "RecordError",
    "SitrepError",
    "UsageError",
    "WarehouseBusy",
    "WarehouseTooNew",
]


class SitrepError(Exception):
    """Base of all errors that a user of sitrep may see without a traceback."""

    exit_code = 1


class UsageError(SitrepError):
    """The command, option or setting was wrong; the message says what would be right."""

    exit_code = 2


class DependencyError(SitrepError):
    """Something sitrep depends on is missing or full; the message says how to get it."""

    exit_code = 3


class WarehouseBusy(DependencyError):
    """Another process owns this warehouse's SQLite catalog; the message names it."""


class WarehouseTooNew(DependencyError):
    """The warehouse's layout is of a newer sitrep than this one."""


class LexiconError(SitrepError):
    """A line of a vocabulary file cannot be used: `actors.tsv:412: code 'X' ends before it starts`."""

    exit_code = 3

    def __init__(self, file: str, line: int, problem: str) -> None:
        super().__init__(f"{file}:{line}: {problem}")
        self.file, self.line, self.problem = file, line, problem


class RecordError(SitrepError):
    """One record cannot be used. `reason` is a code of `schemas.rejection.REASONS`."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason, self.detail = reason, detail
