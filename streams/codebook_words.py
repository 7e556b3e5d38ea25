"""What the codebook says in words: the meaning of each field of a coded article and each value of its closed lists."""

from __future__ import annotations

from typing import get_args

import msgspec

from schemas import coded
from schemas.coded import (
    ActorMention,
    CasualtyMention,
    CodedArticle,
    Count,
    DateMention,
    Event,
    EventPlace,
    Evidence,
    Participant,
    PlaceMention,
    Plover,
    Span,
    Weapon,
)
from streams.coding.actions import SUB_EVENT_TYPES
from streams.coding.objects import WEAPON_KINDS

__all__ = ["DATE_PRECISION", "FIELDS", "LISTS", "PLACE_PRECISION", "SUB_EVENTS", "WEAPONS", "missing_words"]

FIELDS: dict[type[msgspec.Struct], dict[str, str]] = {
    CodedArticle: {
        "article_id": "The producer's id, or one derived from URL or content.",
        "content_hash": "SHA-256 of the article's fields: the same id with another hash is a new version.",
        "published_at": "As the producer sent it, with its zone.",
        "coder_version": "Of the rules.",
        "lexicon_version": "Of the vocabulary: a digest of its files.",
        "language": "The producer's, else the one the text seems to be in.",
        "relevant": "At least one event was found.",
        "actors": "Every mention of an actor, in the title first.",
        "places": "Every mention of a place, resolved or not.",
        "casualties": "Every count of people harmed, also those that belong to no event.",
        "dates": "Every time expression.",
        "events": "What happened, in the order in which the text first tells it.",
        "coded": "False where the article is not in English: nothing was looked for.",
    },
    Span: {
        "start": "First code point.",
        "end": "One past the last code point.",
        "text": "The words, exactly as they stand.",
        "field": "Where they stand.",
    },
    ActorMention: {
        "actor_id": "Slug of the registry, see [actors](actors.md).",
        "name": "The registry's name, or the words where it knows none.",
        "kind": "What side they are on.",
        "country": "ISO 3166-1 alpha-2.",
    },
    PlaceMention: {
        "place_id": "Of the gazetteer, see [gazetteer](gazetteer.md).",
        "name": "The gazetteer's name, or the words of the text.",
        "lat": "WGS 84 degrees.",
        "lon": "WGS 84 degrees.",
        "country": "ISO 3166-1 alpha-2.",
        "country_name": "In English.",
        "admin1": "Name of the province, state or region.",
        "feature": "What kind of place it is.",
        "confidence": "That the name means this place, 0 to 1.",
    },
    EventPlace: {"precision": "UCDP where_prec, 1 to 7, see [places](#places)."},
    CasualtyMention: {
        "outcome": "What became of them.",
        "low": "At least so many.",
        "best": "The figure to work with.",
        "high": "At most so many.",
        "method": "How the text puts the number.",
        "group": "The words for who they are.",
        "kind": "What side they are on.",
    },
    DateMention: {
        "first_day": "First day it can mean.",
        "last_day": "Last day it can mean, included.",
        "precision": "UCDP date_prec, 1 to 5, see [days](#days).",
    },
    Event: {
        "event_id": "Digest of article id, trigger and action: coding again gives the same.",
        "event_type": "ACLED event type.",
        "sub_event_type": "ACLED sub-event type.",
        "action": "The finer word, of the [list of actions](#actions).",
        "plover": "PLOVER category and mode.",
        "status": "Whether it happened.",
        "attribution": "On whose word the perpetrator is named.",
        "trigger": "The words that say it happened.",
        "sentence": "The sentence they stand in.",
        "first_day": "First day on which it may have happened; null when not known, never publication's by default.",
        "last_day": "Last day, included.",
        "day_precision": "UCDP date_prec of the two.",
        "place": "Where it happened; null when no place is told.",
        "perpetrators": "Who did it. Of a mutual fight, one side.",
        "targets": "To whom or to what.",
        "weapons": "With what.",
        "killed": "Null is not reported, zero is reported as none. A suicide bomber told to have died is counted.",
        "injured": "As for killed; who was hit and is not among the dead is injured.",
        "abducted": "Taken against their will by others than the state.",
        "detained": "Arrested or captured.",
        "missing": "Not found.",
        "evidence": "Every span that the record rests on; one a telling.",
        "rule": "The rule whose words name the event, of the [list of rules](#rules).",
        "confidence": "How likely the event holds, 0 to 1, see [confidence](#confidence).",
    },
    Plover: {"category": "One of PLOVER's 16 categories.", "mode": "Finer, where the category has one that fits."},
    Participant: {
        "actor_id": "Slug of the registry; null where nobody known is named.",
        "name": "The registry's name, or the words.",
        "kind": "What side they are on; of a thing, whose it is.",
        "form": "What the words name.",
    },
    Weapon: {"kind": "One of the [kinds of weapons](#kinds-of-weapons)."},
    Count: {"low": "At least so many.", "best": "The figure to work with.", "high": "At most so many."},
    Evidence: {"supports": "Names of the event's fields that the words support."},
}
"""Fields in the order of the records; inherited ones stand with the record they come from."""

