"""A list whose queries are compiled once is cut where any other list is."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from articles.models import Edition, TaggedEdition, WindowQuerySet
from articles.paging import Pages
from people.lists import BadToken
from tests import factories

pytestmark = pytest.mark.django_db


def _of_tag(tag: int, at: datetime) -> WindowQuerySet:
    return TaggedEdition.objects.live(at).filter(tag=tag)


def test_pages_are_those_of_the_rows_and_no_row_is_missed_or_shown_twice() -> None:
    day = timezone.now() - timedelta(days=9)
    for number in range(8):  # every two at the same instant
        factories.publish_story(tags=["a"], published_at=day + timedelta(hours=number // 2))
    tag, at = TaggedEdition.objects.all()[0].tag_id, timezone.now()
    pages = Pages(TaggedEdition, _of_tag, tie="content_object_id", size=3)
    token, seen = "", list[int]()
    for _ in range(3):
        page = pages(token, tag=tag, at=at)
        assert page == _of_tag(tag, at).page(token, tie="content_object_id", size=3)
        seen += [row.content_object_id for row in page.items]
        token = page.older
    assert token == ""
    assert seen == list(Edition.objects.order_by("-published_at", "-pk").values_list("pk", flat=True))


def test_a_token_of_another_list_leads_nowhere() -> None:
    for _ in range(3):
        factories.publish_story()
    token = Edition.objects.live().page(size=1).older
    with pytest.raises(BadToken):
        Pages(TaggedEdition, _of_tag, tie="content_object_id")(token, tag=1, at=timezone.now())
