"""A coder for tests of what surrounds it: fast, deterministic, and able to fail in every way a coder can."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

from schemas.article import Article
from schemas.coded import CodedArticle
from streams.intake.keeper import Keeper
from streams.warehouse.lake import locate, open_lake
from tests.builders import build_coded, build_event

__all__ = ["code", "open_fake"]


def code(article: Article) -> CodedArticle:
    """An event a "killed"; "@boom" is a bug, "@die" kills the process, "@sleep" takes a while."""
    if "@boom" in article.text:
        raise ZeroDivisionError("a bug of the fake coder")
    if "@die" in article.text:
        os._exit(7)
    if "@sleep" in article.text:
        time.sleep(0.3)
    count = article.text.count("killed")
    return build_coded(article, [build_event(f"{article.article_id}-{n}") for n in range(count)])


@contextmanager
def open_fake(warehouse: str, cache: str | None = None, url: str | None = None) -> Iterator[Keeper]:
    """The real keeper of a real warehouse, with the fake coder."""
    with open_lake(locate(warehouse), url=url) as lake:
        yield Keeper(lake, code)
