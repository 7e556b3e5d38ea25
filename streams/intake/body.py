"""The body of a request into records: size limits first, then gzip, then the same splitting as files."""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterator, Sequence

import msgspec

from schemas.rejection import Origin, Rejection
from streams.intake.records import Record
from streams.intake.split import split_records

__all__ = [
    "MAX_BODY",
    "MAX_RECORDS",
    "BodyError",
    "check_content_type",
    "read_body",
    "read_envelopes",
    "read_records",
    "write_envelopes",
]

MAX_BODY = 32_000_000
"""Bytes of a request, as sent and unpacked."""
MAX_RECORDS = 10_000
"""Articles in a request."""

_CONTENT_TYPES = ("application/json", "application/x-ndjson", "application/ndjson", "application/jsonl")


class BodyError(Exception):
    """A request that cannot be read at all, with its HTTP status."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status, self.detail = status, detail


class Envelope(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of what `sitrep ingest` hands to a running service: a record with its origin, or a rejection."""

    record: bytes | None = None
    origin: Origin | None = None
    rejection: Rejection | None = None


_envelopes = msgspec.json.Decoder(Envelope)
_encoder = msgspec.json.Encoder()


def check_content_type(value: str | None) -> None:
    """A form or plain text is what a foreign page can post without asking: only JSON is taken."""
    kind, _, parameters = (value or "").partition(";")
    if kind.strip().lower() not in _CONTENT_TYPES:
        accepted = ", ".join(_CONTENT_TYPES)
        raise BodyError(415, f"the content type is {value!r}; send {accepted}")
    charset = parameters.strip().lower().removeprefix("charset=").strip('"')
    if parameters.strip().lower().startswith("charset=") and charset not in ("utf-8", "utf8"):
        raise BodyError(415, f"the character set is {charset!r}; send UTF-8")


async def read_body(chunks: AsyncIterator[bytes], encoding: str | None) -> bytes:
    """The whole body, unpacked when it is gzip; stops at the limit instead of filling the memory."""
    coding = (encoding or "identity").strip().lower()
    if coding not in ("gzip", "x-gzip", "identity"):
        raise BodyError(415, f"the content encoding is {encoding!r}; send gzip or none")
    packed = coding != "identity"
    unpack = zlib.decompressobj(wbits=31)
    inside = False  # a gzip member; members may follow one another
    body = bytearray()
    received = 0
    async for chunk in chunks:
        received += len(chunk)
        if received > MAX_BODY:
            raise _too_large()
        if not packed:
            body += chunk
            continue
        while chunk:
            inside = True
            try:
                body += unpack.decompress(chunk, MAX_BODY + 1 - len(body))
            except zlib.error as error:
                raise BodyError(400, f"the body is not gzip: {error}") from None
            if len(body) > MAX_BODY:
                raise _too_large()
            chunk = unpack.unconsumed_tail
            if unpack.eof:
                chunk, unpack, inside = unpack.unused_data, zlib.decompressobj(wbits=31), False
    if inside:
        raise BodyError(400, "the gzip body ends in the middle; send it again")
    return bytes(body)


def read_records(body: bytes) -> list[Record | Rejection]:
    """The article events of a body, numbered from 1."""
    records: list[Record | Rejection] = []
    for position, one in enumerate(split_records([body], _somewhere), 1):
        if position > MAX_RECORDS:
            raise BodyError(413, f"more than {MAX_RECORDS:,} articles; send them in parts")
        origin = Origin(kind="http", position=position)
        records.append(
            msgspec.structs.replace(one, origin=origin) if isinstance(one, Rejection) else Record(one.raw, origin)
        )
    if not records:
        raise BodyError(400, "the body holds no article; send one JSON object, an array, or JSON lines")
    return records


def read_envelopes(body: bytes) -> list[Record | Rejection]:
    """What another sitrep hands over: records and rejections with the origins that it knows."""
    records: list[Record | Rejection] = []
    for line in body.splitlines():
        try:
            envelope = _envelopes.decode(line)
        except msgspec.MsgspecError as error:
            raise BodyError(400, f"line {len(records) + 1} is no envelope: {error}") from None
        if envelope.rejection is not None:
            records.append(envelope.rejection)
        elif envelope.record is not None and envelope.origin is not None:
            records.append(Record(envelope.record, envelope.origin))
        else:
            raise BodyError(400, f"line {len(records) + 1} has neither a record with its origin nor a rejection")
    return records


def write_envelopes(records: Sequence[Record | Rejection]) -> bytes:
    """The body that `read_envelopes` reads."""
    return b"\n".join(
        _encoder.encode(
            Envelope(rejection=one) if isinstance(one, Rejection) else Envelope(record=one.raw, origin=one.origin)
        )
        for one in records
    )


def _somewhere(line: int) -> Origin:
    return Origin(kind="http", line=line)


def _too_large() -> BodyError:
    return BodyError(413, f"the body is larger than {MAX_BODY:,} bytes unpacked; send it in parts")
