"""Find the words that say something happened.

A trigger is a verb ("gunned down"), an event noun ("car bombing"), a light verb with its noun ("carried out an
attack", one trigger) or a noun with the verb that says it took place ("clashes broke out"). What only looks like one
("attack helicopter", "heart attack", "struck a deal") is left out by the longest match and by words around it.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from streams.coding.document import Document, Sentence
from streams.coding.triggers_grammar import ADVERBS, PREPOSITIONS, Voice, is_nominal, reads_as_adjective, voice_of
from streams.coding.triggers_lexicon import GAP, Condition, Frame, Pattern, Tag, TriggerLexicon, load_triggers

__all__ = ["Trigger", "find_triggers"]

Form = Literal["verb", "noun", "adjective"]

_MAX_GAP = 5
_TRANSITIVE = frozenset({"agent_patient", "agent_target", "agent_place", "agent_thing"})
_STOP = frozenset(". ; : ! ? ( ) [ ] | — – --".split())
_BE = frozenset("is are was were be been being".split())
# An event noun before one of these only names a kind of thing: "attack plans", "bombing suspect".
_MODIFIED = frozenset(
    "plan plans plot plots charge charges suspect suspects victim victims scene site sites warning warnings "
    "squad squads law laws case cases investigation investigations probe trial trials capability capabilities "
    "helicopter helicopters survivor survivors ban ring rings fears fear threat threats risk risks prevention "
    "drill drills statistics rate rates unit units insurance conviction allegation allegations accusations "
    "claims claim rumours rumors leader leaders organizer organizers organisers spokesman talks weapon weapons".split()
)
_EVENT_NOUNS = frozenset(
    "attack attacks strike strikes raid raids fire blast blasts explosion explosions shelling assault launcher "
    "launchers".split()
)
# What is said of the object in "shot dead", "set ablaze", "took hostage"; other endings are the object itself.
_COMPLEMENTS = frozenset(
    "dead death ablaze alight afire fire hostage captive prisoner alive down up away apart bullets of custody "
    "flee".split()
)
_MODIFIED_FACTOR = 0.55
_ADJECTIVE_FACTOR = 0.6


class Trigger(NamedTuple):
    """Tokens `first` to `last` (exclusive) say that `action` happened; `head` is the token that names it.

    In "carried out an attack" the head is "attack", `verb` the token of "carried". `voice` is `none` for a noun
    without a verb of its own.
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


class _Found(NamedTuple):
    first: int
    last: int
    pattern: Pattern
    nominal: bool


def find_triggers(document: Document) -> list[Trigger]:
    """Every trigger outside page furniture, in reading order, without overlaps."""
    lexicon = load_triggers()
    first_words = lexicon.first_words
    norm = document.norm
    positions = [i for i, word in enumerate(norm) if word in first_words]
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
    words: frozenset[str] | None = None
    found: list[Trigger] = []
    skip_to = 0
    for position in positions:
        if position < skip_to:
            continue
        candidates = _candidates(document, sentence, position, lexicon)
        if not candidates:
            continue
        if words is None:
            words = frozenset(document.norm[sentence.first : sentence.last])
        chosen = _choose(document, sentence, candidates, words, lexicon)
        if chosen is None:
            continue
        skip_to = chosen.last
        if chosen.pattern.entry.word_class == "mention":
            continue
        trigger = _trigger(document, number, sentence, chosen, lexicon, found[-1].last if found else sentence.first)
        skip_to = max(skip_to, trigger.last)
        found.append(trigger)
    return found


def _candidates(
    document: Document, sentence: Sentence, position: int, lexicon: TriggerLexicon
) -> list[tuple[int, Pattern]]:
    """Patterns that match at this token with the token after each, longest first."""
    found: list[tuple[int, Pattern]] = []
    norm, end = document.norm, sentence.last
    for pattern in lexicon.patterns[norm[position]]:
        words = pattern.words
        if len(words) == 1:
            found.append((position + 1, pattern))
        elif not pattern.gapped:
            stop = position + len(words)
            if stop <= end and norm[position + 1] == words[1] and tuple(norm[position:stop]) == words:
                found.append((stop, pattern))
        elif last := _match_gapped(norm, position, end, words):
            found.append((last, pattern))
    found.sort(key=lambda item: -len(item[1].words))
    return found