LISTS: dict[str, dict[str, str]] = {
    "Status": {
        "occurred": "It happened, as the text tells it.",
        "attempted": "It was tried and did not succeed, or was stopped.",
        "threatened": "Somebody said he would do it, or warned of it.",
        "planned": "It is to come: intended, announced, called for.",
        "denied": "The text says that it did not happen, or somebody denies it.",
        "historical": "Background: long before publication, an anniversary, the subject of a trial.",
    },
    "Attribution": {
        "fact": "The text names the perpetrator on its own word.",
        "claimed": "By the perpetrator's own word.",
        "blamed_by_authorities": "By the word of police, army or government.",
        "suspected": "Somebody suspects it, or the text hedges.",
        "unknown": "Nobody is named, or the text says that nobody knows.",
    },
    "ActorKind": {
        "state_forces": "Army, police and other forces of a state, in their own country.",
        "rebels": "Organisations that fight a state for power or territory.",
        "political_militia": "Armed groups that do not fight for the state's power; also gunmen nobody names.",
        "identity_militia": "Armed communities: ethnic, religious, local.",
        "rioters": "Violent demonstrators and mobs.",
        "protesters": "Demonstrators without violence.",
        "civilians": "Everybody unarmed.",
        "external_forces": "Forces of another state, missions and coalitions.",
        "government": "Governments, ministries, courts, parties in office.",
        "international": "Bodies of several states, and aid organisations.",
        "criminals": "Gangs, bandits, pirates, smugglers.",
        "unknown": "Not to be told.",
    },
    "Form": {
        "organisation": "A name or noun for a body: an army, a group, a party.",
        "person": "One person.",
        "people": "Several, or how they are called.",
        "facility": "A building, camp, post or place of work.",
        "vehicle": "Anything that carries people or goods.",
        "infrastructure": "Roads, bridges, airports, lines and pipes.",
    },
    "Outcome": {
        "killed": "Dead by the event.",
        "injured": "Hurt and alive.",
        "abducted": "Taken by others than the state.",
        "detained": "Taken by the state, or captured.",
        "missing": "Not found.",
        "displaced": "Driven from home; a count of the article, not of an event.",
    },
    "CountMethod": {
        "exact": "A plain figure.",
        "approximate": "About so many, or a range.",
        "at_least": "A lower bound.",
        "at_most": "An upper bound.",
        "vague": "No figure: dozens, several.",
    },
    "PlaceFeature": {
        "country": "A state or territory.",
        "admin1": "Province, state, region.",
        "admin2": "District, county.",
        "city": "A large town.",
        "town": "A town.",
        "village": "A village; also what cannot be resolved and is not told to be anything else.",
        "facility": "A camp, base, gate, airport, oil field.",
        "water": "Sea, lake, river.",
        "area": "Mountains, forests, border regions and other land without a border of its own.",
    },
}
"""Closed lists of `schemas/coded.py`, by the name of their type."""

