from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from articles.desk import roles
from articles.desk.workflow import ANY, ANYWHERE, TABLE, Rule

DOCUMENT = Path(settings.BASE_DIR) / "docs" / "editors.md"
BEGIN, END = "<!-- moves: drawn by `manage.py moves_table` -->\n", "<!-- end of moves -->"


class Command(BaseCommand):
    help = "Draws the table of moves in docs/editors.md from the code."

    def handle(self, *args: Any, **options: Any) -> None:
        DOCUMENT.write_text(drawn(DOCUMENT.read_text()))


def drawn(document: str) -> str:
    """The document with its table as the code has it now. Raises ValueError where its marks are missing."""
    before, rest = document.split(BEGIN, 1)
    _, after = rest.split(END, 1)
    lines = ["| move | does | who | from | while it is |", "|---|---|---|---|---|", *(_line(rule) for rule in TABLE)]
    return f"{before}{BEGIN}{chr(10).join(lines)}\n{END}{after}"


def _line(rule: Rule) -> str:
    who = next(role for role in roles.PERMISSIONS if rule.permission in roles.PERMISSIONS[role])
    own = ", or whose story it is" if rule.own else ""
    why = ", with a reason" if rule.reason else ""
    from_status = "any status" if rule.statuses == ANY else ", ".join(sorted(it.label.lower() for it in rule.statuses))
    where = "anywhere" if rule.standings == ANYWHERE else ", ".join(sorted(it.label.lower() for it in rule.standings))
    to = f" → {rule.to.label.lower()}" if rule.to else ""
    return f"| **{rule.label.rstrip('…')}** | {rule.does}{why} | {who}{own} | {from_status}{to} | {where} |"
