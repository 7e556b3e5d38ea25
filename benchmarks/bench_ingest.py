"""`sitrep ingest` of an archive: articles a second, processor seconds, memory over time; then once more, unchanged.

    python benchmarks/bench_ingest.py [FILE] [--warehouse FOLDER]     FILE: by default ../shared/load/articles.jsonl.gz

Linux only: memory is what /proc says of the process and of every process below it.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from streams.warehouse.lake import locate
from streams.warehouse.reader import Reader, checksums

ROOT = Path(__file__).resolve().parent.parent
LOAD_SET = ROOT.parent / "shared" / "load" / "articles.jsonl.gz"
SITREP = Path(sys.executable).with_name("sitrep")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file", nargs="?", type=Path, default=LOAD_SET)
    parser.add_argument("--warehouse", help="an empty folder to keep; without it, one that is removed afterwards")
    options = parser.parse_args()
    if not options.file.exists():
        print(f"skipped: there is no {options.file}; name a file of article events")
        return
    with tempfile.TemporaryDirectory() as scratch:
        warehouse = options.warehouse or str(Path(scratch) / "warehouse")
        ingest("first run", options.file, warehouse)
        before = checksums_of(warehouse)
        ingest("again", options.file, warehouse)
        after = checksums_of(warehouse)
        print("\n".join(f"{view:<13} {value}" for view, value in after.items()))
        print("checksums after both runs are", "equal" if before == after else f"DIFFERENT: {before}")
        sys.exit(before != after)


def ingest(name: str, file: Path, warehouse: str) -> None:
    """Run the command, and print its summary and what it used."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.Popen(
        [SITREP, "ingest", "--quiet", str(file), "--warehouse", warehouse], stdout=subprocess.PIPE, text=True
    )
    sizes: list[float] = []
    while process.poll() is None:
        if size := megabytes(process.pid):
            sizes.append(size)
        time.sleep(0.5)
    summary = process.stdout.read() if process.stdout else ""
    now = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = now.ru_utime + now.ru_stime - spent.ru_utime - spent.ru_stime
    read = next(int(line.split()[1].replace(",", "")) for line in summary.splitlines() if line.startswith("read"))
    print(f"== {name}, exit code {process.returncode}\n{summary.rstrip()}")
    print(
        f"processor {seconds:,.1f} s, {read / seconds:,.0f} articles a processor second; load {os.getloadavg()[0]:.1f}"
    )
    tenths = [max(sizes[i * len(sizes) // 10 : (i + 1) * len(sizes) // 10] or [0.0]) for i in range(10)]
    print(f"memory at most {max(sizes):,.0f} MB; in each tenth of the run {' '.join(f'{size:.0f}' for size in tenths)}")


def megabytes(pid: int) -> float:
    """Resident memory of a process and of those it started; 0 when it is gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return 0.0
    own = next((int(line.split()[1]) / 1000 for line in status.splitlines() if line.startswith("VmRSS")), 0.0)
    return own + sum(megabytes(int(child)) for child in children)


def checksums_of(warehouse: str) -> dict[str, str]:
    with Reader(locate(warehouse)) as reader:
        return checksums(reader)


if __name__ == "__main__":
    main()
