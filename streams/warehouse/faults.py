"""What went wrong beneath the warehouse, in words that say what to do."""

from __future__ import annotations

import errno
import re
import shutil
from pathlib import Path

import duckdb

from schemas.errors import DependencyError

__all__ = ["CatalogLocked", "explain", "gist", "masked"]

_PASSWORD = re.compile(r"(password\s*=\s*)(?:'[^']*'|[^\s\"]+)|(://[^:/@\s]+:)[^@\s]+(?=@)")
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FULL_WORDS = ("no space left on device", "disk is full", "disk quota exceeded", "file too large")
_LOCKED_WORDS = ("database is locked", "transaction conflict", "could not serialize", "deadlock detected")
_DENIED_WORDS = ("permission denied", "read-only file system", "readonly database", "unable to open database file")


class CatalogLocked(DependencyError):
    """Another process held the catalog at this moment: the whole transaction may be tried again."""


def explain(error: duckdb.Error | OSError, where: str) -> DependencyError | None:
    """The fault of the machine behind an error of DuckDB or the system; None when it is not one we know."""
    words = str(error).lower()
    if getattr(error, "errno", None) in _FULL or any(word in words for word in _FULL_WORDS):
        return DependencyError(
            f"the disk of the warehouse {where} is full{_free(where)}: {gist(error)}. "
            "Nothing of this batch was stored; free some space, and it is stored at the next attempt"
        )
    if any(word in words for word in _LOCKED_WORDS):
        return CatalogLocked(f"the catalog of {where} is locked by another process: {gist(error)}")
    if getattr(error, "errno", None) in (errno.EACCES, errno.EROFS, errno.EPERM) or any(
        w in words for w in _DENIED_WORDS
    ):
        return DependencyError(
            f"the warehouse {where} cannot be written or read: {gist(error)}. Check who may write the folder"
        )
    if getattr(error, "errno", None) == errno.EIO or "disk i/o error" in words:  # what SQLite says of a full disk, too
        return DependencyError(
            f"the disk of the warehouse {where} is full or fails{_free(where)}: {gist(error)}. "
            "Nothing of this batch was stored; free some space or mend the disk, and the next attempt stores it"
        )
    return None


def _free(where: str) -> str:
    path = Path(where)
    if not path.is_dir():
        return ""
    return f" ({shutil.disk_usage(path).free / 1e6:,.0f} MB free)"


def gist(error: BaseException) -> str:
    """On one line: the cause is often in DuckDB's last."""
    lines = [line.strip(" .\t") for line in masked(str(error)).splitlines() if line.strip()]
    return "; ".join(lines)[:400] or type(error).__name__


def masked(text: str) -> str:
    """Without passwords: Postgres' errors repeat the whole connection string."""
    return _PASSWORD.sub(r"\1\2***", text)
