"""What every test shares."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from streams.warehouse import attach


@pytest.fixture(scope="session", autouse=True)
def _trusted_extensions() -> Iterator[None]:
    """Checking the signatures of two extensions takes 0.17 s a warehouse, which a hundred tests need not do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(attach._CONFIG, "allow_unsigned_extensions", "true")
        patch.setitem(attach._CONFIG, "threads", "1")
        yield


ROOT = Path(__file__).resolve().parent.parent
ON_DISK = (
    "tests/streams/warehouse/",
    "tests/streams/commands/test_ingest.py",
    "tests/streams/commands/test_sql.py",
    "tests/streams/service/test_worker.py",
    "tests/dashboard/test_app.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what opens a lake on disk: it is a suite of its own, and `make unit` goes without."""
    for item in items:
        if item.path.relative_to(ROOT).as_posix().startswith(ON_DISK):
            item.add_marker(pytest.mark.warehouse)
