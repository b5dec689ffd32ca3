"""Notes on a story and on words of its text: they find their words again after edits, and say when those are gone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles.body.text import plain_text
from articles.desk.notices import tell, writers_of
from articles.desk.windows import NotNow
from articles.models import Article, Note

_AROUND = 60
_MENTION = re.compile(r"(?<![\w.])@([\w.+-]{1,150})")


@dataclass
class Thread:
    """A note with its replies. `place` is where its words begin in the story's plain text; None: none, or gone."""

    note: Note
    place: int | None
    replies: list[Note] = field(default_factory=list)

    @property
    def is_stale(self) -> bool:
        return bool(self.note.words) and self.place is None


def threads_of(article: Article) -> list[Thread]:
    """Open ones first, in the order of the text; then the resolved. One query and one reading of the text."""
    text = plain_text(article.body)
    threads: dict[int, Thread] = {}
    for note in Note.objects.filter(article=article).select_related("by", "resolved_by").order_by("at", "pk"):
        if note.parent_id in threads:
            threads[note.parent_id].replies.append(note)
        else:
            threads[note.pk] = Thread(note, place_of(note, text))
    far = len(text)
    return sorted(
        threads.values(),
        key=lambda it: (it.note.resolved_at is not None, it.place if it.place is not None else far, it.note.at),
    )


def place_of(note: Note, text: str) -> int | None:
    """Where the note's words stand in the text now: of several places the one whose surroundings are most alike."""
    if not note.words:
        return None
    places = list(_places(note.words, text))
    return max(places, key=lambda place: _likeness(note, text, place), default=None)


def _places(words: str, text: str) -> Iterator[int]:
    place = text.find(words)
    while place != -1:
        yield place
        place = text.find(words, place + 1)


def _likeness(note: Note, text: str, place: int) -> int:
    """How many characters before and after agree, counted outward from the words."""
    before, after = text[:place], text[place + len(note.words) :]
    return _agree(note.before[::-1], before[::-1]) + _agree(note.after, after)


def _agree(one: str, other: str) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


@transaction.atomic
def add_note(article: Article, text: str, *, by: User, words: str = "", parent: Note | None = None) -> Note:
    """A note, or a reply. Tells whoever is @named, who wrote before in the thread, and the story's writers.

    Raises NotNow for an empty note, for words that are not in the text, and for a reply to another story's note.
    """
    text, words = text.strip(), " ".join(words.split())
    if not text:
        raise NotNow("Write something first.")
    if parent is not None and (parent.article_id != article.pk or parent.parent_id is not None):
        raise NotNow("That note is not one of this story’s.")
    before, after = _surroundings(article, words) if words and parent is None else ("", "")
    note = Note.objects.create(
        article=article,
        parent=parent,
        text=text,
        words="" if parent else words,
        before=before,
        after=after,
        by=by,
        at=timezone.now(),
    )
    _tell(note, by)
    return note


def _surroundings(article: Article, words: str) -> tuple[str, str]:
    text = plain_text(article.body)
    place = text.find(words)
    if place == -1 or len(words) > 500:
        raise NotNow("These words do not stand in the text as it was last saved, within one paragraph.")
    end = place + len(words)
    return text[max(0, place - _AROUND) : place], text[end : end + _AROUND]


def _tell(note: Note, by: User) -> None:
    who = by.get_full_name() or by.get_username()
    named = mentioned(note.text)
    tell(note.article, named, f"{who} named you: {note.text[:200]}", by=by)
    told = {person.pk for person in named}
    others: list[User | None] = [*writers_of(note.article)]
    if note.parent is not None:
        others += [note.parent.by, *(reply.by for reply in note.parent.replies.select_related("by"))]
    rest = [person for person in others if person is not None and person.pk not in told]
    tell(note.article, rest, f"{who} on “{note.article.headline}”: {note.text[:200]}", by=by)


def mentioned(text: str) -> list[User]:
    """The members of staff whom a text names with an @; a full stop after the name is not part of it."""
    names = {name for found in _MENTION.findall(text) for name in (found, found.rstrip(".-+"))}
    return list(User.objects.filter(username__in=names, is_active=True, is_staff=True)) if names else []


@transaction.atomic
def resolve(note: Note, *, by: User) -> None:
    """Raises NotNow for one that is resolved already, or that is a reply."""
    open_one = Note.objects.filter(pk=note.pk, resolved_at__isnull=True, parent__isnull=True)
    if not open_one.update(resolved_at=timezone.now(), resolved_by=by):
        raise NotNow("This note is resolved already.")


@transaction.atomic
def reopen(note: Note, *, by: User) -> None:
    """Raises NotNow for one that is open."""
    done = Note.objects.filter(pk=note.pk, resolved_at__isnull=False)
    if not done.update(resolved_at=None, resolved_by=None):
        raise NotNow("This note is open.")
    tell(note.article, [note.by], f"{by.get_full_name() or by.get_username()} reopened: {note.text[:200]}", by=by)
