"""Feeds and the pages they link to, from a server of our own on this machine."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from schemas.article import parse_article
from schemas.rejection import Rejection
from streams.intake.feeds import Feed, parse_feed, read_feed_file, read_feed_url
from streams.intake.fetch import Fetcher, FetchError
from streams.intake.pages import fragment_text
from streams.intake.records import Record

PARAGRAPH = "Armed men stopped a bus on the road to Marowa and took eleven passengers away, the district said. "


def page(text: str) -> str:
    menu = "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(30))
    body = "".join(f"<p>{text}</p>" for _ in range(4))
    return f"<html><head><title>t</title></head><body><nav><ul>{menu}</ul></nav><article>{body}</article></body></html>"


def rss(*items: str) -> str:
    return (
        "<?xml version='1.0'?><rss version='2.0'><channel><title>Marowa &amp; Times</title><link>http://x/</link>"
        f"<language>en-gb</language>{''.join(items)}</channel></rss>"
    )


def item(
    link: str, title: str = "Bus stopped", date: str = "Tue, 05 Mar 2024 09:30:00 +0300", text: str = "Short."
) -> str:
    return (
        f"<item><title>{title}</title><link>{link}</link><pubDate>{date}</pubDate>"
        f"<description>&lt;p&gt;{text}&lt;/p&gt;</description></item>"
    )


class Site:
    """What each path answers: a status, a content type and a body; counts what was asked for."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[int, str, str]] = {}
        self.asked: list[tuple[str, str | None]] = []
        self.etag: str | None = None
        self.url = ""


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, self.headers.get("User-Agent")))
            if site.etag is not None and self.headers.get("If-None-Match") == site.etag:
                self.send_response(304)
                self.end_headers()
                return
            status, kind, body = site.pages.get(self.path, (404, "text/html", "not found"))
            self.send_response(status)
            self.send_header("Content-Type", kind)
            if self.path == "/feed" and site.etag is not None:
                self.send_header("ETag", site.etag)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *args: object) -> None:
            """Silence."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    site.url = f"http://127.0.0.1:{server.server_port}"
    yield site
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    fetcher = Fetcher(host_pause=0.0)
    yield fetcher
    fetcher.close()


def only(found: Iterator[Record | Rejection]) -> Record:
    (record,) = found
    assert isinstance(record, Record), record
    return record


def test_an_entry_becomes_an_article_with_the_text_of_its_page(site: Site, fetcher: Fetcher) -> None:
    site.pages["/feed"] = (200, "application/rss+xml", rss(item(f"{site.url}/a", "Bus &amp;amp; road")))
    site.pages["/a"] = (200, "text/html; charset=utf-8", page(PARAGRAPH))
    record = only(read_feed_url(f"{site.url}/feed", fetcher))
    article = parse_article(record.raw)
    assert "eleven passengers" in article.text
    assert "Section 3" not in article.text
    assert (article.title, article.url, article.source, article.language) == (
        "Bus & road", f"{site.url}/a", "Marowa & Times", "en-gb",
    )  # fmt: skip
    assert article.published_at == datetime(2024, 3, 5, 9, 30, tzinfo=timezone(timedelta(hours=3)))
    assert article.published_at is not None
    assert article.published_at.utcoffset() == timedelta(hours=3)
    assert (record.origin.kind, record.origin.url) == ("feed", f"{site.url}/a")
    assert all("sitrep" in (agent or "") for _, agent in site.asked)


def test_atom_is_read_too(fetcher: Fetcher, tmp_path: Path) -> None:
    path = tmp_path / "saved.atom"
    path.write_text(
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title><entry><title>E</title><id>tag:x,1</id>"
        "<updated>2024-03-05T09:30:00Z</updated>"
        "<content type='html'>&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</content></entry></feed>"
    )
    event = json.loads(only(read_feed_file(path, fetcher)).raw)
    assert event == {
        "text": "One.\n\nTwo.",
        "article_id": "tag:x,1",
        "title": "E",
        "source": "T",
        "published_at": "2024-03-05T09:30:00Z",
    }


def test_the_feeds_own_text_serves_where_the_page_gives_none(site: Site, fetcher: Fetcher) -> None:
    site.pages["/feed"] = (200, "text/xml", rss(item("/gone", text="Two were hurt.")))  # a relative link
    assert parse_article(only(read_feed_url(f"{site.url}/feed", fetcher)).raw).text == "Two were hurt."
    assert site.asked[-1][0] == "/gone"


def test_an_entry_without_any_text_is_rejected(site: Site, fetcher: Fetcher) -> None:
    site.pages["/feed"] = (200, "text/xml", rss(item(f"{site.url}/a", text="")))
    site.pages["/a"] = (200, "text/html", "<html><body></body></html>")
    (rejection,) = read_feed_url(f"{site.url}/feed", fetcher)
    assert isinstance(rejection, Rejection)
    assert (rejection.reason, rejection.origin.url) == ("bad-page", f"{site.url}/a")


BAD_FEEDS = {
    "a web page": (200, "text/html", page(PARAGRAPH), "web page and no feed"),
    "JSON": (200, "application/json", "{}", "no RSS or Atom"),
    "nothing": (200, "application/xml", "", "no RSS or Atom"),
    "not found": (404, "text/html", "", "answered 404"),
}


@pytest.mark.parametrize(("status", "kind", "body", "why"), BAD_FEEDS.values(), ids=BAD_FEEDS.keys())
def test_a_bad_feed_is_rejected_once(site: Site, fetcher: Fetcher, status: int, kind: str, body: str, why: str) -> None:
    site.pages["/feed"] = (status, kind, body)
    feed = Feed(f"{site.url}/feed", fetcher)
    (rejection,) = feed.poll()
    assert isinstance(rejection, Rejection)
    assert (rejection.reason, rejection.origin.url) == ("bad-feed", f"{site.url}/feed")
    assert why in rejection.detail
    assert list(feed.poll()) == []


def test_what_was_committed_is_not_given_again(site: Site, fetcher: Fetcher) -> None:
    site.pages["/feed"] = (200, "text/xml", rss(item(f"{site.url}/a")))
    site.pages["/a"] = (200, "text/html", page(PARAGRAPH))
    feed = Feed(f"{site.url}/feed", fetcher)
    assert len(list(feed.poll())) == 1
    assert len(list(feed.poll())) == 1  # it was not stored: the same again
    feed.commit()
    site.pages["/feed"] = (200, "text/xml", rss(item(f"{site.url}/b"), item(f"{site.url}/a")))
    assert only(feed.poll()).origin.url == f"{site.url}/b"


def test_an_unchanged_feed_is_asked_for_conditionally(site: Site, fetcher: Fetcher) -> None:
    site.pages["/feed"] = (200, "text/xml", rss(item(f"{site.url}/a")))
    site.pages["/a"] = (200, "text/html", page(PARAGRAPH))
    site.etag = '"1"'
    feed = Feed(f"{site.url}/feed", fetcher)
    assert len(list(feed.poll())) == 1
    feed.commit()
    assert list(feed.poll()) == []
    assert [path for path, _ in site.asked] == ["/feed", "/a", "/feed"]


def test_a_page_that_fails_for_now_is_tried_again_and_then_done_without(site: Site, fetcher: Fetcher) -> None:
    site.etag = '"1"'
    site.pages["/feed"] = (200, "text/xml", rss(item(f"{site.url}/a", text="Summary.")))
    site.pages["/a"] = (503, "text/html", "")
    feed = Feed(f"{site.url}/feed", fetcher, attempts=3)
    for _ in range(2):
        assert list(feed.poll()) == []
        feed.commit()
    assert parse_article(only(feed.poll()).raw).text == "Summary."


def test_a_document_that_is_too_large_is_not_read_to_its_end(site: Site) -> None:
    site.pages["/big"] = (200, "text/html", "x" * 5000)
    fetcher = Fetcher(host_pause=0.0, max_bytes=1000)
    with pytest.raises(FetchError, match="larger"):
        fetcher.get(f"{site.url}/big")
    fetcher.close()


def test_one_host_is_asked_at_a_pace(site: Site) -> None:
    site.pages["/a"] = (200, "text/html", "x")
    slept: list[float] = []
    fetcher = Fetcher(host_pause=5.0, sleep=slept.append)
    fetcher.get(f"{site.url}/a")
    fetcher.get(f"{site.url}/a")
    assert len(slept) == 1
    assert 4.0 < slept[0] <= 5.0
    fetcher.close()


@pytest.mark.parametrize("link", ["file:///etc/passwd", "http://localhost/admin", "http://10.0.0.1/", "http://[::1]/x"])
def test_a_feed_cannot_send_us_to_addresses_of_this_network(fetcher: Fetcher, tmp_path: Path, link: str) -> None:
    path = tmp_path / "f.rss"
    path.write_text(rss(item(link, text="Own text.")))
    assert parse_article(only(read_feed_file(path, fetcher)).raw).text == "Own text."


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Tue, 05 Mar 2024 09:30:00 GMT", "2024-03-05T09:30:00+00:00"),
        ("2024-03-05T09:30:00-05:00", "2024-03-05T09:30:00-05:00"),
        ("2024-03-05T09:30:00", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates_keep_their_zone_and_are_never_guessed(written: str, expected: str | None) -> None:
    (entry,) = parse_feed(rss(item("http://x/a", date=written)).encode(), "")
    assert not isinstance(entry, str)
    assert (entry.published_at.isoformat() if entry.published_at else None) == expected


def test_fragments_lose_markup_and_keep_paragraphs() -> None:
    html = "<p>One &amp; <b>two</b>.</p><script>x()</script><ul><li>three</li></ul>four<br>five"
    assert fragment_text(html) == "One & two.\n\nthree\n\nfour\n\nfive"
