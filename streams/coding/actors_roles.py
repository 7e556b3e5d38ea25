"""Role nouns ("fighters", "police", "villagers") with the names around them, and organisations known by such a noun."""

from __future__ import annotations

from typing import NamedTuple

from streams.coding.actors_names import organisation_span
from streams.coding.actors_phrase import use_of
from streams.coding.actors_scan import Mark
from streams.coding.actors_search import Search, side_of
from streams.coding.document import Sentence
from streams.coding.registry import Generic, Registered

__all__ = ["read_role"]

_ACTING = frozenset({"armed", "state", "member"})
_RELATIONS = frozenset("loyal belonging allied linked affiliated identified".split())
_ARMED_WORDS = frozenset(
    "liberation resistance mujahideen mujahidin jihad martyrs brigades brigade insurgent rebel guerrilla "
    "armed revolutionary".split()
)
_GROUPS = frozenset("group organization organisation groups organizations organisations".split())
_DEFINITE_GROUPS = frozenset("movement network squad unit units".split())
_NEVER_ALONE = frozenset("head heads front".split())
_VERBS = frozenset("patrol guard escort head rebel police partner ally staff guards".split())


def read_role(
    search: Search, chain: list[Mark], mark: Mark, generic: Generic, sentence: Sentence, *, capitals: bool
) -> None:
    """Add the mention of which `mark` is the head and the rest of `chain` stands before it."""
    document, registry = search.document, search.registry
    before = chain[:-1]
    owner, tokens, country = search.owner(before)
    if (
        generic.form == "organisation"
        and owner is None
        and _shaped(search, chain, mark, generic, sentence, capitals=capitals)
    ):
        return
    if capitals and generic.form == "people" and _owns_a_name(search, mark, sentence):
        return
    noun = document.norm[mark.last - 1]
    previous = document.norm[mark.first - 1] if mark.first > sentence.first else ""
    if generic.tag == "named" or (noun in _VERBS and previous == "to") or (noun == "front" and owner is None):
        return
    attributive = False
    if not (generic.plural and noun.endswith("s") and not noun.endswith("ss")):
        use = use_of(document, registry, mark.last, sentence, capitals=capitals, plural=generic.plural)
        if use == "adjective" and not (owner is not None or country):
            return
        attributive = use != "head"
    first = mark.first
    for part in reversed(before):
        if "s" in document.norm[part.last : first]:
            break
        first = part.first
    after: _After | None = None
    if owner is None:
        after = _after(search, mark, sentence)
        if after is not None:
            owner, tokens, country = after.owner, after.tokens, country or after.country
    if owner is None and country is None and not _stands_alone(search, mark, generic, sentence):
        return
    kind, actor_id, name = generic.kind, None, " ".join(document.surface[first : mark.last])
    side: str = generic.side
    if kind == "unknown":  # "terrorist elements", "student leaders"
        inner = next((part.term.generic for part in reversed(before) if part.term.generic is not None), None)
        if inner is not None:
            kind, side = inner.kind, inner.side
    if owner is not None and _belongs_to(generic, owner):
        kind, actor_id, name, country = search.kind_of(owner), owner.actor_id, owner.name, owner.country or country
        if kind == "international" and generic.force == "military":
            kind = "external_forces"  # "African Union troops"
    else:
        country = country or (owner.country if owner is not None and side != "crowd" else None)
        force = _force(search, generic, country, first, mark, stated=after is None or owner is not None)
        if force is not None:
            actor_id, name, country = force.actor_id, force.name, force.country
            kind = search.kind_of(force) if _is_force(generic) else generic.kind
        elif owner is not None and side == "unarmed" and side_of(owner.kind) == "unarmed":
            actor_id, name = owner.actor_id, owner.name  # "UN staff" are civilians, and the UN's
            kind = owner.kind if kind == "government" else kind
    search.add(
        first,
        mark.last,
        sentence,
        actor_id=actor_id,
        name=name,
        kind=kind,
        country=country,
        form=generic.form,
        plural=generic.plural,
        alias=generic.head,
        side=side,
        source="generic",
        organisation=tokens,
        phrase_last=after.last if after is not None else None,
        attributive=attributive,
    )


def _owns_a_name(search: Search, mark: Mark, sentence: Sentence) -> bool:
    """Whether a plural is the first part of a name: "Workers' Party"."""
    document, token = search.document, mark.last
    return (
        document.capitalised(token - 1)
        and token + 1 < sentence.last
        and document.surface[token] in ("'", "’")
        and document.joined(token - 1) == ""
        and document.joined(token) == " "
        and document.capitalised(token + 1)
    )


def _belongs_to(generic: Generic, owner: Registered) -> bool:
    """Whether a role noun takes its owner's identity: its fighters, members and officials do, its prisoners do not."""
    if generic.side in _ACTING:
        return not generic.force or side_of(owner.kind) != "unarmed" or owner.kind == "international"
    return generic.force == "government" and side_of(owner.kind) == "armed"


def _is_force(generic: Generic) -> bool:
    return bool(generic.force) and (generic.form == "organisation" or generic.side == "state")


def _force(
    search: Search, generic: Generic, country: str | None, first: int, mark: Mark, *, stated: bool
) -> Registered | None:
    """The state's force that a role noun means: that of the country named, or of the text's only country."""
    if not generic.force:
        return None
    if generic.side == "armed" and not stated:
        return None  # "forces in Mali" may be anybody's
    if not _OF_A_PART.isdisjoint(search.document.norm[first : mark.last]):
        return None  # "Syrian Kurdish forces"
    here = country or (search.context.main_country() if _is_force(generic) and generic.side != "armed" else None)
    return search.registry.force(here, generic.force, search.on) if here else None


