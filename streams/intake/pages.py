"""Text out of HTML: of a whole page, where most of it is not the article, and of a fragment in a feed."""

from __future__ import annotations

import re
from html.parser import HTMLParser

__all__ = ["article_text", "fragment_text"]

_BLOCKS = frozenset("address article blockquote br dd div dl dt figure h1 h2 h3 h4 h5 h6 hr li ol p pre section table td th tr ul".split())  # fmt: skip  # noqa: E501
_UNSEEN = frozenset({"script", "style", "template", "noscript", "iframe"})


def article_text(html: bytes, url: str) -> str | None:
    """The article of a page without menus, comments and related stories; None when there is none."""
    import trafilatura  # half a second: only for those who read pages

    text = trafilatura.extract(html, url=url, include_comments=False, include_tables=False, deduplicate=False)
    return text.strip() or None if text else None


def fragment_text(html: str) -> str:
    """All visible text of a fragment, a blank line between blocks."""
    parser = _Text()
    parser.feed(html)
    parser.close()
    blocks = (re.sub(r"\s+", " ", block).strip() for block in "".join(parser.pieces).split("\0"))
    return "\n\n".join(block for block in blocks if block)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.pieces.append("\0")
        self._unseen += tag in _UNSEEN

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.pieces.append("\0")
        if tag in _UNSEEN and self._unseen:
            self._unseen -= 1

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.pieces.append(data.replace("\0", " "))
