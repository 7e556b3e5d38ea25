"""Just enough grammar to read a trigger: is "attacks" a noun or a verb here, is "killed" active or passive.

There is no parser. Every question is answered from the neighbouring tokens, so that it is answered the same way in a
headline, in running text and in a telex in capitals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Set

    from streams.coding.document import Document, Sentence

__all__ = [
    "ADVERBS",
    "CLAUSE_STOPS",
    "DETERMINERS",
    "PREPOSITIONS",
    "TIME_WORDS",
    "Voice",
    "is_article_noun",
    "is_nominal",
    "reads_as_adjective",
    "voice_of",
]

Voice = Literal["active", "passive", "none"]

DETERMINERS = frozenset(
    "a an the this these those his her its their our my your no any some each every another other several many "
    "few more both all such what which whose recent new deadly latest first second third last previous major "
    "massive big large small fresh similar further series spate wave string number fierce heavy violent bloody "
    "brutal armed coordinated separate multiple numerous".split()
)
_ADJECTIVES_MORE = frozenset(
    "fatal bombing terrorist terror suicide drone air military guerrilla rebel militant insurgent missile "
    "rocket grenade ground alleged suspected apparent attempted planned failed foiled daily weekly nightly "
    "mass street public peaceful anti simultaneous double twin dual triple intense sporadic renewed dynamite "
    "bomb car gun knife sniper surprise night dawn morning evening overnight weekend yesterday's worst "
    "deadliest bloodiest indiscriminate criminal racist sectarian ethnic tribal political targeted retaliatory "
    "revenge unprecedented brazen israeli palestinian us american u.s. russian turkish saudi syrian iraqi "
    "afghan pakistani indian british french iranian ukrainian north south east west northern southern eastern "
    "western joint follow possible potential future retaliation cross border".split()
)
PREPOSITIONS = frozenset(
    "of in on at by from for after before during against with over about into under between following amid "
    "despite without since near outside inside around across through throughout along toward towards upon "
    "within among amongst behind off onto until till via per alongside beside besides beyond above below due "
    "except like unlike".split()
)
_GERUND_PREPOSITIONS = frozenset(
    "by after before for of in while without from when despite besides through and or".split()
)
CLAUSE_END = frozenset(". , ; : ! ? ) ] ( [ - -- – — … \" ” “ ' ’ | /".split())
CLAUSE_STOPS = frozenset(". ; : ! ? ( ) [ ] | — – --".split())
_CONJUNCTIONS = frozenset("and or but as that which who while when where if because than so then nor".split())
_MODALS = frozenset(
    "to will would could should may might must can cannot shall do does did didnt dont doesnt wont wouldnt "
    "couldnt cant lets let".split()
)
_PLURALS = frozenset(
    "police people men women children troops hundreds thousands dozens scores tens they we you i who "
    "guerrillas civilians fans gunmen policemen militiamen policewomen family staff military army taliban "
    "youths rebels farc fmln isis".split()
)
_BE = frozenset("is are was were be been being am get gets got gotten getting isnt wasnt werent arent".split())
_HAVE = frozenset("have has had having ive theyve hadnt hasnt havent 've".split())
ADVERBS = frozenset(
    "not also then later reportedly allegedly never just still already again now even once soon twice "
    "apparently probably both all subsequently initially eventually previously recently since only almost "
    "nearly simply today yesterday".split()
)
TIME_WORDS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun "
    "today yesterday tonight tomorrow last this early late earlier overnight january february march april may "
    "june july august september october november december when while after before and or as but because ago "
    "daily then so that who which there here alive dead anyway too again later together apart aboard himself "
    "dozens".split()
) - {"dozens", "himself"}
_FINITE = frozenset(
    "was were is are has have had will would could can may might kill kills killed left leaves leave wounds "
    "wounded injured injures claims claimed did does do began begin took takes said say says came come "
    "continued continue broke hit hits struck rocked shook targeted prompted sparked sparks followed took "
    "occurred happened ended forced caused causes".split()
)


def is_nominal(
    document: Document, first: int, last: int, tag: str, transitive: bool, sentence: Sentence, verbs: Set[str]
) -> bool:
    """Whether tokens `first:last`, a base, -s or -ing form that could be either, stand as a noun."""
    norm, start, end = document.norm, sentence.first, sentence.last
    before = norm[first - 1] if first > start else ""
    after = norm[last] if last < end else ""
    if after == "of":
        return True
    if (before in ADVERBS and before not in TIME_WORDS) or (
        before.endswith("ly") and len(before) > 4 and before not in _LY_NOUNS
    ):
        return False
    if tag == "gerund":
        return _is_gerund_noun(document, first, last, sentence, transitive)
    if before in _MODALS:
        return tag != "base"
    if before in _SUBJECTS:
        return False
    if before in DETERMINERS or before in _ADJECTIVES_MORE or before in PREPOSITIONS or _possessive(before):
        return True
    if before.isdigit() or before in _BE or before in _HAVE:
        return True
    if not after or after in CLAUSE_END:
        return transitive or not _plural_subject(before) or tag == "third"
    if after in _FINITE or after in verbs:
        return True
    if after in PREPOSITIONS or after in _CONJUNCTIONS or after in TIME_WORDS:
        if transitive and not _counts_object(norm, last, end):
            return True
        return not (_plural_subject(before) if tag == "base" else _proper(document, first - 1, start))
    if tag == "base" and before and not _plural_subject(before):
        return True
    if not before or before in CLAUSE_END or before in ("and", "or"):
        return tag != "base" or not _starts_object(document, last, end)
    return not _starts_object(document, last, end)


def is_article_noun(document: Document, first: int, last: int, sentence: Sentence) -> bool:
    """Whether a past form spelt like its base stands as a noun: "the split among them", not "the shot soldier"."""
    before = document.norm[first - 1] if first > sentence.first else ""
    if not (before in DETERMINERS or _possessive(before)) or before in (
        "all",
        "both",
        "many",
        "several",
        "few",
        "others",
    ):
        return False
    return not _starts_object(document, last, sentence.last)


_SUBJECTS = frozenset("they we who i you he she it".split())
_LY_NOUNS = frozenset(
    "family rally deadly early daily weekly monthly likely only italy july fly reply supply bully ally assembly".split()
)


def _is_gerund_noun(document: Document, first: int, last: int, sentence: Sentence, transitive: bool) -> bool:
    norm, end = document.norm, sentence.last
    before = norm[first - 1] if first > sentence.first else "."
    after = norm[last] if last < end else ""
    if before in _BE:
        return False
    if before in DETERMINERS or before in _ADJECTIVES_MORE or before.endswith("s'") or _possessive(before):
        return last - first > 1 or after not in DETERMINERS  # "by the storming the posts" is bad English for a verb
    starts_object = _starts_object(document, last, end)
    if before in CLAUSE_END or before in _GERUND_PREPOSITIONS:
        return not starts_object and (transitive or before not in ("and", "or", ","))
    if before in PREPOSITIONS or after in _FINITE:
        return True
    plural = before in _PLURALS or before.endswith("s") or before in _BEGINNING
    return not (plural or (starts_object and transitive))


_BEGINNING = frozenset(
    "began begin continued continue started start stopped stop kept keep went go seen spotted caught resumed".split()
)


def _possessive(word: str) -> bool:
    return word in ("s", "'s", "’s", "´s", "`s")


def _plural_subject(word: str) -> bool:
    return word in _PLURALS or (len(word) > 3 and word.endswith("s") and not word.endswith("ss"))


def _proper(document: Document, token: int, start: int) -> bool:
    """Whether a singular subject is a name: in text of mixed case only, since capitals say nothing elsewhere."""
    return token >= start and document.surface[token][0].isupper() and not document.surface[token].isupper()


def _starts_object(document: Document, token: int, end: int) -> bool:
    """Whether a noun phrase, not a preposition or the end of the clause, begins at this token."""
    if token >= end:
        return False
    word = document.norm[token]
    if _counts_object(document.norm, token, end):
        return True
    return not (
        word in PREPOSITIONS
        or word in CLAUSE_END
        or word in _CONJUNCTIONS
        or word in TIME_WORDS
        or word in _BE
        or word in _HAVE
        or word in _MODALS
        or word in ADVERBS
        or word in _FINITE
    )


def voice_of(
    document: Document, first: int, last: int, tag: str, transitive: bool, sentence: Sentence, verbs: Set[str]
) -> Voice:
    """Active or passive, for a verb form that may be a past tense or a participle.

    A participle with no object behind it is passive: "five killed in the north", "the man shot by police".
    """
    norm, start, end = document.norm, sentence.first, sentence.last
    if tag in ("base", "third", "gerund"):
        if tag == "base" and first - 1 >= start and norm[first - 1] == "be":
            return "passive"
        return "active"
    auxiliary = _auxiliary(document, first, start, sentence.case == "upper")
    if auxiliary == "be":
        return "passive"
    if auxiliary == "have":
        return "active"
    if tag == "participle":
        return "passive"
    if not transitive:
        return "active"
    if tag == "past":
        return "active"
    return "active" if _has_object(document, last, end, verbs) else "passive"


def _auxiliary(document: Document, first: int, start: int, capitals: bool) -> str:
    """ "be", "have" or "" before a participle; adverbs and a coordinated participle may stand between."""
    norm = document.norm
    position = first - 1
    steps = 0
    while position >= start and steps < 7:
        word = norm[position]
        if word in _BE:
            # "IS captured the town": the group, not the verb
            return "" if word == "is" and document.surface[position] == "IS" and not capitals else "be"
        if word in _HAVE:
            return "have"
        if (
            word in ("and", "or", ",")
            and position - 1 >= start
            and norm[position - 1].endswith(("ed", "en", "ot", "ut", "ne", "ain"))
        ):
            position -= 2  # "was shot and killed"
            steps += 1
            continue
        if not (word in ADVERBS or word.endswith("ly") or word == "to"):
            return ""
        if word == "to":
            return ""
        position -= 1
        steps += 1
    return ""


_COUNTING = frozenset(
    "a an one two three four five six seven eight nine ten dozens scores hundreds several some many".split()
)
_BEFORE_COUNT = {
    "at": ("least", "most"),
    "up": ("to",),
    "as": ("many", "few"),
    "more": ("than",),
    "over": (),
    "about": (),
    "around": (),
    "nearly": (),
    "almost": (),
    "some": (),
}


def _counts_object(norm: list[str], token: int, end: int) -> bool:
    """Whether a counted object begins here with words that look like a preposition: "at least 40", "over 100"."""
    if token >= end or norm[token] not in _BEFORE_COUNT:
        return False
    second = _BEFORE_COUNT[norm[token]]
    position = token + 1
    if second:
        if position >= end or norm[position] not in second:
            return False
        position += 2 if norm[token] == "as" else 1
    return position < end and (norm[position][0].isdigit() or norm[position] in _COUNTING)


def _has_object(document: Document, token: int, end: int, verbs: Set[str]) -> bool:
    """Whether an object stands behind a past form; what is joined to it by "and" may hold the object for both."""
    norm = document.norm
    if token >= end:
        return False
    word = norm[token]
    if word in ("and", "or") and token + 1 < end:
        following = norm[token + 1]
        if following in verbs or following.endswith("ed"):
            return _has_object(document, token + 2, end, verbs)
        return False
    if word not in _BEFORE_COUNT and (word.endswith("ly") or word in ADVERBS):
        return word not in ("today", "yesterday") and _starts_object(document, token + 1, end)
    return _starts_object(document, token, end)


def reads_as_adjective(document: Document, first: int, last: int, sentence: Sentence) -> bool:
    """Whether a participle stands before its noun: "the kidnapped journalists", "rebel-held areas"."""
    norm = document.norm
    if first <= sentence.first or last >= sentence.last:
        return False
    before, after = norm[first - 1], norm[last]
    if document.joined(first - 1) == "-":
        return True
    if not (before in DETERMINERS or _possessive(before) or before in _BEFORE_PARTICIPLE):
        return False
    return _starts_object(document, last, sentence.last) and after.isalpha() and after not in DETERMINERS


_BEFORE_PARTICIPLE = frozenset("two three four five six of newly recently".split())
