"""How a name is written down in the gazetteer, and which other spellings of it news uses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from streams.coding.document import normalise, tokens_of

__all__ = ["ARABIC_SCRIPT", "key_of", "readable", "shortened", "spellings", "usable", "without_article"]

ARABIC_SCRIPT = frozenset("AE AF BH DZ EG EH IQ IR JO KW LB LY MA MR OM PK PS QA SA SD SO SY TD TN YE".split())
"""Countries whose names reach English through more than one transliteration."""

_LATIN = re.compile(r"[^\W\d_]")
_ARTICLE = r"(?:al|el|ul|il|as|es|ash|esh|ad|ed|an|en|ar|er|at|et|az|ez|adh)"
_ARTICLES = frozenset("al el ul as es ash esh ad ed an en ar er at et az ez adh".split())
_MAX_WORDS = 7


def key_of(name: str) -> str | None:
    """The form under which a name is stored: normalised words, each followed by a blank; None when there are none.

    The last blank makes that a name found as a prefix of a text ends where a word ends.
    """
    words = [word for word in map(normalise, tokens_of(name)) if word[:1].isalnum()]
    return " ".join(words) + " " if 0 < len(words) <= _MAX_WORDS else None


def readable(name: str, country: str) -> str:
    """The name as news prints it: without the marks of a scientific transliteration ("Kandahār")."""
    if country not in ARABIC_SCRIPT or name.isascii():
        return name
    plain = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    return plain.translate(_MARKS).strip()


_MARKS = str.maketrans(dict.fromkeys("‘’ʻʼʿʾ`", None))


def usable(name: str) -> bool:
    """Whether an alternate name is one that English news may print.

    Databases of names hold codes of airports ("BEN"), transliterations of foreign spellings in lower case and names
    in other scripts: none of them is looked for.
    """
    if len(name) < 4 or any(char.isdigit() for char in name):
        return False
    first = name[0] if name[0] not in "'‘’ʻʿ`" else name[1]
    if not first.isupper():
        head, mark, rest = name.partition("-")
        if not (mark and head.lower() in _ARTICLES and rest[:1].isupper()):
            return False
    if name.isupper() and " " not in name:
        return False
    return _LATIN.match(first) is not None and ord(first) < 0x250


_SHORT_FORMS = (("saint ", "st "), ("mount ", "mt "), ("fort ", "ft "), ("sainte ", "ste "))


def without_article(key: str) -> str:
    """The key without an Arabic article at its head."""
    head, _, rest = key.partition(" ")
    return rest if head in _ARTICLES and len(rest) > 3 else key


def shortened(key: str) -> Iterator[str]:
    """The key with its first word in the other of its two usual forms: "saint paul ", "st paul "."""
    for long, short in _SHORT_FORMS:
        if key.startswith(long):
            yield short + key.removeprefix(long)
        elif key.startswith(short):
            yield long + key.removeprefix(short)


_RULES = (
    (re.compile(r"iyy?ah?\b"), ("iya", "iyah", "iyya", "iyeh", "ia")),
    (re.compile(r"ah\b"), ("a",)),
    (re.compile(r"(?<=[^aeiou])a\b"), ("ah",)),
    (re.compile(r"ou"), ("u",)),
    (re.compile(r"oo"), ("u",)),
    (re.compile(r"ee"), ("i",)),
    (re.compile(r"q"), ("k", "g")),
    (re.compile(r"kh"), ("k",)),
    (re.compile(r"gh"), ("g",)),
    (re.compile(r"dh"), ("d", "z")),
    (re.compile(r"aw"), ("au", "o")),
    (re.compile(r"ay"), ("ai", "ei", "e")),
    (re.compile(r"ei"), ("ay",)),
    (re.compile(r"([bcdfgjklmnpqrstvwxyz])\1"), (r"\1",)),
    (re.compile(r"(?<=[aeiou])([mnlrdsz])(?=[aeiou])"), (r"\1\1",)),
)
_ARTICLE_WORD = re.compile(rf"\b{_ARTICLE} (?=\w)")


def spellings(key: str) -> Iterator[str]:
    """Further keys for a name that came from Arabic script: with other articles, without one, one letter rule apart.

    They rank below every name that somebody wrote down, so a made-up spelling never hides a real name.
    """
    bare = _ARTICLE_WORD.sub("", key)
    with_al = _ARTICLE_WORD.sub("al ", key)
    seen = {key}
    stems = [key]
    for variant in (bare, with_al, _ARTICLE_WORD.sub("el ", key)):
        if variant not in seen and len(variant) > 5:
            seen.add(variant)
            stems.append(variant)
            yield variant
    for stem in stems[:3]:
        for pattern, replacements in _RULES:
            if not pattern.search(stem):
                continue
            for replacement in replacements:
                variant = pattern.sub(replacement, stem)
                if variant not in seen and len(variant) > 5:
                    seen.add(variant)
                    yield variant
