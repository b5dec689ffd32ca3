"""Counting the addresses at which readers found nothing, without a write for each: anybody can ask for anything."""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone

from articles.models import MissingPage

_LONGEST, _MOST_AT_ONCE = 300, 1_000
_MOST_KEPT, _KEPT_DAYS = 5_000, 90

_log = logging.getLogger(__name__)
_lock = threading.Lock()
_hits: Counter[str] = Counter()
_written_at = time.monotonic()


def note(path: str) -> None:
    """Counts one reader at that path; writes what was counted once in MISSING_PAGES_EVERY_SECONDS."""
    global _written_at
    with _lock:
        if len(path) <= _LONGEST and path.isprintable() and (path in _hits or len(_hits) < _MOST_AT_ONCE):
            _hits[path] += 1
        if time.monotonic() - _written_at < settings.MISSING_PAGES_EVERY_SECONDS:
            return
        _written_at = time.monotonic()
        counted = dict(_hits)
        _hits.clear()
    try:
        _write(counted)
    except DatabaseError:  # a busy or a read-only database: the reader gets the page that says where to go on
        _log.warning("%d missed addresses were not written down.", len(counted), exc_info=True)


@transaction.atomic
def _write(counted: dict[str, int]) -> None:
    now = timezone.now()
    known = MissingPage.objects.in_bulk(list(counted), field_name="path")
    for path, page in known.items():
        MissingPage.objects.filter(pk=page.pk).update(hits=F("hits") + counted[path], last_at=now)
    new = [
        MissingPage(path=path, hits=hits, first_at=now, last_at=now)
        for path, hits in counted.items()
        if path not in known
    ]
    MissingPage.objects.bulk_create(new, ignore_conflicts=True)
    MissingPage.objects.filter(last_at__lt=now - timedelta(days=_KEPT_DAYS)).delete()
    # Whoever asks for thousands of addresses once each must not push out those that readers ask for.
    surplus = MissingPage.objects.order_by("-hits", "-last_at").values_list("pk", flat=True)[_MOST_KEPT:]
    MissingPage.objects.filter(pk__in=list(surplus)).delete()
