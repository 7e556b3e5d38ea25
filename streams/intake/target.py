"""Where a command's records go: to the service that owns the warehouse, or else into the warehouse itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager

from schemas.rejection import Rejection
from streams.intake.records import Record
from streams.intake.store import Outcome
from streams.samples import ID_PREFIX
from streams.warehouse.lake import locate
from streams.warehouse.owner import read_owner

__all__ = ["Take", "find_service", "open_target", "remove_samples"]

Take = Callable[[Sequence[Record | Rejection]], list[Outcome]]
"""Store a batch; returns after the commit."""

_TEND_EVERY = 10
_TEND_AT_END = 20


def find_service(warehouse: str) -> str | None:
    """The URL of the service that owns the warehouse now."""
    folder = locate(warehouse).folder
    owner = read_owner(folder) if folder is not None else None
    return owner.url if owner is not None else None


@contextmanager
def open_target(warehouse: str, cache: str | None, token: str | None) -> Iterator[Take]:
    """A function that stores a batch, open until the end of the block."""
    if (url := find_service(warehouse)) is not None:
        from streams.intake.handover import Handover

        with closing(Handover(url, token)) as handover:
            yield handover.take
        return
    from streams.intake.keeper import open_keeper

    with open_keeper(warehouse, cache) as keeper:
        batches = 0

        def take(records: Sequence[Record | Rejection]) -> list[Outcome]:
            nonlocal batches
            batches += 1
            if batches % _TEND_EVERY == 0:
                keeper.tend()
            return keeper.take(records).outcomes

        yield take
        for _ in range(min(batches, _TEND_AT_END)):
            keeper.tend()


def remove_samples(warehouse: str, token: str | None) -> int:
    """Take the sample articles out of the current views; returns how many."""
    if (url := find_service(warehouse)) is not None:
        from streams.intake.handover import Handover

        with closing(Handover(url, token)) as handover:
            return handover.remove_samples()
    from streams.intake.keeper import retract
    from streams.warehouse.lake import open_lake
    from streams.warehouse.writer import Writer

    with open_lake(locate(warehouse)) as lake:
        return retract(Writer(lake), ID_PREFIX)
