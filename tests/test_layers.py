"""Imports point one way: schemas <- coding <- incidents, warehouse <- edges; and the core stays pure."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
EDGES = ("streams.intake", "streams.service", "streams.commands", "streams.cli", "streams.doctor")
# For each part: what it must never import. The longest matching part speaks for a module.
FORBIDDEN: dict[str, tuple[str, ...]] = {
    "schemas": ("streams", "dashboard", "duckdb", "dash", "kafka", "faust"),
    "streams.coding": ("streams.warehouse", "streams.incidents", "dashboard", *EDGES, "duckdb", "dash", "faust"),
    "streams.coding.gazetteer.__main__": EDGES,
    "streams.incidents": ("streams.warehouse", "dashboard", *EDGES, "duckdb", "dash", "kafka", "faust", "os"),
    "streams.warehouse": ("streams.incidents", "dashboard", *EDGES, "dash", "faust"),
    "dashboard": EDGES,
}  # fmt: skip
# The gazetteer's files live in the user's cache folder, which the environment names.
MAY_ASK_THE_ENVIRONMENT = {"streams.coding.gazetteer.build"}


def modules() -> Iterator[tuple[str, Path]]:
    for top in ("schemas", "streams", "dashboard"):
        for path in sorted((ROOT / top).rglob("*.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            yield name, path


def imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def within(name: str, part: str) -> bool:
    return name == part or name.startswith(part + ".")


@pytest.mark.parametrize(("name", "path"), list(modules()), ids=[name for name, _ in modules()])
def test_a_module_imports_only_downwards(name: str, path: Path) -> None:
    part = max((p for p in FORBIDDEN if within(name, p)), key=len, default=None)
    if part is None:
        return
    imported = set(imports(ast.parse(path.read_text(encoding="utf-8"))))
    wrong = {i for i in imported for forbidden in FORBIDDEN[part] if within(i, forbidden)}
    assert not wrong, f"{name} imports {sorted(wrong)}"


@pytest.mark.parametrize("part", ["schemas", "streams.coding", "streams.incidents"])
def test_the_core_asks_neither_clock_nor_environment(part: str) -> None:
    for name, path in modules():
        if not within(name, part) or name in MAY_ASK_THE_ENVIRONMENT:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        asked = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)} & {
            "environ",
            "getenv",
            "now",
            "today",
            "utcnow",
        }
        assert not asked, f"{name} asks for {sorted(asked)}"
