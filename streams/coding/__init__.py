"""The pure coding core: an article in, a coded article out, without clock, network, database or environment."""

from __future__ import annotations

CODER_VERSION = "0.1.0"
"""Raised whenever the same article may be coded differently."""
