"""Find the words that say something happened.

A trigger is a verb ("gunned down"), an event noun ("car bombing"), a light verb with its noun ("carried out an
attack", one trigger) or a noun with the verb that says it took place ("clashes broke out"). What only looks like one
("attack helicopter", "heart attack", "struck a deal") is left out by the longest match and by words around it.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from streams.coding.document import Document, Sentence
from streams.coding.triggers_choice import Chosen, choose, seeming_words
from streams.coding.triggers_grammar import TIME_WORDS, Voice, reads_as_adjective, voice_of
from streams.coding.triggers_lexicon import COMPLEMENTS, TRANSITIVE, Frame, Tag, TriggerLexicon, load_triggers
from streams.coding.triggers_light import light_after, light_before, occurrence_after

__all__ = ["Trigger", "find_triggers"]

Form = Literal["verb", "noun", "adjective"]

# An event noun before one of these only names a kind of thing: "attack plans", "bombing suspect".
_MODIFIED = frozenset(
    "plan plans plot plots charge charges suspect suspects victim victims scene site sites warning warnings "
    "squad squads law laws case cases investigation investigations probe trial trials capability capabilities "
    "helicopter helicopters survivor survivors ban ring rings fears fear threat threats risk risks prevention "
    "drill drills statistics rate rates unit units insurance conviction allegation allegations accusations "
    "claims claim rumours rumors leader leaders organizer organizers organisers spokesman talks weapon weapons".split()
)
_COUNTED = frozenset(
    "the these those two three four five six seven eight nine ten several series string wave spate number "
    "dozen dozens separate simultaneous coordinated recent latest twin double triple this that both many at "
    "last his her its their".split()
)
_PREFIXES = frozenset("anti post pre counter non".split())
_MODIFIED_FACTOR = 0.55
_ADJECTIVE_FACTOR = 0.6
_GENERIC_FACTOR = 0.4
_BACKGROUND_FACTOR = 0.75


class Trigger(NamedTuple):
    """Tokens `first` to `last` (exclusive) say that `action` happened; `head` is the token that names it.

    In "carried out an attack" the head is "attack", `verb` the token of "carried". `voice` is `none` for a noun
    without a verb of its own. A thing that stands inside the trigger ("fired rockets") is nobody's role.
    """

    first: int
    last: int
    head: int
    action: str
    form: Form
    voice: Voice
    frame: Frame
    sentence: int
    rule: str
    weight: float
    tag: Tag
    verb: int | None


def find_triggers(document: Document) -> list[Trigger]:
    """Every trigger outside page furniture, in reading order, without overlaps."""
    lexicon = load_triggers()
    first_words = lexicon.first_words
    positions = [i for i, word in enumerate(document.norm) if word in first_words]
    if not positions:
        return []
    triggers: list[Trigger] = []
    at = 0
    for number, sentence in enumerate(document.sentences):
        inside: list[int] = []
        while at < len(positions) and positions[at] < sentence.last:
            inside.append(positions[at])
            at += 1
        if inside and not sentence.furniture:
            triggers.extend(_in_sentence(document, number, sentence, inside, lexicon))
    return triggers


def _in_sentence(
    document: Document, number: int, sentence: Sentence, positions: list[int], lexicon: TriggerLexicon
) -> list[Trigger]:
    found: list[Trigger] = []
    skip_to = 0
    seeming = seeming_words(document, sentence, positions, lexicon)
    for position in positions:
        if position < skip_to:
            continue
        chosen = choose(document, number, position, seeming, lexicon)
        if chosen is None:
            continue
        skip_to = chosen.last
        if chosen.pattern.entry.word_class == "mention" or _has_prefix(document, sentence, chosen):
            continue
        trigger = _trigger(document, number, sentence, chosen, lexicon, found[-1].last if found else sentence.first)
        skip_to = max(skip_to, trigger.last)
        found.append(trigger)
    return found


def _has_prefix(document: Document, sentence: Sentence, chosen: Chosen) -> bool:
    """ "anti-coup", "post-attack": about an event, not telling it."""
    before = chosen.first - 1
    return before >= sentence.first and document.norm[before] in _PREFIXES and document.joined(before) == "-"


def _trigger(
    document: Document, number: int, sentence: Sentence, chosen: Chosen, lexicon: TriggerLexicon, floor: int
) -> Trigger:
    word_class = chosen.pattern.entry.word_class
    if word_class == "verb":
        return _verb(document, number, sentence, chosen, lexicon)
    if word_class == "noun":
        return _noun(document, number, sentence, chosen, lexicon, floor)
    entry = chosen.pattern.entry
    form: Form = "adjective" if word_class == "adj" else "verb"
    voice: Voice = "passive" if word_class == "adj" else "none"
    return Trigger(
        chosen.first, chosen.last, chosen.first, entry.action, form, voice, entry.frame, number,
        f"{entry.action}.{word_class}", entry.weight, chosen.pattern.tag, None,
    )  # fmt: skip


def _verb(document: Document, number: int, sentence: Sentence, chosen: Chosen, lexicon: TriggerLexicon) -> Trigger:
    pattern, first, last = chosen.pattern, chosen.first, chosen.last
    entry = pattern.entry
    weight, frame = entry.weight, entry.frame
    form: Form = "verb"
    voice: Voice
    if pattern.tag == "passive":
        verb = last - (len(pattern.words) - pattern.head)
        voice = "passive"
        if frame in ("agent_target", "agent_thing"):  # "a grenade was thrown at the post" reads like "a bomb exploded"
            frame, voice = "weapon_agent", "active"
    else:
        verb = first + pattern.head
        object_inside = len(pattern.words) > 1 and (
            last - first > len(pattern.words) - pattern.gapped
            or (pattern.gapped and pattern.words[-1] not in COMPLEMENTS)
        )
        transitive = frame in TRANSITIVE and not object_inside
        voice = voice_of(document, first, last, pattern.tag, transitive, sentence, lexicon.verb_forms)
        if pattern.tag in ("past_participle", "participle") and reads_as_adjective(document, first, last, sentence):
            form, voice, weight = "adjective", "passive", weight * _ADJECTIVE_FACTOR
    rule = f"{entry.action}.verb"
    return Trigger(first, last, verb, entry.action, form, voice, frame, number, rule, weight, pattern.tag, verb)


def _noun(
    document: Document, number: int, sentence: Sentence, chosen: Chosen, lexicon: TriggerLexicon, floor: int
) -> Trigger:
    pattern, first, last = chosen.pattern, chosen.first, chosen.last
    entry = pattern.entry
    weight, verb, rule = entry.weight, None, f"{entry.action}.noun"
    voice: Voice = "none"
    head = last - 1 if pattern.head == len(pattern.words) - 1 else first + pattern.head
    if light := light_before(document, sentence, first, floor, lexicon):
        first, verb, rule = light.first, light.first, "light_verb"
        voice = "passive" if light.pattern.entry.word_class == "light_patient" else "active"
    elif light := light_after(document, sentence, last, lexicon):
        last, verb, voice, rule = light.last, light.first, "passive", "light_verb"
    elif light := occurrence_after(document, sentence, last, lexicon):
        last, verb, voice, rule = light.last, light.first, "active", "occurrence"
    elif last < sentence.last and document.norm[last] in _MODIFIED:
        weight *= _MODIFIED_FACTOR
    elif pattern.tag == "plural" and _is_generic(document, sentence, first, last, lexicon):
        weight *= _GENERIC_FACTOR
    elif _is_background(document, sentence, chosen.first):
        weight *= _BACKGROUND_FACTOR
    return Trigger(first, last, head, entry.action, "noun", voice, entry.frame, number, rule, weight, pattern.tag, verb)


def _is_generic(document: Document, sentence: Sentence, first: int, last: int, lexicon: TriggerLexicon) -> bool:
    """Whether a bare plural speaks of a kind ("a rise in kidnappings"): no article, number, day or deed beside it."""
    norm = document.norm
    before = norm[max(sentence.first, first - 2) : first]
    if "of" in before:  # "a wave of school strikes"
        before = norm[max(sentence.first, first - 4) : first]
    if not _COUNTED.isdisjoint(before) or any(word[0].isdigit() for word in before):
        return False
    after = norm[last : min(last + 4, sentence.last)]
    if any(word in lexicon.verb_forms or word in ("left", "leave", "were", "have") for word in after):
        return False
    return _DAYS.isdisjoint(norm[sentence.first : sentence.last])


def _is_background(document: Document, sentence: Sentence, first: int) -> bool:
    """Whether a noun only dates what is told: "resigned after the attack", "since his murder"."""
    before = document.norm[max(sentence.first, first - 5) : first]
    return any(word in ("after", "since", "following", "before") for word in before)


_DAYS = TIME_WORDS & frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tonight january february april "
    "june july august september october november december overnight".split()
)
