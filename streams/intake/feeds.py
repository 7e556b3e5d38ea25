"""RSS and Atom feeds into article events, with the text of the page that each entry links to."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import msgspec

from schemas.rejection import Origin, Rejection
from streams.intake.fetch import Fetched, Fetcher, FetchError
from streams.intake.pages import article_text, fragment_text
from streams.intake.records import Record, reject

__all__ = ["Entry", "Feed", "parse_feed", "read_feed_file", "read_feed_url"]

_ACCEPT_FEED = "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1"
_ACCEPT_PAGE = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"
_ATTEMPTS = 3
_SEEN_MOST = 5_000
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


class Entry(NamedTuple):
    """One entry of a feed; `text` is what the feed itself holds of it."""

    link: str | None
    guid: str | None
    title: str | None
    text: str
    published_at: datetime | None
    source: str | None
    language: str | None

    @property
    def key(self) -> str:
        """Changes when the feed says that the entry has changed."""
        return f"{self.link or self.guid}|{self.published_at}|{self.title}"


def read_feed_url(url: str, fetcher: Fetcher, *, pages: bool = True) -> Iterator[Record | Rejection]:
    """Every entry of a feed, once; a feed that cannot be read is a rejection `bad-feed`."""
    yield from Feed(url, fetcher, pages=pages, attempts=1).poll()


def read_feed_file(path: Path, fetcher: Fetcher, *, pages: bool = True) -> Iterator[Record | Rejection]:
    """Every entry of a feed that was saved as a file."""
    origin = Origin(kind="feed", file=str(path))
    try:
        content = path.read_bytes()
    except OSError as error:
        yield reject(Record(b"", origin), "unreadable", f"cannot open {path}: {error.strerror or error}")
        return
    entries = parse_feed(content, "")
    if isinstance(entries, str):
        yield reject(Record(content, origin), "bad-feed", f"{path} {entries}")
        return
    for entry in entries:
        record = _entry_record(entry, fetcher if pages else None, None, last_attempt=True)
        if record is not None:
            yield record


class Feed:
    """A feed that is looked at again and again. What `poll` gave counts as seen only after `commit`."""

    def __init__(self, url: str, fetcher: Fetcher, *, pages: bool = True, attempts: int = _ATTEMPTS) -> None:
        self.url = url
        self._fetcher, self._pages, self._attempts = fetcher, pages, attempts
        self._etag: str | None = None
        self._last_modified: str | None = None
        self._seen: dict[str, None] = {}
        self._tried: dict[str, int] = {}
        self._problem: str | None = None
        self._pending: tuple[str | None, str | None, list[str], bool] = (None, None, [], True)

    def poll(self) -> Iterator[Record | Rejection]:
        """What is new since the last commit. The same trouble with the feed is rejected once, not at every look."""
        origin = Origin(kind="feed", url=self.url)
        self._pending = (self._etag, self._last_modified, [], True)
        try:
            fetched = self._fetcher.get(
                self.url, accept=_ACCEPT_FEED, etag=self._etag, last_modified=self._last_modified
            )
        except FetchError as error:
            yield from self._say(Record(b"", origin), str(error))
            return
        if fetched.content is None:
            return
        entries = parse_feed(fetched.content, fetched.content_type, fetched.url)
        if isinstance(entries, str):
            yield from self._say(Record(fetched.content, origin), f"{self.url} {entries}")
            return
        self._problem = None
        yield from self._new(entries, fetched)

    def commit(self) -> None:
        """All that the last `poll` gave is stored: do not give it again."""
        etag, last_modified, keys, complete = self._pending
        # While a page is still to be tried again, the feed must be read whole next time, changed or not.
        self._etag, self._last_modified = (etag, last_modified) if complete else (None, None)
        for key in keys:
            self._seen[key] = None
            self._tried.pop(key, None)
        while len(self._seen) > _SEEN_MOST:
            self._seen.pop(next(iter(self._seen)))

    def _new(self, entries: list[Entry], fetched: Fetched) -> Iterator[Record | Rejection]:
        keys: list[str] = []
        complete = True
        for entry in entries:
            if entry.key in self._seen:
                continue
            tried = self._tried[entry.key] = self._tried.get(entry.key, 0) + 1
            fetcher = self._fetcher if self._pages else None
            record = _entry_record(entry, fetcher, self.url, last_attempt=tried >= self._attempts)
            if record is None:
                complete = False
                continue
            keys.append(entry.key)
            yield record
        self._pending = (fetched.etag, fetched.last_modified, keys, complete)

    def _say(self, record: Record, problem: str) -> Iterator[Rejection]:
        if problem != self._problem:
            self._problem = problem
            yield reject(record, "bad-feed", problem)


def parse_feed(content: bytes, content_type: str, url: str = "") -> list[Entry] | str:
    """The entries of a feed; or, for what is none, a sentence that says what it is instead."""
    import feedparser

    headers = {"content-type": content_type, "content-location": url}  # the second is what relative links start from
    parsed = feedparser.parse(content, response_headers={name: value for name, value in headers.items() if value})
    if not parsed.get("version"):
        head = content[:1000].lstrip().lower()
        if head.startswith((b"<!doctype html", b"<html")) or b"<html" in head:
            return "is a web page and no feed; look in it for a link to RSS or Atom"
        problem = parsed.get("bozo_exception")
        return f"is no RSS or Atom feed{f': {problem}' if problem else ''}"
    title = _plain(parsed.feed.get("title"))
    language = parsed.feed.get("language")
    return [_entry(entry, title, language) for entry in parsed.entries]


def _entry(entry: Any, feed_title: str | None, feed_language: str | None) -> Entry:
    link = entry.get("link") or ""
    bodies = [part.get("value", "") for part in entry.get("content", [])] or [entry.get("summary", "")]
    language = next((part.get("language") for part in entry.get("content", []) if part.get("language")), feed_language)
    return Entry(
        link=link if link.startswith(("http://", "https://")) else None,  # feedparser takes any id for a link
        guid=entry.get("id") or None,
        title=_plain(entry.get("title")),
        text=max((fragment_text(body) for body in bodies), key=len),
        published_at=_instant(entry.get("published") if "published" in entry else _updated(entry)),
        source=feed_title,
        language=language if language and _LANGUAGE.fullmatch(language) else None,
    )


def _updated(entry: Any) -> str | None:
    """Asking feedparser for it where it is not there brings a warning."""
    return entry["updated"] if "updated" in entry else None  # noqa: SIM401


def _entry_record(
    entry: Entry, fetcher: Fetcher | None, feed_url: str | None, *, last_attempt: bool
) -> Record | Rejection | None:
    """The article event of an entry; None when its page is to be tried again later."""
    text, problem = entry.text, f"the entry {entry.title!r} has no text"
    if fetcher is not None and entry.link is not None:
        try:
            page = _page_text(entry.link, fetcher, feed_url)
        except FetchError as error:
            if error.transient and not last_attempt:
                return None
            page, problem = None, str(error)
        else:
            problem = f"{entry.link} has no article text that can be told from the rest of the page"
        if page is not None and len(page) >= len(text):
            text = page
    origin = Origin(kind="feed", url=entry.link or feed_url)
    event = {
        "text": text,
        "article_id": None if entry.link else _short(entry.guid),
        "title": entry.title,
        "url": entry.link,
        "source": entry.source,
        "published_at": entry.published_at,
        "language": entry.language,
    }
    record = Record(msgspec.json.encode({name: value for name, value in event.items() if value is not None}), origin)
    return record if text else reject(record, "bad-page", problem)


def _page_text(link: str, fetcher: Fetcher, feed_url: str | None) -> str | None:
    if not _may_follow(link, feed_url):
        raise FetchError(f"{link} is no address that a feed may send us to", transient=False)
    fetched = fetcher.get(link, accept=_ACCEPT_PAGE)
    assert fetched.content is not None
    if fetched.content_type and "html" not in fetched.content_type.lower():
        raise FetchError(f"{link} is {fetched.content_type}, no web page", transient=False)
    return article_text(fetched.content, fetched.url)


def _may_follow(link: str, feed_url: str | None) -> bool:
    """A feed on the web must not make us read addresses of this machine or its network; one of ours may."""
    try:
        parts = urlsplit(link)
        host = parts.hostname or ""
    except ValueError:
        return False
    if parts.scheme not in ("http", "https") or not host:
        return False
    return not _is_internal(host) or (feed_url is not None and urlsplit(feed_url).hostname == host)


def _is_internal(host: str) -> bool:
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return host == "localhost" or "." not in host or host.endswith((".local", ".internal", ".localhost"))


def _instant(written: str | None) -> datetime | None:
    """RFC 822 or RFC 3339, with the zone as written; without a zone nothing is guessed."""
    if not written:
        return None
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            instant = parse(written.strip())
        except ValueError:
            continue
        return instant if instant.tzinfo is not None else None
    return None


def _plain(text: str | None) -> str | None:
    return fragment_text(text) or None if text else None


def _short(guid: str | None) -> str | None:
    return guid if guid is None or len(guid) <= 200 else None
