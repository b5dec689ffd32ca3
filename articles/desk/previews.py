"""Preview links: made, opened, revoked. A token that opens nothing tells nobody why."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.core.signing import BadSignature, Signer
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, PreviewLink, Revision

_LONGEST_TOKEN = 200


def _signer() -> Signer:
    return Signer(salt="articles.preview", sep=".")


def make_link(
    article: Article, *, by: User | None, lasts: timedelta, revision: Revision | None = None, comment: str = ""
) -> PreviewLink:
    """A link to one revision, or to whatever is newest when it is opened."""
    now = timezone.now()
    return PreviewLink.objects.create(
        article=article, revision=revision, comment=comment, made_by=by, made_at=now, expires_at=now + lasts
    )


def address_of(link: PreviewLink) -> str:
    return reverse("preview", args=[_signer().sign(link.secret)])


def opened_by(token: str, now: datetime) -> PreviewLink | None:
    """The link of that token, counted as read once more; None for one that is cut, forged, expired or revoked."""
    if len(token) > _LONGEST_TOKEN:
        return None
    try:
        secret = _signer().unsign(token)
    except BadSignature:
        return None
    link = PreviewLink.objects.open(now).filter(secret=secret).select_related("article", "revision").first()
    if link is not None:
        PreviewLink.objects.filter(pk=link.pk).update(opened=F("opened") + 1, last_opened_at=now)
    return link


def revoke(link: PreviewLink, *, by: User | None) -> None:
    PreviewLink.objects.filter(pk=link.pk, revoked_at__isnull=True).update(revoked_at=timezone.now(), revoked_by=by)


def revoke_all(article: Article, *, by: User | None) -> None:
    """For a hold and a takedown: what was handed out opens nothing any more."""
    now = timezone.now()
    PreviewLink.objects.open(now).filter(article=article).update(revoked_at=now, revoked_by=by)
