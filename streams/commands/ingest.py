"""`sitrep ingest`: files, folders, feeds or standard input into the warehouse."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from streams.commands.sources import read_stdin
from streams.settings import setting

if TYPE_CHECKING:
    from schemas.rejection import Rejection
    from streams.commands.progress import Progress
    from streams.intake.records import Record

__all__ = ["command"]


@click.command("ingest")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@setting("warehouse")
@setting("cache")
@setting("token")
@click.option("--pages/--no-pages", default=True, help="Fetch the page of each entry of a feed, or take what it holds.")
@click.option("--quiet", "-q", is_flag=True, help="Only the summary.")
def command(
    sources: tuple[str, ...], warehouse: str, cache: str | None, token: str | None, pages: bool, quiet: bool
) -> int:
    """Read articles and store what they tell.

    SOURCE is a file of article events (JSON lines, one object or an array, packed with gzip or not), a folder with such
    files below it, a feed (an http or https address, or a file .xml, .rss or .atom), or "-" for standard input.

    While `sitrep up` runs on the same warehouse, the articles are handed to it. Running the same command again changes
    nothing: what is stored is found unchanged.

    \b
    Example: sitrep ingest articles.jsonl.gz reports/
             sitrep ingest https://example.org/world.rss
    """
    from streams.commands.progress import open_progress
    from streams.intake.batches import batch_records
    from streams.intake.store import Pace, Summary
    from streams.intake.target import find_service, open_target

    paths = [_check(source) for source in sources]
    if url := find_service(warehouse):
        click.echo(f"sitrep: handing the articles to the service at {url}", err=True)
    # Nobody waits for an answer here, and an archive's commit writes a file a month: fewer, larger commits are faster.
    summary, pace = Summary(), Pace(5.0, first=500)
    with ExitStack() as stack:
        take = stack.enter_context(open_target(warehouse, cache, token))
        progress = stack.enter_context(open_progress(quiet=quiet))
        for batch in batch_records(_records(paths, progress, pages), pace):
            started = time.monotonic()
            summary.add(take(batch))
            pace.learn(len(batch), time.monotonic() - started)
            progress.count(summary)
    click.echo(summary.render())
    return 1 if summary.rejected else 0


def _check(source: str) -> str | Path:
    """A source that is not there is wrong use, said before anything is read."""
    if source == "-" or source.startswith(("http://", "https://")):
        return source
    path = Path(source)
    if not path.exists():
        raise click.UsageError(f"there is no file or folder {source!r}")
    return path


def _size(path: Path) -> int:
    """For the progress bar only: a file that has just vanished is rejected when it is read."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _records(sources: Sequence[str | Path], progress: Progress, pages: bool) -> Iterator[Record | Rejection]:
    from streams.intake.feeds import read_feed_file, read_feed_url
    from streams.intake.fetch import Fetcher
    from streams.intake.files import FEED_ENDINGS, find_files, read_file

    fetcher = Fetcher()
    files: list[tuple[int, str | Path]] = []
    for source in sources:
        if isinstance(source, Path) and source.is_dir():
            found = find_files(source)
            if found.others:
                progress.say(f"{source}: {found.others:,} files with other endings are left alone")
            files += [(_size(path), path) for path in found.files]
        else:
            files.append((_size(source) if isinstance(source, Path) else 0, source))
    progress.expect(sum(size for size, _ in files))
    for size, source in files:
        if source == "-":
            yield from read_stdin("articles")
        elif isinstance(source, str):
            yield from read_feed_url(source, fetcher, pages=pages)
        elif source.name.lower().endswith(FEED_ENDINGS):
            yield from read_feed_file(source, fetcher, pages=pages)
        else:
            yield from read_file(source, progress.watch_file())
        progress.finish_file(size)
