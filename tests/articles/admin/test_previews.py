from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.desk import publishing
from articles.desk.holding import hold
from articles.desk.previews import address_of, make_link
from articles.desk.windows import newest_revision
from articles.models import PreviewLink
from tests.factories import make_article, make_user, publish_story, update

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return make_article("A secret plan", body="<p>Words of it.</p>", by=make_user("writer"), tags=("Jazz",))


def link_to(story, **facts):
    return make_link(story, by=None, **({"lasts": timedelta(days=1)} | facts))


def test_somebody_without_an_account_reads_it_and_nobody_keeps_it(client, story):
    link = link_to(story)
    response = client.get(address_of(link))
    assert "Words of it." in response.content.decode()
    assert 'name="robots" content="noindex"' in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert (response["Referrer-Policy"], response["X-Robots-Tag"]) == ("no-referrer", "noindex, nofollow")
    client.get(address_of(link))
    link.refresh_from_db()
    assert link.opened == 2


def test_a_link_shows_its_revision_or_always_the_newest(client, story):
    fixed, newest = link_to(story, revision=newest_revision(story)), link_to(story)
    update(story, body="<p>Other words.</p>")
    assert "Words of it." in client.get(address_of(fixed)).content.decode()
    assert "Other words." in client.get(address_of(newest)).content.decode()


def test_every_wrong_token_is_the_same_404(client, story):
    good, expired, revoked = address_of(link_to(story)), link_to(story), link_to(story)
    PreviewLink.objects.filter(pk=expired.pk).update(expires_at=timezone.now())
    PreviewLink.objects.filter(pk=revoked.pk).update(revoked_at=timezone.now())
    held = make_article()
    kept_in = link_to(held)
    hold(held, by=None, kind="legal", reason="Why.")
    wrong = [
        address_of(expired), address_of(revoked), address_of(kept_in), good[:-3] + "/", f"{good[:-1]}x/",
        "/preview/x/", f"/preview/{'x' * 300}/", good.replace("/preview/", "/preview/A"), "/preview/ü.ü/",
    ]  # fmt: skip
    answers = [client.get(address) for address in wrong]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


def test_a_takedown_revokes_what_was_handed_out(client):
    edition = publish_story()
    link = link_to(edition.article)
    publishing.take_down(edition.article, by=None, reason="A court.")
    assert client.get(address_of(link)).status_code == 404


def test_links_are_made_and_revoked_on_the_desk(client, story):
    client.force_login(story.created_by)
    url = reverse("admin:desk_previews", args=[story.pk])
    client.post(url, {"what": "newest", "days": 7, "comment": "For Ana’s agent"})
    link = PreviewLink.objects.get()
    assert (link.made_by, link.revision, link.comment) == (story.created_by, None, "For Ana’s agent")
    assert address_of(link) in client.get(url).content.decode()
    client.post(reverse("admin:desk_preview_revoke", args=[story.pk, link.pk]))
    assert client.get(address_of(link)).status_code == 404


@pytest.mark.parametrize("role", ["writer", None])
def test_links_of_anothers_story_are_not_shown_made_or_revoked(client, story, role):
    link = link_to(story)
    client.force_login(make_user(role))
    url = reverse("admin:desk_previews", args=[story.pk])
    answers = client.get(url), client.post(url, {"what": "newest", "days": 7})
    assert [answer.status_code for answer in answers] == [403, 403]
    assert client.post(reverse("admin:desk_preview_revoke", args=[story.pk, link.pk])).status_code == 403
    assert PreviewLink.objects.get().revoked_at is None


def test_a_link_of_another_story_is_not_revoked_through_this_one(client, story):
    link = link_to(make_article())
    client.force_login(make_user("editor"))
    assert client.post(reverse("admin:desk_preview_revoke", args=[story.pk, link.pk])).status_code == 404
