"""How fast the coder is on one core, beside a bare tokeniser over the same text in the same run.

    python benchmarks/bench_coder.py [ARTICLES [FILE]]      5000, ../shared/load/articles.jsonl.gz

Prints CPU seconds of each, articles a CPU second, the ratio, events, and the peak of memory. CPU time, because other
work on the machine should not count; the tokeniser makes a list of the words and their places, as any coder must.
"""

from __future__ import annotations

import gzip
import re
import resource
import sys
import time
from itertools import islice
from pathlib import Path

from schemas.article import parse_article
from streams.coding.coder import load_coder

LOAD = Path(__file__).resolve().parents[2] / "shared" / "load" / "articles.jsonl.gz"


def main() -> None:
    """Measure and print."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    path = Path(sys.argv[2]) if len(sys.argv) > 2 else LOAD
    if not path.exists():
        print(f"{path} is not there; name a file of article events")
        return
    with gzip.open(path) as lines:
        articles = [parse_article(line) for line in islice(lines, wanted)]
    coder = load_coder()
    for article in articles[:200]:
        coder.code(article)
    word = re.compile(r"\w+")
    began = time.process_time()
    words = sum(len([(m.group(), m.start(), m.end()) for m in word.finditer(a.text)]) for a in articles)
    tokenised = time.process_time() - began
    began = time.process_time()
    events = sum(len(coder.code(article).events) for article in articles)
    coded = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{len(articles)} articles, {words} words, {events} events")
    print(f"CPU: tokeniser {tokenised:.2f} s, coder {coded:.2f} s, {coded / tokenised:.1f} times as long")
    print(f"{len(articles) / coded:.0f} articles a CPU second")
    print(f"peak memory {peak} MB")


if __name__ == "__main__":
    main()
