"""What every test shares."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from streams.warehouse import attach


@pytest.fixture(scope="session", autouse=True)
def _trusted_extensions() -> Iterator[None]:
    """Checking the signatures of two extensions takes 0.17 s a warehouse, which a hundred tests need not do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(attach._CONFIG, "allow_unsigned_extensions", "true")
        patch.setitem(attach._CONFIG, "threads", "1")
        yield
