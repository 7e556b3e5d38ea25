"""Who may talk to the service: no page of another site, under no name that is not ours.

A browser sends a page's requests to 127.0.0.1 when the page's own name is made to resolve there (DNS rebinding), and
posts forms anywhere. So the `Host` must be an address or one of our names, and an `Origin` must be our own.
"""

from __future__ import annotations

import hmac
import ipaddress
import socket
from collections.abc import Iterable

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

__all__ = ["Guard", "own_names", "token_fits"]


def own_names(host: str, allowed: Iterable[str]) -> frozenset[str]:
    """The names under which the service answers, besides every literal address."""
    names = {"localhost", host.lower(), *(name.lower() for name in allowed)}
    if not _is_loopback(host):
        names |= {socket.gethostname().lower(), socket.getfqdn().lower()}
    return frozenset(names)


class Guard:
    """ASGI middleware that answers 421 to a wrong `Host` and 403 to a foreign `Origin`."""

    def __init__(self, app: ASGIApp, names: frozenset[str]) -> None:
        self._app, self._names = app, names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and (problem := self._problem(Headers(scope=scope))):
            status, detail = problem
            await JSONResponse({"error": detail}, status)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _problem(self, headers: Headers) -> tuple[int, str] | None:
        host = headers.get("host", "")
        name = _name(host)
        if not (_is_address(name) or name in self._names):
            return (
                421,
                f"the service is not known as {name!r}; start it with --allow-host {name or 'NAME'} if it should be",
            )
        origin = headers.get("origin")
        if origin is not None and origin.partition("://")[2].lower() != host.lower():
            return 403, f"requests of pages from {origin} are not taken"
        return None


def token_fits(headers: Headers, token: str | None) -> bool:
    """Whether the request carries the token, compared in constant time; true when none is set."""
    if token is None:
        return True
    scheme, _, given = headers.get("authorization", "").partition(" ")
    return scheme.lower() == "bearer" and hmac.compare_digest(given.strip().encode(), token.encode())


def _name(host: str) -> str:
    """A `Host` header without its port, in lower case."""
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.partition(":")[0].lower()


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _is_loopback(host: str) -> bool:
    return host.lower() == "localhost" or (_is_address(host) and ipaddress.ip_address(host).is_loopback)
