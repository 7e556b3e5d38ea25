"""A stream of records into batches: by number, by bytes, and never later than a deadline, even on a slow pipe."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Iterable, Iterator

from schemas.rejection import Rejection
from streams.intake.records import Record
from streams.intake.store import Pace

__all__ = ["batch_records"]

_AHEAD = 64
"""Records read ahead: reading and unpacking go on while the coder works, and at 5 MB each still fit."""
_BATCH_BYTES = 8_000_000


class _End:
    """Put into the queue last, with what ended the reading."""

    def __init__(self, error: BaseException | None) -> None:
        self.error = error


def batch_records(
    records: Iterable[Record | Rejection], pace: Pace, *, seconds: float = 1.0
) -> Iterator[list[Record | Rejection]]:
    """Yield batches of at most `pace.size` records; a batch that has begun waits at most `seconds` for more.

    Reads in a thread of its own, so that a producer that pauses does not keep what it has sent from being stored.
    """
    ahead: queue.Queue[Record | Rejection | _End] = queue.Queue(_AHEAD)
    stop = threading.Event()
    reader = threading.Thread(target=_read, args=(records, ahead, stop), name="reader", daemon=True)
    reader.start()
    try:
        ending: _End | None = None
        while ending is None:
            first = ahead.get()
            if isinstance(first, _End):
                ending = first
                break
            batch, size, deadline = [first], _size(first), time.monotonic() + seconds
            while len(batch) < pace.size and size < _BATCH_BYTES:
                try:
                    one = ahead.get(timeout=max(0.0, deadline - time.monotonic()))
                except queue.Empty:
                    break
                if isinstance(one, _End):
                    ending = one
                    break
                batch.append(one)
                size += _size(one)
            yield batch
        if ending.error is not None:
            raise ending.error
    finally:
        stop.set()


def _read(
    records: Iterable[Record | Rejection], ahead: queue.Queue[Record | Rejection | _End], stop: threading.Event
) -> None:
    error: BaseException | None = None
    try:
        for record in records:
            if not _put(record, ahead, stop):
                return
    except BaseException as caught:  # noqa: BLE001 - handed to the thread that asked, which raises it
        error = caught
    _put(_End(error), ahead, stop)


def _put(one: Record | Rejection | _End, ahead: queue.Queue[Record | Rejection | _End], stop: threading.Event) -> bool:
    """Wait for room, unless nobody reads any more."""
    while not stop.is_set():
        try:
            ahead.put(one, timeout=0.2)
        except queue.Full:
            continue
        return True
    return False


def _size(record: Record | Rejection) -> int:
    return len(record.original if isinstance(record, Rejection) else record.raw)
