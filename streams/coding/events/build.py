"""The finished event: one record with its evidence, from all the drafts that tell it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from schemas.article import Article
from schemas.coded import Attribution, Count, Event, EventPlace, Outcome, Participant, Span, Weapon
from streams.coding.classify import Flag, classify
from streams.coding.events.confidence import confidence_of
from streams.coding.events.drafts import Draft, Findings, draft_events
from streams.coding.events.evidence import evidence_of
from streams.coding.events.families import rank_of
from streams.coding.events.merge import merge_drafts
from streams.coding.events.nominals import victims_of
from streams.coding.events.participants import as_participants, does_it, without_the_nameless
from streams.coding.events.settings import Setting, Site, choose_days, choose_place, own_setting
from streams.coding.events.sides import add_claimants, keepers_of, with_their_force
from streams.coding.events.tolls import toll_of
from streams.coding.flags import read_flags
from streams.coding.places import precision_of, to_place_mention
from streams.coding.status import read_attribution, read_status

__all__ = ["build_events"]

_LEAST_WEIGHT = 0.3
_LEAST_CONFIDENCE = 0.15
"""Below it none hold (benchmarks/bench_reliability.py): such a row would only mislead."""
_CRIMES = frozenset({"extortion", "trafficking"})


def build_events(article: Article, found: Sequence[Findings]) -> tuple[Event, ...]:
    """Every event of an article, in the order in which the text first tells them."""
    year = article.published_at.year if article.published_at else None
    drafts: list[Draft] = []
    for findings in found:
        for draft in draft_events(findings):
            _read_standing(draft, year)
            if draft.trigger.weight < _LEAST_WEIGHT or _is_feared(draft):
                continue
            drafts.append(draft)
    settings = {id(draft): own_setting(draft) for draft in drafts}
    merged = merge_drafts(drafts, settings)
    for draft in drafts:
        draft.targets.extend(n for n in keepers_of(draft) if n not in draft.targets)
        add_claimants(draft)
    events = [_event(article, draft, found) for draft in merged if _is_worth_a_row(draft, settings[id(draft)])]
    return tuple(event for event in events if event.confidence >= _LEAST_CONFIDENCE)


def _read_standing(draft: Draft, year: int | None) -> None:
    """Did it happen, and on whose word is the perpetrator named."""
    document = draft.findings.document
    readings = [read_status(document, trigger, year) for trigger in draft.triggers]
    occurred = [r for r in readings if r.status == "occurred"]
    main = readings[draft.triggers.index(draft.trigger)]
    draft.status = main.status if main.status != "occurred" or not occurred else "occurred"
    for trigger in draft.triggers:
        attribution = read_attribution(document, trigger)
        if attribution.attribution not in ("unknown", "fact"):
            draft.attribution = attribution.attribution
            draft.attribution_span = (
                (attribution.first, attribution.last) if attribution.last > attribution.first else None
            )
            break


def _is_feared(draft: Draft) -> bool:
    """Whether it is only what somebody wants to avoid: "to escape being targeted"."""
    norm = draft.findings.document.norm
    first = draft.wording.first
    return draft.status != "occurred" and first > 0 and "being" in (norm[first - 1], norm[first])


def _is_worth_a_row(draft: Draft, setting: Setting) -> bool:
    """What did not happen, or long ago, is kept only when the text says who, whom or where; crime for money never."""
    if draft.action in _CRIMES and not any(t.casualties for t in draft.tellings):
        return False
    if draft.status == "historical":
        return any(t.casualties or t.targets for t in draft.tellings) and setting.days is not None
    if draft.status in ("planned", "threatened", "denied"):
        return any(t.perpetrators or t.targets for t in draft.tellings)
    return True


def _event(article: Article, draft: Draft, found: Sequence[Findings]) -> Event:
    tellings = draft.tellings
    main = max(tellings, key=lambda t: (_rank(t), -tellings.index(t)))
    trigger = main.trigger
    document = main.findings.document
    sentence = document.sentences[main.sentence]
    site = choose_place(draft, found)
    when = choose_days(draft)
    perpetrators = as_participants(t_n for t in tellings for t_n in ((t.findings, n) for n in t.perpetrators))
    counts = toll_of(tellings)
    harmed = [(t.findings, n) for t in tellings for n in victims_of(t.findings, t.casualties) if not does_it(n, t)]
    targets = as_participants([*((t.findings, n) for t in tellings for n in t.targets), *harmed], besides=perpetrators)
    targets = with_their_force(without_the_nameless(targets))
    weapons = _weapons(tellings)
    classes = classify(
        main.action,
        tuple(dict.fromkeys(p.kind for p in perpetrators)),
        tuple(dict.fromkeys(p.kind for p in targets)),
        tuple(dict.fromkeys(w.kind for w in weapons)),
        _flags(tellings, targets, counts),
    )
    attribution, spoken = _attribution(tellings, bool(perpetrators))
    wording = main.wording
    trigger_span = document.span(wording.first, wording.last)
    return Event(
        event_id=_event_id(article, trigger_span, main.action),
        event_type=classes.event_type,
        sub_event_type=classes.sub_event_type,
        action=main.action,
        plover=classes.plover,
        status=main.status,
        attribution=attribution,
        trigger=trigger_span,
        sentence=document.span(sentence.first, sentence.last),
        first_day=when[1].first_day if when else None,
        last_day=when[1].last_day if when else None,
        day_precision=when[1].precision if when else None,
        place=_event_place(site),
        perpetrators=tuple(perpetrators),
        targets=tuple(targets),
        weapons=weapons,
        killed=counts.get("killed"),
        injured=counts.get("injured"),
        abducted=counts.get("abducted"),
        detained=counts.get("detained"),
        missing=counts.get("missing"),
        evidence=evidence_of(draft, site, when, spoken),
        rule=trigger.rule,
        confidence=confidence_of(main, site, when is not None, perpetrators, targets, counts),
    )


def _rank(draft: Draft) -> tuple[int, float]:
    return rank_of(draft.action), draft.trigger.weight


def _event_id(article: Article, trigger: Span, action: str) -> str:
    """Of the article, the words and the action, so that coding again gives the same id."""
    key = f"{article.article_id}\0{trigger.field}\0{trigger.start}\0{trigger.end}\0{action}"
    return hashlib.sha256(key.encode()).hexdigest()[:20]


def _weapons(tellings: Sequence[Draft]) -> tuple[Weapon, ...]:
    chosen: dict[tuple[str, str], Weapon] = {}
    for telling in tellings:
        for nominal in telling.weapons:
            span = telling.findings.document.span(nominal.first, nominal.last)
            key = (nominal.weapon or "", span.text.casefold())
            chosen.setdefault(
                key,
                Weapon(
                    start=span.start, end=span.end, text=span.text, field=span.field, kind=nominal.weapon or "other"
                ),
            )
    return tuple(chosen.values())


def _attribution(tellings: Sequence[Draft], named: bool) -> tuple[Attribution, tuple[Findings, tuple[int, int]] | None]:
    """The first word on who says so; a perpetrator named without any such word is told as fact."""
    for telling in tellings:
        if telling.attribution not in ("unknown", "fact"):
            span = telling.attribution_span
            return telling.attribution, (telling.findings, span) if span else None
    return ("fact" if named else "unknown"), None


def _event_place(site: Site | None) -> EventPlace | None:
    if site is None:
        return None
    mention = to_place_mention(site.findings.document, site.place)
    return EventPlace(**{f: getattr(mention, f) for f in mention.__struct_fields__}, precision=precision_of(site.place))


def _flags(
    tellings: Sequence[Draft], targets: Sequence[Participant], counts: Mapping[Outcome, Count]
) -> frozenset[Flag]:
    """What the classification asks besides kinds: what else the same sentences tell."""
    flags: set[Flag] = set()
    for telling in tellings:
        document = telling.findings.document
        around = range(max(0, telling.sentence - 1), min(telling.sentence + 2, len(document.sentences)))
        flags |= read_flags(document, telling.findings.triggers, around)
    killed = counts.get("killed")
    if killed and killed.low:
        flags.add("lethal")
    if targets and all(p.form in ("facility", "vehicle", "infrastructure") for p in targets):
        flags.add("property")
    return frozenset(flags)
