"""Invented news articles for the demonstration and the tests, moved in time so that they end today. See README.md."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec

from schemas.article import Article
from schemas.errors import SitrepError

__all__ = ["ANCHOR_DAY", "ID_PREFIX", "is_sample", "load_samples", "render_samples"]

ANCHOR_DAY = date(2026, 6, 30)
"""The last day of publication in the files; rendering moves it to the day asked for."""
ID_PREFIX = "sample-"

_FILES = ("africa.jsonl", "middle_east.jsonl", "asia.jsonl", "americas_europe.jsonl", "everyday.jsonl")
_PLACEHOLDER = re.compile(r"\{(?P<code>[A-Za-z]+):(?P<offset>-?\d+)\}")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December")  # fmt: skip  # written out, because strftime follows the machine's locale


def is_sample(article_id: str) -> bool:
    """Whether an article is one of ours: invented, and to be shown as such."""
    return article_id.startswith(ID_PREFIX)


def load_samples(now: datetime) -> list[bytes]:
    """Article events, oldest first, as if the newest had just been published.

    The shift is by whole days, so every start on one UTC day gives the same bytes for the same article; what the
    anchor day publishes at a later hour than `now` is left for a later start instead of being dated in the future.
    """
    if now.tzinfo is None:
        raise SitrepError(f"load_samples needs an instant with a zone, got {now.isoformat()}; pass datetime.now(UTC)")
    articles = _render(now.astimezone(UTC).date())
    return [_encode(article) for instant, article in articles if instant <= now]


def render_samples(last_day: date) -> list[bytes]:
    """All article events, oldest first, shifted so that the last ones are published on `last_day`."""
    return [_encode(article) for _, article in _render(last_day)]


def _render(last_day: date) -> list[tuple[datetime, Article]]:
    shift = last_day - ANCHOR_DAY
    rendered = []
    for name in _FILES:
        lines = Path(__file__).with_name(name).read_bytes().splitlines()
        for number, line in enumerate(lines, 1):
            try:
                rendered.append(_shift(msgspec.json.decode(line, type=Article), shift))
            except (msgspec.DecodeError, ValueError) as error:
                raise SitrepError(f"streams/samples/{name}:{number}: {error}; restore the file as released") from error
    return sorted(rendered, key=lambda pair: pair[0])  # stable: a later version stays behind the earlier one


def _shift(article: Article, shift: timedelta) -> tuple[datetime, Article]:
    if article.published_at is None:
        raise ValueError(f"{article.article_id} has no published_at")
    published_at = article.published_at + shift
    day = published_at.date()  # in the outlet's own zone: "yesterday" is the writer's yesterday
    moved = msgspec.structs.replace(
        article,
        published_at=published_at,
        text=_fill(article.text, day),
        title=None if article.title is None else _fill(article.title, day),
    )
    return published_at, moved


def _fill(text: str, published: date) -> str:
    return _PLACEHOLDER.sub(lambda found: _written(found["code"], int(found["offset"]), published), text)


def _written(code: str, offset: int, published: date) -> str:
    """One placeholder in words; a code in capitals gives capitals."""
    if code.isupper():
        return _written(code.lower(), offset, published).upper()
    if code == "m":
        return _MONTHS[(published.month - 1 + offset) % 12]
    if code == "y":
        return str(published.year + offset)
    day = published + timedelta(days=offset)
    month = _MONTHS[day.month - 1]
    forms = {
        "w": _WEEKDAYS[day.weekday()],
        "d": f"{day.day} {month}",
        "u": f"{month} {day.day}",
        "s": f"{month[:3]} {day.day}",
        "f": f"{day.day} {month} {day.year}",
        "i": day.isoformat(),
    }
    if code not in forms:
        raise ValueError(f"unknown placeholder code {code!r}; use one of {', '.join([*forms, 'm', 'y'])}")
    return forms[code]


def _encode(article: Article) -> bytes:
    return msgspec.json.encode(article)
