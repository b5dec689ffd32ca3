from argparse import ArgumentParser
from datetime import date
from io import StringIO
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from newsroom.demo.load import LOGINS, NotEmpty, load, password_of


class Command(BaseCommand):
    help = "Migrates, loads the demo outlet, prints a login for each role, and serves it on port 8000."
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-serve", action="store_true", help="Stop before serving.")
        parser.add_argument(
            "--today", type=date.fromisoformat, help="The day from which the stories’ dates count back."
        )
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, no_serve: bool, today: date | None, port: int, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("This is a production setting (SITE_URL is set): the demo outlet is not for it.")
        call_command("migrate", verbosity=0, interactive=False)
        try:
            is_new = load(today)
        except NotEmpty as error:
            raise CommandError(str(error)) from error
        if is_new:
            call_command("refresh_terms", verbosity=0, stdout=StringIO())
        self.stdout.write("The demo outlet is loaded." if is_new else "The demo outlet was there already.")
        for username, role in LOGINS.items():
            self.stdout.write(f"  {role:<16} {username:<10} {password_of(username)}")
        if no_serve:
            return
        self.stdout.write(
            f"Readers:  http://127.0.0.1:{port}/\nThe desk: http://127.0.0.1:{port}/admin/\nStop with Ctrl+C."
        )
        call_command("runserver", f"127.0.0.1:{port}", use_reloader=False)
