"""Kilometres between two points."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

__all__ = ["kilometres"]


def kilometres(lat: float | None, lon: float | None, other_lat: float | None, other_lon: float | None) -> float | None:
    """Great-circle distance; None where a coordinate is not known."""
    if lat is None or lon is None or other_lat is None or other_lon is None:
        return None
    a = sin(radians(other_lat - lat) / 2) ** 2
    b = cos(radians(lat)) * cos(radians(other_lat)) * sin(radians(other_lon - lon) / 2) ** 2
    return 2 * 6371 * asin(min(1.0, sqrt(a + b)))
