"""Every metric, status and setting that the service has is in the documentation."""

from __future__ import annotations

import re
from pathlib import Path

from streams.service.metrics import Metrics

PAGE = (Path(__file__).parents[3] / "docs" / "operations.md").read_text("utf-8")
ROOT = Path(__file__).parents[3] / "streams"


def test_every_metric_is_documented() -> None:
    documented = set(re.findall(r"^\| `(sitrep_\w+)", PAGE, re.MULTILINE))
    named = {
        f"{family.name}_total" if family.type == "counter" else family.name for family in Metrics().registry.collect()
    }
    assert documented == named


def test_every_status_of_the_intake_is_documented() -> None:
    documented = set(re.findall(r"^\| (\d{3}) \|", PAGE, re.MULTILINE))
    code = "".join(
        (ROOT / name).read_text("utf-8") for name in ("service/http.py", "service/guard.py", "intake/body.py")
    )
    used = set(re.findall(r"(?:BodyError|_problem)\(\s*(\d{3})\b|return (\d{3})\b", code))
    assert {one or other for one, other in used} <= documented
