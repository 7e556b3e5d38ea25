"""The one process that codes and writes.

A process and not a thread: coding holds the interpreter's lock, and the dashboard and HTTP must not wait for it. It
also owns the warehouse's catalog, so a service has exactly one writer; and if it dies, the service starts it again.
"""

from __future__ import annotations

import importlib
import multiprocessing
import signal
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from multiprocessing.connection import Connection
from typing import Any, NamedTuple, Protocol

from schemas.errors import DependencyError, SitrepError
from schemas.rejection import Rejection
from streams.intake.records import Record
from streams.intake.store import Done

__all__ = ["Keeper", "Worker", "WorkerLost", "WorkerSpec"]


class Keeper(Protocol):
    """What the process needs of a warehouse and a coder. `streams.intake.keeper` has the real one."""

    def take(self, records: Sequence[Record | Rejection]) -> Done: ...
    def tend(self) -> None:
        """One bounded step of maintenance; raises `DependencyError` while nothing could be written."""

    def retract(self, prefix: str) -> int:
        """Take out the current articles whose id starts so; returns how many."""


class WorkerSpec(NamedTuple):
    """What the process is started with. `opener` is "module:name", called with the other three."""

    warehouse: str
    cache: str | None = None
    url: str | None = None
    opener: str = "streams.intake.keeper:open_keeper"


class WorkerLost(Exception):
    """The process ended in the middle of its work."""


class Worker:
    """The process as seen from the service. Used by one thread at a time."""

    def __init__(self, spec: WorkerSpec) -> None:
        self._spec = spec
        self._process: multiprocessing.process.BaseProcess | None = None
        self._connection: Connection | None = None
        self.starts = 0

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.is_alive()

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Start the process and wait until it owns the warehouse; raises what kept it from that."""
        self.stop()
        context = multiprocessing.get_context("spawn")  # a fork would copy the locks of our threads
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=run_worker, args=(self._spec, theirs), name="sitrep-worker", daemon=True)
        self._process.start()
        theirs.close()
        self.starts += 1
        self._receive()

    def take(self, records: Sequence[Record | Rejection]) -> Done:
        """Code and store a batch; returns after the commit."""
        done = self._ask("take", list(records))
        assert isinstance(done, Done)
        return done

    def tend(self) -> None:
        """Let the process do one step of maintenance."""
        self._ask("tend")

    def retract(self, prefix: str) -> int:
        """Take articles out by the start of their ids."""
        return int(self._ask("retract", prefix))

    def stop(self, seconds: float = 10.0) -> None:
        """End the process; it finishes its commit first, if that takes no longer than `seconds`."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if self._process is not None:
            self._process.join(seconds)
            if self._process.is_alive():
                self._process.kill()
                self._process.join()
            self._process = None

    def _ask(self, name: str, *arguments: object) -> Any:
        if self._connection is None:
            raise WorkerLost("the coding process is not running")
        try:
            self._connection.send((name, arguments))
        except OSError as error:
            raise WorkerLost(self._last_words()) from error
        return self._receive()

    def _receive(self) -> Any:
        assert self._connection is not None
        try:
            kind, value = self._connection.recv()
        except (EOFError, OSError) as error:
            raise WorkerLost(self._last_words()) from error
        if kind == "error":
            raise value
        return value

    def _last_words(self) -> str:
        assert self._process is not None
        self._process.join(1.0)
        code = self._process.exitcode
        why = f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"
        return f"the coding process ended with {why}"


def run_worker(spec: WorkerSpec, connection: Connection) -> None:
    """The process: answers one request after another until the service closes the pipe, or is gone."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # the service decides when: a batch in hand is committed first
    module, _, name = spec.opener.partition(":")
    opener: Callable[..., AbstractContextManager[Keeper]] = getattr(importlib.import_module(module), name)
    try:
        with opener(spec.warehouse, spec.cache, spec.url) as keeper:
            connection.send(("ok", None))
            _serve(connection, keeper)
    except SitrepError as error:
        _answer(connection, error)


def _serve(connection: Connection, keeper: Keeper) -> None:
    while True:
        try:
            name, arguments = connection.recv()
        except (EOFError, ConnectionResetError):
            return
        try:
            answer = ("ok", getattr(keeper, name)(*arguments))
        except (DependencyError, OSError) as error:
            _answer(connection, error)
            continue
        try:
            connection.send(answer)
        except OSError:
            return


def _answer(connection: Connection, error: Exception) -> None:
    """Send an error as one that pickle keeps whole: a class of ours with one message."""
    kind = type(error) if isinstance(error, DependencyError) else DependencyError
    with suppress(OSError):  # nobody is listening any more: the next read ends the process
        connection.send(("error", kind(str(error))))
