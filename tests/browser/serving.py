"""The dashboard on a free port over a warehouse that a test fills, with the headers the service sends."""

from __future__ import annotations

import gc
import socket
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from a2wsgi import WSGIMiddleware
from starlette.applications import Starlette
from starlette.routing import Mount, Route

from dashboard.app import create_app
from dashboard.live import live_endpoint
from dashboard.security import security_headers
from streams.service.pages import ExtraHeaders
from streams.warehouse.lake import locate
from streams.warehouse.reader import Reader


@contextmanager
def serve(warehouse: Path, *, samples: bool = False, port: int = 0) -> Iterator[str]:
    """Serve until the block ends; gives the URL."""
    with Reader(locate(warehouse)) as reader, socket.create_server(("127.0.0.1", port)) as listening:
        dash_app = create_app(reader, samples=lambda: samples)
        bridge = WSGIMiddleware(dash_app.server, workers=8)
        app = Starlette(
            routes=[
                Route("/live", live_endpoint(reader)),
                Mount("/", ExtraHeaders(bridge, security_headers(dash_app))),
            ]
        )
        config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1, lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(timeout=10)
            with warnings.catch_warnings():  # files that flask-compress has left open: not the next test's fault
                warnings.simplefilter("ignore", ResourceWarning)
                gc.collect()
