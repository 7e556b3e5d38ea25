"""The words that an event rests on, each with the fields it supports."""

from __future__ import annotations

from schemas.coded import Evidence, Span
from streams.coding.dates import When
from streams.coding.events.drafts import Draft, Findings
from streams.coding.events.settings import Site

__all__ = ["evidence_of"]


def evidence_of(
    draft: Draft,
    site: Site | None,
    when: tuple[Findings, When] | None,
    spoken: tuple[Findings, tuple[int, int]] | None,
) -> tuple[Evidence, ...]:
    """One span for each sentence that tells the event, and one for each word that a field rests on."""
    supports: dict[tuple[str, int, int], list[str]] = {}
    texts: dict[tuple[str, int, int], Span] = {}

    def add(findings: Findings, first: int, last: int, *fields: str) -> None:
        span = findings.document.span(first, last)
        key = (span.field, span.start, span.end)
        texts[key] = span
        known = supports.setdefault(key, [])
        known.extend(f for f in fields if f not in known)

    for telling in draft.tellings:
        findings = telling.findings
        sentence = findings.document.sentences[telling.sentence]
        add(findings, sentence.first, sentence.last, "event_type")
        for trigger in telling.triggers:
            add(findings, trigger.first, trigger.last, "event_type", "action")
        for nominal in telling.perpetrators:
            add(findings, nominal.first, nominal.last, "perpetrators")
        for nominal in telling.targets:
            add(findings, nominal.first, nominal.last, "targets")
        for nominal in telling.weapons:
            add(findings, nominal.first, nominal.last, "weapons")
        for casualty in telling.casualties:
            add(findings, casualty.first, casualty.last, casualty.outcome)
    if site is not None:
        add(site.findings, site.place.first, site.place.last, "place")
    if when is not None:
        add(when[0], when[1].first, when[1].last, "first_day", "last_day")
    if spoken is not None:
        add(spoken[0], *spoken[1], "attribution")
    return tuple(
        Evidence(start=s.start, end=s.end, text=s.text, field=s.field, supports=tuple(supports[key]))
        for key, s in sorted(texts.items(), key=lambda item: (item[0][0] != "title", item[0][1], item[0][2]))
    )
