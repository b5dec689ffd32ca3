"""A page of the desk asks the database at most fifteen questions, however much the story holds."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.desk import holding, publishing, roles
from articles.desk.saving import BylineLine
from articles.desk.workflow import RULES
from articles.models import Hold, HouseRule, Plan, WaitingQuotes
from tests import factories

pytestmark = pytest.mark.django_db
MOST = 15


def full_story(size):
    """Live, changed since, scheduled again; with so many speakers, films, photos, bylines, tags and links."""
    people = [factories.make_person() for _ in range(size)]
    said = "".join(f"<p>{factories.quote(f'Four words of {who.name}', who)}</p>" for who in people)
    links = "".join(f'<p><a data-ref="person:{factories.make_person().pk}">Somebody</a></p>' for _ in people)
    shown = "".join(factories.embed("visual", visual=factories.make_visual().pk) for _ in people)
    shown += "".join(factories.embed("photo", photo=factories.make_photo().pk) for _ in people)
    article = factories.make_article(
        body=said + links + shown,
        tags=[f"Tag {number}" for number in range(size)],
        bylines=[BylineLine("by", factories.make_person().pk) for _ in people],
        source=factories.make_source(),
        lead_photo=factories.make_photo(),
        lead_visual=factories.make_visual(),
    )
    for headline in ("Once", "Twice", "Thrice"):
        publishing.publish(factories.update(article, headline=headline), by=None)
    other = factories.make_section("Reviews")
    factories.update(article, headline="To come", section=other, body=said + links)
    publishing.publish(article, by=None, at=timezone.now() + timedelta(hours=1))
    WaitingQuotes.objects.create(
        article=article, version=article.version, rules_version=1, proposals=[], count=3, problem=""
    )
    return factories.update(article, dek="Changed.", body=said + links + shown)


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    assert answer.status_code == 200, address
    return len(captured)


def pages_of(article):
    moves = [reverse("admin:desk_move", args=[article.pk, verb]) for verb in RULES if verb != "restore"]
    restore = reverse("admin:desk_move", args=[article.pk, "restore"]) + "?revision=1"
    return [reverse("admin:articles_article_change", args=[article.pk]), restore, *moves]


@pytest.mark.parametrize("size", [1, 7])
def test_the_form_and_the_page_of_every_move_ask_fifteen_questions_at_most(client, size):
    managing = factories.make_user(roles.MANAGING_EDITOR)
    client.force_login(managing)
    HouseRule.objects.create(words="irregardless", advice="Regardless.")
    article = full_story(size)
    Plan.objects.create(article=article, assignee=managing, reviewer=managing)
    found = {address: queries(client, address) for address in pages_of(article)}
    holding.hold(article, kind=Hold.Kind.LEGAL, reason="Asked for.", by=managing)
    found |= {f"{address} held": queries(client, address) for address in pages_of(article)}
    assert {address: count for address, count in found.items() if count > MOST} == {}
