import time
from argparse import ArgumentParser
from datetime import date, datetime
from datetime import time as clock
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles.archive_maker.fill import fill
from articles.models import Article

PROGRESS_EVERY = 10_000


class Command(BaseCommand):
    help = "Fills the record with made stories, over the ten years before today, for benchmarks."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--articles", type=int, required=True, help="How many stories.")
        parser.add_argument("--seed", type=int, default=1, help="The same seed and day give the same stories.")
        parser.add_argument("--today", type=date.fromisoformat, help="The stories end before this day (YYYY-MM-DD).")
        parser.add_argument("--add", action="store_true", help="Also where there are stories already.")

    def handle(self, *args: Any, articles: int, seed: int, today: date | None, add: bool, **options: Any) -> None:
        there = Article.objects.count()
        if articles < 1:
            raise CommandError("--articles must be 1 or more.")
        if there and not add:
            raise CommandError(
                f"This database holds {there:,} stories. Point DATABASE_URL or VAR_DIR to an empty place, or say --add."
            )
        until = timezone.make_aware(datetime.combine(today or timezone.localdate(), clock()))
        # Ids of quotations come from the seed, and no two stories may share one.
        fill(articles, seed=f"{seed}/{there}", until=until, progress=self._progress(articles))
        self.stdout.write("To search in it, run rebuild_search.")

    def _progress(self, total: int) -> Any:
        """Says now and then how far it is; the rate is that of the stories, without the nouns made before them."""
        started = 0.0

        def say(done: int) -> None:
            nonlocal started
            if not done:
                started = time.perf_counter()
                self.stdout.write("People, tags and films are there.")
            elif done % PROGRESS_EVERY == 0 or done == total:
                rate = done / (time.perf_counter() - started)
                self.stdout.write(f"{done:,} of {total:,} stories, {rate:,.0f} a second.")

        return say
