"""Which numbers can count people: not ages, money, shares, dates, house numbers, models or counts of things."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from streams.coding.casualties_words import grammar_words, people, table, things
from streams.coding.document import Document

__all__ = ["cardinals", "counts_people", "kind_at"]

_MONEY = frozenset("$ £ € ¥ us$ rs rs. usd eur c$ a$ q".split())
_MONTHS = frozenset(
    "january february march april june july august september october november december jan feb mar apr jun jul aug sep "
    "sept oct nov dec".split()
)
_STREETS = frozenset(
    "street st avenue ave road rd drive dr lane ln boulevard blvd court place block way highway".split()
)
_AFTER_AGE = frozenset(", ) . ; : of was is who and from has had died whose or ]".split())


@cache
def cardinals() -> dict[str, tuple[str, int]]:
    return {
        row.values["word"]: (row.values["kind"], int(row.values["value"]))
        for row in table("cardinals", "word", "kind", "value")
    }


@cache
def _labels() -> frozenset[str]:
    return frozenset(row.values["word"] for row in table("number_labels", "word"))


def kind_at(norm: list[str], position: int) -> str:
    return cardinals().get(norm[position], ("", 0))[0] if position < len(norm) else ""


class _Around(NamedTuple):
    """A number with what stands beside it."""

    norm: list[str]
    first: int
    last: int
    value: int
    before: str
    after: str
    glue_before: str
    glue_after: str
    digits: bool

    def word(self, offset: int) -> str:
        """The word `offset` tokens after the one that follows the number."""
        at = self.last + offset
        return self.norm[at] if 0 <= at < len(self.norm) else ""


def counts_people(document: Document, first: int, last: int, value: int) -> bool:
    """Whether a number that stands at tokens `first` to `last` can count people."""
    norm, count = document.norm, len(document.norm)
    around = _Around(
        norm, first, last, value,
        norm[first - 1] if first else "",
        norm[last] if last < count else "",
        document.joined(first - 1) if first else " ",
        document.joined(last - 1) if last < count else " ",
        norm[last - 1][0].isdigit(),
    )  # fmt: skip
    if _is_label(around):
        return False
    if around.glue_after == "-" and not _is_number(norm, last) and around.after not in ("to", "or"):
        noun = people().get(around.after)  # not a 12-year-old, a ten-man patrol
        return noun is not None and noun.plural
    if not around.glue_after and around.digits and around.after.isalpha() and around.after not in people():
        return len(around.after) > 2 and around.after not in things()  # 5kg, 14h
    if around.digits and (_is_date(document, around) or _is_telephone(around) or _is_address(document, around)):
        return False
    if around.digits and value <= 110 and (_is_age(around) or _is_second_age(around)):
        return False
    return not _counts_things(norm, last)


def _is_number(norm: list[str], position: int) -> bool:
    return norm[position][0].isdigit() or bool(kind_at(norm, position))


def _is_label(around: _Around) -> bool:
    """Money, fractions, "Route 66", "No. 5", "AK-47", "no one", "the 100- and 200-metre races"."""
    norm, first, before = around.norm, around.first, around.before
    if (
        before in _MONEY
        or "/" in (before, around.after)
        or before in _labels()
        or before in ("#", "'")
        or around.after == "°"
    ):
        return True
    if before == "." and not around.glue_before and norm[first - 2 : first - 1] in (["no"], ["nos"]):
        return True
    if around.glue_before == "-" and before and not _is_number(norm, first - 1):
        return True
    if around.value == 1 and (around.after == "another" or before in ("no", "any", "every", "each", "some")):
        return True
    return around.after == "-" and not around.glue_after and around.word(1) in ("and", "to", "or")


def _is_date(document: Document, around: _Around) -> bool:
    """ "June 14", "14 June", "14 June, 2016", a year."""
    norm, first, last, before, after = around.norm, around.first, around.last, around.before, around.after
    if before in _MONTHS or (before == "may" and document.capitalised(first - 1)):
        return True
    if after in _MONTHS and (after != "march" or document.capitalised(last)):
        return True
    if after == "may" and around.value <= 31 and document.capitalised(last) and around.word(1) not in ("have", "be"):
        return True
    if before == "," and first >= 3 and norm[first - 2].isdigit() and norm[first - 3] in _MONTHS:
        return True
    if not 1900 <= around.value <= 2099 or "," in norm[last - 1]:
        return False
    if before in ("in", "since", "until"):
        return True
    lower = after.isalpha() and document.surface[last].islower() and after not in grammar_words()
    return not (after in people() or lower)


def _is_telephone(around: _Around) -> bool:
    if around.glue_after == "-" and len(around.after) == 4 and around.after.isdigit():
        return True
    if around.glue_before == "-" and len(around.before) == 3 and len(around.norm[around.last - 1]) == 4:
        return True
    return around.before == "(" and around.after == ")" and 200 <= around.value <= 999


def _is_address(document: Document, around: _Around) -> bool:
    """ "1475 Moneda Street"."""
    for step in range(around.last, min(around.last + 4, len(around.norm))):
        if not document.capitalised(step):
            return False
        if around.norm[step] in _STREETS:
            return True
    return False


def _is_age(around: _Around) -> bool:
    """ ", 17," and "(17)" after a name, and ", 17, was"; but not ", 12 were wounded"."""
    if around.before not in (",", "(") or around.first < 2:
        return False
    owner = around.norm[around.first - 2]
    if not owner[0].isalpha() and owner != ".":
        return False
    if around.before == "(":
        return around.after in (")", ",", "and")
    return around.after in _AFTER_AGE and around.word(1) != "including"


def _is_second_age(around: _Around) -> bool:
    """Ages of several people: ", 25 and 30," and ", one 17 and the other 21,"."""
    norm, first, before, after = around.norm, around.first, around.before, around.after
    if around.value < 5:
        return False
    if before in ("one", "other") and after in (",", "and", ")", "."):
        return True
    if after == "and" and before in (",", "ages"):
        return around.word(1).isdigit() and around.word(2) in (",", ")", ".", ";")
    return (
        before == "and"
        and after in (",", ")", ".", ";")
        and norm[first - 2].isdigit()
        and norm[first - 3] in (",", "ages")
    )


def _counts_things(norm: list[str], last: int) -> bool:
    """Whether the noun after a number is a thing: a plural at once, a singular only when it ends the group."""
    things_, people_, grammar = things(), people(), grammar_words()
    thing = False
    for position in range(last, min(last + 5, len(norm))):
        word = norm[position]
        if word in people_ or word in ("others", "other", "more", "of"):
            return False
        if word in things_:
            kind = things_[word]
            if position == last and kind in ("time", "measure", "money"):
                return True
            if _is_plural(word) or kind in ("measure", "money"):
                return True
            thing = True
            continue
        if not word[0].isalpha() or word in grammar:
            return thing
        thing = False
    return thing


def _is_plural(word: str) -> bool:
    """Whether a thing is named in the plural: "buses", not "bus"."""
    return word.endswith("s") and (word[:-1] in things() or word[:-2] in things() or word[:-3] + "y" in things())
