"""A browser that fails the test on any console message of trouble and on any request that leaves this machine."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from streams.warehouse.lake import Lake, locate, open_lake
from streams.warehouse.writer import Writer
from tests.browser.serving import serve
from tests.browser.world import fill_batches

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
SHOTS = Path(__file__).parents[1] / "screenshots"


class Site:
    """A served warehouse and its writer."""

    def __init__(self, url: str, lake: Lake) -> None:
        self.url, self.lake, self.writer = url, lake, Writer(lake)


@pytest.fixture(scope="module")  # playwright keeps a loop running: asyncio.run would fail in every test after it
def chromium() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: apt-get install -y chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def site(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    with ExitStack() as stack:
        lake = stack.enter_context(open_lake(locate(folder)))
        url = stack.enter_context(serve(folder, samples=True))
        site = Site(url, lake)
        for batch in fill_batches(700, datetime.now(UTC)):
            site.writer.write(batch)
        yield site


@pytest.fixture
def open_page(chromium: Any) -> Iterator[Callable[..., Any]]:
    """A function that opens a page; troubles of all pages are looked at when the test ends."""
    troubles: list[str] = []
    contexts: list[Any] = []

    def open_one(url: str, *, width: int = 1440, height: int = 900, scheme: str = "light") -> Any:
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            reduced_motion="reduce",
            accept_downloads=True,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)

        def look(message: Any) -> None:
            if message.type in ("error", "warning"):
                troubles.append(f"console {message.type}: {message.text}")

        def follow(request: Any) -> None:
            parts = urlsplit(request.url)
            if parts.scheme not in ("data", "blob") and parts.hostname != "127.0.0.1":
                troubles.append(f"request to {request.url}")

        page.on("console", look)
        page.on("pageerror", lambda error: troubles.append(f"page error: {error}"))
        page.on("request", follow)
        page.on("response", lambda r: troubles.append(f"{r.status} {r.url}") if r.status >= 400 else None)
        page.goto(url)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not troubles, "\n".join(troubles)


@pytest.fixture
def shoot() -> Callable[..., None]:
    """Keep a picture for a person to look at."""

    def keep(page: Any, name: str, *, full: bool = False) -> None:
        SHOTS.mkdir(exist_ok=True)
        page.screenshot(path=SHOTS / f"{name}.png", full_page=full)

    return keep
