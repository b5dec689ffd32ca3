"""The outlet's own redirects: one or a list of them, never in a circle, never in a chain, never off the site."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import transaction

from articles.models import Redirect

MOST_ROWS = 20_000
_LONGEST = 300


class BadRedirect(ValueError):
    """Says what is wrong and what to write instead. `field` is the address that is wrong."""

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field


class BadList(ValueError):
    """`problems` are lines for an editor; nothing of the list was kept."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Kept:
    made: int
    changed: int


def keep(old: str, new: str) -> Redirect:
    """Leads the old address to the new one; where that leads on itself, to its end. Raises BadRedirect."""
    old, end = settled(old, new)
    Redirect.objects.filter(new_path=old).update(new_path=end)
    return Redirect.objects.update_or_create(old_path=old, defaults={"new_path": end})[0]


def settled(old: str, new: str) -> tuple[str, str]:
    """Both as they would be kept; nothing is kept yet. Raises BadRedirect."""
    old, new = path_of(old, "old_path"), path_of(new, "new_path")
    onward = Redirect.objects.filter(old_path=new).values_list("new_path", flat=True).first()
    if old in (new, onward):
        raise BadRedirect(f"{new} leads to {old} already: readers would go in a circle.", "new_path")
    return old, onward or new


def path_of(typed: str, field: str) -> str:
    """The path of an address of this site, as it may be pasted: whole or without its host, with %20 and the like."""
    typed = typed.strip()
    own = urlsplit(settings.SITE_URL).netloc.casefold()
    parts = urlsplit(typed) if typed.isprintable() else None
    if (
        parts is None
        or (parts.netloc and parts.netloc.casefold() != own)
        or (parts.scheme not in ("", "http", "https"))
    ):
        raise BadRedirect(f"“{typed[:80]}” is not on this site. Write a path like /tags/new/.", field)
    path = unquote(parts.path)
    if not path.startswith("/") or path.startswith("//") or "\\" in path or not path.isprintable():
        raise BadRedirect(f"“{typed[:80]}” is no path on this site. Begin it with one slash: /tags/new/.", field)
    if parts.query or parts.fragment:
        raise BadRedirect(f"“{typed[:80]}” has a ? or a #. Write the path alone.", field)
    if len(path) > _LONGEST:
        raise BadRedirect(f"“{typed[:80]}…” is longer than {_LONGEST} characters.", field)
    return path


def keep_list(text: str) -> Kept:
    """Rows of two columns, old and new, with commas, semicolons or tabs between; a first row of names is passed over.
    All of them or none: raises BadList with every line that is wrong."""
    made = changed = 0
    problems: list[str] = []
    with transaction.atomic():
        for line, old, new in _rows(text, problems):
            try:
                known = Redirect.objects.filter(old_path=path_of(old, "old_path")).exists()
                keep(old, new)
            except BadRedirect as error:
                problems.append(f"Line {line}: {error}")
            else:
                made, changed = made + (not known), changed + known
        if problems:
            raise BadList(problems)
    return Kept(made, changed)


def _rows(text: str, problems: list[str]) -> list[tuple[int, str, str]]:
    lines = text.removeprefix("\ufeff").splitlines()
    if len(lines) > MOST_ROWS:
        raise BadList([f"More than {MOST_ROWS:,} lines. Divide the list."])
    between = max(",;\t", key=lines[0].count) if lines else ","
    found = []
    try:
        for line, row in enumerate(csv.reader(lines, delimiter=between, strict=True), start=1):
            cells = [cell.strip() for cell in row]
            if not any(cells) or (line == 1 and not cells[0].startswith(("/", "http"))):
                continue
            if len(cells) != 2:
                problems.append(f"Line {line}: {len(cells)} columns instead of two, old and new.")
            else:
                found.append((line, cells[0], cells[1]))
    except csv.Error as error:
        raise BadList([f"A quotation mark is open or out of place ({error})."]) from error
    if not found and not problems:
        raise BadList(["There is no row in it: write old,new on each line."])
    return found
