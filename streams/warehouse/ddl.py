"""The SQL of the warehouse as data: statements to run, and the comments that stand beside the columns."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from importlib import resources
from typing import NamedTuple

__all__ = ["Relation", "fingerprint", "read_relations", "read_statements"]

_RELATION = re.compile(r"CREATE (?:OR REPLACE )?(TABLE|VIEW) (?:IF NOT EXISTS )?(\w+)\.(\w+) .*?-- (.+)$", re.MULTILINE)
_OUTPUT = re.compile(r'^    (?! )(?:.*\bAS )?(?:\w+\.)?"?(\w+)"?,?  -- (.+)$')
_COLUMN = re.compile(r'^    (?! )"?(\w+)"? [A-Z]')
_COMMENT = re.compile(r"  -- (.+)$")


class Relation(NamedTuple):
    """A table or view with the comment of each column, in order."""

    kind: str
    schema: str
    name: str
    comment: str
    columns: dict[str, str]


def read_statements(name: str) -> list[str]:
    """Statements of a file in `schemas/warehouse`; each ends with a semicolon at the end of a line."""
    return [part.strip() for part in re.split(r";\s*$", _read(name), flags=re.MULTILINE) if part.strip()]


def read_relations(name: str) -> list[Relation]:
    """The tables or views that a file creates, with their comments."""
    relations = []
    for statement in read_statements(name):
        if found := _RELATION.search(statement):
            kind, schema, relation, comment = found.groups()
            lines = statement[found.end() :].splitlines()
            columns = dict(_table_columns(lines) if kind == "TABLE" else _view_columns(lines))
            relations.append(Relation(kind, schema, relation, comment, columns))
    return relations


def fingerprint(name: str) -> str:
    """Changes when the file does: views of another sitrep are replaced when a writer opens the warehouse."""
    return hashlib.sha256(_read(name).encode()).hexdigest()[:16]


def _table_columns(lines: list[str]) -> Iterator[tuple[str, str]]:
    column = ""
    for line in lines:
        if found := _COLUMN.match(line):
            column = found.group(1)
        if comment := _COMMENT.search(line):  # of a STRUCT the comment stands at its end
            yield column, comment.group(1)


def _view_columns(lines: list[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        if found := _OUTPUT.match(line):
            yield found.group(1), found.group(2)


def _read(name: str) -> str:
    return resources.files("schemas").joinpath("warehouse", name).read_text("utf-8")
