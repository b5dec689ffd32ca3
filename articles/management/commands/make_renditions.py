from typing import Any

from django.core.management.base import BaseCommand

from articles.desk.renditions import cut_now
from articles.models import Photo


class Command(BaseCommand):
    help = "Cuts photos that have no renditions yet: what a crash or a stopped server left undone."

    def handle(self, *args: Any, **options: Any) -> None:
        waiting = list(Photo.objects.filter(renditions={}).values_list("pk", flat=True))
        for pk in waiting:
            cut_now(pk)
        self.stdout.write(f"{len(waiting)} photos cut.")
