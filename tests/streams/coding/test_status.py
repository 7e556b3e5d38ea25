"""Did it happen, and on whose word is the perpetrator named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.coding.document import Document, read_document
from streams.coding.status import read_attribution, read_status
from streams.coding.triggers import Trigger, find_triggers


def trigger_of(document: Document, words: str) -> Trigger:
    return next(t for t in find_triggers(document) if words in document.span(t.first, t.last).text)


@pytest.mark.parametrize(
    ("text", "words", "status"),
    [
        ("Rebels did not attack the town.", "attack", "denied"),
        ("There was no attack on the town.", "attack", "denied"),
        ("The army denied that it shelled the hospital.", "shelled", "denied"),
        ("Nobody was killed in the blast.", "killed", "denied"),
        ("No one was killed.", "killed", "denied"),
        ("No soldiers were killed in the ambush.", "killed", "denied"),
        ("The attack failed.", "attack", "attempted"),
        ("Guards foiled an attack on the embassy.", "attack", "attempted"),
        ("Three men tried to kidnap the banker.", "kidnap", "attempted"),
        ("He survived an assassination attempt.", "assassination attempt", "attempted"),
        ("An attempted robbery ended in a shootout.", "robbery", "attempted"),
        ("The rebels threatened to kill the hostages.", "kill", "threatened"),
        ("The group vowed to attack more schools.", "attack", "threatened"),
        ("Workers plan to march on Friday.", "march", "planned"),
        ("Teachers will strike next week.", "strike", "planned"),
        ("The army could attack the town within days.", "attack", "planned"),
        ("If rebels attack the town, thousands will flee.", "attack", "planned"),
        ("Officials fear an attack on the dam.", "attack", "planned"),
        ("Police stepped up patrols to prevent attacks on churches.", "attacks", "planned"),
        ("He called for a protest outside the court.", "protest", "planned"),
        ("In 1992 rebels attacked the town.", "attacked", "historical"),
        ("Hundreds gathered on the anniversary of the massacre.", "massacre", "historical"),
        ("He was convicted of killing two policemen.", "killing", "historical"),
        ("The court tried him for the 2009 murder of a bishop.", "murder", "historical"),
        ("More than 5,000 people have been killed since the war began.", "killed", "historical"),
        ("The militants often attack convoys on this road.", "attack", "historical"),
        ("The group has a history of kidnapping tourists.", "kidnapping", "historical"),
        ("The bandit is wanted for a string of robberies.", "robberies", "historical"),
        ("Gunmen killed a judge on Tuesday.", "killed", "occurred"),
        ("A man was charged with killing his neighbour on Monday.", "killing", "occurred"),
        ("Police said gunmen had killed a judge.", "killed", "occurred"),
        ("The mayor, who had vowed to fight crime, was shot dead on Monday.", "shot dead", "occurred"),
        ("The bomb was meant to kill soldiers, police said after it exploded at the gate.", "exploded", "occurred"),
        ("Rebels attacked the town, but no one was killed.", "attacked", "occurred"),
        ("Protesters demanding an end to the war marched to the palace.", "marched", "occurred"),
        ("The attack did not stop the vote.", "attack", "occurred"),
        ("Soldiers were sent to the town, where rebels killed nine people.", "killed", "occurred"),
        ("The army used tanks to attack the town.", "attack", "occurred"),
        ("Rebels managed to capture the bridge.", "capture", "occurred"),
        ("Was the bombing the work of rebels?", "bombing", "occurred"),
        ("It is not known who killed the priest.", "killed", "occurred"),
        ("Police do not believe the killing was political.", "killing", "occurred"),
        ("He said he would not rule out that rebels killed them.", "killed", "occurred"),
        ("The blast came a day before the army was due to attack the town.", "attack", "planned"),
        ("The rebels agreed to release the hostages.", "release", "planned"),
        ("Residents fled, fearing an attack by the militia.", "attack", "planned"),
        ("Two men accused of planning a bombing were arrested.", "bombing", "planned"),
        ("They warned that more attacks would follow.", "attacks", "threatened"),
        ("Without firing a shot, the rebels captured the town.", "captured", "occurred"),
        ("More than 80 people have been killed in the past two years.", "killed", "historical"),
        ("He was kidnapped two years ago.", "kidnapped", "historical"),
        ("The suspect was arrested on Monday for the murder of a nun in 1980.", "arrested", "occurred"),
        ("The suspect was arrested on Monday for the murder of a nun in 1980.", "murder", "historical"),
    ],
)
def test_status(text: str, words: str, status: str) -> None:
    document = read_document(text)
    assert read_status(document, trigger_of(document, words), year=2019).status == status


def test_status_points_at_the_words_that_say_it() -> None:
    document = read_document("Guards foiled an attack on the embassy.")
    read = read_status(document, trigger_of(document, "attack"))
    assert document.norm[read.first : read.last] == ["foiled"]


def test_last_years_month_is_no_history() -> None:
    document = read_document("In December 2018 rebels attacked the town.")
    assert read_status(document, trigger_of(document, "attacked"), year=2019).status == "occurred"
    assert read_status(document, trigger_of(document, "attacked"), year=2024).status == "historical"
    assert read_status(document, trigger_of(document, "attacked")).status == "occurred"


@pytest.mark.parametrize(
    ("text", "attribution", "words"),
    [
        ("The Front claimed responsibility for the bombing.", "claimed", "claimed responsibility"),
        (
            "A bombing killed nine. The Front claimed responsibility on its channel.",
            "claimed",
            "claimed responsibility",
        ),
        ("A bombing killed nine. No group has claimed responsibility.", "unknown", "No group has claimed"),
        ("Police blamed separatists for the bombing.", "blamed_by_authorities", "Police blamed"),
        ("The bombing was blamed on separatists.", "blamed_by_authorities", "blamed on"),
        ("The bombing by suspected separatists closed the road.", "suspected", "suspected"),
        ("Separatists allegedly planned the bombing.", "suspected", "allegedly"),
        ("The bombing was the work of unidentified men.", "fact", ""),
        ("Unidentified men carried out the bombing.", "unknown", "Unidentified"),
        ("Separatists carried out the bombing.", "fact", ""),
        ("A bombing killed nine. The mayor was abroad.", "fact", ""),
    ],
)
def test_attribution(text: str, attribution: str, words: str) -> None:
    document = read_document(text)
    read = read_attribution(document, trigger_of(document, "bombing"))
    assert read.attribution == attribution
    assert (document.span(read.first, read.last).text if words else "") == words


@given(
    st.lists(
        st.sampled_from("rebels did not attack the town in 1999 , would have no killed he said will ?".split()),
        max_size=20,
    )
)
def test_any_words_have_a_status(words: list[str]) -> None:
    document = read_document(" ".join(words))
    for trigger in find_triggers(document):
        read = read_status(document, trigger, 2019)
        assert 0 <= read.first <= read.last <= len(document.norm)
        read_attribution(document, trigger)
