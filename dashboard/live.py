"""Server-sent events at `/live`: which version of the lake a page could show. Data is pulled, not pushed."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Protocol

from starlette.requests import Request
from starlette.responses import StreamingResponse

from schemas.errors import SitrepError

__all__ = ["Notices", "live_endpoint"]

logger = logging.getLogger(__name__)

POLL_SECONDS = 0.5
BEAT_SECONDS = 10.0
"""A page that hears nothing for three beats says so: see the watchdog in `assets/sitrep.js`."""


class Versioned(Protocol):
    """What is watched: anything that can say which version it holds."""

    def version(self) -> int: ...


class Notices:
    """One poll of the lake for all open pages; it rests while nobody listens."""

    def __init__(self, reader: Versioned, poll_seconds: float = POLL_SECONDS) -> None:
        self._reader = reader
        self._poll_seconds = poll_seconds
        self._version: int | None = None
        self._changed = asyncio.Condition()
        self._listeners = 0
        self._poller: asyncio.Task[None] | None = None

    async def listen(self, beat_seconds: float = BEAT_SECONDS) -> AsyncIterator[str]:
        """Yield server-sent events: the version now, each change, and a beat when there was none for a while."""
        self._listeners += 1
        if self._poller is None or self._poller.done():
            self._poller = asyncio.create_task(self._poll())
        told: int | None = None
        try:
            yield "retry: 2000\n\n"
            while True:
                async with self._changed:
                    with contextlib.suppress(TimeoutError):
                        async with asyncio.timeout(beat_seconds):
                            while self._version in (None, told):
                                await self._changed.wait()
                if self._version is not None and self._version != told:
                    told = self._version
                    yield f"event: version\ndata: {told}\n\n"
                else:
                    yield f"event: beat\ndata: {int(time.time())}\n\n"
        finally:
            self._listeners -= 1

    async def _poll(self) -> None:
        while self._listeners:
            try:
                version = await asyncio.to_thread(self._reader.version)
            except SitrepError as error:
                logger.warning("cannot read the version of the warehouse: %s", error)
            else:
                if version != self._version:
                    async with self._changed:
                        self._version = version
                        self._changed.notify_all()
            await asyncio.sleep(self._poll_seconds)


def live_endpoint(
    reader: Versioned, poll_seconds: float = POLL_SECONDS
) -> Callable[[Request], Awaitable[StreamingResponse]]:
    """The Starlette endpoint: `Route("/live", live_endpoint(reader))`."""
    notices: Notices | None = None

    async def live(request: Request) -> StreamingResponse:
        nonlocal notices
        if notices is None:  # made inside the running loop, which asyncio's locks belong to
            notices = Notices(reader, poll_seconds)
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(notices.listen(), media_type="text/event-stream", headers=headers)

    return live
