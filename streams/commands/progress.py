"""How far a long command has come: a bar on a terminal, a plain line every few seconds elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import Protocol, Self

import click

__all__ = ["Progress", "open_progress"]

_LINE_SECONDS = 5.0


class Counts(Protocol):
    """What a progress line tells."""

    read: int
    events: int

    @property
    def rejected(self) -> int: ...
    @property
    def seconds(self) -> float: ...


class Progress:
    """Quiet: counts bytes, shows nothing. Bytes are of files as stored, so that packed ones need no second look."""

    def __init__(self) -> None:
        self.total = self._before = self._within = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing to tidy up."""

    def expect(self, size: int) -> None:
        """So many bytes are to be read in all; 0 when nobody knows."""
        self.total = size

    def watch_file(self) -> Callable[[int], object]:
        """A function that is told the position in the file that is being read."""

        def watch(position: int) -> None:
            self._within = position

        return watch

    def finish_file(self, size: int) -> None:
        """A file of that size has been read."""
        self._before += size
        self._within = 0

    @property
    def position(self) -> int:
        return min(self.total, self._before + self._within)

    def say(self, line: str) -> None:
        """Something worth knowing."""

    def count(self, counts: Counts) -> None:
        """Show how far we are."""


class _Lines(Progress):
    def __init__(self) -> None:
        super().__init__()
        self._shown = time.monotonic()

    def say(self, line: str) -> None:
        click.echo(f"sitrep: {line}", err=True)

    def count(self, counts: Counts) -> None:
        if time.monotonic() - self._shown < _LINE_SECONDS:
            return
        self._shown = time.monotonic()
        done = f"{self.position / self.total:4.0%}  " if self.total else ""
        click.echo(f"sitrep: {done}{_counted(counts)}", err=True)


class _Bar(Progress):
    def __init__(self) -> None:
        super().__init__()
        from rich import progress
        from rich.console import Console

        self._bar = progress.Progress(
            progress.SpinnerColumn(),
            progress.BarColumn(),
            progress.TaskProgressColumn(),
            progress.TextColumn("{task.description}"),
            progress.TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._task = self._bar.add_task("reading", total=None)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def say(self, line: str) -> None:
        self._bar.console.print(f"sitrep: {line}", markup=False, highlight=False)

    def count(self, counts: Counts) -> None:
        self._bar.update(self._task, total=self.total or None, completed=self.position, description=_counted(counts))


def _counted(counts: Counts) -> str:
    pace = counts.read / counts.seconds if counts.seconds else 0.0
    rejected = f", {counts.rejected:,} rejected" if counts.rejected else ""
    return f"{counts.read:,} articles, {counts.events:,} events{rejected}, {pace:,.0f}/s"


def open_progress(*, quiet: bool) -> Progress:
    """The kind that fits where stderr goes."""
    if quiet:
        return Progress()
    return _Bar() if sys.stderr.isatty() else _Lines()
