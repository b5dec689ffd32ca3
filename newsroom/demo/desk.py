"""The demo's work in progress: pitches, drafts, a story in review, one for tomorrow; and a corrected story."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from articles.desk import notes
from articles.desk.moving import Asked, perform
from articles.desk.planning import Planned, pitch, set_plan
from articles.desk.publishing import CorrectionText, correct
from articles.desk.saving import save
from articles.models import Plan
from newsroom.demo.story_files import Outlet, StoryFile, body_of, draft, read


def fill_desk(outlet: Outlet, users: dict[str, User]) -> None:
    """After the stories are published; `users` by the names of their logins."""
    work = read("desk.toml")
    for row in work["pitch"]:
        pitch(row["headline"], _planned(row, users), by=users["writer"])
    for row in work["story"]:
        _start(row, outlet, users)
    _correct(work["correction"], outlet, users["editor"])


def _planned(row: dict[str, Any], users: dict[str, User]) -> Planned:
    due_in = row.get("due_in_hours")
    return Planned(
        brief=row.get("brief", ""),
        assignee=users["writer"],
        reviewer=users["editor"],
        due_at=timezone.now() + timedelta(hours=due_in) if due_in else None,
        wanted_words=row["wanted_words"],
        priority=Plan.Priority[row["priority"].upper()],
    )


def _start(row: dict[str, Any], outlet: Outlet, users: dict[str, User]) -> None:
    """A draft, and the moves that its row names, each by whoever makes it."""
    story = StoryFile(row, row["body"])
    article = draft(story, outlet, users["writer"])
    article.body = body_of(story, outlet)
    save(article, by=users["writer"])
    set_plan(article, _planned(row, users))
    opens = timezone.now() + timedelta(hours=row.get("opens_in_hours", 0))
    for verb in row["moves"]:
        by = users["writer" if verb == "submit" else "editor"]
        perform(verb, article, by=by, asked=Asked(reason=row.get("reason", ""), at=opens))
        article.refresh_from_db()
    if "note" in row:
        notes.add_note(article, row["note"], by=users["editor"], words=row["note_on"])


def _correct(row: dict[str, Any], outlet: Outlet, editor: User) -> None:
    article = outlet.articles[row["slug"]]
    article.refresh_from_db()
    article.body = article.body.replace(row["was"], row["is"])
    save(article, by=editor)
    correct(article, by=editor, correction=CorrectionText(row["text"]))
