"""Evidence that two tellings are of one incident, or of two: small functions, each with its weights in one table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from schemas.coded import Count
from streams.coding.events.families import are_one, family_of
from streams.incidents.distance import kilometres
from streams.incidents.telling import Site, Telling
from streams.incidents.words import shared_rarity

__all__ = ["BIAS", "RULES", "WEIGHTS", "Evidence", "Finding", "can_be_one", "score_of", "weigh"]


class Evidence(NamedTuple):
    """One reason for (weight above zero) or against two tellings being of one incident."""

    name: str
    weight: float
    detail: str


class Finding(NamedTuple):
    """What a rule found: the name of its row in `WEIGHTS`, how much of it, and in words."""

    name: str
    amount: float
    detail: str


BIAS = -6.0
"""What two tellings of which nothing is known score: most pairs are of two incidents."""

WEIGHTS: dict[str, float] = {
    "copied words": 3.0,
    "same action": 0.0,
    "other kind of action": -0.7,
    "both articles are about it": 0.5,
    "same place": 3.8,
    "near by": 1.3,
    "place named in both": 3.0,
    "place within the other": 1.8,
    "apart": -1.0,
    "far apart": -2.0,
    "other region": -1.5,
    "other country": -3.0,
    "same day": 1.5,
    "next day": -0.2,
    "days apart": -1.6,
    "a week apart": -2.8,
    "weeks apart": -2.8,
    "each the news of its day": -1.5,
    "reported within days": 1.0,
    "reported later": -2.0,
    "reported long after": -0.5,
    "reported before it": -2.0,
    "reports close": 0.9,
    "reports weeks apart": -1.5,
    "reports months apart": -0.5,
    "same count": 0.3,
    "same high count": 1.4,
    "counts close": 0.0,
    "counts differ": -0.8,
    "counts clash": -1.3,
    "same victim": 2.0,
    "other victims": -0.2,
    "same persons": 0.7,
    "same perpetrator": 0.5,
    "other perpetrator": -0.5,
    "same weapon": 0.1,
    "other weapon": -0.4,
    "rare words": 0.2,
    "share of words": 2.5,
    "rare words of the articles": 0.4,
    "share of the articles": 4.0,
}
"""What each finding is worth, in log-odds; times its amount. How they were found: docs/incidents.md."""

_SETTLED = ("occurred", "attempted", "historical")


def can_be_one(one: Telling, other: Telling) -> bool:
    """Whether the two are words for one kind of event; what happened is never what was only planned or denied."""
    if (one.status in _SETTLED) != (other.status in _SETTLED):
        return False
    return are_one(one.action, other.action)


def copies(one: Telling, other: Telling) -> Iterator[Finding]:
    """Sentences in the same words: agency text printed twice, or a page that was updated."""
    shared = len(one.shingles & other.shingles)
    smaller = min(len(one.shingles), len(other.shingles))
    if shared >= 4 and shared > smaller / 3:
        yield Finding("copied words", shared / smaller, f"{shared} of {smaller} runs of five words are the same")


def actions(one: Telling, other: Telling) -> Iterator[Finding]:
    """The same action, or one that may be another word for it."""
    if one.action == other.action:
        yield Finding("same action", 1, one.action)
    elif family_of(one.action) != family_of(other.action):
        yield Finding("other kind of action", 1, f"{one.action}, {other.action}")


def subjects(one: Telling, other: Telling) -> Iterator[Finding]:
    """What both articles are about is rather one incident than what one of them mentions in passing."""
    if one.leads and other.leads:
        yield Finding("both articles are about it", 1, "")


def places(one: Telling, other: Telling) -> Iterator[Finding]:
    """Where it was; a village and its province agree, two villages do not, and a place that the other names counts."""
    a, b = one.site, other.site
    if a is None or b is None or is_wide(a) or is_wide(b):
        known = a if a and not is_wide(a) else b if b and not is_wide(b) else None
        other_places = other.places if known is a else one.places
        if a and b and a.country and b.country and a.country != b.country:
            yield Finding("other country", 1, f"{a.name}, {b.name}")
        elif known and known.name.casefold() in other_places:
            yield Finding("place named in both", 1, known.name)
        elif a and b and a.admin1 and b.admin1 and a.admin1 == b.admin1:
            yield Finding("place within the other", 1, f"{a.name}, {b.name}")
        elif a and b and a.admin1 and b.admin1:
            yield Finding("other region", 1, f"{a.name}, {b.name}")
        return
    gap = kilometres(a.lat, a.lon, b.lat, b.lon)
    if (a.place_id and a.place_id == b.place_id) or (gap is not None and gap < 3):
        yield Finding("same place", 1, a.name)
    elif gap is None:
        return
    elif gap <= 30:
        yield Finding("near by", 1, f"{a.name}, {b.name}: {gap:.0f} km")
    elif a.name.casefold() in other.places or b.name.casefold() in one.places:
        yield Finding("place named in both", 1, f"{a.name}, {b.name}")
    elif a.admin1 == b.admin1 and a.country == b.country:
        if a.feature == "admin2" or b.feature == "admin2":
            return
        yield Finding("apart", 1, f"{a.name}, {b.name}: {gap:.0f} km")
    else:
        yield Finding("far apart", 1, f"{a.name}, {b.name}: {gap:.0f} km")


def is_wide(site: Site) -> bool:
    """A country or province, or a place without coordinates: it says roughly where."""
    return site.feature in ("country", "admin1", "water", "area") or site.lat is None or site.lon is None


def days(one: Telling, other: Telling) -> Iterator[Finding]:
    """When it happened; where one does not say, its publication is a day or two after."""
    if one.days and other.days:
        gap = max((other.days[0] - one.days[1]).days, (one.days[0] - other.days[1]).days, 0)
        yield Finding(_reach(gap, _DAYS_BETWEEN, "weeks apart"), 1, f"{one.days[0]}, {other.days[0]}")
        if gap > 3 and _is_fresh(one) and _is_fresh(other):
            yield Finding("each the news of its day", 1, f"reported {one.published}, {other.published}")
        return
    dated, undated = (one, other) if one.days else (other, one)
    if undated.published is None:
        return
    if dated.days:
        late = (undated.published - dated.days[1]).days
        detail = f"{dated.days[1]}, reported {undated.published}"
        yield Finding(
            "reported before it" if late < -1 else _reach(late, _DAYS_TO_REPORT, "reported long after"), 1, detail
        )
    elif dated.published:
        gap = abs((undated.published - dated.published).days)
        yield Finding(
            _reach(gap, _DAYS_BETWEEN_REPORTS, "reports months apart"),
            1,
            f"published {dated.published}, {undated.published}",
        )


def _is_fresh(telling: Telling) -> bool:
    """Whether it was published within two days of what it tells."""
    if telling.published is None or telling.days is None:
        return False
    return 0 <= (telling.published - telling.days[1]).days <= 2


_DAYS_BETWEEN = ((0, "same day"), (1, "next day"), (3, "days apart"), (10, "a week apart"))
_DAYS_TO_REPORT = ((4, "reported within days"), (21, "reported later"))
_DAYS_BETWEEN_REPORTS = ((3, "reports close"), (21, "reports weeks apart"))


def _reach(days: int, names: tuple[tuple[int, str], ...], beyond: str) -> str:
    """The name of the first reach that holds so many days."""
    return next((name for reach, name in names if days <= reach), beyond)


def counts(one: Telling, other: Telling) -> Iterator[Finding]:
    """Intervals that overlap agree; tolls rise, so only what cannot be the same speaks against."""
    for outcome in ("killed", "injured", "abducted", "detained"):
        a, b = one.counts.get(outcome), other.counts.get(outcome)
        if a is None or b is None:
            continue
        ratio = _ratio(a, b)
        if ratio == 1:
            name = "same high count" if max(a.low or 0, b.low or 0) >= 3 else "same count"
        else:
            name = "counts close" if ratio <= 1.5 else "counts differ" if ratio <= 3 else "counts clash"
        yield Finding(name, 1, f"{outcome} {_written(a)}, {_written(b)}")


def _ratio(one: Count, other: Count) -> float:
    """1 when the intervals overlap, else how many times the larger number holds the smaller."""
    low, other_low = one.low or 0, other.low or 0
    high = one.high if one.high is not None else max(low, other_low)
    other_high = other.high if other.high is not None else max(low, other_low)
    if low <= other_high and other_low <= high:
        return 1.0
    return max(low / max(other_high, 0.5), other_low / max(high, 0.5))


def _written(count: Count) -> str:
    low, high = count.low, count.high
    return f"{low}" if low == high else f"{low if low is not None else '?'} to {high if high is not None else '?'}"


def victims(one: Telling, other: Telling) -> Iterator[Finding]:
    """People named as victims."""
    shared = one.victims & other.victims
    if shared:
        yield Finding("same victim", 1, ", ".join(sorted(shared)))
    elif one.victims and other.victims and not (one.victims & other.persons or other.victims & one.persons):
        yield Finding("other victims", 1, f"{', '.join(sorted(one.victims))}; {', '.join(sorted(other.victims))}")


def persons(one: Telling, other: Telling) -> Iterator[Finding]:
    """People named anywhere in the two articles."""
    if shared := one.persons & other.persons:
        yield Finding("same persons", min(len(shared), 3), ", ".join(sorted(shared)[:5]))


def perpetrators(one: Telling, other: Telling) -> Iterator[Finding]:
    """Registered actors that did it."""
    if shared := one.perpetrators & other.perpetrators:
        yield Finding("same perpetrator", 1, ", ".join(sorted(shared)))
    elif one.perpetrators and other.perpetrators:
        yield Finding("other perpetrator", 1, f"{sorted(one.perpetrators)}, {sorted(other.perpetrators)}")


def weapons(one: Telling, other: Telling) -> Iterator[Finding]:
    """Kinds of weapon."""
    if one.weapons & other.weapons:
        yield Finding("same weapon", 1, ", ".join(sorted(one.weapons & other.weapons)))
    elif one.weapons and other.weapons:
        yield Finding("other weapon", 1, f"{sorted(one.weapons)}, {sorted(other.weapons)}")


def words(one: Telling, other: Telling) -> Iterator[Finding]:
    """Rare words that the sentences of both share, and how much of the shorter one that is."""
    shared = shared_rarity(one.words, other.words)
    total = min(sum(one.words.values()), sum(other.words.values())) or 1
    yield Finding("rare words", min(shared, 80) / 10, _rarest(one.words, other.words))
    yield Finding("share of words", shared / total, f"{100 * shared // total} %")
    shared = shared_rarity(one.context, other.context)
    yield Finding("rare words of the articles", min(shared, 200) / 20, _rarest(one.context, other.context))
    total = min(sum(one.context.values()), sum(other.context.values())) or 1
    yield Finding("share of the articles", shared / total, f"{100 * shared // total} %")


def _rarest(one: dict[str, int], other: dict[str, int]) -> str:
    shared = sorted((w for w in one if w in other), key=lambda w: (-one[w], w))
    return ", ".join(shared[:6])


RULES: tuple[Callable[[Telling, Telling], Iterator[Finding]], ...] = (
    copies, actions, subjects, places, days, counts, victims, persons, perpetrators, weapons, words,
)  # fmt: skip


def findings_of(one: Telling, other: Telling) -> list[Finding]:
    """What every rule found; the same whichever telling comes first."""
    if other.event_id < one.event_id:
        one, other = other, one
    return [finding for rule in RULES for finding in rule(one, other)]


def weigh(one: Telling, other: Telling) -> list[Evidence]:
    """The evidence for and against, strongest first."""
    found = [Evidence(f.name, WEIGHTS[f.name] * f.amount, f.detail) for f in findings_of(one, other)]
    return sorted(found, key=lambda e: (-abs(e.weight), e.name))


def score_of(one: Telling, other: Telling) -> float:
    """Above zero: rather one incident than two."""
    return BIAS + sum(WEIGHTS[f.name] * f.amount for f in findings_of(one, other))
