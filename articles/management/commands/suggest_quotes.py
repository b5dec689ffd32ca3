from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from articles.desk.archive_quotes import read_all, unread

_WIDTH = 30


class Command(BaseCommand):
    help = (
        "Finds who said what in imported stories and leaves it for an editor to confirm. Stopped and started again, it "
        "goes on where it was; stories that were read as they stand are passed over."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="Every story, not only imported ones.")

    def handle(self, *args: Any, **options: Any) -> None:
        stories = unread(everything=options["all"])
        total, found = stories.count(), 0
        for done, row in enumerate(read_all(stories), start=1):
            found += row.count
            if row.problem:
                self.stdout.write(f"Story {row.article_id}: {row.problem}")
            self._show(done, total, found)
        if total:
            self.stderr.write("")
        stories_read = "1 story" if total == 1 else f"{total:,} stories"
        self.stdout.write(f"{stories_read} read, {found:,} to be confirmed.")

    def _show(self, done: int, total: int, found: int) -> None:
        """One line, drawn over itself, where somebody looks on."""
        if self.stderr.isatty():
            bar = "#" * (_WIDTH * done // total)
            self.stderr.write(f"\r[{bar:<{_WIDTH}}] {done:,} of {total:,}, {found:,} quotations", ending="")
