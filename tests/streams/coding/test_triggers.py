"""Which words say that something happened, and how they stand in the sentence."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.coding.document import read_document
from streams.coding.triggers import Trigger, find_triggers
from streams.coding.triggers_lexicon import load_triggers
from streams.coding.triggers_rules import load_rules


def triggers(text: str) -> list[Trigger]:
    return find_triggers(read_document(text))


def told(text: str) -> list[tuple[str, str]]:
    document = read_document(text)
    return [(document.span(t.first, t.last).text, t.action) for t in find_triggers(document)]


def test_every_rule_is_listed_and_every_listed_rule_exists() -> None:
    made = {"light_verb", "occurrence"}
    for patterns in load_triggers().patterns.values():
        made |= {f"{p.entry.action}.{p.entry.word_class}" for p in patterns if p.entry.word_class != "mention"}
    assert made == set(load_rules())


@pytest.mark.parametrize("name", load_rules())
def test_example_fires_its_rule(name: str) -> None:
    assert name in {t.rule for t in triggers(load_rules()[name].example)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels blew up a bridge near the dam.", [("blew up", "bombing")]),
        ("Rebels blew the bridge up.", [("blew the bridge up", "bombing")]),
        ("They set three buses ablaze.", [("set three buses ablaze", "arson")]),
        ("THE GUERRILLAS OPENED FIRE ON THE BUS.", [("OPENED FIRE", "shooting")]),
        ("The militia launched a fresh wave of rocket attacks on the port.",
         [("launched a fresh wave of rocket attacks", "rocket_attack")]),
        ("An attack on the checkpoint was carried out by three men.",
         [("attack on the checkpoint was carried out", "attack")]),
        ("Heavy fighting between the army and the rebels erupted at dawn.",
         [("fighting between the army and the rebels erupted", "clash")]),
        ("Two grenades were thrown at the town hall.", [("grenades were thrown", "grenade_attack")]),
        ("Three checkpoints were set up by the militia.", [("checkpoints were set up", "base_established")]),
        ("Police captured two militants in the market.", [("captured", "arrest")]),
        ("The militants captured the town.", [("captured", "territory_capture")]),
        ("Soldiers seized the airport.", [("seized", "territory_capture")]),
        ("Soldiers seized forty rifles.", [("seized", "weapons_seizure")]),
        ("Fighter jets bombed the depot.", [("bombed", "airstrike")]),
        ("The guerrillas bombed the depot.", [("bombed", "bombing")]),
        ("Teachers announced a strike over unpaid wages.", [("announced a strike", "strike")]),
        ("The strike killed two militants in a car.", [("strike", "attack"), ("killed", "killing")]),
        ("gunmen kill 3 in market", [("kill", "killing")]),
        ("GUNMEN KILL 3 IN MARKET", [("KILL", "killing")]),
        ("Gunmen Kill 3 In Market", [("Kill", "killing")]),
    ],
)  # fmt: skip
def test_words_and_action(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The striker wasted two chances before his late attack on goal in the second half.",
        "She died after a heart attack at home.",
        "The company launched a product and struck a deal with its bank.",
        "The senate killed the bill on Tuesday.",
        "The film bombed at the box office.",
        "He shot a film in the desert with a famous actress.",
        "The firm fired its chief executive.",
        "A storm hit the coast and damaged roofs.",
        "The bomb squad and the riot police train on the shooting range.",
        "The army bought four attack helicopters.",
        "Retailers hope to capture market share.",
        "The mayor executed his plan for the budget.",
        "She battled cancer for two years.",
        "The government tabled an anti-terrorism law.",
        "The festival opened in March 2019 in the old town.",
        "Shares rallied after the earnings report.",
        "Two people were killed when their car collided with a truck in heavy rain and crashed.",
        "The protest song topped the charts.",
        "The quake killed forty people.",
        "Population growth has been explosive.",
        "Guests sit in the garden.",
        "The outlook for March deliveries brightened, traders in Chicago said.",
        "The chef gives the venture another shot.",
        "It was a long shot from the start.",
        "Customs officers seized two tonnes of cocaine.",
        "The minister attacked the merger plans.",
        "The board signed an agreement with its lenders.",
        "The wounds were not life-threatening.",
        "The broker executed the orders within seconds.",
        "The plant has made cars since March 1985.",
        "They halted purchases in protest at the tax.",
        "We're taking a long look at the offices.",
        "The murder rate fell for the third year.",
    ],
)
def test_what_only_looks_like_an_event(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "word", "voice", "form"),
    [
        ("Soldiers killed a farmer.", "killed", "active", "verb"),
        ("A farmer was killed by soldiers.", "killed", "passive", "verb"),
        ("A farmer was later shot and killed by soldiers.", "shot and killed", "passive", "verb"),
        ("A farmer, having been kidnapped, escaped his captors.", "kidnapped", "passive", "verb"),
        ("Soldiers have killed a farmer.", "killed", "active", "verb"),
        ("Five killed in bus attack", "killed", "passive", "verb"),
        ("Five soldiers killed Sunday in the hills", "killed", "passive", "verb"),
        ("The man shot by police has died.", "shot", "passive", "verb"),
        ("The troops killed and wounded at the pass were recruits.", "killed", "passive", "verb"),
        ("Rebels killed and wounded forty recruits.", "killed", "active", "verb"),
        ("Rebels killed at least nine recruits.", "killed", "active", "verb"),
        ("A bomb exploded, killing 12 people.", "killing", "active", "verb"),
        ("The two kidnapped priests are alive.", "kidnapped", "passive", "adjective"),
        ("The attack on the post failed.", "attack", "none", "noun"),
        ("IS captured the town.", "captured", "active", "verb"),
    ],
)
def test_voice(text: str, word: str, voice: str, form: str) -> None:
    document = read_document(text)
    found = {document.span(t.first, t.last).text: t for t in find_triggers(document)}
    assert (found[word].voice, found[word].form) == (voice, form)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("TERRORIST ATTACKS AGAINST THE POLICE CONTINUED TODAY.", "noun"),
        ("GUNMEN ATTACK POLICE STATION", "verb"),
        ("An attack killed nine.", "noun"),
        ("The rebels attack the town every night.", "verb"),
        ("They want to attack the town.", "verb"),
        ("The bombing of the town went on.", "noun"),
        ("Planes are bombing the town.", "verb"),
    ],
)
def test_noun_or_verb(text: str, form: str) -> None:
    assert triggers(text)[0].form == form


def test_head_names_the_event_and_verb_carries_it() -> None:
    document = read_document("The cell carried out another deadly attack on the mine.")
    (trigger,) = find_triggers(document)
    assert (document.norm[trigger.head], document.norm[trigger.verb or 0]) == ("attack", "carried")
    assert (trigger.voice, trigger.frame, trigger.rule) == ("active", "agent_target", "light_verb")


def test_a_thing_thrown_reads_like_a_weapon() -> None:
    (trigger,) = triggers("A grenade was thrown at the town hall.")
    assert (trigger.frame, trigger.voice) == ("weapon_agent", "active")


def test_bare_plurals_and_backgrounds_weigh_less_than_reports() -> None:
    generic = triggers("The report deplores kidnappings.")[0]
    report = triggers("Two kidnappings were reported on Monday.")[0]
    background = triggers("He resigned after the kidnapping of his son.")[0]
    assert generic.weight < background.weight < report.weight


def test_furniture_is_skipped() -> None:
    text = "Rebels attacked the town on Monday and took the bridge over the river, officials said.\n\nCheck also\n\n"
    text += "Gunmen killed two"
    assert [t.action for t in triggers(text)] == ["attack"]


@given(st.text(max_size=300))
def test_any_text_gives_ordered_triggers_within_their_sentence(text: str) -> None:
    document = read_document(text)
    last = 0
    for trigger in find_triggers(document):
        sentence = document.sentences[trigger.sentence]
        assert last <= trigger.first < trigger.last
        assert sentence.first <= trigger.first
        assert trigger.last <= sentence.last
        assert trigger.first <= trigger.head < trigger.last
        last = trigger.last


WORDS = sorted(load_triggers().first_words)[::7] + "the of a by on in soldiers was were , . 12 and to".split()


@given(st.lists(st.sampled_from(WORDS), max_size=30))
def test_any_mix_of_trigger_words_is_read_without_overlaps(words: list[str]) -> None:
    found = triggers(" ".join(words))
    assert all(one.last <= other.first for one, other in pairwise(found))
    assert all(0 < trigger.weight <= 1 for trigger in found)
