"""The desk's side of `tests.benchmarks.losses`: stories, logins, colleagues, and all that was ever kept."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from articles.desk.saving import opened, save
from articles.models import Article, Revision


class Desk:
    def __init__(self) -> None:
        self.writer, self.other = (
            User.objects.create_user(name, is_staff=True, is_superuser=True) for name in ("writes", "colleague")
        )

    def story(self) -> int:
        article = Article(headline="Losses", body="<p>Begun.</p>")
        save(article, by=self.writer)
        return article.pk

    def address(self, article: int) -> str:
        return reverse("admin:articles_article_change", args=[article])

    def cookie(self, port: int) -> dict[str, Any]:
        """A fresh login."""
        client = Client()
        client.force_login(self.writer)
        return {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": f"http://127.0.0.1:{port}"}

    def save(self, article: int, more: str) -> None:
        theirs = opened(article)
        theirs.body += more
        save(theirs, by=self.other)

    def everything(self, article: int) -> str:
        """The text, and every text that a revision has."""
        bodies = [row.snapshot["body"] for row in Revision.objects.filter(article=article)]
        return "\n".join([Article.objects.get(pk=article).body, *bodies])
