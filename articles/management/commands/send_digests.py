from typing import Any

from django.core.management.base import BaseCommand

from articles.desk.digest import send_digests


class Command(BaseCommand):
    help = "Mails everybody at the desk what they have not seen, in one e-mail each. Run it every few minutes."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{send_digests()} sent.")
