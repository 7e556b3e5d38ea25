"""Page furniture: what a crawler brings along that the article's author did not write.

Breadcrumbs, repeated headlines, share buttons, teasers of other stories, tag lists, comment forms, newsletter boxes,
copyright lines. It is marked, not cut out, so that offsets keep counting the article's own text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from streams.coding.document import Document, Sentence

__all__ = ["mark_furniture"]

# From one of these lines on, nothing belongs to the article any more.
_TAIL = re.compile(
    r"(?:check also|also read|read also|see also|related (?:articles|stories|posts|news|topics|coverage)"
    r"|you (?:may|might) (?:also )?(?:like|be interested)|more (?:stories|news|from|on this)\b.{0,40}"
    r"|recommended(?: for you)?|most (?:read|popular|viewed)|trending(?: now)?|leave a (?:reply|comment)"
    r"|post a comment|(?:add|write|submit) (?:a |your )?comment|comments? ?(?:\(\d+\))?|\d+ comments?"
    r"|your e-?mail address will not be published.*|about the author|share this.*"
    r"|(?:previous|next) (?:article|post|story)|latest news|top stories|editor'?s? picks?|what to read next"
    r"|popular posts?|newsletter)"
    r"[\s:.…|>»]*",
    re.IGNORECASE,
)
_BUTTON = r"(?:share|tweet|print|e-?mail|facebook|twitter|whatsapp|telegram|linkedin|pinterest|reddit|save|copy link)"
# Lines that are furniture wherever they stand.
_LINE = re.compile(
    r"(?:home|news|world|menu)\s*(?:[/>»|›].*)"
    rf"|(?:{_BUTTON}|listen|follow us)(?:[\s,|/·•]+(?:{_BUTTON}|on|this|story|article|via|by))*"
    r"|(?:share (?:this|on)|follow (?:us )?on|click here|sign up (?:for|to)|subscribe (?:to|now|for)|advertisement"
    r"|sponsored|read more|continue reading|story continues)\b.{0,80}"
    r"|(?:copyright|©|\(c\)) .{0,120}|all rights reserved.{0,60}"
    r"|(?:tags?|topics?|filed under|categories|category|keywords)\s*:.*"
    r"|required fields are marked.*|your e-?mail address will not be published.*|save my name.*"
    r"|(?:photo|image|picture|video)(?: credit)?\s*:.{0,100}"
    r"|(?:read|view|see|show) (?:more|all)(?: comments?)?|\d+ (?:min(?:ute)?s? read|shares?|views?)|loading\W*",
    re.IGNORECASE,
)
_TAG_LIST = re.compile(r"(?:[#@][\w-]+[\s,|]*){2,}")
_LONG = 25
"""Tokens: a line this long, ending like a sentence, is prose even after a teaser's heading."""


def mark_furniture(document: Document, sentences: list[Sentence]) -> list[Sentence]:
    """The same sentences, with `furniture` set where the page, not the article, speaks."""
    marked: list[Sentence] = []
    in_tail = False
    prose_seen = False
    lines = _lines(document, sentences)
    headline = _repeated_headline(lines)
    for number, (line, members) in enumerate(lines):
        size = sum(s.last - s.first for s in members)
        plain = line.strip(" \t-–—*•|")
        if _TAIL.fullmatch(plain) and (prose_seen or number):
            in_tail = True
            furniture = True
        elif in_tail:
            furniture = True
        else:
            furniture = bool(_LINE.fullmatch(plain) or _TAG_LIST.fullmatch(plain)) or number in headline
        if not furniture and size >= _LONG // 2 and plain[-1:] in '.!?"”’':
            prose_seen = True
        marked.extend(s._replace(furniture=True) for s in members) if furniture else marked.extend(members)
    if all(s.furniture for s in marked):  # nothing but furniture means that the rules misread the text
        return sentences
    return marked


def _lines(document: Document, sentences: list[Sentence]) -> list[tuple[str, list[Sentence]]]:
    """Paragraphs with their sentences."""
    lines: list[tuple[str, list[Sentence]]] = []
    members: list[Sentence] = []
    for sentence in sentences:
        if members and sentence.paragraph != members[-1].paragraph:
            lines.append((_text(document, members), members))
            members = []
        members.append(sentence)
    if members:
        lines.append((_text(document, members), members))
    return lines


def _text(document: Document, members: list[Sentence]) -> str:
    start = document.start[members[0].first]
    if start and document.text[start - 1] in "#@":
        start -= 1
    return document.text[start : document.end[members[-1].last - 1]]


def _repeated_headline(lines: list[tuple[str, list[Sentence]]]) -> set[int]:
    """Line numbers of a headline told a second time at the top: the first telling is kept."""
    seen: dict[str, int] = {}
    repeated: set[int] = set()
    for number, (line, _) in enumerate(lines[:6]):
        key = re.sub(r"\W+", " ", line.lower()).strip()
        if not key:
            continue
        if key in seen and len(key) < 300:
            repeated.add(number)
        seen.setdefault(key, number)
    return repeated
