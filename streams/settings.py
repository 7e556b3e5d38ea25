"""Every setting, one row each: it feeds the options of the commands, `.env.example` and `docs/settings.md`.

An option wins over its environment variable, which wins over the default.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

import click

__all__ = ["SETTINGS", "Setting", "find_setting", "mask_secrets", "setting"]


class Setting(NamedTuple):
    """One setting. `commands` are those that take it; a secret is never printed."""

    name: str
    env: str
    option: str
    kind: type[str] | type[int] | type[float]
    default: str | int | float | None
    help: str
    commands: tuple[str, ...]
    secret: bool = False
    several: bool = False


SETTINGS = (
    Setting(
        "warehouse", "SITREP_WAREHOUSE", "--warehouse", str, "./warehouse",
        "Where the warehouse is: a folder (SQLite catalog and Parquet in it), or a DuckLake catalog URI of Postgres.",
        ("up", "ingest", "sql", "samples", "doctor"),
    ),
    Setting(
        "data_path", "SITREP_DATA_PATH", "--data-path", str, None,
        "Where Parquet goes when it is not in the warehouse's folder: s3://bucket/prefix.",
        ("sink",),
    ),
    Setting(
        "kafka", "SITREP_KAFKA", "--kafka", str, None,
        "Kafka's bootstrap servers: host:port,...",
        ("topics", "coder", "sink"),
    ),
    Setting(
        "group", "SITREP_CONSUMER_GROUP", "--group", str, None,
        "Consumer group of coder and sink.",
        ("coder", "sink"),
    ),
    Setting(
        "host", "SITREP_HOST", "--host", str, "127.0.0.1",
        "Address to listen on. Anything but a loopback address opens the service to the network: set a token then.",
        ("up",),
    ),
    Setting(
        "port", "SITREP_PORT", "--port", int, 8050,
        "Port to listen on; 0 takes a free one.",
        ("up", "doctor"),
    ),
    Setting(
        "allow_host", "SITREP_ALLOW_HOSTS", "--allow-host", str, None,
        "A further name by which browsers and producers may address the service, as behind a proxy.",
        ("up",), several=True,
    ),
    Setting(
        "token", "SITREP_TOKEN", "--token", str, None,
        "When set, whoever posts articles must send it: Authorization: Bearer TOKEN.",
        ("up", "ingest", "samples"), secret=True,
    ),
    Setting(
        "feed", "SITREP_FEEDS", "--feed", str, None,
        "URL of an RSS or Atom feed to follow.",
        ("up",), several=True,
    ),
    Setting(
        "feed_minutes", "SITREP_FEED_MINUTES", "--feed-minutes", float, 15.0,
        "Minutes between two looks at a feed.",
        ("up",),
    ),
    Setting(
        "cache", "SITREP_CACHE", "--cache", str, None,
        "Folder for what is built once and can be built again (the gazetteer); by default the user's cache folder.",
        ("up", "code", "ingest", "doctor"),
    ),
    Setting(
        "log_level", "SITREP_LOG_LEVEL", "--log-level", str, "info",
        "How much the service says on stderr: debug, info, warning or error.",
        ("up",),
    ),
)  # fmt: skip
"""In the order a reader of the documentation meets them."""


def find_setting(name: str) -> Setting:
    """The row of that name."""
    return next(row for row in SETTINGS if row.name == name)


def setting(name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A click option made from the row of that name."""
    row = find_setting(name)
    return click.option(
        row.option,
        row.name,
        type=row.kind,
        envvar=row.env,
        default=() if row.several else row.default,
        multiple=row.several,
        show_default=not row.secret and row.default is not None,
        show_envvar=True,
        help=row.help,
    )


_PASSWORD = re.compile(r"(?P<key>\bpassword\s*=\s*)('[^']*'|\S+)|(?P<user>://[^\s:/@]*:)[^\s@]+(?=@)", re.IGNORECASE)


def mask_secrets(text: str) -> str:
    """The text with passwords of connection strings replaced by ***: for logs and errors."""
    return _PASSWORD.sub(lambda found: f"{found['key'] or found['user']}***", text)
