"""What readers can't see changes no byte of what they can: hidden state × every public address."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from articles.desk import publishing
from articles.models import Article, Edition
from tests import factories

pytestmark = pytest.mark.django_db

# Every public route, with the addresses that the outlet below has for it.
ADDRESSES: dict[str, Callable[[Edition], list[str]]] = {
    "front": lambda story: ["/"],
    "search": lambda story: [
        "/search/",
        *(f"/search/?q=story&type={tab}" for tab in ("stories", "quotes", "people", "films", "tags")),
        *(f"/search/?q={words}" for words in ("secret", "secrt", "open", "open+singer", "tag:open-tag", "secret+tag")),
    ],
    "suggest": lambda story: [f"/search/suggest/?q={words}" for words in ("op", "secret", "secr", "xx")],
    "about": lambda story: ["/about/"],
    "robots": lambda story: ["/robots.txt"],
    "healthz": lambda story: ["/healthz"],
    "preview": lambda story: ["/preview/no-such-token/"],
    "media": lambda story: ["/media/photos/no-such-photo.jpg"],
    "articles:detail": lambda story: [story.get_absolute_url()],
    "articles:year": lambda story: [f"/{story.published_on:%Y}/", f"/{story.published_on.year - 1}/"],
    "articles:month": lambda story: [f"/{story.published_on:%Y/%m}/"],
    "articles:day": lambda story: [f"/{story.published_on:%Y/%m/%d}/"],
    "articles:archive": lambda story: ["/archive/"],
    "articles:section": lambda story: ["/sections/news/", "/sections/empty/"],
    "articles:tags": lambda story: ["/tags/"],
    "articles:tags_by_weight": lambda story: ["/tags-by-weight/"],
    "articles:tag": lambda story: ["/tags/open-tag/"],
    "articles:together": lambda story: ["/tags/open-tag/with/second-open-tag/", "/tags/open-tag/with/secret-tag/"],
    "articles:visuals": lambda story: ["/visuals/"],
    "articles:visual": lambda story: ["/visuals/open-film/"],
    "articles:quotes": lambda story: ["/quotes/"],
    "articles:quote": lambda story: [quote.get_absolute_url() for quote in story.quotes.all()],
    "articles:quotes_of_year": lambda story: [f"/quotes/{story.published_on:%Y}/", "/quotes/2001/"],
    "articles:person_quotes": lambda story: ["/people/open-singer/quotes/", "/people/open-writer/quotes/"],
    "articles:person_quotes_of_year": lambda story: [f"/people/open-singer/quotes/{story.published_on:%Y}/"],
    "articles:person_quotes_to": lambda story: (
        [
            f"/people/open-singer/quotes/to/{source}/"
            for source in story.quotes.values_list("source", flat=True)
            if source
        ]
        + ["/people/open-singer/quotes/to/999999/"]
    ),
    "articles:corrections": lambda story: ["/corrections/"],
    "articles:feed": lambda story: [f"/feed.{form}" for form in ("xml", "atom", "json")],
    "articles:section_feed": lambda story: ["/sections/news/feed.xml", "/sections/empty/feed.json"],
    "articles:tag_feed": lambda story: ["/tags/open-tag/feed.atom"],
    "articles:person_feed": lambda story: ["/people/open-singer/feed.xml", "/people/open-writer/feed.json"],
    "articles:sitemap": lambda story: ["/sitemap.xml"],
    "articles:sitemap_pages": lambda story: ["/sitemap-pages.xml"],
    "articles:sitemap_news": lambda story: ["/sitemap-news.xml"],
    "articles:sitemap_month": lambda story: [f"/sitemap-{story.published_on:%Y-%m}.xml", "/sitemap-2001-01.xml"],
    "people:index": lambda story: ["/people/"],
    "people:detail": lambda story: ["/people/open-singer/", "/people/open-director/", "/people/open-writer/"],
}
# Names that only the hidden story has. "secret" is in each, in every address, and nowhere else.
SECRET_PAGES = [
    "/tags/secret-tag/",
    "/people/secret-singer/",
    "/people/secret-director/",
    "/visuals/secret-film/",
    "/people/secret-singer/feed.json",
]


def routes(patterns: list[Any] | None = None, namespace: str = "") -> Iterator[str]:
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "admin":
                yield from routes(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else namespace)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}"


def test_every_public_route_is_in_the_matrix() -> None:
    assert set(routes()) - {"desk_front"} == set(ADDRESSES)  # below /admin/: see test_curating


@pytest.fixture
def story() -> Edition:
    """One live story with everything a story can have, and an older one with some of the same."""
    singer, director = factories.make_person("Open Singer"), factories.make_person("Open Director")
    writer = factories.make_person("Open Writer")
    factories.make_section("Empty")
    film = factories.make_visual("Open film", credits=(("director", director),), poster=factories.make_photo())
    body = f"<p>{factories.quote('Hear this', singer)}, they said.</p>{factories.embed('visual', visual=film.pk)}"
    shared: dict[str, Any] = {"tags": ["Open tag", "Second open tag"], "source": factories.make_source()}
    factories.publish_story("An older story", body=body, published_at=timezone.now() - timedelta(days=9), **shared)
    return factories.publish_story(
        "An open story",
        body=f"<p>{factories.quote('Listen well', singer)}, they said.</p>{factories.embed('visual', visual=film.pk)}"
        f'<p>By <a data-ref="person:{writer.pk}">a writer</a>.</p>',
        lead_photo=factories.make_photo(),
        published_at=timezone.now() - timedelta(days=1),
        **shared,
    )


def hidden_article(story: Edition) -> Article:
    """A draft with nouns of its own that also names all that the live stories name."""
    singer = factories.make_person("Secret Singer", aliases=("Secret alias",))
    film = factories.make_visual(
        "Secret film",
        credits=(("director", factories.make_person("Secret Director")),),
        poster=factories.make_photo(alt="Secret poster"),
    )
    open_film, open_singer = story.visual_uses.get().visual_id, story.quotes.get().speaker
    return factories.make_article(
        "A secret story",
        body=f"<p>{factories.quote('Secret words', singer)}, and {factories.quote('Secret too', open_singer)}.</p>"
        f"{factories.embed('visual', visual=film.pk)}{factories.embed('visual', visual=open_film)}",
        tags=["Secret tag", "Open tag", "Second open tag"],
        source=factories.make_source("The Secret Gazette"),
        section=factories.make_section("Empty"),
        lead_photo=factories.make_photo(alt="Secret photo"),
    )


def leave_as_draft(article: Article) -> None:
    pass


def schedule(article: Article) -> None:
    publishing.publish(article, by=None, at=timezone.now() + timedelta(days=2))


def schedule_and_cancel(article: Article) -> None:
    schedule(article)
    publishing.cancel(article, by=None)


def publish_and_withdraw(article: Article) -> None:
    publishing.publish(article, by=None)
    publishing.withdraw(article, by=None, note="It was not ready.")


HIDDEN = [leave_as_draft, schedule, schedule_and_cancel, publish_and_withdraw]


def snapshot(client: Client, story: Edition) -> dict[str, tuple[int, bytes]]:
    addresses = [address for of in ADDRESSES.values() for address in of(story)]
    answers = {address: client.get(address) for address in addresses}
    return {address: (answer.status_code, answer.content) for address, answer in answers.items()}


@pytest.mark.parametrize("hide", HIDDEN)
def test_hidden_story_changes_no_byte(client: Client, story: Edition, hide: Callable[[Article], None]) -> None:
    before = snapshot(client, story)
    hide(hidden_article(story))
    after = snapshot(client, story)
    # A withdrawal is told of where corrections are; nothing else tells of it.
    told = {"/corrections/"} if hide is publish_and_withdraw else set()
    assert {address for address in before if before[address] != after[address]} == told


@pytest.mark.parametrize("hide", HIDDEN)
def test_hidden_story_and_its_nouns_have_no_page(
    client: Client, story: Edition, hide: Callable[[Article], None]
) -> None:
    article = hidden_article(story)
    hide(article)
    assert [client.get(address).status_code for address in SECRET_PAGES] == [404] * len(SECRET_PAGES)
    gone = 410 if hide is publish_and_withdraw else 404
    for edition in article.editions.all():
        assert client.get(edition.get_absolute_url()).status_code == gone
        assert {client.get(quote.get_absolute_url()).status_code for quote in edition.quotes.all()} == {gone}


def test_the_matrix_would_notice_a_live_story(client: Client, story: Edition) -> None:
    before = snapshot(client, story)
    publishing.publish(hidden_article(story), by=None)
    after = snapshot(client, story)
    changed = {address for address in before if before[address] != after[address]}
    assert {"/", "/sections/empty/", "/tags/", "/tags/open-tag/", "/people/", "/people/open-singer/"} <= changed
    assert {"/visuals/", "/visuals/open-film/", "/quotes/", "/archive/", story.get_absolute_url()} <= changed
    assert [client.get(address).status_code for address in SECRET_PAGES] == [200] * len(SECRET_PAGES)


def test_superseded_edition_takes_its_nouns_along(client: Client, story: Edition) -> None:
    article = hidden_article(story)
    publishing.publish(article, by=None)
    publishing.publish(factories.update(article, headline="Tame", body="<p>Tame.</p>", lead_photo=None), by=None)
    first = article.editions.get(number=1)
    pages = {address: content for address, (_, content) in snapshot(client, story).items()}
    shown = {address for address, content in pages.items() if b"secret-film" in content or b"Secret film" in content}
    assert shown == set()
    assert [client.get(address).status_code for address in SECRET_PAGES[1:]] == [404] * 4
    assert {client.get(quote.get_absolute_url()).status_code for quote in first.quotes.all()} == {410}


def test_scheduled_update_shows_nothing_of_itself(client: Client, story: Edition) -> None:
    before = snapshot(client, story)
    draft = hidden_article(story)
    article = factories.update(story.article, headline="A secret headline", body=draft.body)
    publishing.publish(article, by=None, at=timezone.now() + timedelta(days=1))
    after = snapshot(client, story)
    assert {address for address in before if before[address] != after[address]} == set()


def test_pages_set_no_cookie_and_may_be_kept(client: Client, story: Edition) -> None:
    for address, (status, _) in snapshot(client, story).items():
        answer = client.get(address)
        assert not answer.cookies, address
        kept = "no-store" not in answer["Cache-Control"]
        assert kept == (status == 200 and address != "/healthz"), address
