"""The page of a move: what it does, what it would change, what is missing; and the button that makes it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from articles.admin.move_forms import FORMS, PLANNED, MoveForm, PitchForm
from articles.admin.page import desk_page, may_look, situation
from articles.desk import windows
from articles.desk.comparing import Comparison, compare_snapshots
from articles.desk.moving import perform
from articles.desk.planning import pitch
from articles.desk.publishing import NotNow
from articles.desk.reach import addresses
from articles.desk.readiness import NotReady, problems_of
from articles.desk.restoring import as_it_was
from articles.desk.situation import Situation
from articles.desk.workflow import RULES, Rule, allowed, stand_in
from articles.models import Article, Revision
from people.numbers import row_id

# Moves that put the text as it was last saved before readers: their page shows all that this would do.
GOES_OUT = ("publish", "schedule", "correct")
SHOWS_CHANGES = (*GOES_OUT, "approve", "submit")
# Moves that take back what is still to come, and say so.
CANCELS = (*GOES_OUT, "undo", "withdraw", "take_down", "hold")


def urls() -> list[URLPattern]:
    view = admin.site.admin_view
    return [
        path("pitch/", view(pitch_page), name="desk_pitch"),
        path("<int:pk>/move/<str:verb>/", view(move_page), name="desk_move"),
    ]


def move_page(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """GET shows what the move would do; POST makes it. 403 for who may not, 409 with the reason for what can't be."""
    standing = situation(request, pk)
    rule = RULES.get(verb)
    if rule is None:
        raise Http404("There is no such move.")
    stand = stand_in(standing, request.user)
    if not rule.is_permitted(stand):
        raise PermissionDenied
    refused = [rule.refusal(stand)] if rule.refusal(stand) else []
    if refused:
        return _refused(request, standing, rule, refused)
    form = _form(request, standing, rule)
    if request.method == "POST" and form.is_valid():
        try:
            perform(verb, standing.article, by=request.user, asked=form.asked(_via(request)))  # type: ignore[arg-type]
        except (NotNow, NotReady) as error:
            refused = [str(it) for it in getattr(error, "problems", [error])]
        else:
            return _made(request, standing.article, rule)
    status = 409 if request.method == "POST" else 200
    context = _context(standing, rule) | {"form": form, "refused": refused}
    if verb in GOES_OUT and not any(problem.can_pass for problem in context["problems"]):
        del form.fields["reason"]  # nothing that a reason could let pass
    if verb == "restore":
        context |= _restoring(standing, _number(request))
    return desk_page(request, "move", f"{rule.label.rstrip('…')}: {standing.article}", context, status=status)


def _refused(request: HttpRequest, standing: Situation, rule: Rule, reasons: list[str]) -> HttpResponse:
    """The table says no: the reason, and what can be done instead."""
    article, moves = standing.article, allowed(stand_in(standing, request.user))
    context = {"article": article, "rule": rule, "refused": reasons, "moves": moves}
    status = 409 if request.method == "POST" else 200
    return desk_page(request, "refused", f"{rule.label.rstrip('…')}: {article}", context, status=status)


def _form(request: HttpRequest, standing: Situation, rule: Rule) -> MoveForm:
    kind, article = FORMS[rule.verb], standing.article
    if request.method == "POST":
        return kind(request.POST)
    seen = {"seen_status": article.status, "seen_revision": standing.newest}
    if rule.verb == "restore":
        seen["revision"] = _number(request)
    plan = getattr(article, "plan", None)
    return kind(initial=seen | ({name: getattr(plan, name) for name in PLANNED} if plan else {}))


def _number(request: HttpRequest) -> int:
    """Of the revision that the address or the form names; 0 if they name none."""
    return row_id(request.POST.get("revision") or request.GET.get("revision", ""))


def _restoring(standing: Situation, number: int) -> dict[str, Any]:
    """404 for a revision of another story."""
    found = _revisions(standing, number)
    if number not in found:
        raise Http404("This story has no such revision.")
    newest, old = found[standing.newest], found[number]
    comparison = compare_snapshots(newest.snapshot, old.snapshot)
    return {"comparison": comparison, "since": newest, "restored": old, "missing": as_it_was(old).missing}


def _revisions(standing: Situation, other: int | None) -> dict[int, Revision]:
    """The newest one, and the other one if it is there, by number."""
    numbers = [number for number in (standing.newest, other) if number]
    return {it.number: it for it in standing.article.revisions.filter(number__in=numbers)}


def _via(request: HttpRequest) -> str:
    """Which of the desk's pages led here: the form’s buttons, unless a page says otherwise."""
    via = request.GET.get("via", "")
    return via if via in ("board", "calendar") else "form"


def _made(request: HttpRequest, article: Article, rule: Rule) -> HttpResponse:
    messages.success(request, f"{rule.label.rstrip('…')}: done. “{article}” {_now(article)}")
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))


def _now(article: Article) -> str:
    at = timezone.now()
    row = Article.objects.with_standing(at).get(pk=article.pk)
    pending = windows.pending_edition(article, at)
    opens = f" Scheduled for {windows.in_outlet_zone(pending.live_from)}." if pending else ""
    return f"is {row.get_status_display().lower()}; on the site: {row.standing.label.lower()}.{opens}"


def _context(standing: Situation, rule: Rule) -> dict[str, Any]:
    editions = standing.editions
    context: dict[str, Any] = {
        "article": standing.article,
        "rule": rule,
        "live": editions.live,
        "pending": editions.pending,
        "holds": standing.holds,
        "cancels": editions.pending is not None and rule.verb in CANCELS,
    }
    if rule.verb in SHOWS_CHANGES:
        context |= _changes(standing, rule)
    if rule.verb in GOES_OUT:
        context["problems"] = problems_of(standing.article)
        context["addresses"] = addresses(standing, has_correction=rule.verb == "correct")
    if rule.verb in ("undo", "bring_back"):
        context["again"] = editions.undoable
    return context


def _changes(standing: Situation, rule: Rule) -> dict[str, Any]:
    """From what readers see (or, for a review, what was approved) to what was last saved."""
    live = standing.editions.live
    base = (live.revision.number if live else None) if rule.verb in GOES_OUT else standing.approved
    found = _revisions(standing, base)
    since, newest = found.get(base or 0), found[standing.newest]
    comparison: Comparison = compare_snapshots(since.snapshot if since else {}, newest.snapshot)
    return {"comparison": comparison, "since": since, "newest": newest}


def pitch_page(request: HttpRequest) -> HttpResponse:
    """A new pitch: a headline, what it is, by when, how long. For whoever may write stories."""
    may_look(request)
    if not request.user.has_perm("articles.add_article"):
        raise PermissionDenied
    form = PitchForm(request.POST or None)
    if not request.user.has_perm("articles.assign_article"):
        del form.fields["assignee"], form.fields["reviewer"]
    if request.method == "POST" and form.is_valid():
        form.cleaned_data = {"assignee": None, "reviewer": None} | form.cleaned_data
        planned = form.plan()
        assert planned is not None  # noqa: S101 - a PlanForm always gives one
        article = pitch(form.cleaned_data["headline"], planned, by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"Pitched: “{article}”.")
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))
    status = 409 if request.method == "POST" else 200
    return desk_page(request, "pitch", "New pitch", {"form": form}, status=status)
