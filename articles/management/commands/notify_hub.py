"""Tells the WebSub hub which feeds have something new, so that readers of feeds need not ask (w3.org/TR/websub, 7)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q
from django.utils import timezone

from articles.feeds import FORMATS
from articles.models import Edition

_TIMEOUT = 10


class Command(BaseCommand):
    help = "Tells the hub of WEBSUB_HUB which feeds changed in the last minutes. Run it as often as that."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--minutes", type=int, default=5)

    def handle(self, *args: Any, minutes: int, **options: Any) -> None:
        if not settings.WEBSUB_HUB:
            raise CommandError("WEBSUB_HUB is not set: there is no hub to tell.")
        now = timezone.now()
        feeds = changed_feeds(now - timedelta(minutes=minutes), now)
        for feed in feeds:
            tell(feed)
        self.stdout.write(f"{len(feeds)} feeds told.")


def changed_feeds(since: datetime, until: datetime) -> list[str]:
    """The whole addresses of feeds in which an edition opened or ended in that time, each once."""
    opened = Q(live_from__gt=since, live_from__lte=until)
    ended = Q(live_until__gt=since, live_until__lte=until)
    editions = Edition.objects.once_live(until).filter(opened | ended)
    pages: dict[str, None] = {}
    for edition in editions.select_related("section").prefetch_related("tagged__tag", "mentions__person"):
        pages |= dict.fromkeys(["/", edition.section.get_absolute_url()])
        pages |= dict.fromkeys(row.tag.get_absolute_url() for row in edition.tagged.all())
        pages |= dict.fromkeys(mention.person.get_absolute_url() for mention in edition.mentions.all())
    return [f"{settings.SITE_URL}{page}feed.{form}" for page in pages for form in FORMATS]


def tell(feed: str) -> None:
    """Raises CommandError where the hub does not take it: the next run would not tell of it again."""
    body = urlencode({"hub.mode": "publish", "hub.url": feed}).encode()
    try:
        with urlopen(Request(settings.WEBSUB_HUB, data=body), timeout=_TIMEOUT) as answer:  # noqa: S310 - the owner's
            answer.read()
    except (URLError, OSError) as error:
        raise CommandError(f"The hub did not take {feed}: {error}. Run again with more --minutes.") from error
