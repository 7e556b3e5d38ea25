"""The way of an article through the coder, in one place.

article -> documents (title, text) -> mentions (actors, places, casualties, dates)
        -> triggers -> drafts -> merged drafts -> events -> coded article
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from schemas.article import Article
from schemas.coded import CodedArticle
from streams.coding import CODER_VERSION
from streams.coding.actors import actor_mentions, find_actors
from streams.coding.casualties import find_casualties
from streams.coding.dates import dateline_day, find_dates
from streams.coding.document import read_document
from streams.coding.events.build import build_events
from streams.coding.events.drafts import Findings
from streams.coding.gazetteer import Gazetteer, open_gazetteer
from streams.coding.language import language_of
from streams.coding.lexicon import lexicon_version
from streams.coding.mentions import casualty_mentions, date_mentions
from streams.coding.numbers import find_numbers
from streams.coding.objects import find_objects, find_weapons
from streams.coding.places import Place, resolve_places, to_place_mention
from streams.coding.registry import Registry, load_registry
from streams.coding.triggers import find_triggers

__all__ = ["Coder", "load_coder"]


class Coder:
    """Codes articles; holds the vocabulary and nothing that changes from one article to the next."""

    def __init__(self, registry: Registry, gazetteer: Gazetteer) -> None:
        self.registry = registry
        self.gazetteer = gazetteer

    def code(self, article: Article) -> CodedArticle:
        """The coded article: the same article always gives the same record."""
        language = language_of(article)
        found = self.read(article) if language.split("-")[0].lower() == "en" else []
        events = build_events(article, found) if found else ()
        return CodedArticle(
            article_id=article.article_id or "",
            content_hash=article.content_hash,
            published_at=article.published_at,
            coder_version=CODER_VERSION,
            lexicon_version=lexicon_version(),
            language=language,
            relevant=bool(events),
            actors=tuple(m for f in found for m in actor_mentions(f.document, list(f.actors))),
            places=tuple(to_place_mention(f.document, p) for f in found for p in f.places),
            casualties=tuple(m for f in found for m in casualty_mentions(f.document, f.casualties)),
            dates=tuple(m for f in found for m in date_mentions(f.document, f.dates)),
            events=events,
            coded=bool(found),
        )

    def read(self, article: Article) -> list[Findings]:
        """What stands in the article's texts: in the title first, then in the text."""
        text = read_document(article.text)
        documents = [text]
        if article.title and article.title.strip():
            documents.insert(0, read_document(article.title, "title"))
        places = resolve_places(documents, self.gazetteer)
        published = article.published_at
        written = published.date() if published else dateline_day(text)
        country = _commonest_country(places)
        found: list[Findings] = []
        for document, its_places in zip(documents, places, strict=True):
            numbers = find_numbers(document)
            found.append(
                Findings(
                    document=document,
                    actors=find_actors(document, self.registry, on=written, country=country),
                    places=its_places,
                    casualties=find_casualties(document, numbers),
                    dates=find_dates(document, published, written),
                    triggers=find_triggers(document),
                    weapons=find_weapons(document),
                    objects=find_objects(document),
                )
            )
        return found


def load_coder(cache_dir: Path | None = None) -> Coder:
    """A coder with the vocabulary that ships with sitrep; builds the gazetteer's cache on first use."""
    return Coder(load_registry(), open_gazetteer(cache_dir))


def _commonest_country(places: Sequence[Sequence[Place]]) -> str | None:
    """The country that most of the article's places lie in; among equals the one named first."""
    counts = Counter(place.country for document in places for place in document if place.country)
    return counts.most_common(1)[0][0] if counts else None
