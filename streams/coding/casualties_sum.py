"""Make one count per outcome of all the casualty mentions that tell of one event.

The rules, in the order in which a reader applies them:

1. Tallies over a longer time, earlier attacks, accidents, and what was only threatened do not count.
2. Members of one list add up ("two soldiers and a boy" is three); parts ("including three children") never add.
3. People told of again are not added: the same name, a compatible noun, "the victim", "he". Of two figures for the same
   people the larger holds; a stated figure holds against a vague one ("dozens").
4. People who cannot be the same do add: another side (soldiers, rebels), another sex, "two others", "also".
5. Those who were only said to be hit ("shot") and are not among the dead are injured.
6. Zero only where somebody says so and nobody is counted.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, get_args

from schemas.coded import ActorKind, Count, Outcome
from streams.coding.casualties import Casualty

__all__ = ["sum_by_event"]

_OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


class _Interval(NamedTuple):
    low: int
    best: int | None
    high: int | None
    figure: bool = False
    """Stated as a figure: holds against "several"."""

    def plus(self, other: _Interval) -> _Interval:
        best = None if self.best is None or other.best is None else self.best + other.best
        high = None if self.high is None or other.high is None else self.high + other.high
        return _Interval(self.low + other.low, best, high, self.figure or other.figure)

    @property
    def vague(self) -> bool:
        """Whether nobody said how many: "several", "dozens"."""
        return self.best is None and self.high is None

    @property
    def size(self) -> int:
        return self.best if self.best is not None else self.high if self.high is not None else self.low


class _Body(NamedTuple):
    """People of one kind who were harmed, as far as the text tells them apart."""

    kind: ActorKind
    sex: str
    names: frozenset[str]
    people: _Interval
    named: int


_NOBODY = _Interval(0, 0, 0, False)


def sum_by_event(casualties: Iterable[Casualty]) -> dict[Outcome, Count]:
    """One count per outcome that is reported, of mentions of one text in reading order."""
    mentions = list(casualties)
    counts: dict[Outcome, Count] = {}
    usable = [
        c for c in mentions if not (c.part_of or c.total or c.historical or c.not_violence or c.unreal or c.negated)
    ]
    dead = _merge([c for c in usable if c.outcome == "killed"])
    for outcome in _OUTCOMES:
        of_outcome = [c for c in usable if c.outcome == outcome]
        merged = dead if outcome == "killed" else _merge([c for c in of_outcome if c.sure])
        if hits := [c for c in of_outcome if not c.sure]:
            merged = _larger(merged, _without(_merge(of_outcome if merged else hits), dead))
        if merged is not None:
            counts[outcome] = Count(low=merged.low, best=merged.best, high=merged.high)
        elif any(
            c.outcome == outcome and c.negated and not c.unreal and c.form in ("none", "plural") for c in mentions
        ):
            counts[outcome] = Count(low=0, best=0, high=0)
    return counts


def _without(hit: _Interval | None, dead: _Interval | None) -> _Interval | None:
    """Those who were hit and are not among the dead."""
    if hit is None or dead is None:
        return hit
    low = max(0, hit.low - dead.size)
    best = None if hit.best is None else max(0, hit.best - dead.size)
    high = None if hit.high is None else max(low, hit.high - dead.low)
    return _Interval(low, best, high) if (best or low) else None


def _larger(one: _Interval | None, other: _Interval | None) -> _Interval | None:
    """Of two figures for the same people the stated one, then the larger."""
    if one is None or other is None:
        return one or other
    if one.figure and not one.vague and other.vague and not other.figure:
        return one
    if other.figure and not other.vague and one.vague and not one.figure:
        return other
    return other if (other.size, other.low) > (one.size, one.low) else one


def _merge(mentions: list[Casualty]) -> _Interval | None:
    if not mentions:
        return None
    whole: _Interval | None = None
    bodies: list[_Body] = []
    before: _Interval | None = None
    sentence, in_sentence = -1, _NOBODY
    told: set[tuple[int, int | None]] = set()
    spans: set[tuple[int, int]] = set()
    for clause in _clauses(mentions):
        clause = [c for c in clause if c.form != "pronoun" and (c.first, c.last) not in spans]
        spans.update((c.first, c.last) for c in clause)
        if not clause:
            continue
        count = _NOBODY
        for member in clause:
            count = count.plus(_interval(member))
        if clause[0].sentence != sentence:
            sentence, in_sentence = clause[0].sentence, _NOBODY
        again = all(c.definite for c in clause)
        if (
            all(c.form == "plural" for c in clause)
            and (again or count.low <= 2)
            and (before is not None or _named_later(mentions, clause))
        ):
            continue  # "the soldiers", "people were killed": says nothing that a figure or a name does not
        if not again:
            in_sentence = in_sentence.plus(count)
        fresh = (count.low, count.best) not in told and in_sentence in (count, _NOBODY)
        if before is not None and fresh and _on_top(clause, before, bodies):
            in_sentence, again = count.plus(before), False
        if not all(c.form in ("one", "name") or c.high == 1 for c in clause):
            told.add((count.low, count.best))
        if any(c.form in ("number", "plural") for c in clause) or len(clause) > 1 or in_sentence != count:
            whole = _larger(whole, in_sentence if not again else count)
        _place(clause, bodies)
        before = count if again else in_sentence
    counted = _NOBODY
    for body in bodies:
        counted = counted.plus(body.people)
    merged = _larger(whole, counted if bodies else None)
    if merged is None and all(c.form == "pronoun" and c.sure for c in mentions):  # "he was shot dead" and nothing else
        return _Interval(1, 1, 1) if any(c.high == 1 for c in mentions) else _Interval(2, None, None)
    return merged


def _on_top(clause: list[Casualty], before: _Interval, bodies: list[_Body]) -> bool:
    """Whether a clause says of itself that its people come on top of those told just before.

    "the other two" are known already; "also" and a single "another" are taken so only after a single person, because
    after a figure they tell of one of its people.
    """
    first = clause[0]
    if first.form == "number" and first.more:
        return not first.definite
    if not (first.more or first.also) or before.high != 1:
        return False
    sex = first.noun.sex if first.noun else ""
    return len(clause) > 1 or not (sex and any(body.sex == sex for body in bodies) and not first.more)


def _named_later(mentions: list[Casualty], clause: list[Casualty]) -> bool:
    """Whether other sentences give a figure or name somebody, so that a bare plural is only their summary."""
    return any(c.form in ("number", "one", "name") and c.sentence != clause[0].sentence for c in mentions)


def _clauses(mentions: list[Casualty]) -> Iterable[list[Casualty]]:
    """Members of one list, which share the word of harm."""
    clauses: dict[tuple[int, int], list[Casualty]] = {}
    for mention in mentions:
        clauses.setdefault((mention.sentence, mention.trigger), []).append(mention)
    return clauses.values()


def _interval(mention: Casualty) -> _Interval:
    low = mention.low if mention.low is not None else mention.best if mention.best is not None else 0
    return _Interval(low, mention.best, mention.high, mention.form == "number" and mention.best is not None)


def _place(clause: list[Casualty], bodies: list[_Body]) -> None:
    """Lay each member of a clause on the people known already that it can be, or beside them."""
    taken: set[int] = set()
    for member in clause:
        kind = _side(member)
        sex = member.noun.sex if member.noun else ""
        generic = kind == "unknown" and not sex and member.form in ("number", "plural")
        if generic or member.form in ("pronoun", "none"):
            continue
        called = member.called
        count = _interval(member)
        at = next(
            (i for i, body in enumerate(bodies) if i not in taken and _can_be(body, kind, sex, called, count)), None
        )
        if at is None and member.definite and member.form == "one" and bodies:
            continue  # "the victim", "his brother" told of again
        if at is None:
            bodies.append(_Body(kind, sex, called, count, 1 if called else 0))
            taken.add(len(bodies) - 1)
            continue
        body = bodies[at]
        taken.add(at)
        larger = _larger(body.people, count) or count
        named = body.named + (1 if called and not called & body.names else 0)
        bodies[at] = _Body(
            body.kind if body.kind != "unknown" else kind, body.sex or sex, body.names | called, larger, named
        )


def _side(member: Casualty) -> ActorKind:
    """The side that a noun puts people on; a child or a teacher can be one of any figure of people."""
    if member.noun is None or (
        member.noun.kind == "civilians" and member.noun.lemma not in ("civilian", "noncombatant")
    ):
        return "unknown"
    return member.noun.kind


def _can_be(body: _Body, kind: ActorKind, sex: str, called: frozenset[str], people: _Interval) -> bool:
    """Whether a group can be the same people as a body: no other side, no other sex, and room for one more name."""
    if called and body.names and not called & body.names:
        return body.named < body.people.size
    if called and called & body.names:
        return True
    if "unknown" not in (kind, body.kind) and kind != body.kind:
        return False
    return not (sex and body.sex and sex != body.sex)
