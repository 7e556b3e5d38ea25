"""Which reports tell the same incident: pure, and a function of the set of events only."""

from __future__ import annotations

LINKER_VERSION = "1"
"""Changes when the same events may be linked otherwise."""
