"""Does confidence mean something? Of the events given 0.8, about eight in ten should hold.

    python benchmarks/bench_reliability.py [GOLD]     GOLD: the folder of labelled corpora (../shared/evaluation/gold)

An event of the sample articles holds when their answer key lists one of its sub-event type in that article (optional
ones included); an event of MUC-4 holds when the article's templates list its type of incident. Prints a table for
each, and the scale and offset that would make the present scores fit best over both.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import math
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from types import ModuleType

import msgspec

from schemas.article import parse_article
from streams.coding.coder import Coder, load_coder
from streams.samples import render_samples

ROOT = Path(__file__).resolve().parent.parent
KEY = ROOT / "tests" / "streams" / "samples_expected.jsonl"
Verdict = tuple[float, bool]


def of_samples(coder: Coder) -> Iterator[Verdict]:
    """Confidence and whether it holds, for every event that the coder takes from the samples to have occurred."""
    keys = {(row["article_id"], row["version"]): row["events"] for row in map(json.loads, KEY.open(encoding="utf-8"))}
    versions: dict[str, int] = {}
    for raw in render_samples(date(2026, 11, 22)):
        article = parse_article(raw)
        version = versions[article.article_id or ""] = versions.get(article.article_id or "", 0) + 1
        expected = keys.get((article.article_id, version))
        if expected is None:
            continue
        left = [event["sub_event_type"] for event in expected]
        for event in sorted(coder.code(article).events, key=lambda e: -e.confidence):
            if event.status != "occurred":
                continue
            holds = event.sub_event_type in left
            if holds:
                left.remove(event.sub_event_type)
            yield event.confidence, holds


def of_muc4(coder: Coder, gold: Path) -> Iterator[Verdict]:
    """The same for MUC-4's development part, by type of incident."""
    score = _load(gold.parent / "score.py")
    with gzip.open(gold / "muc4.jsonl.gz", "rt", encoding="utf-8") as lines:
        for document in map(json.loads, lines):
            coded = coder.code(parse_article(json.dumps(score.article(document))))
            templates = document["labels"]["templates"]
            types = {f["raw"].split(" / ")[0] for t in templates for f in t["INCIDENT: TYPE"]}
            for event in score.muc_events(msgspec.to_builtins(coded)):
                yield event["confidence"], score.muc_type(event) in types


def table(verdicts: Iterable[Verdict]) -> str:
    """Ten rows: confidence, events, the share that holds."""
    rows: dict[int, list[bool]] = {}
    for confidence, holds in verdicts:
        rows.setdefault(min(int(confidence * 10), 9), []).append(holds)
    lines = ["confidence   events   hold"]
    for tenth, held in sorted(rows.items()):
        lines.append(f"0.{tenth} to {tenth / 10 + 0.1:.1f}  {len(held):7}   {sum(held) / len(held):.2f}")
    return "\n".join(lines)


def best_fit(verdicts: list[Verdict]) -> tuple[float, float]:
    """Scale and offset of the log-odds with the least loss, by Newton's method."""
    points = [(math.log(c / (1 - c)), h) for c, h in verdicts if 0 < c < 1]
    scale, offset = 1.0, 0.0
    for _ in range(30):
        g0 = g1 = h00 = h01 = h11 = 0.0
        for x, holds in points:
            p = 1 / (1 + math.exp(-(scale * x + offset)))
            g0, g1 = g0 + (p - holds) * x, g1 + (p - holds)
            w = p * (1 - p)
            h00, h01, h11 = h00 + w * x * x, h01 + w * x, h11 + w
        determinant = h00 * h11 - h01 * h01
        if determinant < 1e-9:
            break
        scale -= (h11 * g0 - h01 * g1) / determinant
        offset -= (h00 * g1 - h01 * g0) / determinant
    return scale, offset


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    """Print the tables."""
    gold = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "evaluation" / "gold"
    coder = load_coder()
    verdicts = list(of_samples(coder))
    print("samples\n" + table(verdicts))
    if (gold / "muc4.jsonl.gz").exists():
        muc4 = list(of_muc4(coder, gold))
        print("\nMUC-4, development part\n" + table(muc4))
        verdicts += muc4
    else:
        print(f"\nMUC-4: not there ({gold})")
    scale, offset = best_fit(verdicts)
    print(f"\nbest fit over all: log-odds x {scale:.2f} {offset:+.2f}")


if __name__ == "__main__":
    main()
