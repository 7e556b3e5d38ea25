"""Which reading of the words at a token holds: the longest that the words around it allow."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from streams.coding.document import Document, Sentence
from streams.coding.triggers_grammar import CLAUSE_STOPS, is_article_noun, is_nominal
from streams.coding.triggers_lexicon import GAP, TRANSITIVE, Condition, Pattern, TriggerLexicon

__all__ = ["Chosen", "choose", "seeming_words"]

_MAX_GAP = 6
_NEAR, _FAR = 3, 8
# After "launched rocket" these make an event noun of what looked like the object.
_EVENT_NOUNS = frozenset(
    "attack attacks strike strikes raid raids fire blast blasts explosion explosions shelling assault launcher "
    "launchers shells".split()
)


class Chosen(NamedTuple):
    """Tokens `first` to `last` (exclusive) read as `pattern`."""

    first: int
    last: int
    pattern: Pattern


def seeming_words(
    document: Document, sentence: Sentence, positions: Iterable[int], lexicon: TriggerLexicon
) -> frozenset[int]:
    """Tokens of phrases that only look like violence ("heart attack"): they confirm nothing for their neighbours."""
    seeming: set[int] = set()
    combatant = lexicon.contexts["combatant"]
    for position in positions:
        if document.norm[position] not in lexicon.mention_words:
            continue
        for candidate in _candidates(document, sentence, position, lexicon):
            if candidate.pattern.entry.word_class == "mention":
                seeming.update(t for t in range(position, candidate.last) if document.norm[t] not in combatant)
                break
    return frozenset(seeming)


def choose(
    document: Document, number: int, position: int, seeming: frozenset[int], lexicon: TriggerLexicon
) -> Chosen | None:
    """The longest pattern at this token that the context allows; of equally long ones the likeliest."""
    sentence = document.sentences[number]
    best: Chosen | None = None
    for candidate in _candidates(document, sentence, position, lexicon):
        pattern = candidate.pattern
        if best and len(pattern.words) < len(best.pattern.words):
            break
        entry = pattern.entry
        if entry.word_class == "mention":
            return candidate
        if best and entry.weight <= best.pattern.entry.weight:
            continue
        if entry.needs or entry.forbids:
            rest = _rest(document, sentence, candidate, seeming)
            if entry.needs and not _holds(entry.needs, document, number, candidate, rest, lexicon, confirming=True):
                continue
            if entry.forbids and _holds(entry.forbids, document, number, candidate, rest, lexicon, confirming=False):
                continue
        if _fits_grammar(document, sentence, candidate, lexicon):
            best = candidate
    return best


def _candidates(document: Document, sentence: Sentence, position: int, lexicon: TriggerLexicon) -> list[Chosen]:
    """Patterns that match from this token on, those with most words first."""
    found: list[Chosen] = []
    norm, end = document.norm, sentence.last
    for pattern in lexicon.patterns[norm[position]]:
        words = pattern.words
        if len(words) == 1:
            found.append(Chosen(position, position + 1, pattern))
        elif not pattern.gapped:
            stop = position + len(words)
            if stop <= end and norm[position + 1] == words[1] and tuple(norm[position:stop]) == words:
                found.append(Chosen(position, stop, pattern))
        elif last := _match_gapped(norm, position, end, pattern):
            found.append(Chosen(position, last, pattern))
    return found


def _match_gapped(norm: list[str], position: int, end: int, pattern: Pattern) -> int:
    """The token after a match of words with one gap, or 0."""
    words = pattern.words
    gap = words.index(GAP)
    head, tail = words[:gap], words[gap + 1 :]
    after_head = position + gap
    if after_head > end or tuple(norm[position:after_head]) != head:
        return 0
    for start in range(after_head, min(after_head + _MAX_GAP + 1, end - len(tail) + 1)):
        if norm[start] == tail[0] and tuple(norm[start : start + len(tail)]) == tail:
            stop = start + len(tail)
            return 0 if stop < end and norm[stop] in _EVENT_NOUNS else stop
        if norm[start] in CLAUSE_STOPS or norm[start] == ",":
            return 0
    return 0


def _fits_grammar(document: Document, sentence: Sentence, chosen: Chosen, lexicon: TriggerLexicon) -> bool:
    """Whether a form that may be noun or verb stands as what the pattern takes it for."""
    pattern, first, last = chosen.pattern, chosen.first, chosen.last
    entry = pattern.entry
    if pattern.words[0] == "march" and _is_month(document, sentence, first):
        return False
    if last - first == 1 and sentence.case == "mixed" and _is_abbreviation(document.surface[first]):
        return False
    if entry.hyphenated and document.joined(first) != "-":
        return False
    if pattern.gapped or (last - first > 1 and pattern.head == 0 and pattern.tag in ("base", "third")):
        return True  # a particle makes a verb of it: "forces pull back from the line"
    if entry.word_class == "verb" and pattern.tag in ("base", "third", "gerund"):
        return not is_nominal(
            document, first, last, pattern.tag, entry.frame in TRANSITIVE, sentence, lexicon.verb_forms
        )
    if pattern.tag == "gerund" and first > sentence.first and document.joined(first - 1) == "-":
        return False  # "life-threatening"
    if pattern.tag == "past_participle" and last - first == 1 and not pattern.words[0].endswith("ed"):
        return not is_article_noun(document, first, last, sentence)  # "the split", "a shot"
    if entry.word_class == "noun" and last - first == 1:
        for other in lexicon.patterns[document.norm[first]]:
            same = len(other.words) == 1 and other.entry.word_class == "verb"
            if same and other.tag in ("base", "third", "gerund"):
                transitive = other.entry.frame in TRANSITIVE
                return is_nominal(document, first, last, other.tag, transitive, sentence, lexicon.verb_forms)
    return True


def _rest(document: Document, sentence: Sentence, chosen: Chosen, seeming: frozenset[int]) -> list[str]:
    """The words of the sentence without the candidate's own."""
    norm = document.norm
    if not seeming:
        rest = norm[sentence.first : chosen.first] + norm[chosen.last : sentence.last]
        return rest + norm[chosen.first + 1 : chosen.last - 1] if chosen.pattern.gapped else rest
    own = range(chosen.first, chosen.last)
    return [norm[t] for t in range(sentence.first, sentence.last) if t not in seeming and t not in own]


