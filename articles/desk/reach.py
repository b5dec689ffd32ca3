"""Where a publication shows: every address that appears, changes, moves or goes when a story goes out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from articles.body.render import gather
from articles.desk import windows
from articles.desk.projecting import mention_rows, visual_rows
from articles.desk.publishing import frozen
from articles.models import Article, Edition, Quote, Section, Tag, Visual
from people.models import Person


@dataclass(frozen=True)
class Address:
    """`what` is "new", "changes", "moves" (its readers are led on) or "gone"."""

    path: str
    what: str
    of: str


def addresses(article: Article, opens: datetime, *, has_correction: bool = False) -> list[Address]:
    """What publishing the article as it stands would touch, for who has to say yes. Needs a section."""
    now = timezone.now()
    article = Article.objects.select_related("section", "source", "lead_photo", "lead_visual").get(pk=article.pk)
    if article.section is None:
        return []
    edition = frozen(article, opens)
    live = windows.live_edition(article, now)
    found = [*_story(edition, live), *_nouns(article, edition, now), *_quotes(article, live)]
    found += [Address("/", "changes", "Front page"), Address(article.section.get_absolute_url(), "changes", "Section")]
    if has_correction:
        found.append(Address(reverse("articles:corrections"), "changes", "Corrections"))
    return list(dict.fromkeys(found))


def _story(edition: Edition, live: Edition | None) -> Iterator[Address]:
    path = edition.get_absolute_url()
    yield Address(path, "changes" if live and live.get_absolute_url() == path else "new", "The story")
    if live and live.get_absolute_url() != path:
        yield Address(live.get_absolute_url(), "moves", "The story’s address of today")
    if live and live.section_id != edition.section_id:
        yield Address(Section.objects.get(pk=live.section_id).get_absolute_url(), "changes", "Section of today")


def _nouns(article: Article, edition: Edition, now: datetime) -> Iterator[Address]:
    story = gather(article.body, article.source)
    people = {row.person_id for row in mention_rows(edition, story, article.body)}
    visuals = {row.visual_id for row in visual_rows(edition, article.body)}
    seen = set(Person.objects.visible(now).filter(pk__in=people).values_list("pk", flat=True))
    for person in Person.objects.filter(pk__in=people):
        yield Address(person.get_absolute_url(), "changes" if person.pk in seen else "new", person.name)
    seen = set(Visual.objects.in_use(now).filter(pk__in=visuals).values_list("pk", flat=True))
    for visual in Visual.objects.filter(pk__in=visuals):
        yield Address(visual.get_absolute_url(), "changes" if visual.pk in seen else "new", visual.title)
    tags = Tag.objects.filter(tagged_articles__content_object=article)
    seen = set(Tag.objects.in_use(now).filter(pk__in=tags.values("pk")).values_list("pk", flat=True))
    for tag in tags:
        yield Address(tag.get_absolute_url(), "changes" if tag.pk in seen else "new", tag.name)


def _quotes(article: Article, live: Edition | None) -> Iterator[Address]:
    shown = {str(quote.uuid): quote for quote in Quote.objects.filter(edition=live)} if live else {}
    wanted = [quote for quote in gather(article.body, article.source).quotes if quote.is_attributed]
    for quote in wanted:
        if str(quote.uuid) not in shown:
            yield Address(reverse("articles:quote", args=[quote.uuid]), "new", f"“{quote.text[:40]}”")
    for uuid in shown.keys() - {str(quote.uuid) for quote in wanted}:
        yield Address(shown[uuid].get_absolute_url(), "gone", f"“{shown[uuid].text[:40]}”")
