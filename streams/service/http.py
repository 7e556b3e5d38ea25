"""The service over HTTP: articles in, health and metrics out, and the dashboard for everything else."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import msgspec
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp

from schemas.errors import DependencyError
from schemas.rejection import Rejection
from streams.intake.body import BodyError, check_content_type, read_body, read_envelopes, read_records
from streams.intake.records import Record
from streams.intake.store import Outcome
from streams.service.guard import Guard, token_fits
from streams.service.intake import Intake, QueueFull
from streams.service.metrics import Metrics

__all__ = ["create_service"]

_RETRY_SECONDS = 10
_json = msgspec.json.Encoder()


def create_service(
    intake: Intake,
    metrics: Metrics,
    *,
    names: frozenset[str],
    token: str | None = None,
    dashboard: ASGIApp | None = None,
    routes: Sequence[BaseRoute] = (),
) -> ASGIApp:
    """The ASGI application. `routes` go before the dashboard, which answers whatever nothing else does."""

    def take(read: Callable[[bytes], list[Record | Rejection]]) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            response = await _take(request, intake, read, token)
            metrics.count_request(response.status_code)
            return response

        return endpoint

    async def remove_samples(request: Request) -> Response:
        if not token_fits(request.headers, token):
            return _problem(401, "the token is missing or wrong")
        from streams.samples import ID_PREFIX

        removed = await asyncio.wrap_future(intake.retract(ID_PREFIX))
        return JSONResponse({"removed": removed})

    async def health(request: Request) -> Response:
        state = intake.health()
        body = {"status": "ok" if state.ok else "failing", "reason": state.reason, "queue": intake.depth}
        return JSONResponse(body, 200 if state.ok else 503, {"Cache-Control": "no-store"})

    async def show_metrics(request: Request) -> Response:
        return Response(metrics.render(), media_type="text/plain; version=0.0.4; charset=utf-8")

    api = [
        Route("/articles", take(read_records), methods=["POST"]),
        Route("/records", take(read_envelopes), methods=["POST"]),
        Route("/samples", remove_samples, methods=["DELETE"]),
    ]
    mounted = [Mount("/", dashboard)] if dashboard is not None else []
    app = Starlette(
        routes=[
            Mount("/api", routes=api),  # a mount: what is wrong below it must not end up at the dashboard
            Route("/healthz", health),
            Route("/metrics", show_metrics),
            *routes,
            *mounted,
        ],
        exception_handlers={DependencyError: _unavailable},
    )
    return Guard(app, names)


async def _take(
    request: Request, intake: Intake, read: Callable[[bytes], list[Record | Rejection]], token: str | None
) -> Response:
    """Answer after the commit, with one outcome a record in order."""
    try:
        if not token_fits(request.headers, token):
            raise BodyError(401, "the token is missing or wrong; send Authorization: Bearer TOKEN")
        check_content_type(request.headers.get("content-type"))
        body = await read_body(request.stream(), request.headers.get("content-encoding"))
        # Splitting 32 MB takes a while: not on the event loop, where everybody else waits.
        records = await asyncio.to_thread(read, body)
        future = intake.submit(records)
    except BodyError as error:
        return _problem(error.status, error.detail)
    except ClientDisconnect:
        return _problem(400, "the client left before the body was complete")
    except QueueFull as error:
        return _problem(429, str(error), error.retry_after)
    # A client that leaves now does not stop what is queued; it just does not hear the answer.
    outcomes = await asyncio.shield(asyncio.wrap_future(future))
    return Response(_json.encode(outcomes), _status(outcomes), media_type="application/json")


def _status(outcomes: Sequence[Outcome]) -> int:
    """200 when every record was used, 422 when none was, 207 in between."""
    rejected = sum(one.outcome == "rejected" for one in outcomes)
    if not rejected:
        return 200
    return 422 if rejected == len(outcomes) else 207


def _problem(status: int, detail: str, retry_after: int | None = None) -> Response:
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return JSONResponse({"error": detail}, status, headers)


async def _unavailable(request: Request, error: Exception) -> Response:
    """Nothing of the request is stored: the producer keeps it and comes again."""
    return _problem(503, str(error), _RETRY_SECONDS)
