"""Lists and nouns: sections, tags, films, quotes, corrections, the archive, and the tokens that page through them."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from articles.desk import publishing
from articles.models import Quote, Tag
from people import lists
from tests import factories

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def text_of(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def stories(count: int, **facts: object) -> list[str]:
    """Headlines, newest first. Every third has the date of the one before: order then goes by number."""
    now = timezone.now()
    dates = [now - DAY * (count - place - place % 3 % 2) for place in range(count)]
    return [factories.publish_story(f"Story no {n}", published_at=at, **facts).headline for n, at in enumerate(dates)][
        ::-1
    ]


def walked(client: Client, path: str) -> list[str]:
    """The headlines of all pages of a list, following "Older"."""
    found: list[str] = []
    address: str | None = path
    while address:
        html = text_of(client, address)
        found += re.findall(r">(Story no \d+)<", html)
        older = re.search(r'href="([^"]*)" rel="next"', html)
        address = older.group(1) if older else None
    return found


@pytest.mark.parametrize("path", ["/sections/news/", "/tags/a/"])
def test_pages_of_a_list_hold_every_story_once_in_order(client: Client, path: str) -> None:
    headlines = stories(60, tags=["a"])
    found = walked(client, path)
    assert len(found) == 60
    assert set(found) == set(headlines)


def test_story_published_meanwhile_moves_no_later_page(client: Client) -> None:
    stories(30)
    older = re.search(r'href="([^"]*)" rel="next"', text_of(client, "/sections/news/"))
    assert older
    before = client.get(older.group(1)).content
    factories.publish_story("Brand new")
    assert client.get(older.group(1)).content == before


def test_token_of_another_list_is_refused(client: Client) -> None:
    token = lists.seal("quote", ["2026-01-01T00:00:00+00:00", 1])
    factories.publish_story(body=f"<p>{factories.quote('Yes', factories.make_person())}</p>")
    assert client.get(f"/quotes/?before={token}").status_code == 200
    assert client.get(f"/sections/news/?before={token}").status_code == 404


@pytest.mark.parametrize("spoil", [lambda t: t[:-1], lambda t: t[1:], lambda t: "A" + t[1:], lambda t: t + "A", lambda t: t + "=", lambda t: "x", lambda t: "%00", lambda t: "é" * 9, lambda t: t * 99])  # fmt: skip
def test_forged_and_cut_tokens_are_refused(client: Client, spoil: object) -> None:
    factories.publish_story()
    token = lists.seal("edition", ["2026-01-01T00:00:00+00:00", 1])
    assert client.get("/sections/news/", {"before": token}).status_code == 200
    assert client.get("/sections/news/", {"before": spoil(token)}).status_code == 404


def test_lists_without_rows_are_not_there_or_say_so(client: Client) -> None:
    factories.make_section("Reviews")
    for path in (
        "/sections/reviews/",
        "/tags/nothing/",
        "/visuals/nothing/",
        f"/quotes/{uuid4()}/",
        "/2020/",
        "/2020/01/",
    ):
        text_of(client, path, status=404)
    for path, words in {
        "/tags/": "No story carries a tag yet.",
        "/visuals/": "No story shows a film or a video yet.",
        "/quotes/": "Nobody has been quoted yet.",
        "/archive/": "Nothing has been published yet.",
        "/corrections/": "There is nothing to correct so far.",
    }.items():
        assert words in text_of(client, path)


def test_tags_are_counted_live_and_stand_under_their_letters(client: Client) -> None:
    factories.publish_story(tags=["Grime", "émigré songs"])
    factories.publish_story(tags=["Grime"])
    gone = factories.publish_story(tags=["Grime", "Gone"])
    publishing.withdraw(gone.article, by=None)
    html = text_of(client, "/tags/")
    assert re.findall(r'class="letter">(.)<', html) == ["E", "G"]
    assert re.search(r'Grime</a> <span class="n">2</span>', html)
    assert "Gone" not in html
    assert "2 stories" in text_of(client, "/tags/grime/")


def test_counts_stop_at_the_cap() -> None:
    from articles.templatetags.reading import capped

    assert [capped(1000), capped(1001), capped(100, 100), capped(101, 100)] == ["1,000", "1,000+", "100", "100+"]


def test_film_page_has_credits_stories_and_their_quotes(client: Client) -> None:
    director, singer = factories.make_person("Ana Lens"), factories.make_person("Sal Singer")
    film = factories.make_visual(
        "Slow Lift",
        credits=(("main_artist", singer), ("director", director), ("editor", "Nobody Known")),
        poster=factories.make_photo(),
        player_url="https://vimeo.com/76979871",
        running_time="5:41",
    )
    body = f"<p>{factories.quote('Up we go', singer)}</p>{factories.embed('visual', visual=film.pk)}"
    edition = factories.publish_story("About the film", body=body)
    html = text_of(client, film.get_absolute_url())
    assert "Sal Singer, dir. Ana Lens" in html
    assert f'<a href="{director.get_absolute_url()}">Ana Lens</a>' in html
    assert "<dd>Nobody Known</dd>" in html
    assert edition.headline in html
    assert "“Up we go”" in html
    assert 'data-embed="https://player.vimeo.com/video/76979871' in html
    assert "5:41" in html


def test_film_without_a_known_player_has_a_poster_and_no_button(client: Client) -> None:
    film = factories.make_visual(poster=factories.make_photo())
    factories.publish_story(body=f"<p>A.</p>{factories.embed('visual', visual=film.pk)}")
    html = text_of(client, film.get_absolute_url())
    assert '<div class="facade">' in html
    assert "player-facade>" not in html


def test_long_credits_fold_after_six(client: Client) -> None:
    film = factories.make_visual(credits=tuple(("editor", f"Editor {n}") for n in range(9)))
    factories.publish_story(body=f"<p>A.</p>{factories.embed('visual', visual=film.pk)}")
    html = text_of(client, film.get_absolute_url())
    assert html.index("Editor 5") < html.index("All 9 credits") < html.index("Editor 6")


def test_credits_stand_under_four_headings_each_once(client: Client) -> None:
    singer = factories.make_person("Sal Singer")
    rows = (
        ("main_artist", singer),
        ("performer", singer),
        ("performer", "Co Star"),
        ("song_producer", "Al Chemy"),
        ("colourist", "Hu Saturation"),
        ("director", "Ana Lens"),
    )
    film = factories.make_visual(credits=rows)
    factories.publish_story(body=f"<p>A.</p>{factories.embed('visual', visual=film.pk)}")
    html = text_of(client, film.get_absolute_url())
    assert re.findall(r'<h3 class="cap">(\w+)<', html) == ["Direction", "Cast", "Song", "Production"]
    assert "Sal Singer, with Co Star, dir. Ana Lens" in html


def test_films_stand_once_each_the_last_shown_first(client: Client) -> None:
    old, new = factories.make_visual("Old film"), factories.make_visual("New film")
    for days, film in ((9, new), (5, old), (3, old), (1, new)):
        body = f"<p>A.</p>{factories.embed('visual', visual=film.pk)}"
        factories.publish_story(body=body, published_at=timezone.now() - DAY * days)
    assert re.findall(r"(Old film|New film)</a>", text_of(client, "/visuals/")) == ["New film", "Old film"]


def test_quote_page_shows_the_whole_quote_its_context_and_more(client: Client) -> None:
    singer = factories.make_person("Sal Singer", role="Singer")
    uuid = str(uuid4())
    said = f"{factories.quote('It was cold,', singer, uuid=uuid)} she said. {factories.quote('We sang all the same.', singer, uuid=uuid)}"
    other = f"<p>{factories.quote('Another thing that she said at length.', singer)}</p>"
    edition = factories.publish_story(body=f"<p>{said}</p>{other}", source=factories.make_source("Variety"))
    html = text_of(client, f"/quotes/{uuid}/")
    assert "<mark>“It was cold,”</mark> she said. <mark>“We sang all the same.”</mark>" in html
    assert "Singer, to Variety." in html
    assert f'href="{edition.get_absolute_url()}#q1"' in html
    assert "“Another thing that she said at length.”" in html
    assert len(Quote.objects.get(uuid=uuid).text) < 40
    assert 'content="noindex"' in html


def test_long_quote_may_be_indexed_and_is_set_smaller(client: Client) -> None:
    singer = factories.make_person()
    for length, size in ((50, "short"), (150, "medium"), (300, "long"), (600, "text")):
        edition = factories.publish_story(body=f"<p>{factories.quote('Words ' * (length // 6), singer)}</p>")
        html = text_of(client, edition.quotes.get().get_absolute_url())
        assert f'data-size="{size}"' in html
        assert "noindex" not in html


def test_quote_that_the_story_dropped_is_gone_and_leads_to_the_story(client: Client) -> None:
    edition = factories.publish_story(
        "The story", body=f"<p>{factories.quote('I never said this.', factories.make_person())}</p>"
    )
    publishing.publish(factories.update(edition.article, body="<p>Nothing.</p>"), by=None)
    html = text_of(client, edition.quotes.get().get_absolute_url(), status=410)
    assert "The story no longer has it." in html
    assert f'<a href="{edition.get_absolute_url()}">The story</a>' in html
    assert "I never said this" not in html


def test_quote_of_a_story_taken_down_gives_no_reason(client: Client) -> None:
    edition = factories.publish_story(body=f"<p>{factories.quote('I said this.', factories.make_person())}</p>")
    publishing.withdraw(edition.article, by=None)
    address = edition.quotes.get().get_absolute_url()
    assert "Its story was withdrawn." in text_of(client, address, status=410)
    type(edition).objects.filter(pk=edition.pk).update(ending="taken_down")
    html = text_of(client, address, status=410)
    assert "withdrawn" not in html
    assert "Gone since" not in html


def test_archive_counts_years_months_and_days(client: Client) -> None:
    for n, day in enumerate(("2024-05-03", "2024-05-03", "2024-07-01", "2026-01-31")):
        factories.publish_story(
            f"Of {day}", slug=f"story-{n}", published_at=datetime.fromisoformat(f"{day}T12:00:00+00:00")
        )
    assert re.findall(r"<b>(\d+)</b> <span class=\"n\">(\d+) stor", text_of(client, "/archive/")) == [
        ("2026", "1"),
        ("2024", "3"),
    ]
    assert re.findall(r"<b>(\w+)</b> <span class=\"n\">(\d+) stor", text_of(client, "/2024/")) == [
        ("May", "2"),
        ("July", "1"),
    ]
    assert "Friday 3" in text_of(client, "/2024/05/")
    day = text_of(client, "/2024/05/03/")
    assert day.count("Of 2024-05-03") == 2
    assert 'href="/2024/07/01/"' in day


def test_empty_dates_answer_within_the_outlets_span_only(client: Client) -> None:
    for day in ("2024-05-03", "2026-01-31"):
        factories.publish_story(published_at=datetime.fromisoformat(f"{day}T12:00:00+00:00"))
    for path in ("/2025/", "/2025/02/", "/2025/02/03/"):
        assert "No story of ours" in text_of(client, path)
    for path in ("/2023/", "/2024/04/", "/2024/05/02/", "/2026/02/", "/2026/02/01/", "/2027/"):
        assert "Nothing at this address" in text_of(client, path, status=404)


def test_list_names_itself_as_the_section_one_is_in(client: Client) -> None:
    factories.publish_story()
    assert '<a href="/sections/news/" aria-current="true">News</a>' in text_of(client, "/sections/news/")
    assert '<a href="/archive/" aria-current="true">Archive</a>' in text_of(client, "/archive/")


def test_a_tag_leads_to_what_it_is_part_of_and_to_its_parts(client: Client) -> None:
    music, hip_hop = factories.make_tag("Music"), factories.make_tag("Hip-hop")
    drill, unused = factories.make_tag("Drill", parent=hip_hop), factories.make_tag("Unused", parent=hip_hop)
    Tag.objects.filter(pk=hip_hop.pk).update(parent=music)
    factories.publish_story(tags=["Music", "Hip-hop", "Drill"])
    page = client.get("/tags/hip-hop/")
    assert (page.context["wider"], page.context["narrower"]) == (music, [drill])
    assert unused.name not in page.content.decode()
    music.parent = drill
    with pytest.raises(ValidationError, match="choose another"):
        music.clean()


def test_tags_by_weight_are_counted_now_and_ordered_by_the_last_count(client: Client) -> None:
    for number in range(3):
        factories.publish_story(tags=["Often", *(["Seldom"] if not number else [])])
    assert "Nothing was counted yet" in client.get("/tags-by-weight/").content.decode()
    call_command("refresh_terms", stdout=StringIO())
    factories.publish_story(tags=["Seldom", "New"])
    found = client.get("/tags-by-weight/").context["tags"]
    assert [(tag.name, tag.stories) for tag in found] == [("Often", 3), ("Seldom", 2)]
