"""The quote desk's two questions: who said what in this text, and what was decided. For who may write the story."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.http import require_POST

from articles.admin.writing import article_of
from articles.body.sanitise import BodyError, sanitise
from articles.desk import link_desk, quote_desk, tag_desk
from articles.desk.text_reading import read_text
from articles.models import QuoteDecision
from articles.quotations import TextTooLong
from people.models import Person
from people.numbers import row_id

_LARGEST_PROPOSAL = 20_000


def urls(model_admin: ModelAdmin) -> list[URLPattern]:
    def view(function: Any) -> Any:
        return model_admin.admin_site.admin_view(require_POST(partial(function, model_admin)))

    return [
        path("quotations/", view(find), name="articles_article_quotations_new"),
        path("<int:pk>/quotations/", view(find), name="articles_article_quotations"),
        path("<int:pk>/quotations/decide/", view(decide), name="articles_article_decide"),
    ]


def find(model_admin: ModelAdmin, request: HttpRequest, pk: int | None = None) -> JsonResponse:
    """What the text as the form holds it brings: `{"proposals", "links", "tags", "flags"}`, each a list of what
    quote_desk, link_desk and tag_desk suggest; flags are marks that nothing closes. 422 {"problem"}."""
    article = article_of(model_admin, request, pk)
    try:
        reading = read_text(sanitise(request.POST.get("body", "")), article)
    except (BodyError, TextTooLong) as error:
        return JsonResponse({"problem": str(error)}, status=422)
    tagged = {row_id(tag) for tag in request.POST.getlist("tags")}
    headline = request.POST.get("headline", "")[:400]
    return JsonResponse(
        {
            "proposals": quote_desk.suggest(reading),
            "links": link_desk.suggest(reading),
            "tags": tag_desk.suggest(reading, headline=headline, tagged=tagged, at=timezone.now()),
            "flags": [
                {"words": reading.whole[it.start : it.end][:80], "reason": it.reason} for it in reading.found.flags
            ],
        }
    )


def decide(model_admin: ModelAdmin, request: HttpRequest, pk: int) -> JsonResponse:
    """Keeps one decision: `proposal` (JSON, as it was shown), `verdict`, and who it became; 422 for anything else."""
    article = article_of(model_admin, request, pk)
    try:
        proposal = json.loads(request.POST.get("proposal", "")[:_LARGEST_PROPOSAL])
    except (ValueError, RecursionError):
        proposal = None
    verdict, speaker_id = request.POST.get("verdict", ""), request.POST.get("speaker", "")
    if not isinstance(proposal, dict) or verdict not in QuoteDecision.Verdict.values:
        return JsonResponse({"problem": "Send a proposal and a verdict."}, status=422)
    speaker = Person.objects.filter(pk=row_id(speaker_id)).first()
    label = request.POST.get("label", "")
    quote_desk.decide(article, proposal, verdict=verdict, by=request.user, speaker=speaker, label=label)  # type: ignore[arg-type]
    return JsonResponse({})
