"""The rules that an event's `rule` may name, each with a description and an example: the codebook is made from them."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from streams.coding.lexicon import LEXICON, read_table

__all__ = ["Rule", "load_rules"]


class Rule(NamedTuple):
    """One rule; its example fires it."""

    name: str
    description: str
    example: str


@cache
def load_rules() -> dict[str, Rule]:
    """Every rule by its name, in the order of the file."""
    rules: dict[str, Rule] = {}
    for row in read_table(LEXICON / "events" / "rules.tsv", ("rule", "description", "example")):
        rule = Rule(row.values["rule"], row.values["description"], row.values["example"])
        if rule.name in rules:
            raise row.error(f"rule {rule.name!r} stands twice")
        if not rule.example:
            raise row.error(f"rule {rule.name!r} has no example")
        rules[rule.name] = rule
    return rules
