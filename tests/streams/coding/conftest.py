"""One coder for every test that needs the whole of it."""

from __future__ import annotations

import pytest

from streams.coding.coder import Coder, load_coder


@pytest.fixture(scope="session")
def coder() -> Coder:
    """The coder with the vocabulary that ships; builds the gazetteer's cache on first use."""
    return load_coder()
