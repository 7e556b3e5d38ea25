"""The published JSON Schemas are those of the records."""

from __future__ import annotations

import copy

from schemas.generate import breaking_changes, schema_of, stale


def test_published_schemas_are_those_of_the_records() -> None:
    assert list(stale()) == []


def test_breaking_changes_names_the_field_that_went() -> None:
    old, new = schema_of("article"), copy.deepcopy(schema_of("article"))
    del new["$defs"]["Article"]["properties"]["source"]
    assert list(breaking_changes(old, new)) == ["Article.source is gone"]


def test_breaking_changes_names_the_field_that_became_required() -> None:
    old, new = schema_of("article"), copy.deepcopy(schema_of("article"))
    new["$defs"]["Article"]["required"].append("source")
    assert list(breaking_changes(old, new)) == ["Article.source has become required"]


def test_an_added_field_breaks_nobody() -> None:
    old, new = schema_of("article"), copy.deepcopy(schema_of("article"))
    new["$defs"]["Article"]["properties"]["byline"] = {"type": "string"}
    assert list(breaking_changes(old, new)) == []
