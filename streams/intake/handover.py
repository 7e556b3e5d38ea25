"""Records to a running service over HTTP: it owns the warehouse, so it does the coding and the writing."""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable, Sequence

import httpx
import msgspec

from schemas.errors import DependencyError, UsageError
from schemas.rejection import Rejection
from streams.intake.body import write_envelopes
from streams.intake.records import Record
from streams.intake.store import Outcome

__all__ = ["Handover"]

_PATIENCE_SECONDS = 120.0
"""How long a service may be unreachable or unable to store before we give up; what was stored stays stored."""
_outcomes = msgspec.json.Decoder(list[Outcome])


class Handover:
    """Posts batches to a service, as slowly as it asks for."""

    def __init__(
        self, url: str, token: str | None = None, *, client: httpx.Client | None = None,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:  # fmt: skip
        self._url, self._sleep = url.rstrip("/"), sleep
        # No proxy of the environment: the service is on this machine.
        self._client = client or httpx.Client(timeout=httpx.Timeout(300.0, connect=5.0), trust_env=False)
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}

    def take(self, records: Sequence[Record | Rejection]) -> list[Outcome]:
        """Returns after the service has committed the batch. Sending one twice is harmless: ids are deterministic."""
        headers = {**self._headers, "Content-Type": "application/x-ndjson", "Content-Encoding": "gzip"}
        body = gzip.compress(write_envelopes(records), compresslevel=1)
        waited = 0.0
        while True:
            pause, why = 1.0, "no answer"
            try:
                answer = self._client.post(f"{self._url}/api/records", content=body, headers=headers)
            except httpx.TransportError as error:
                why = f"{error or type(error).__name__}"
            else:
                if answer.status_code in (200, 207, 422):
                    return _outcomes.decode(answer.content)
                why = _error(answer)
                if answer.status_code not in (429, 503):
                    raise _refused(self._url, answer.status_code, why)
                pause = _retry_after(answer)
                if answer.status_code == 429:
                    waited = 0.0  # it works, and asks for time
            if waited >= _PATIENCE_SECONDS:
                raise DependencyError(
                    f"the service at {self._url} took nothing for {waited:.0f} s: {why}. "
                    "Look at its output, then run the same command again: what is stored is found unchanged"
                )
            self._sleep(pause)
            waited += pause

    def remove_samples(self) -> int:
        """Have the service take its samples out; returns how many."""
        try:
            answer = self._client.delete(f"{self._url}/api/samples", headers=self._headers)
        except httpx.TransportError as error:
            raise DependencyError(f"the service at {self._url} does not answer: {error}") from error
        if answer.status_code != 200:
            raise _refused(self._url, answer.status_code, _error(answer))
        return int(answer.json()["removed"])

    def close(self) -> None:
        self._client.close()


def _retry_after(answer: httpx.Response) -> float:
    try:
        return max(0.1, min(60.0, float(answer.headers.get("retry-after", "1"))))
    except ValueError:
        return 1.0


def _error(answer: httpx.Response) -> str:
    try:
        return str(answer.json()["error"])
    except (ValueError, KeyError, TypeError):
        return f"HTTP {answer.status_code}"


def _refused(url: str, status: int, why: str) -> UsageError | DependencyError:
    if status == 401:
        return UsageError(f"the service at {url} wants its token: give --token or set SITREP_TOKEN")
    return DependencyError(f"the service at {url} answered {status}: {why}")
