"""Persons called by their surname the second time are given their full name of the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from streams.coding.events.drafts import Findings
    from streams.coding.events.nominals import Nominal

__all__ = ["fullest_name"]


def fullest_name(findings: Findings, nominal: Nominal) -> tuple[int, int]:
    """The tokens of the longest earlier name that ends in these words; the nominal's own when there is none."""
    if not nominal.named:
        return nominal.first, nominal.last
    words = findings.document.norm[nominal.first : nominal.last]
    best = (nominal.first, nominal.last)
    for actor in findings.actors:
        if actor.source != "person" or actor.first > nominal.first:
            continue
        name = findings.document.norm[actor.first : actor.last]
        longer = len(name) > best[1] - best[0]
        if longer and (name[-len(words) :] == words or (len(words) == 1 and words[0] in name[1:])):
            best = (actor.first, actor.last)
    return best
