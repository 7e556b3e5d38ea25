"""An empty warehouse to copy, because making one takes a fifth of a second."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path

import pytest

from streams.warehouse.lake import Lake, locate, open_lake
from streams.warehouse.reader import Reader
from streams.warehouse.writer import Writer


class Clock:
    """Ten seconds a look."""

    def __init__(self) -> None:
        self.now = datetime(2024, 4, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=10)
        return self.now


class Warehouse:
    """A folder with its writer and a reader."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder, self._stack = folder, stack
        self.lake: Lake = stack.enter_context(open_lake(locate(folder)))
        self.clock = Clock()
        self.writer = Writer(self.lake, self.clock)

    @cached_property
    def reader(self) -> Reader:
        return self._stack.enter_context(Reader(locate(self.folder)))


@pytest.fixture(scope="session")
def empty_folder(_trusted_extensions: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("warehouse") / "empty"
    open_lake(locate(folder)).close()
    return folder


@pytest.fixture
def open_copy(empty_folder: Path, tmp_path: Path) -> Iterator[Callable[[], Warehouse]]:
    """A function that opens one more empty warehouse."""
    with ExitStack() as stack:
        count = 0

        def open_one() -> Warehouse:
            nonlocal count
            count += 1
            return Warehouse(Path(shutil.copytree(empty_folder, tmp_path / f"w{count}")), stack)

        yield open_one


@pytest.fixture
def warehouse(open_copy: Callable[[], Warehouse]) -> Warehouse:
    return open_copy()


@pytest.fixture(scope="session")
def unchanged(empty_folder: Path) -> Iterator[Reader]:
    """One empty warehouse for all tests that only look."""
    with Reader(locate(empty_folder)) as reader:
        yield reader
