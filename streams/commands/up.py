"""`sitrep up`: the whole service on this machine."""

from __future__ import annotations

import click

from streams.settings import setting

__all__ = ["command"]


@click.command("up")
@setting("host")
@setting("port")
@setting("warehouse")
@click.option("--no-samples", is_flag=True, help="Start empty. Samples come only while there are no other articles.")
@setting("feed")
@setting("feed_minutes")
@setting("token")
@setting("allow_host")
@setting("cache")
@setting("log_level")
def command(
    host: str,
    port: int,
    warehouse: str,
    no_samples: bool,
    feed: tuple[str, ...],
    feed_minutes: float,
    token: str | None,
    allow_host: tuple[str, ...],
    cache: str | None,
    log_level: str,
) -> None:
    """Run intake, coder, warehouse and dashboard until Ctrl-C. Nothing else needs to be installed or running.

    \b
    Example: sitrep up
             sitrep up --port 8060 --warehouse /srv/sitrep --no-samples --feed https://example.org/world.rss
    """
    from streams.service.run import Options, run_service

    options = Options(
        warehouse=warehouse,
        cache=cache,
        host=host,
        port=port,
        allow_hosts=allow_host,
        token=token,
        samples=not no_samples,
        feeds=feed,
        feed_minutes=feed_minutes,
        log_level=log_level,
    )
    run_service(options, click.echo)
