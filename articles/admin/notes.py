"""The notes of a story beside its text, and each person's inbox."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from articles.admin.page import desk_page, may_look, story
from articles.body.text import plain_text
from articles.desk.notes import Thread, add_note, reopen, resolve, threads_of
from articles.desk.windows import NotNow
from articles.desk.workflow import may_change
from articles.models import Note, Notice
from people.numbers import row_id

INBOX = 100


def urls() -> list[URLPattern]:
    view = admin.site.admin_view
    return [
        path("<int:pk>/notes/", view(notes_page), name="desk_notes"),
        path("<int:pk>/notes/<int:note>/<str:verb>/", view(require_POST(turn_note)), name="desk_note"),
        path("inbox/", view(inbox), name="desk_inbox"),
    ]


class NoteForm(forms.Form):
    words = forms.CharField(
        label="About these words",
        required=False,
        max_length=500,
        help_text="Select them in the text, or copy them here. Empty: about the whole story.",
    )
    text = forms.CharField(
        label="Note", max_length=5000, widget=forms.Textarea(attrs={"rows": 3}), help_text="@name tells somebody."
    )
    parent = forms.IntegerField(required=False, widget=forms.HiddenInput)


def notes_page(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows text and notes; POST adds a note or a reply. 409 with what is wrong, the words kept."""
    article = story(request, pk)
    form = NoteForm(request.POST or None)
    if request.method == "POST":
        if not request.user.has_perm("articles.add_note"):
            raise PermissionDenied
        if form.is_valid() and _added(request, article, form):
            return HttpResponseRedirect(reverse("admin:desk_notes", args=[pk]))
    threads = threads_of(article)
    context = {
        "article": article,
        "threads": threads,
        "paragraphs": marked_paragraphs(plain_text(article.body), threads),
        "form": form,
        "may_add": request.user.has_perm("articles.add_note"),
    }
    return desk_page(request, "notes", f"Notes: {article}", context, status=409 if form.errors else 200)


def _added(request: HttpRequest, article: Any, form: NoteForm) -> bool:
    asked = form.cleaned_data
    parent = get_object_or_404(Note, pk=asked["parent"], article=article) if asked["parent"] else None
    try:
        add_note(article, asked["text"], by=request.user, words=asked["words"], parent=parent)  # type: ignore[arg-type]
    except NotNow as error:
        form.add_error("words" if asked["words"] else "text", str(error))
        return False
    return True


def marked_paragraphs(text: str, threads: list[Thread]) -> list[list[tuple[str, int]]]:
    """The text in paragraphs of (words, note) runs: note is the id of the open note about them, 0 for none."""
    marks = sorted(
        (it.place, it.place + len(it.note.words), it.note.pk)
        for it in threads
        if it.place is not None and it.note.resolved_at is None
    )
    paragraphs: list[list[tuple[str, int]]] = [[]]
    done = 0
    for start, end, pk in [*marks, (len(text), len(text), 0)]:
        if start < done:
            continue  # overlaps an earlier mark; its note is in the list all the same
        for part, note in ((text[done:start], 0), (text[start:end], pk)):
            lines = part.split("\n")
            paragraphs[-1].append((lines[0], note))
            paragraphs += [[(line, note)] for line in lines[1:]]
        done = end
    return [[run for run in runs if run[0]] for runs in paragraphs]


def turn_note(request: HttpRequest, pk: int, note: int, verb: str) -> HttpResponse:
    """Resolves or reopens; for who may change the story, and for who wrote the note."""
    article = story(request, pk)
    found = get_object_or_404(Note, pk=note, article=article, parent=None)
    turns = {"resolve": resolve, "reopen": reopen}
    if verb not in turns or not (found.by_id == request.user.pk or may_change(request.user, article)):
        raise PermissionDenied
    try:
        turns[verb](found, by=request.user)  # type: ignore[arg-type]
    except NotNow as error:
        messages.error(request, str(error))
    return HttpResponseRedirect(reverse("admin:desk_notes", args=[pk]))


def inbox(request: HttpRequest) -> HttpResponse:
    """What somebody was told. POST puts one notice away (`notice=ID`), or all."""
    may_look(request)
    mine = Notice.objects.filter(to=request.user.pk)
    if request.method == "POST":
        one = row_id(request.POST.get("notice", ""))
        unseen = mine.filter(seen_at__isnull=True)
        (unseen.filter(pk=one) if one else unseen).update(seen_at=timezone.now())
        return HttpResponseRedirect(reverse("admin:desk_inbox"))
    context = {"notices": mine.select_related("article", "by")[:INBOX]}
    return desk_page(request, "inbox", "Inbox", context)