_OF_A_PART = frozenset(
    "kurdish arab shia shiite sunni rebel opposition separatist tribal druze christian islamist alawite "
    "turkmen tuareg hutu tutsi "
    "croat serb muslim ethnic mercenary maoist contra anti resistance revolutionary guerrilla local allied "
    "proxy".split()
)


def _stands_alone(search: Search, mark: Mark, generic: Generic, sentence: Sentence) -> bool:
    """Whether a vague noun speaks of someone without a name beside it: "the group" does, "a front" does not."""
    norm = search.document.norm
    word = norm[mark.last - 1]
    if word in _NEVER_ALONE:
        return False
    if generic.kind != "unknown" or generic.form != "organisation":
        return True
    previous = norm[mark.first - 1] if mark.first > sentence.first else ""
    following = norm[mark.last] if mark.last < sentence.last else ""
    if mark.last - mark.first > 1:
        return True
    if word in _GROUPS:
        return previous not in ("working", "focus", "age", "control")
    if word in _DEFINITE_GROUPS:
        return (
            previous in ("the", "this", "that", "its", "their", "his", "these", "those", "same", "armed")
            or following == "of"
        )
    return word in ("elements", "sides", "guards", "factions", "association", "federation")


class _After(NamedTuple):
    """What a phrase after a role noun says about whose people they are."""

    owner: Registered | None
    tokens: tuple[int, int] | None
    country: str | None
    last: int


def _after(search: Search, mark: Mark, sentence: Sentence) -> _After | None:
    """What "of the FMLN", "from Mali", "in Iraq", "loyal to X" after a role noun says."""
    document, norm = search.document, search.document.norm
    token = mark.last
    if token >= sentence.last:
        return None
    word = norm[token]
    if word in _RELATIONS and token + 1 < sentence.last and norm[token + 1] in ("to", "with", "as"):
        token += 2
    elif word in ("of", "from", "in", "with"):
        token += 1
    else:
        return None
    while token < sentence.last and norm[token] in ("the", "a", "an", "outlawed", "so", "called", "group", "-"):
        token += 1
    if token >= sentence.last:
        return None
    match = search.registry.phrases.longest_at(norm, token, sentence.last)
    if match is None:
        return None
    term = match.value
    if "-" in document.joined(match.last - 1):
        return None  # "of the PYD-dominated forces"
    capital = any(word[0].isupper() for word in document.surface[match.first : match.last])
    if word != "in" and term.aliases:
        fitting = tuple(
            alias
            for alias in term.aliases
            if (capital or not alias.proper) and (not alias.exact or document.surface[token].isupper())
        )
        registered = search.resolve(Mark(match.first, match.last, term, fitting, None, None))
        if registered is not None:
            return _After(registered, (match.first, match.last), registered.country, match.last)
    if term.country and capital:
        return _After(None, None, term.country, match.last)
    return None


def _shaped(
    search: Search, chain: list[Mark], mark: Mark, generic: Generic, sentence: Sentence, *, capitals: bool
) -> bool:
    """An organisation that no list holds, recognised by its capitalised head noun; False when it is only a noun."""
    document, registry, norm = search.document, search.registry, search.document.norm
    if not (document.capitalised(mark.last - 1) if capitals else sentence.case == "upper"):
        return False
    left, right = organisation_span(document, mark.first, mark.last, sentence, registry, capitals=capitals)
    left = max(left, search.taken)
    if (right == mark.last and left >= mark.first) or norm[left:right] in (["west", "bank"], ["left", "bank"]):
        return False
    if (
        capitals
        and right == mark.last
        and right < sentence.last
        and document.joined(right - 1) == " "
        and document.capitalised(right)
    ):
        return False  # "Tiyas Military Airfield": the name goes on and is no organisation's
    own = [
        token
        for token in range(left, right)
        if norm[token] not in registry.modifiers and not mark.first <= token < mark.last
    ]
    if right == mark.last and not capitals and not own:
        return False
    covered = [other for other in chain if other.first >= left]
    plain = all(
        norm[t] in registry.modifiers or any(m.first <= t < m.last for m in covered) for t in range(left, right)
    )
    if generic.force and plain and right == mark.last:
        return False  # "Iraqi Security Forces" is a role noun with a country
    country = next((m.demonym or m.country for m in chain if m.demonym or m.country), None)
    for token in range(mark.last, right):
        match = registry.phrases.longest_at(norm, token, right) if country is None else None
        if match is not None and match.value.country:
            country = match.value.country
    kind = generic.kind
    if kind == "unknown" and _ARMED_WORDS & set(norm[left:right]):
        kind = "rebels"
    force = registry.force(country, "government", search.on) if generic.force == "government" and country else None
    found = search.add(
        left,
        right,
        sentence,
        actor_id=force.actor_id if force else None,
        name=force.name if force else " ".join(document.text[document.start[left] : document.end[right - 1]].split()),
        kind=kind,
        country=country,
        form="organisation",
        alias=generic.head,
        side=side_of(kind),
        source="organisation",
        organisation=(left, right),
    )
    search.learn_abbreviation(found, sentence)
    return True
