from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.desk.importing import BadStory, read_story
from articles.desk.saving import save
from articles.models import Article, Revision


class Command(BaseCommand):
    help = "Makes a draft of a plain-text story: a date, paragraphs, “Advertisement” lines for ad slots."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--headline", default="", help="Left out, the first sentence stands in for it.")

    def handle(self, *args: Any, file: Path, headline: str, **options: Any) -> None:
        try:
            story = read_story(file.read_bytes())
        except (OSError, BadStory) as error:
            raise CommandError(f"{file}: {error}", returncode=2) from error
        article = Article(headline=headline or story.headline, story_date=story.story_date, body=story.body)
        save(article, by=None, why=Revision.Why.IMPORT)
        self.stdout.write(f"Draft {article.pk}, “{article.headline}”, dated {story.story_date:%d %B %Y}.")
