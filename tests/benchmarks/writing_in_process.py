"""Run as a child by `tests.benchmarks.writing`, with VAR_DIR set: makes the long article, prints what it is as JSON."""

from __future__ import annotations

import json
import os
import random
import re
from dataclasses import asdict

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from articles.body.quotes import quotes_in  # noqa: E402
from articles.body.text import plain_text, word_count  # noqa: E402
from articles.models import Article, Photo, Section, Visual  # noqa: E402
from people.models import Person  # noqa: E402
from tests.benchmarks.writing import Story  # noqa: E402
from tests.factories import embed, quote  # noqa: E402

_WORDS, _QUOTES = 5_000, 36
_PARAGRAPH, _SAID = 90, 40


def main() -> None:
    editor, _ = User.objects.get_or_create(username="writes", defaults={"is_staff": True, "is_superuser": True})
    client = Client(headers={"host": "localhost"})
    client.force_login(editor)
    article = _long_article(client)
    story = Story(
        session=client.cookies["sessionid"].value,
        address=reverse("admin:articles_article_change", args=[article.pk]),
        words=word_count(plain_text(article.body)),
        quotes=len(quotes_in(article.body)),
        embeds=article.body.count("<figure"),
        queries=_queries(client, article),
    )
    print(json.dumps(asdict(story)))


def _long_article(client: Client) -> Article:
    """Kept by the form, as a writer's would be."""
    posted = _fields(_body()) | {"headline": "A long read about a long night", "section": Section.objects.all()[0].pk}
    client.post(reverse("admin:articles_article_add"), posted)
    return Article.objects.latest("pk")


def _body() -> str:
    rng = random.Random("writing")
    words = ["hum", "tape", "river", "chorus", "evening", "it", "the", "of", "a", "played", "slowly", "again"]
    people = list(Person.objects.all()[:6])
    prose = lambda count: " ".join(rng.choices(words, k=count)).capitalize()  # noqa: E731
    photo, visual = Photo.objects.all()[0].pk, Visual.objects.all()[0].pk
    shown = [embed("photo", photo=photo), embed("visual", visual=visual), embed("ad")] * 4
    parts = []
    for place in range(_QUOTES):
        parts.append(f"<p>{quote(prose(_SAID) + '.', people[place % 6])} they said. {prose(_PARAGRAPH)}.</p>")
        parts += [shown.pop()] if place % 3 == 2 else []
    return "".join(parts) + f"<p>{prose(_WORDS - _QUOTES * (_PARAGRAPH + _SAID + 2))}.</p>"


def _fields(body: str) -> dict[str, object]:
    return {"body": body, "tags": [], "bylines-TOTAL_FORMS": 0, "bylines-INITIAL_FORMS": 0}


def _queries(client: Client, article: Article) -> int:
    """Of an autosave that changes one word, its transaction's frame apart."""
    posted = _fields(article.body + "<p>More.</p>") | {
        "headline": article.headline,
        "section": article.section_id,
        "slug": article.slug,
        "base_version": article.version,
    }
    with CaptureQueriesContext(connection) as captured:
        answer = client.post(reverse("admin:articles_article_autosave", args=[article.pk]), posted)
    if answer.status_code != 200:
        raise RuntimeError(answer.content.decode())
    return sum(not re.match("SAVEPOINT|RELEASE|BEGIN|COMMIT", row["sql"]) for row in captured)


if __name__ == "__main__":
    main()
