"""Run as a child by `tests.benchmarks.desk`, with VAR_DIR set: measures the desk of one archive, prints JSON.

Everything that it writes is taken back.
"""

from __future__ import annotations

import json
import os
import random
import sys
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from articles.desk.saving import opened, save  # noqa: E402
from articles.models import Article, Plan, Status, Tag  # noqa: E402
from people.models import Person  # noqa: E402
from tests.benchmarks.timing import timed  # noqa: E402

_RUNS, _MOVED = 7, 300
_LIST = "admin:articles_article_changelist"
# Paragraphs of 100 words each: the longest story whose comparison has a budget.
_LONG = 50


def main() -> None:
    with transaction.atomic():
        editor = User.objects.create_user("measures", is_staff=True, is_superuser=True)
        _work_about(editor)
        ask = _asker(editor)
        found = {}
        for page, address in _pages(editor).items():
            print(page, end=" … ", file=sys.stderr, flush=True)
            found[page] = _measured(ask, address)
        print(json.dumps(found))
        transaction.set_rollback(True)


def _work_about(editor: User) -> None:
    """Some hundred stories in each state, with plans."""
    newest = list(Article.objects.order_by("-pk").values_list("pk", flat=True)[: 3 * _MOVED])
    for place, status in enumerate((Status.DRAFT, Status.IN_REVIEW, Status.APPROVED)):
        ids = newest[place * _MOVED : (place + 1) * _MOVED]
        Article.objects.filter(pk__in=ids).update(status=status)
        Plan.objects.bulk_create([Plan(article_id=pk, assignee=editor) for pk in ids], ignore_conflicts=True)


def _long_story(editor: User) -> Article:
    """Of 5,000 words, saved twice with one word in five changed: every paragraph has to be looked into."""
    rng = random.Random("long")
    words = [f"word{number}" for number in range(500)]
    paragraphs = [rng.choices(words, k=100) for _ in range(_LONG)]
    story = Article(headline="The long one", section_id=Article.objects.values_list("section", flat=True)[0])
    for _ in range(2):
        story.body = "".join(f"<p>{' '.join(text)}</p>" for text in paragraphs)
        save(story, by=editor)
        paragraphs = [[rng.choice(words) if rng.random() < 0.2 else word for word in text] for text in paragraphs]
        story = opened(story.pk)
    return story


def _pages(editor: User) -> dict[str, str]:
    live = Article.objects.order_by("-pk")[5 * _MOVED]
    person, tag = Person.objects.order_by("pk")[3], Tag.objects.order_by("pk")[3]
    stories, long_one = reverse(_LIST), _long_story(editor)
    word = live.headline.split()[0]
    other = Tag.objects.order_by("pk")[4]
    return {
        "my work": reverse("admin:index"),
        "stories": stories,
        "stories, page 30": f"{stories}?p=30",
        "stories: a word": f"{stories}?q={word}",
        "stories: a name": f"{stories}?q={person.name}",
        "stories: a status": f"{stories}?status__exact=in_review",
        "stories: on the site": f"{stories}?standing=live",
        "stories: a status, sorted": f"{stories}?status__exact=in_review&o=1",
        "stories: a month": f"{stories}?updated_at__year=2026&updated_at__month=11",
        "board": reverse("admin:desk_board"),
        "calendar": reverse("admin:desk_calendar"),
        "calendar, week": f"{reverse('admin:desk_calendar')}?view=week",
        "calendar, list": f"{reverse('admin:desk_calendar')}?view=list",
        "inbox": reverse("admin:desk_inbox"),
        "a story's form": reverse("admin:articles_article_change", args=[live.pk]),
        "a story's history": reverse("admin:articles_article_history", args=[live.pk]),
        "comparing 5,000 words": f"{reverse('admin:desk_compare', args=[long_one.pk])}?from=r1&to=r2",
        "confirming a publication": reverse("admin:desk_move", args=[live.pk, "publish"]),
        "notes": reverse("admin:desk_notes", args=[live.pk]),
        "preview links": reverse("admin:desk_previews", args=[live.pk]),
        "related stories": reverse("admin:desk_related", args=[live.pk]),
        "the front page": reverse("desk_front"),
        "audit": reverse("admin:desk_audit"),
        "merges": reverse("admin:desk_merges"),
        "a merge": reverse("admin:desk_merge", args=["tag", other.pk, tag.pk]),
        "people": reverse("admin:people_person_changelist"),
        "people: a name": f"{reverse('admin:people_person_changelist')}?q={person.name[:4]}",
        "tags": reverse("admin:articles_tag_changelist"),
        "quotes": reverse("admin:articles_quote_changelist"),
        "editions": reverse("admin:articles_edition_changelist"),
        "moves": reverse("admin:articles_move_changelist"),
        "photos": reverse("admin:articles_photo_changelist"),
        "films": reverse("admin:articles_visual_changelist"),
    }


def _asker(editor: User) -> Any:
    client = Client(headers={"host": "localhost"})
    client.force_login(editor)

    def ask(address: str) -> bytes:
        answer = client.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answered {answer.status_code}.")
        return answer.content

    return ask


def _measured(ask: Any, address: str) -> tuple[int, float, float]:
    ask(address)
    with CaptureQueriesContext(connection) as queries:
        ask(address)
    asked = len(queries)  # now: the next request forgets them
    took = timed(ask, [address], passes=1, runs=_RUNS)
    return asked, took.median, took.p99


if __name__ == "__main__":
    main()
