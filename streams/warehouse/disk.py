"""Making sure that what was written is on the disk."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

__all__ = ["sync"]

_libc = ctypes.CDLL(None, use_errno=True)
_syncfs = getattr(_libc, "syncfs", None)  # Linux; elsewhere all file systems are synced


def sync(folder: Path) -> None:
    """Flush the file system of a folder; raises `OSError` when the disk could not take everything."""
    if _syncfs is None:
        os.sync()
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        if _syncfs(descriptor) != 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(folder))
    finally:
        os.close(descriptor)
