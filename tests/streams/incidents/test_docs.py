"""The published table of evidence is the one in the code."""

from __future__ import annotations

import re
from pathlib import Path

from streams.incidents.evidence import BIAS, WEIGHTS

DOCS = Path(__file__).parents[3] / "docs" / "incidents.md"


def test_the_table_of_weights_is_the_codes() -> None:
    text = DOCS.read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([a-z ]+) \| ([+-]\d\.\d) \|", text, flags=re.MULTILINE)
    assert {name: float(weight) for name, weight in rows} == WEIGHTS
    assert f"from {BIAS:g}," in text
