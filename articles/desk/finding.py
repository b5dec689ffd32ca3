"""Finding stories on the desk: by headline, by any name of a person or tag in them, by words of the text."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from articles.desk.in_work import UNDONE, ids_in
from articles.models import Article, Edition, Mention, Status, Tag, TaggedArticle
from articles.search.asking import stories_with
from people.models import Person

# Names that one search stands for: enough for a first name, few enough for one query.
NAMES = 50
# Of what is found, so many that were touched last are listed: each row is looked at for where it stands.
MOST_FOUND = 500
# An approved story that was not published yet is found by its headline for so long.
_LATE = timedelta(days=90)


def find(rows: QuerySet[Article], typed: str) -> QuerySet[Article]:
    """Stories that search finds, whatever readers see of them; those in work, and those approved of late, with all the
    typed words in headline, dek or slug; those in work with those very words in the text; those about somebody, or with
    a tag, of that name or alias."""
    typed = " ".join(typed.split())[:200]
    if not typed:
        return rows
    now = timezone.now()
    work = Article.objects.filter(pk__in=ids_in([*UNDONE, Status.KILLED], now))
    late = Article.objects.filter(status=Status.APPROVED, updated_at__gt=now - _LATE)
    titled = _in_title(typed)
    people = list(Person.objects.named(typed).order_by().values_list("pk", flat=True)[:NAMES])
    tags = list(Tag.objects.beginning(typed).values_list("pk", flat=True)[:NAMES])
    found: list[QuerySet[Any, Any]] = [
        work.filter(titled | Q(body__icontains=typed)).values("pk"),
        late.filter(titled).values("pk"),
        # Each part by an index of its own: one condition over all of them would read every story.
        Edition.objects.filter(pk__in=_newest_about(people)).order_by().values("article"),
        TaggedArticle.objects.filter(tag__in=tags, content_object__in=work).order_by().values("content_object"),
    ]
    wanted = Q(pk__in=stories_with(typed, most=MOST_FOUND))
    for part in found:
        wanted |= Q(pk__in=part)
    newest = Article.objects.filter(wanted).order_by("-updated_at", "-pk").values_list("pk", flat=True)
    # Asked once: the list would ask again to count itself.
    return rows.filter(pk__in=list(newest[:MOST_FOUND]))


def _newest_about(people: list[int]) -> QuerySet[Any, Any]:
    """Editions that name one of them: as many as can be listed, read from the index alone."""
    return (
        Mention.objects.filter(person__in=people).order_by("-published_at", "-edition").values("edition")[:MOST_FOUND]
    )


def _in_title(typed: str) -> Q:
    found = Q()
    for word in typed.split()[:10]:
        found &= Q(headline__icontains=word) | Q(dek__icontains=word) | Q(slug__icontains=word)
    return found
