"""One e-mail for all that somebody has not seen: never one a notice, never more than one in half an hour."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import send_mail
from django.db.models import Exists, OuterRef, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone

from articles.models import Notice

QUIET = timedelta(minutes=30)


def send_digests() -> int:
    """Mails everybody who has an address and unseen, unmailed notices; returns how many mails went out.

    A notice is claimed before it is sent, so that two runs at once send it once; a failed mail gives it back.
    """
    return sum(_send(person) for person in _waiting())


def _waiting() -> QuerySet[User]:
    lately = Notice.objects.filter(to=OuterRef("pk"), mailed_at__gt=timezone.now() - QUIET)
    waiting = Notice.objects.filter(to=OuterRef("pk"), mailed_at__isnull=True, seen_at__isnull=True)
    return User.objects.filter(Exists(waiting), ~Exists(lately), is_active=True).exclude(email="")


def _send(person: User) -> int:
    at = timezone.now()
    unseen = Notice.objects.filter(to=person, mailed_at__isnull=True, seen_at__isnull=True)
    claimed = unseen.update(mailed_at=at)
    if not claimed:
        return 0
    mine = Notice.objects.filter(to=person, mailed_at=at).select_related("article")
    context = {"person": person, "notices": mine, "site_url": settings.SITE_URL, "outlet_name": settings.OUTLET_NAME}
    subject = f"{settings.OUTLET_NAME} desk: {claimed} {'thing' if claimed == 1 else 'things'} for you"
    try:
        send_mail(subject, render_to_string("admin/desk/digest.txt", context), None, [person.email])
    except OSError:
        Notice.objects.filter(to=person, mailed_at=at).update(mailed_at=None)
        raise
    return 1
