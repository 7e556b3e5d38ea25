"""`sitrep up`: puts the parts together, serves until it is asked to stop, and leaves nothing half done."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from types import FrameType
from typing import NamedTuple

import uvicorn
from starlette.types import ASGIApp

from schemas.errors import DependencyError
from streams.service.background import Background
from streams.service.guard import own_names
from streams.service.http import create_service
from streams.service.intake import Intake
from streams.service.metrics import Metrics
from streams.service.pages import open_dashboard
from streams.service.samples import holds_other_articles, sample_records
from streams.service.worker import Worker, WorkerLost, WorkerSpec
from streams.warehouse.lake import locate
from streams.warehouse.reader import Reader

__all__ = ["Options", "run_service"]

logger = logging.getLogger(__name__)


class Options(NamedTuple):
    """What `sitrep up` was asked for."""

    warehouse: str
    cache: str | None = None
    host: str = "127.0.0.1"
    port: int = 8050
    allow_hosts: tuple[str, ...] = ()
    token: str | None = None
    samples: bool = True
    feeds: tuple[str, ...] = ()
    feed_minutes: float = 15.0
    log_level: str = "info"
    opener: str = WorkerSpec._field_defaults["opener"]


def run_service(options: Options, say: Callable[[str], object]) -> None:
    """Serve until SIGINT or SIGTERM. Raises `DependencyError` when the port or the warehouse is not to be had."""
    _start_logging(options.log_level)
    signal.signal(signal.SIGTERM, _interrupt)
    with ExitStack() as stack:
        listening = stack.enter_context(_listen(options.host, options.port))
        url = _url(options.host, listening.getsockname()[1])
        worker = Worker(WorkerSpec(options.warehouse, options.cache, url, options.opener))
        stack.callback(worker.stop)
        started = time.monotonic()
        logger.info("starting the coding process; the very first start builds the gazetteer, which takes some seconds")
        _start_worker(worker)
        logger.info("the coding process %s is ready after %.1f s", worker.pid, time.monotonic() - started)
        reader = stack.enter_context(Reader(locate(options.warehouse)))
        metrics = Metrics()
        intake = Intake(worker, metrics.count_batch)
        metrics.watch(lambda: intake.depth, lambda: worker.starts)
        intake.start()
        stack.callback(intake.stop)
        background = Background(intake)
        stack.callback(background.stop)
        if options.samples and not holds_other_articles(reader):
            background.start_once("samples", sample_records(datetime.now(UTC)))
        if options.feeds:
            background.start_feeds(options.feeds, options.feed_minutes)
        routes, dashboard = open_dashboard(reader)
        app = create_service(
            intake,
            metrics,
            names=own_names(options.host, options.allow_hosts),
            token=options.token,
            dashboard=dashboard,
            routes=routes,
        )
        if options.token is None and not _is_local(options.host):
            logger.warning("anybody who reaches %s may post articles: set SITREP_TOKEN", options.host)
        say(f"sitrep is up:  {url}")
        say(f"warehouse:     {locate(options.warehouse)}")
        say("stop with Ctrl-C; what was answered is stored")
        _serve(app, listening)
        logger.info("stopping")


def _serve(app: ASGIApp, listening: socket.socket) -> None:
    config = uvicorn.Config(
        app,
        log_config=None,
        log_level="warning",
        access_log=False,
        lifespan="off",
        server_header=False,
        timeout_graceful_shutdown=2,  # event streams never end by themselves
    )
    server = _Server(config)

    def stop(number: int, frame: FrameType | None) -> None:
        server.should_exit = True

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    asyncio.run(server.serve(sockets=[listening]))


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Uvicorn raises the signal again after its shutdown, which would end us before the last commit."""
        yield


@contextlib.contextmanager
def _listen(host: str, port: int) -> Iterator[socket.socket]:
    """Listening from the first moment on: two services never share a port, and who comes early waits."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[
            0
        ]
    except socket.gaierror as error:
        raise DependencyError(
            f"cannot listen on {host!r}: {error.strerror}; give an address of this machine"
        ) from error
    # asyncio switches Nagle's algorithm off, which costs 40 ms a response, only where the protocol is named.
    with socket.socket(family, kind, socket.IPPROTO_TCP) as listening:
        try:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(address)
            listening.listen(2048)
        except OSError as error:
            taken = error.errno == errno.EADDRINUSE
            what = "it is in use; stop what listens there, or" if taken else f"{error.strerror};"
            raise DependencyError(f"cannot listen on {host}, port {port}: {what} choose another with --port") from error
        yield listening


def _start_worker(worker: Worker) -> None:
    try:
        worker.start()
    except WorkerLost as error:
        raise DependencyError(
            f"{error} before it was ready; what it said is above. `sitrep doctor` may know more"
        ) from error


def _start_logging(level: str) -> None:
    logging.basicConfig(
        level=level.upper(),
        stream=sys.stderr,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
        datefmt="%Y-%m-%dT%H:%M:%S",
    )
    for name in ("httpx", "httpcore", "trafilatura", "uvicorn", "werkzeug", "htmldate"):
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLogger().level))


def _interrupt(number: int, frame: FrameType | None) -> None:
    """A stop while still starting: like Ctrl-C."""
    raise KeyboardInterrupt


def _is_local(host: str) -> bool:
    return host in ("localhost", "::1") or host.startswith("127.")


def _url(host: str, port: int) -> str:
    """An address that works on this machine, also when we listen on all of them."""
    name = {"0.0.0.0": "127.0.0.1", "": "127.0.0.1", "::": "[::1]"}.get(host, host)
    return f"http://[{name}]:{port}" if ":" in name and not name.startswith("[") else f"http://{name}:{port}"
