"""The dashboard as a part of the service."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from starlette.datastructures import MutableHeaders
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from streams.service.samples import SampleCheck
from streams.warehouse.reader import Reader

__all__ = ["ExtraHeaders", "open_dashboard"]

_THREADS = 16


class ExtraHeaders:
    """ASGI middleware that adds the same headers to every response."""

    def __init__(self, app: ASGIApp, headers: Mapping[str, str]) -> None:
        self._app, self._headers = app, headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self._headers)
            await send(message)

        await self._app(scope, receive, send_with_headers)


def open_dashboard(reader: Reader) -> tuple[Sequence[BaseRoute], ASGIApp]:
    """Routes of its own, and the application for everything else.

    Dash runs in threads behind a WSGI bridge: on the event loop one slow query would stall everybody.
    """
    from a2wsgi import WSGIMiddleware

    from dashboard.app import create_app
    from dashboard.live import live_endpoint
    from dashboard.security import security_headers

    app = create_app(reader, samples=SampleCheck(reader))
    bridge: ASGIApp = WSGIMiddleware(app.server, workers=_THREADS)
    return [Route("/live", live_endpoint(reader))], ExtraHeaders(bridge, security_headers(app))
