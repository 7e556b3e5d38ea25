"""Who writes a warehouse folder: one process, held by a lock that ends with it."""

from __future__ import annotations

import fcntl
import os
import socket
import time
from datetime import datetime
from pathlib import Path

import msgspec

from schemas.errors import DependencyError, WarehouseBusy

__all__ = ["LOCK_FILE", "Owner", "Ownership", "read_owner"]

LOCK_FILE = "owner.lock"
_PATIENCE = 0.5
"""Seconds a new owner tries: somebody who only looks (`read_owner`) holds the lock for a moment."""


class Owner(msgspec.Struct, frozen=True, kw_only=True):
    """The process that writes a warehouse; `url` is that of its service, when it runs one."""

    pid: int
    host: str
    started: datetime
    url: str | None = None


class Ownership:
    """The right to write a folder, held until `release` or the end of the process."""

    def __init__(self, path: Path, descriptor: int, owner: Owner) -> None:
        self.path, self.owner = path, owner
        self._descriptor: int | None = descriptor
        self._write()

    @classmethod
    def claim(cls, folder: Path, now: datetime, url: str | None = None) -> Ownership:
        """Lock the folder, or raise `WarehouseBusy` naming who has it, since when, and where its service listens."""
        path = folder / LOCK_FILE
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise DependencyError(
                f"cannot write in {folder}: {error.strerror}; make it writable or choose another with --warehouse"
            ) from error
        deadline = time.monotonic() + _PATIENCE
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    busy = _busy(folder, _parse(_read(descriptor)))
                    os.close(descriptor)
                    raise busy from None
                time.sleep(0.02)
        return cls(path, descriptor, Owner(pid=os.getpid(), host=socket.gethostname(), started=now, url=url))

    def announce(self, url: str | None) -> None:
        """Say where the service of this process listens, so that other commands can hand it their articles."""
        self.owner = msgspec.structs.replace(self.owner, url=url)
        self._write()

    def release(self) -> None:
        """Let others write; the file stays, because removing it would let two processes lock two files."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _write(self) -> None:
        if self._descriptor is None:
            return
        data = msgspec.json.encode(self.owner)
        os.pwrite(self._descriptor, data, 0)
        os.ftruncate(self._descriptor, len(data))


def read_owner(folder: Path) -> Owner | None:
    """The process that writes this folder now; None when nobody does (whatever the file still says)."""
    try:
        descriptor = os.open(folder / LOCK_FILE, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise DependencyError(
            f"cannot read {folder / LOCK_FILE}: {error.strerror}; check the folder's permissions"
        ) from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _parse(_read(descriptor))
    finally:
        os.close(descriptor)
    return None


def _read(descriptor: int) -> bytes:
    return os.pread(descriptor, 10_000, 0)


def _parse(data: bytes) -> Owner | None:
    try:
        return msgspec.json.decode(data, type=Owner)
    except msgspec.DecodeError:  # it has the lock and has not written yet
        return None


def _busy(folder: Path, owner: Owner | None) -> WarehouseBusy:
    if owner is None:
        return WarehouseBusy(f"another process is just opening {folder} for writing; try again in a moment")
    service = f", its service listens at {owner.url}" if owner.url else ""
    return WarehouseBusy(
        f"{folder} is being written by process {owner.pid} on {owner.host} since "
        f"{owner.started:%Y-%m-%d %H:%M:%S %Z}{service}; stop it first, or choose another folder with --warehouse"
    )
