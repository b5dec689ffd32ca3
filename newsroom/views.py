"""Pages of the outlet as a whole: the front, its words about itself, health, media, and what stands in for a page."""

from __future__ import annotations

import copy
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseServerError,
    QueryDict,
)
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import missing
from articles.models import Edition, Redirect
from newsroom.front import front as chosen_for_front

_HEADLINES_ON_404 = 5
_MEDIA_SECONDS = 31_536_000
_MEDIA_TYPES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}
_PUBLIC_NAMESPACES = {"", "articles", "people"}


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    context = {"at": at, "title": settings.OUTLET_NAME, "description": "Music, film and the people who say things."}
    return render(request, "newsroom/front.html", context | chosen_for_front(at))


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "newsroom/about.html", {"at": timezone.now(), "title": "About"})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return render(request, "robots.txt", content_type="text/plain; charset=utf-8")


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether this process can serve: it answers, and so does its database. Never kept: see newsroom/caching."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("no database", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def media(request: HttpRequest, name: str) -> HttpResponseBase:
    """A photo, by its random name. Only kinds of file that can't act; their names never come to mean another file."""
    kind = _MEDIA_TYPES.get(PurePosixPath(name).suffix)
    if kind is None:
        raise Http404("Not a kind of file that is served.")
    try:
        file = default_storage.open(name)
    except (OSError, SuspiciousFileOperation, ValueError) as error:
        raise Http404("There is no such file.") from error
    response = FileResponse(file, content_type=kind)
    response["Cache-Control"] = f"public, max-age={_MEDIA_SECONDS}, immutable"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    # Images are packed already; without this they would be compressed again on the way out.
    response["Content-Encoding"] = "identity"
    return response


# -- where there is no page -------------------------------------------------------------------------------------


def not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """An old address leads to its new one; otherwise the reader is told, and given the newest stories."""
    # PostgreSQL refuses even to look for a text with a null character.
    old = None if "\0" in request.path else Redirect.objects.filter(old_path=request.path).first()
    if old and _answers(request, old.new_path):
        return redirect(old.new_path, permanent=True)
    missing.note(request.path)
    at = timezone.now()
    context: dict[str, Any] = {"at": at, "title": "Nothing at this address", "is_error": True, "noindex": True}
    context["newest"] = Edition.objects.live(at).for_cards().newest(_HEADLINES_ON_404)
    return render(request, "404.html", context, status=404)


def _answers(request: HttpRequest, path: str) -> bool:
    """Whether readers get a page there: the redirect must not tell that something hidden exists."""
    try:
        match = resolve(path)
    except Resolver404:
        return False
    if match.namespace not in _PUBLIC_NAMESPACES:
        return False
    probe = copy.copy(request)
    probe.path = probe.path_info = path
    probe.GET = QueryDict()
    try:
        return match.func(probe, *match.args, **match.kwargs).status_code == 200
    except Http404:
        return False


def server_error(request: HttpRequest) -> HttpResponse:
    """A page as it stands in the file: no database, no template language, nothing that may be what failed."""
    return HttpResponseServerError(_SERVER_ERROR)


_SERVER_ERROR = (settings.BASE_DIR / "templates" / "500.html").read_bytes()