def _match_gapped(norm: list[str], position: int, end: int, words: tuple[str, ...]) -> int:
    """The token after a match of words with one gap of up to five tokens, or 0."""
    gap = words.index(GAP)
    head, tail = words[:gap], words[gap + 1 :]
    after_head = position + gap
    if after_head > end or tuple(norm[position:after_head]) != head:
        return 0
    for start in range(after_head, min(after_head + _MAX_GAP + 1, end - len(tail) + 1)):
        if tuple(norm[start : start + len(tail)]) == tail:
            stop = start + len(tail)
            # "launched rocket attacks": the word is no object but the beginning of an event noun
            return 0 if stop < end and norm[stop] in _EVENT_NOUNS else stop
        if norm[start] in _STOP or norm[start] == ",":
            return 0
    return 0


def _choose(
    document: Document,
    sentence: Sentence,
    candidates: list[tuple[int, Pattern]],
    words: frozenset[str],
    lexicon: TriggerLexicon,
) -> _Found | None:
    """The longest pattern that the context allows; of equally long ones the likeliest."""
    best: _Found | None = None
    best_weight = 0.0
    size = 0
    for last, pattern in candidates:
        if best and len(pattern.words) < size:
            break
        first = last - len(pattern.words) if not pattern.gapped else candidates_first(document, last, pattern, sentence)
        entry = pattern.entry
        if entry.word_class == "mention":
            return _Found(first, last, pattern, True)
        if entry.needs and not _holds(entry.needs, document, sentence, first, last, words):
            continue
        if entry.forbids and _holds(entry.forbids, document, sentence, first, last, words):
            continue
        nominal = entry.word_class in ("noun", "phrase", "adj")
        ambiguous = pattern.tag in ("base", "third", "gerund") if not nominal else pattern.tag in ("singular", "plural")
        if ambiguous and not pattern.gapped:
            transitive = entry.frame in _TRANSITIVE
            if not nominal:
                if is_nominal(
                    document, first, last, pattern.tag, transitive, sentence.first, sentence.last, lexicon.verb_forms
                ):
                    continue
            elif verb := _same_verb(lexicon, document.norm, first, last):
                stands = is_nominal(
                    document,
                    first,
                    last,
                    verb.tag,
                    verb.entry.frame in _TRANSITIVE,
                    sentence.first,
                    sentence.last,
                    lexicon.verb_forms,
                )
                if not stands:
                    continue
        if entry.weight > best_weight:
            best, best_weight, size = _Found(first, last, pattern, nominal), entry.weight, len(pattern.words)
    return best


def candidates_first(document: Document, last: int, pattern: Pattern, sentence: Sentence) -> int:
    """The first token of a gapped match that ends at `last`."""
    position = last - len(pattern.words) + 1
    while position >= sentence.first and document.norm[position] != pattern.words[0]:
        position -= 1
    return position


def _same_verb(lexicon: TriggerLexicon, norm: list[str], first: int, last: int) -> Pattern | None:
    """The verb form that is spelt like this noun."""
    if last - first != 1:
        return None
    for pattern in lexicon.patterns[norm[first]]:
        if (
            len(pattern.words) == 1
            and pattern.entry.word_class == "verb"
            and pattern.tag in ("base", "third", "gerund")
        ):
            return pattern
    return None


def _holds(
    condition: Condition, document: Document, sentence: Sentence, first: int, last: int, words: frozenset[str]
) -> bool:
    norm = document.norm
    if condition.after and not condition.after.isdisjoint(norm[last : min(last + 3, sentence.last)]):
        return True
    if condition.before and not condition.before.isdisjoint(norm[max(first - 3, sentence.first) : first]):
        return True
    if condition.sentence and not condition.sentence.isdisjoint(words):
        hits = condition.sentence & words
        own = set(norm[first:last])
        if hits - own:
            return True
        # the trigger's own word counts only when it stands a second time
        rest = norm[sentence.first : first] + norm[last : sentence.last]
        if not hits.isdisjoint(rest):
            return True
    for phrase in condition.phrases:
        size = len(phrase)
        for start in range(sentence.first, sentence.last - size + 1):
            if norm[start] == phrase[0] and tuple(norm[start : start + size]) == phrase:
                return True
    return False


