"""Polite HTTP reading: named, patient, bounded in size and time, one request at a time to a host."""

from __future__ import annotations

import time
from collections.abc import Callable
from importlib.metadata import version
from typing import NamedTuple

import httpx

__all__ = ["FetchError", "Fetched", "Fetcher"]

USER_AGENT = f"sitrep/{version('sitrep')} (news monitoring; one request at a time)"
MAX_BYTES = 10_000_000
_HOST_PAUSE = 1.0
_TRANSIENT = frozenset({408, 425, 429, 500, 502, 503, 504})


class FetchError(Exception):
    """A document could not be fetched. `transient` when coming again later may help."""

    def __init__(self, detail: str, *, transient: bool) -> None:
        super().__init__(detail)
        self.transient = transient


class Fetched(NamedTuple):
    """A document; `content` is None when it has not changed since `etag` and `last_modified`."""

    url: str
    content: bytes | None
    content_type: str
    etag: str | None = None
    last_modified: str | None = None


class Fetcher:
    """Fetches documents in one thread, so there is never more than one request under way."""

    def __init__(
        self,
        *,
        client: httpx.Client | None = None,
        host_pause: float = _HOST_PAUSE,
        max_bytes: int = MAX_BYTES,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self._client = client or httpx.Client(
            timeout=httpx.Timeout(30.0, connect=10.0), follow_redirects=True, max_redirects=5
        )
        self._pause, self._max_bytes, self._sleep = host_pause, max_bytes, sleep
        self._last: dict[str, float] = {}

    def get(
        self, url: str, *, accept: str = "*/*", etag: str | None = None, last_modified: str | None = None
    ) -> Fetched:
        """Fetch a document unless it has not changed; raises `FetchError`."""
        headers = {"User-Agent": USER_AGENT, "Accept": accept}
        if etag:
            headers["If-None-Match"] = etag
        if last_modified:
            headers["If-Modified-Since"] = last_modified
        try:
            host = httpx.URL(url).host
            self._wait_for(host)
            with self._client.stream("GET", url, headers=headers) as answer:
                if answer.status_code == 304:
                    return Fetched(url, None, "", etag, last_modified)
                if answer.status_code != 200:
                    transient = answer.status_code in _TRANSIENT
                    raise FetchError(f"{url} answered {answer.status_code}", transient=transient)
                content = self._read(answer)
        except (httpx.InvalidURL, httpx.UnsupportedProtocol, httpx.TooManyRedirects) as error:
            raise FetchError(f"cannot fetch {url}: {error}", transient=False) from error
        except httpx.HTTPError as error:
            raise FetchError(f"cannot fetch {url}: {error or type(error).__name__}", transient=True) from error
        return Fetched(
            str(answer.url),
            content,
            answer.headers.get("content-type", ""),
            answer.headers.get("etag"),
            answer.headers.get("last-modified"),
        )

    def close(self) -> None:
        self._client.close()

    def _wait_for(self, host: str) -> None:
        if host in self._last:
            pause = self._last[host] + self._pause - time.monotonic()
            if pause > 0:
                self._sleep(pause)
        self._last[host] = time.monotonic()

    def _read(self, answer: httpx.Response) -> bytes:
        content = bytearray()
        for chunk in answer.iter_bytes():
            content += chunk
            if len(content) > self._max_bytes:
                raise FetchError(f"{answer.url} is larger than {self._max_bytes:,} bytes", transient=False)
        return bytes(content)
