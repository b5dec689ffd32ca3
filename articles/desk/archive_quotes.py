"""The quotations of stories that came in by import: found in one pass, left for an editor, never marked by themselves."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef, QuerySet

from articles.desk import quote_desk
from articles.desk.text_reading import read_text
from articles.models import Article, Revision, WaitingQuotes
from articles.quotations import RULES_VERSION, TextTooLong


def unread(*, everything: bool = False) -> QuerySet[Article]:
    """Imported stories (or all) that were not read as they stand, or by older rules. Stops and starts lose nothing."""
    read = WaitingQuotes.objects.filter(
        article=OuterRef("pk"), version=OuterRef("version"), rules_version=RULES_VERSION
    )
    stories = Article.objects.filter(~Exists(read)).order_by("pk")
    if everything:
        return stories
    return stories.filter(Exists(Revision.objects.filter(article=OuterRef("pk"), why=Revision.Why.IMPORT)))


def read(article: Article) -> WaitingQuotes:
    """Reads the article and keeps what waits in it; a text over the limit is kept with the reason."""
    try:
        proposals, problem = quote_desk.suggest(read_text(article.body, article)), ""
    except TextTooLong as error:
        proposals, problem = [], str(error)[:200]
    found = {
        "version": article.version,
        "rules_version": RULES_VERSION,
        "proposals": proposals,
        "count": len(proposals),
        "problem": problem,
    }
    row, _ = WaitingQuotes.objects.update_or_create(article=article, defaults=found)
    return row


def with_waiting(stories: QuerySet[Article]) -> QuerySet[Article]:
    """Those in whose present text something waits to be confirmed."""
    waiting = WaitingQuotes.objects.filter(article=OuterRef("pk"), version=OuterRef("version"), count__gt=0)
    return stories.filter(Exists(waiting))


def waiting_in(article: Article) -> int:
    """How many wait in the article as it stands."""
    return (
        WaitingQuotes.objects.filter(article=article, version=F("article__version"))
        .values_list("count", flat=True)
        .first()
        or 0
    )


def read_all(stories: QuerySet[Article]) -> Iterator[WaitingQuotes]:
    """Each as it is read; one statement a story, so that a stop in between keeps what was done."""
    for article in stories.iterator(chunk_size=200):
        yield read(article)
