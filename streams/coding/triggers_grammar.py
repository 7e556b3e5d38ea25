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
    "DETERMINERS",
    "PREPOSITIONS",
    "TIME_WORDS",
    "Voice",
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
_CLAUSE_END = frozenset(". , ; : ! ? ) ] ( [ - -- – — … \" ” “ ' ’ | /".split())
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
    "nearly simply first today yesterday".split()
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
    norm = document.norm
    before = norm[first - 1] if first > start else ""
    after = norm[last] if last < end else ""
    if after == "of":
        return True
    if tag == "gerund":
        if before in _BE or before in ADVERBS:
            return False
        if before in DETERMINERS or before in _ADJECTIVES_MORE or before.endswith("s'") or _possessive(before):
            return True
        starts_object = _starts_object(document, last, end)
        if before in _GERUND_PREPOSITIONS or before in _CLAUSE_END:
            return not starts_object
        if before in PREPOSITIONS:
            return True
        if after in _FINITE:
            return True
        return (
            not (starts_object or before.endswith("s") or before in _PLURALS)
            if transitive
            else before not in _PLURALS and not before.endswith("s")
        )
    if before in _MODALS and tag == "base":
        return False
    if before in ("they", "we", "who", "i", "you", "he", "she", "it"):
        return False
    if (
        before in DETERMINERS
        or before in _ADJECTIVES_MORE
        or before in PREPOSITIONS
        or before in _MODALS
        or _possessive(before)
    ):
        return True
    if before.isdigit() or before in _BE or before in _HAVE:
        return True
    if not after or after in _CLAUSE_END:
        return transitive or not _plural_subject(before) or tag == "third"
    if after in _FINITE or after in verbs:
        return True
    if after in PREPOSITIONS or after in _CONJUNCTIONS or after in TIME_WORDS:
        if transitive:
            return True
        return not (_plural_subject(before) if tag == "base" else _proper(document, first - 1, start))
    if tag == "base" and before and not _plural_subject(before):
        return True
    if not before or before in _CLAUSE_END or before in ("and", "or"):
        # the sentence begins with it: "Attacks kill ten" is caught above; "Kill the men" is an order
        return tag != "base" or not _starts_object(document, last, end)
    return not _starts_object(document, last, end)


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
    return not (
        word in PREPOSITIONS
        or word in _CLAUSE_END
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


def _has_object(document: Document, token: int, end: int, verbs: Set[str]) -> bool:
    norm = document.norm
    while token < end and norm[token] in (
        "at",
        "least",
        "up",
        "to",
        "as",
        "many",
        "more",
        "than",
        "about",
        "around",
        "nearly",
        "over",
        "some",
    ):
        if norm[token] == "at" and (token + 1 >= end or norm[token + 1] != "least"):
            break
        if (
            norm[token] in ("over", "around", "as", "to", "up")
            and (token + 1 >= end or not norm[token + 1][0].isdigit())
            and norm[token] != "up"
        ):
            break
        token += 1
        if token < end and (
            norm[token][0].isdigit()
            or norm[token] in ("a", "one", "two", "three", "four", "five", "dozens", "scores", "hundreds")
        ):
            return True
    if token >= end:
        return False
    word = norm[token]
    if word in ("and", "or") and token + 1 < end:
        following = norm[token + 1]
        if following in verbs or following.endswith("ed"):
            return _has_object(document, token + 2, end, verbs)
        return False
    if word.endswith("ly") or word in ADVERBS:
        return (
            token + 1 < end
            and word not in TIME_WORDS
            and word not in ("today", "yesterday")
            and _starts_object(document, token + 1, end)
        )
    return _starts_object(document, token, end)


def reads_as_adjective(document: Document, first: int, last: int, start: int, end: int) -> bool:
    """Whether a participle stands before its noun: "the kidnapped journalists", "two wounded men"."""
    norm = document.norm
    if first <= start or last >= end:
        return False
    before, after = norm[first - 1], norm[last]
    if not (before in DETERMINERS or _possessive(before) or before in ("two", "three", "four", "five", "of", "newly")):
        return False
    return _starts_object(document, last, end) and after.isalpha() and after not in DETERMINERS