def _is_abbreviation(word: str) -> bool:
    """ "HIT", "RAID": capitals in running text name a firm or a programme."""
    return len(word) <= 4 and word.isupper()


def _is_month(document: Document, sentence: Sentence, token: int) -> bool:
    """ "March" with its capital in running text; in capitals, without anybody who could march."""
    if not document.capitalised(token) or sentence.case == "lower":
        return False
    if document.surface[token].isupper():
        return _MARCHERS.isdisjoint(document.norm[sentence.first : sentence.last])
    before = document.norm[token - 1] if token > sentence.first else ""
    return before not in ("protest", "peace", "protesters", "students", "workers", "women", "thousands")


_MARCHERS = frozenset(
    "protest protesters protests demonstration demonstrators students workers peasants thousands hundreds "
    "rally marchers".split()
)


def _holds(
    condition: Condition,
    document: Document,
    number: int,
    chosen: Chosen,
    rest: list[str],
    lexicon: TriggerLexicon,
    *,
    confirming: bool,
) -> bool:
    """Whether any of the condition's words stands where it says."""
    norm, sentence = document.norm, document.sentences[number]
    first, last = chosen.first, chosen.last
    if condition.after and not condition.after.isdisjoint(norm[last : min(last + _NEAR, sentence.last)]):
        return True
    if condition.before and not condition.before.isdisjoint(norm[max(first - _NEAR, sentence.first) : first]):
        return True
    if condition.far_after and not condition.far_after.isdisjoint(norm[last : min(last + _FAR, sentence.last)]):
        return True
    if condition.far_before and not condition.far_before.isdisjoint(norm[max(first - _FAR, sentence.first) : first]):
        return True
    if condition.sentence and not condition.sentence.isdisjoint(rest):
        return True
    told = bool(condition.topic) and not condition.topic.isdisjoint(rest)
    if told and (confirming or lexicon.violence.isdisjoint(rest)):
        return True
    mishap = bool(condition.mishap) and not condition.mishap.isdisjoint(rest)
    if mishap and (confirming or lexicon.contexts["manner"].isdisjoint(rest)):
        return True
    if confirming and condition.around and not condition.around.isdisjoint(rest):
        return True
    if any(_stands(phrase, norm, sentence) for phrase in condition.phrases):
        return True
    return bool(confirming and condition.around and not condition.around.isdisjoint(_neighbours(document, number)))


def _stands(phrase: tuple[str, ...], norm: list[str], sentence: Sentence) -> bool:
    size = len(phrase)
    return any(
        norm[start] == phrase[0] and tuple(norm[start : start + size]) == phrase
        for start in range(sentence.first, sentence.last - size + 1)
    )


def _neighbours(document: Document, number: int) -> list[str]:
    """The words of the sentence before and the sentence after."""
    words: list[str] = []
    for other in (number - 1, number + 1):
        if 0 <= other < len(document.sentences) and not document.sentences[other].furniture:
            words += document.norm[document.sentences[other].first : document.sentences[other].last]
    return words