WEAPONS = {
    "firearm": "Guns of any size that one person carries.",
    "explosive": "Bombs and devices that are planted or dropped by hand.",
    "vehicle_bomb": "A bomb in a car, lorry, motorcycle or boat.",
    "suicide_vest": "Explosives worn by the attacker.",
    "grenade": "Thrown, or fired by a launcher.",
    "rocket": "Unguided, with its own drive.",
    "missile": "Guided.",
    "mortar": "Mortars and their shells.",
    "artillery": "Guns, howitzers, tanks that shell.",
    "aircraft": "Planes and helicopters as weapons.",
    "drone": "Aircraft without a crew.",
    "landmine": "Mines and booby traps.",
    "incendiary": "Fire bombs, petrol.",
    "blade": "Knives, machetes, swords.",
    "blunt": "Clubs, sticks, hammers.",
    "chemical": "Poison gas, acid and the like.",
    "tear_gas": "Tear gas, pepper spray, water cannon.",
    "stones": "Stones and bottles thrown.",
    "heavy_weapon": "Heavy weapons nobody names.",
}

SUB_EVENTS = {
    "Armed clash": "Armed sides fight, or one attacks the other by hand or gun.",
    "Government regains territory": "The state's side takes a place by fighting.",
    "Non-state actor overtakes territory": "A non-state side takes a place by fighting.",
    "Chemical weapon": "Chemical weapons are used, by whatever means.",
    "Air/drone strike": "Aircraft, with or without a crew, strike.",
    "Suicide bomb": "The attacker dies by his own bomb.",
    "Shelling/artillery/missile attack": "Fire from a distance: shells, rockets, missiles.",
    "Remote explosive/landmine/IED": "A planted device or mine goes off.",
    "Grenade": "Grenades as the only means.",
    "Peaceful protest": "A demonstration without violence on any side.",
    "Protest with intervention": "Forces disperse a peaceful demonstration or arrest people in it.",
    "Excessive force against protesters": "Forces use what can kill or maim against peaceful demonstrators.",
    "Violent demonstration": "Demonstrators are violent.",
    "Mob violence": "A crowd without an organisation is violent.",
    "Agreement": "Talks, agreements, ceasefires, releases, surrenders.",
    "Arrests": "Arrests outside a demonstration.",
    "Change to group/activity": "Forces move, recruit, split, unite, besiege; no fight is told.",
    "Disrupted weapons use": "Weapons seized, bombs defused, plots foiled, missiles intercepted.",
    "Headquarters or base established": "A base, post or checkpoint is set up.",
    "Looting/property destruction": "Property is taken or destroyed, and no more is told.",
    "Non-violent transfer of territory": "A place changes hands without a fight.",
    "Other": "What changes a conflict and is none of these.",
    "Sexual violence": "Sexual violence, whoever does it.",
    "Attack": "Violence against unarmed people by hand or gun.",
    "Abduction/forced disappearance": "People are taken, and no killing is told to be the point of it.",
}

PLACE_PRECISION = {
    1: "at the place: a facility, village, town or city",
    2: 'near it: "near X", "20 km south of X", "between X and Y", "outside X"',
    3: "somewhere in a district",
    4: "somewhere in a province, state or region",
    5: "a looser area: mountains, a border; over 100 km from the named point",
    6: "somewhere in the country",
    7: "on water or in the air",
}
DATE_PRECISION = {
    1: "the day",
    2: "two to six days",
    3: "a week",
    4: "up to a month",
    5: "longer, up to a year and more",
}


def missing_words() -> list[str]:
    """What the records or lists hold and these tables do not say, or the other way round."""
    wrong = []
    for record, words in FIELDS.items():
        base = record.__bases__[0]
        inherited = base.__struct_fields__ if base in FIELDS else ()
        wrong += [f"{record.__name__}.{n}" for n in {*record.__struct_fields__}.difference(inherited) ^ words.keys()]
    records = {v for v in vars(coded).values() if isinstance(v, type) and issubclass(v, msgspec.Struct)}
    wrong += [record.__name__ for record in records ^ FIELDS.keys()]
    for name, words in LISTS.items():
        wrong += [f"{name}: {value}" for value in {*get_args(getattr(coded, name))} ^ words.keys()]
    wrong += [f"weapon {kind}" for kind in {*WEAPON_KINDS} ^ WEAPONS.keys()]
    wrong += [f"sub-event type {name}" for name in SUB_EVENT_TYPES.keys() ^ SUB_EVENTS.keys()]
    return sorted(wrong)