def _trigger(
    document: Document, number: int, sentence: Sentence, found: _Found, lexicon: TriggerLexicon, floor: int
) -> Trigger:
    pattern, first, last = found.pattern, found.first, found.last
    entry = pattern.entry
    weight, verb, voice = entry.weight, None, "none"
    form: Form
    rule_kind: str = entry.word_class
    head = first + pattern.head
    frame = entry.frame
    if entry.word_class == "verb":
        form, verb = "verb", first
        object_inside = len(pattern.words) > 1 and (
            last - first > len(pattern.words) - pattern.gapped
            or (pattern.gapped and pattern.words[-1] not in _COMPLEMENTS)
        )
        transitive = frame in _TRANSITIVE and not object_inside
        voice = voice_of(document, first, last, pattern.tag, transitive, sentence, lexicon.verb_forms)
        if pattern.tag in ("past_participle", "participle") and reads_as_adjective(
            document, first, last, sentence.first, sentence.last
        ):
            form, voice, weight = "adjective", "passive", weight * _ADJECTIVE_FACTOR
    elif entry.word_class == "adj":
        form, voice = "adjective", "passive"
    elif entry.word_class == "phrase":
        form = "verb"
    else:
        form = "noun"
        head = first + pattern.head
        light = _light_before(document, sentence, first, floor, lexicon)
        if light:
            first, verb = light[0], light[0]
            voice = "passive" if light[1].entry.word_class == "light_patient" else "active"
            rule_kind = "light"
        elif light := _light_after(document, sentence, last, lexicon):
            last, verb, voice, rule_kind = light[0], light[1], "passive", "light"
        elif follows := _occurrence_after(document, sentence, last, lexicon):
            last, verb, voice, rule_kind = follows[0], follows[1], "active", "occur"
        elif last < sentence.last and document.norm[last] in _MODIFIED:
            weight *= _MODIFIED_FACTOR
    return Trigger(
        first,
        last,
        head,
        entry.action,
        form,
        voice,
        frame,
        number,
        f"{entry.action}.{rule_kind}",
        weight,
        pattern.tag,
        verb,  # type: ignore[arg-type]
    )


def _light_before(
    document: Document, sentence: Sentence, first: int, floor: int, lexicon: TriggerLexicon
) -> tuple[int, Pattern] | None:
    """The light verb that governs this event noun: "launched a new wave of rocket attacks"."""
    norm = document.norm
    position = first - 1
    lowest = max(sentence.first, floor, first - 9)
    while position >= lowest:
        word = norm[position]
        if word in lexicon.light:
            for pattern in lexicon.light[word]:
                stop = position + len(pattern.words)
                if (
                    stop <= first
                    and tuple(norm[position:stop]) == pattern.words
                    and (pattern.tag != "base" or _verbal(norm, position, sentence.first))
                ):
                    return position, pattern
        if (
            word in _STOP
            or word in _BE
            or (word in PREPOSITIONS and word not in ("of", "in", "on", "out"))
            or word in lexicon.verb_forms
        ):
            return None
        if word in ("in", "on", "out") and not (position > lowest and norm[position - 1] in lexicon.light):
            if not any(w in lexicon.light for w in norm[max(lowest, position - 2) : position]):
                return None
        position -= 1
    return None


def _verbal(norm: list[str], position: int, start: int) -> bool:
    return position == start or norm[position - 1] not in ("a", "an", "the", "this", "its", "their", "his", "no")


def _light_after(document: Document, sentence: Sentence, last: int, lexicon: TriggerLexicon) -> tuple[int, int] | None:
    """The passive light verb behind an event noun: "an attack on the post was carried out"."""
    norm = document.norm
    position = last
    highest = min(sentence.last, last + 10)
    while position < highest:
        word = norm[position]
        if word in _STOP or word == ",":
            return None
        if word in _BE:
            following = position + 1
            while following < highest and (
                norm[following] in _BE or norm[following] in ADVERBS or norm[following].endswith("ly")
            ):
                following += 1
            for pattern in lexicon.light.get(norm[following], ()) if following < highest else ():
                stop = following + len(pattern.words)
                if pattern.tag in ("past_participle", "participle") and tuple(norm[following:stop]) == pattern.words:
                    return stop, following
            return None
        if word in lexicon.verb_forms:
            return None
        position += 1
    return None


def _occurrence_after(
    document: Document, sentence: Sentence, last: int, lexicon: TriggerLexicon
) -> tuple[int, int] | None:
    """The verb that says an event noun took place: "fighting erupted", "a blast rocked the market"."""
    norm = document.norm
    position = last
    while position < min(sentence.last, last + 3):
        word = norm[position]
        for pattern in lexicon.occur.get(word, ()):
            stop = position + len(pattern.words)
            if pattern.tag != "base" and tuple(norm[position:stop]) == pattern.words:
                return stop, position
        if not (word in ADVERBS or word in ("has", "have", "had", "was") or word.endswith("ly")):
            return None
        position += 1
    return None
