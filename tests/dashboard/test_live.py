from __future__ import annotations

import asyncio

from dashboard.live import Notices
from schemas.errors import DependencyError


class Lake:
    """A version that the test moves; an exception is raised once."""

    def __init__(self) -> None:
        self.now: int | Exception = 1
        self.asked = 0

    def version(self) -> int:
        self.asked += 1
        if isinstance(self.now, Exception):
            error, self.now = self.now, 2
            raise error
        return self.now


def test_each_page_hears_the_version_its_changes_and_beats_between_them() -> None:
    async def story() -> None:
        lake = Lake()
        notices = Notices(lake, poll_seconds=0.005)
        one, two = notices.listen(beat_seconds=0.05), notices.listen(beat_seconds=0.05)
        assert await anext(one) == await anext(two) == "retry: 2000\n\n"
        assert await anext(one) == "event: version\ndata: 1\n\n"
        assert await anext(two) == "event: version\ndata: 1\n\n"
        assert (await anext(one)).startswith("event: beat\n")
        lake.now = DependencyError("the disk is away for a moment")
        assert await anext(one) == "event: version\ndata: 2\n\n"
        assert await anext(two) == "event: version\ndata: 2\n\n"
        await one.aclose()
        await two.aclose()
        await asyncio.sleep(0.02)
        asked = lake.asked
        await asyncio.sleep(0.03)
        assert lake.asked == asked  # nobody listens, nobody asks

    asyncio.run(story())
