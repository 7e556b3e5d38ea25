"""Rows as a table, CSV, JSON, JSON lines or Parquet. Everything but the table is written as it arrives."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, BinaryIO

import msgspec
import pyarrow as pa
import pyarrow.parquet

__all__ = ["FORMATS", "render_table"]

_WIDEST = 60


def write_csv(rows: pa.RecordBatchReader, out: BinaryIO) -> None:
    """RFC 4180 with a header; nothing for null, JSON for what is nested."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(rows.schema.names)
    for row in _rows(rows):
        writer.writerow("" if value is None else _text(value) for value in row)
    text.detach()


def write_json(rows: pa.RecordBatchReader, out: BinaryIO) -> None:
    """One array of objects, an object a line."""
    before = b"["
    for line in _objects(rows):
        out.write(before + b"\n" + line)
        before = b","
    out.write(b"\n]\n" if before == b"," else b"[]\n")


def write_jsonl(rows: pa.RecordBatchReader, out: BinaryIO) -> None:
    """An object a line."""
    for line in _objects(rows):
        out.write(line + b"\n")


def write_parquet(rows: pa.RecordBatchReader, out: BinaryIO) -> None:
    """One Parquet file with the types of the columns."""
    with pyarrow.parquet.ParquetWriter(out, rows.schema, compression="zstd") as writer:
        for batch in rows:
            writer.write_batch(batch)


def write_table(rows: pa.RecordBatchReader, out: BinaryIO) -> None:
    """Aligned columns for people; long values are cut."""
    names = list(rows.schema.names)
    values = list(_rows(rows))
    out.write(render_table(names, values).encode())
    out.write(f"({len(values):,} row{'' if len(values) == 1 else 's'})\n".encode())


FORMATS: dict[str, Callable[[pa.RecordBatchReader, BinaryIO], None]] = {
    "table": write_table,
    "csv": write_csv,
    "json": write_json,
    "jsonl": write_jsonl,
    "parquet": write_parquet,
}


def render_table(names: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Columns as wide as they need; numbers to the right; null is empty."""
    cells = [[_cut(_text(value)) for value in row] for row in rows]
    numeric = [
        any(row[i] is not None for row in rows)
        and all(row[i] is None or (isinstance(row[i], int | float) and not isinstance(row[i], bool)) for row in rows)
        for i in range(len(names))
    ]
    widths = [max([len(name), *(len(row[i]) for row in cells)]) for i, name in enumerate(names)]

    def line(row: Sequence[str]) -> str:
        padded = (
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(row, widths, numeric, strict=True)
        )
        return "  ".join(padded).rstrip() + "\n"

    return line(names) + line(["-" * width for width in widths]) + "".join(line(row) for row in cells)


def _rows(reader: pa.RecordBatchReader) -> Iterator[list[Any]]:
    for batch in reader:
        columns = [column.to_pylist() for column in batch.columns]
        for row in zip(*columns, strict=True):
            yield [_plain(value) for value in row]


def _objects(reader: pa.RecordBatchReader) -> Iterator[bytes]:
    encoder = msgspec.json.Encoder(enc_hook=str)
    names = reader.schema.names
    for row in _rows(reader):
        yield encoder.encode(dict(zip(names, row, strict=True)))


def _plain(value: Any) -> Any:
    """DuckDB's sums of whole numbers come as decimals: whole numbers again."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return value


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | dict | tuple):
        return msgspec.json.encode(value, enc_hook=str).decode()
    if isinstance(value, bytes):
        return value.decode("utf-8", "backslashreplace")
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value) if isinstance(value, timedelta) else f"{value}"


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _WIDEST else line[: _WIDEST - 1] + "…"
