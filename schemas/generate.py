"""Write the published JSON Schemas from the records; with `--check`, fail when they are stale or break readers.

python -m schemas.generate           write schemas/json/*.schema.json
python -m schemas.generate --check   compare; exit 1 and say what differs
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from schemas.article import MAX_TEXT, Article
from schemas.coded import CodedArticle
from schemas.linked import LinkedArticle
from schemas.rejection import REASONS, Rejection

__all__ = ["breaking_changes", "schema_of", "stale"]

FOLDER = Path(__file__).parent / "json"
RECORDS: dict[str, Any] = {
    "article": Article,
    "coded-article": CodedArticle,
    "linked-article": LinkedArticle,
    "rejection": Rejection,
}


def schema_of(name: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one record of `RECORDS`, with the rules that types cannot say."""
    schema = _tidy(msgspec.json.schema(RECORDS[name]))
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": name, **schema}
    if name == "article":
        fields = schema["$defs"]["Article"]["properties"]
        fields["text"] |= {"minLength": 1, "maxLength": MAX_TEXT}
        fields["article_id"]["anyOf"][0] |= {"minLength": 1, "maxLength": 200}
    if name == "rejection":
        schema["$defs"]["Rejection"]["properties"]["reason"]["enum"] = list(REASONS)
    return schema


def _tidy(node: Any) -> Any:
    """The same schema with docstrings as text: Python 3.13 strips their indentation, older ones keep it."""
    if isinstance(node, dict):
        return {
            key: inspect.cleandoc(value) if key == "description" and isinstance(value, str) else _tidy(value)
            for key, value in node.items()
        }
    return [_tidy(item) for item in node] if isinstance(node, list) else node


def render(name: str) -> str:
    """The file's content."""
    return msgspec.json.format(msgspec.json.encode(schema_of(name)), indent=2).decode() + "\n"


def stale() -> Iterator[str]:
    """Yield one line for each published schema that differs from its record."""
    for name in RECORDS:
        path = FOLDER / f"{name}.schema.json"
        if not path.exists():
            yield f"{path.name} is missing; run `python -m schemas.generate`"
            continue
        published = path.read_text(encoding="utf-8")
        if published != render(name):
            yield f"{path.name} is stale; run `python -m schemas.generate` and look at the difference"
            changes = breaking_changes(msgspec.json.decode(published), schema_of(name))
            yield from (f"{path.name}: {change}" for change in changes)


def breaking_changes(old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    """Yield what a reader or producer of the old schema would trip over in the new one."""
    for record, definition in old.get("$defs", {}).items():
        successor = new.get("$defs", {}).get(record)
        if successor is None:
            yield f"{record} is gone"
            continue
        for field in definition.get("properties", {}):
            if field not in successor.get("properties", {}):
                yield f"{record}.{field} is gone"
        for field in successor.get("required", []):
            if field not in definition.get("required", []):
                yield f"{record}.{field} has become required"


def main() -> int:
    """Write the schemas, or compare them."""
    if "--check" in sys.argv[1:]:
        problems = list(stale())
        for problem in problems:
            sys.stderr.write(problem + "\n")
        return 1 if problems else 0
    FOLDER.mkdir(exist_ok=True)
    for name in RECORDS:
        (FOLDER / f"{name}.schema.json").write_text(render(name), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
