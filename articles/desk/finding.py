"""Finding stories on the desk: by headline, by any name of a person or tag in them, by words of the text."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from articles.models import Article, Mention, Status, Tag, TaggedArticle
from people.models import Person

# Names that one search stands for: enough for a first name, few enough for one query.
NAMES = 50


def find(rows: QuerySet[Article], typed: str) -> QuerySet[Article]:
    """Stories with all the typed words in headline, dek or slug; or about a person or tag of that name or alias; or,
    while they are in work, with those very words in the text. The archive's texts have a search of their own."""
    typed = " ".join(typed.split())[:200]
    if not typed:
        return rows
    in_title = Q()
    for word in typed.split()[:10]:
        in_title &= Q(headline__icontains=word) | Q(dek__icontains=word) | Q(slug__icontains=word)
    in_text = Q(body__icontains=typed) & ~Q(status__in=[Status.APPROVED, Status.KILLED])
    people = list(Person.objects.named(typed).order_by().values_list("pk", flat=True)[:NAMES])
    tags = list(Tag.objects.beginning(typed).values_list("pk", flat=True)[:NAMES])
    about = Q(pk__in=Mention.objects.filter(person__in=people).values("edition__article")) if people else Q(pk__in=[])
    if tags:
        about |= Q(pk__in=TaggedArticle.objects.filter(tag__in=tags).values("content_object"))
    return rows.filter(in_title | in_text | about)
