"""What the dialogs of the writing surface pick from: photos, films and sources found, photos uploaded, cards of embeds.

For who may write stories; everybody else gets 403. All answers are JSON.
"""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST, require_safe

from articles.admin.picker_rows import photo_row, thumb, visual_row
from articles.body import embeds, players
from articles.body.sanitise import MAX_EMBEDS
from articles.desk import photos
from articles.models import Photo, Source, Visual
from people import names
from people.numbers import row_id

CHOICES = 10


def urls(model_admin: ModelAdmin) -> list[URLPattern]:
    def view(function: Any, method: Any) -> Any:
        return model_admin.admin_site.admin_view(method(partial(function, model_admin)))

    return [
        path("photos/", view(find_photos, require_safe), name="articles_pick_photos"),
        path("photos/upload/", view(upload_photo, require_POST), name="articles_upload_photo"),
        path("visuals/", view(find_visuals, require_safe), name="articles_pick_visuals"),
        path("sources/", view(find_sources, require_safe), name="articles_pick_sources"),
        path("cards/", view(cards, require_POST), name="articles_cards"),
    ]


def find_photos(model_admin: ModelAdmin, request: HttpRequest) -> JsonResponse:
    """`{"results": [{"id", "name", "note", "thumb"}]}`: photos whose words hold what was typed, newest first."""
    _may_write(model_admin, request)
    found = Photo.objects.all()
    for word in request.GET.get("q", "")[:200].split():
        found = found.filter(Q(caption__icontains=word) | Q(alt__icontains=word) | Q(credit__icontains=word))
    return JsonResponse({"results": [photo_row(photo) for photo in found[:CHOICES]]})


def find_visuals(model_admin: ModelAdmin, request: HttpRequest) -> JsonResponse:
    """`{"results": [{"id", "name", "note", "thumb"}]}`: films and videos by title in any spelling, or by song."""
    _may_write(model_admin, request)
    typed = request.GET.get("q", "")[:200]
    key = names.loose_key(typed)
    found = Visual.objects.select_related("poster")
    if key:
        found = found.filter(Q(loose_key__startswith=key) | Q(title__icontains=typed) | Q(song__icontains=typed))
    return JsonResponse({"results": [visual_row(visual) for visual in found[:CHOICES]]})


def find_sources(model_admin: ModelAdmin, request: HttpRequest) -> JsonResponse:
    """`{"results": [{"id", "name"}]}`: where words were said, by outlet or title; with `?id=`, that one."""
    _may_write(model_admin, request)
    found = Source.objects.filter(pk=row_id(request.GET["id"])) if "id" in request.GET else Source.objects.all()
    for word in request.GET.get("q", "")[:200].split():
        found = found.filter(Q(outlet__icontains=word) | Q(title__icontains=word))
    return JsonResponse({"results": [{"id": str(it.pk), "name": str(it)} for it in found[:CHOICES]]})


def upload_photo(model_admin: ModelAdmin, request: HttpRequest) -> JsonResponse:
    """One file, as `file`: the picker's row with "is_known" where the same picture is there already, and with what the
    file itself says of caption and credit; 422 {"problem"} for what is no photo."""
    if not request.user.has_perm("articles.add_photo"):
        raise PermissionDenied
    upload = request.FILES.get("file")
    if upload is None:
        return JsonResponse({"problem": "No file came with the form."}, status=422)
    try:
        photo, is_known = photos.take_in(upload)
    except photos.BadPhoto as error:
        return JsonResponse({"problem": f"{upload.name}: {error}"}, status=422)
    return JsonResponse(photo_row(photo) | {"is_known": is_known})


def cards(model_admin: ModelAdmin, request: HttpRequest) -> JsonResponse:
    """For a JSON list of {"kind", "props"}: `{"cards": [{"title", "lines", "images", "problem"}]}`, in its order."""
    _may_write(model_admin, request)
    try:
        asked = json.loads(request.POST.get("embeds", "[]"))[:MAX_EMBEDS]
        pairs = [(str(row["kind"]), dict(row["props"])) for row in asked]
    except (ValueError, TypeError, KeyError, RecursionError):
        return JsonResponse({"problem": "Send a list of embeds."}, status=422)
    rows = embeds.referenced(pairs)
    return JsonResponse({"cards": [_card(kind, props, rows) for kind, props in pairs]})


def _may_write(model_admin: ModelAdmin, request: HttpRequest) -> None:
    if not (model_admin.has_add_permission(request) or model_admin.has_change_permission(request)):
        raise PermissionDenied


def _card(kind: str, props: dict[str, Any], rows: dict[type[Any], Any]) -> dict[str, Any]:
    """What readers will see of an embed, in a few lines."""
    card: dict[str, Any] = {"lines": [], "images": [], "problem": ""}
    if kind == "photo":
        _add_photo(card, rows.get(Photo, {}).get(props.get("photo")), props)
    elif kind == "gallery":
        for pk in props.get("photos", []) if isinstance(props.get("photos"), list) else []:
            _add_photo(card, rows.get(Photo, {}).get(pk), {})
    elif kind == "visual":
        visual = rows.get(Visual, {}).get(props.get("visual"))
        if visual:
            card["lines"] = [
                visual.title,
                " · ".join(filter(None, [visual.get_kind_display(), visual.song, visual.release])),
            ]
            card["images"] = [{"src": thumb(visual.poster), "alt": ""}] if thumb(visual.poster) else []
        else:
            card["problem"] = "This film or video is not there any more."
    elif kind == "player":
        _add_player(card, props)
    return card


def _add_photo(card: dict[str, Any], photo: Photo | None, props: dict[str, Any]) -> None:
    if photo is None:
        card["problem"] = "This photo is not there any more."
        return
    alt = str(props.get("alt") or photo.alt)
    if thumb(photo):
        card["images"].append({"src": thumb(photo), "alt": alt})
    card["lines"] += filter(
        None, [str(props.get("caption") or photo.caption), str(props.get("credit") or photo.credit)]
    )
    if not (alt or photo.is_decorative):
        card["problem"] = "No alternative text yet."
    elif not (props.get("credit") or photo.credit):
        card["problem"] = "No credit yet."


def _add_player(card: dict[str, Any], props: dict[str, Any]) -> None:
    try:
        player = players.resolve(str(props.get("url", "")))
    except players.UnknownPlayer as error:
        card["problem"] = str(error)
    else:
        card["lines"] = list(
            filter(
                None,
                [f"Plays from {player.label} when the reader presses play", str(props.get("title", "")), player.page],
            )
        )
