"""People's pages: who has one, what stands on it, and where an old address leads."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.desk import publishing
from articles.desk.saving import BylineLine
from people.models import Alias, FormerSlug, PersonLink
from tests import factories

pytestmark = pytest.mark.django_db


def text_of(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def test_person_nobody_names_has_no_page(client: Client) -> None:
    person = factories.make_person()
    assert client.get(person.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("named_as", ["speaker", "named", "byline", "credited"])
def test_person_gets_a_page_by_being_named(client: Client, named_as: str) -> None:
    person = factories.make_person("Kit Named")
    film = factories.make_visual(credits=(("director", person),))
    body = {
        "speaker": f"<p>{factories.quote('Yes', person)}</p>",
        "named": f'<p><a data-ref="person:{person.pk}">Kit</a></p>',
        "byline": "<p>Words.</p>",
        "credited": f"<p>Words.</p>{factories.embed('visual', visual=film.pk)}",
    }[named_as]
    bylines = [BylineLine(part="by", person_id=person.pk)] if named_as == "byline" else []
    edition = factories.publish_story(body=body, bylines=bylines)
    assert "Kit Named" in text_of(client, person.get_absolute_url())
    assert "Kit Named" in text_of(client, "/people/")
    publishing.withdraw(edition.article, by=None)
    assert client.get(person.get_absolute_url()).status_code == 404
    assert "Kit Named" not in text_of(client, "/people/")


def test_page_has_names_facts_quotes_films_and_stories(client: Client) -> None:
    person = factories.make_person("Sal Singer", role="Singer", bio="Sings.", area="Leeds", aliases=("S. Sing",))
    Alias.objects.create(person=person, name="Sallie Sing", kind=Alias.Kind.SEARCH)
    PersonLink.objects.create(person=person, url="https://open.spotify.com/artist/x")
    film = factories.make_visual("Slow Lift", credits=(("actor", person), ("director", person)))
    body = f"<p>{factories.quote('We sang', person)}</p>{factories.embed('visual', visual=film.pk)}"
    edition = factories.publish_story("About Sal", body=body)
    html = text_of(client, person.get_absolute_url())
    assert "Also known as S. Sing</p>" in html
    assert "Sallie" not in html
    assert ">Spotify</a>" in html
    assert "“We sang”" in html
    assert "Actor, director" in html
    assert html.count(f'href="{edition.get_absolute_url()}"') == 1


def test_empty_groups_are_not_shown(client: Client) -> None:
    person = factories.make_person()
    factories.publish_story(body=f'<p><a data-ref="person:{person.pk}">Kit</a></p>')
    html = text_of(client, person.get_absolute_url())
    assert re.findall(r'<h2 class="head" id="(\w+)"', html) == ["stories"]


def test_group_lists_the_members_that_readers_can_see(client: Client) -> None:
    group = factories.make_person("The Group", kind="group")
    seen, unseen = factories.make_person("Seen Member"), factories.make_person("Unseen Member")
    group.members.set([seen, unseen])
    factories.publish_story(body=f"<p>{factories.quote('We play', group)}</p><p>{factories.quote('I play', seen)}</p>")
    html = text_of(client, group.get_absolute_url())
    assert f'<a href="{seen.get_absolute_url()}">Seen Member</a>' in html
    assert "Unseen" not in html
    assert "The Group" in text_of(client, seen.get_absolute_url())


def test_long_lists_of_quotes_and_stories_go_on_apart(client: Client) -> None:
    person = factories.make_person()
    now = timezone.now()
    for n in range(30):
        body = f"<p>{factories.quote(f'Words no {n}', person)}</p>"
        factories.publish_story(f"Story no {n}", body=body, published_at=now - timedelta(days=n + 1))
    for label, pattern in (("Older quotes", r"“Words no (\d+)”"), ("Older stories", r"<h3><a [^>]*>Story no (\d+)<")):
        found: list[str] = []
        address: str | None = person.get_absolute_url()
        while address:
            html = text_of(client, address)
            found += re.findall(pattern, html)
            older = re.search(rf'href="([^"]*)" rel="next">{label}', html)
            address = older.group(1) if older else None
        assert found == [str(n) for n in range(30)]


def test_bad_token_on_a_persons_page_is_refused(client: Client) -> None:
    person = factories.make_person()
    factories.publish_story(body=f"<p>{factories.quote('Yes', person)}</p>")
    assert client.get(person.get_absolute_url(), {"before": "forged"}).status_code == 404


def test_somebody_who_writes_and_speaks_has_the_story_once(client: Client) -> None:
    person = factories.make_person()
    body = f"<p>{factories.quote('Yes', person)}</p>"
    factories.publish_story("Own words", body=body, bylines=[BylineLine(part="by", person_id=person.pk)])
    html = text_of(client, person.get_absolute_url())
    assert len(re.findall(r"<h3><a [^>]*>Own words<", html)) == 1


def test_index_orders_by_sort_name_without_case_and_accents(client: Client) -> None:
    for name in ("Zed Adams", "beabadoobee", "Édith Cole", "The Bells", "A$tra"):
        person = factories.make_person(name, kind="group" if name == "The Bells" else "person")
        factories.publish_story(body=f'<p><a data-ref="person:{person.pk}">x</a></p>')
    html = text_of(client, "/people/")
    assert re.findall(r"<b>(.*?)</b>", html) == ["A$tra", "Zed Adams", "beabadoobee", "The Bells", "Édith Cole"]
    assert re.findall(r'class="letter">(.)<', html) == ["A", "B", "C"]


def test_index_goes_on_after_a_page(client: Client) -> None:
    people = [factories.make_person(f"Person {n:03}", kind="group") for n in range(70)]
    factories.publish_story(body="".join(f'<p><a data-ref="person:{person.pk}">x</a></p>' for person in people))
    first = text_of(client, "/people/")
    older = re.search(r'href="([^"]*)" rel="next">Next', first)
    assert older
    found = re.findall(r"<b>(Person \d+)</b>", first + text_of(client, older.group(1)))
    assert found == [person.name for person in people]


def test_former_address_leads_to_todays_if_there_is_one(client: Client) -> None:
    person = factories.make_person("New Name")
    FormerSlug.objects.create(slug="old-name", person=person)
    assert client.get("/people/old-name/").status_code == 404
    factories.publish_story(body=f"<p>{factories.quote('Yes', person)}</p>")
    answer = client.get("/people/old-name/")
    assert (answer.status_code, answer["Location"]) == (301, "/people/new-name/")
