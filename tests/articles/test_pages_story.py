"""A story's page: what stands on it, and what answers at addresses that it once had."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.desk import publishing
from articles.desk.saving import BylineLine
from articles.models import Correction, Edition
from tests import factories

pytestmark = pytest.mark.django_db


def page(client: Client, edition: Edition, status: int = 200) -> str:
    answer = client.get(edition.get_absolute_url())
    assert answer.status_code == status
    return answer.content.decode()


def correct(edition: Edition, text: str, *, material: bool) -> None:
    Correction.objects.create(
        edition=edition,
        text=text,
        is_material=material,
        corrected_at=edition.live_from,
        published_at=edition.published_at,
        live_from=edition.live_from,
    )


def test_story_has_one_heading_its_dek_and_its_words(client: Client) -> None:
    html = page(client, factories.publish_story("The ‘Slow Lift’ story", dek="What it says.", body="<p>Its words.</p>"))
    assert re.findall(r"<h1[^>]*>(.*?)</h1>", html) == ['The <span class="nb">‘Slow Lift’</span> story']
    assert '<p class="dek">What it says.</p>' in html
    assert "<p>Its words.</p>" in html


def test_headline_is_escaped(client: Client) -> None:
    html = page(client, factories.publish_story("<script>alert(1)</script> & more"))
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in html


def test_head_describes_the_story(client: Client) -> None:
    edition = factories.publish_story("A story", dek="Its dek.", lead_photo=factories.make_photo(renditions=True))
    html = page(client, edition)
    assert "<title>A story — Liner</title>" in html
    assert '<meta name="description" content="Its dek.">' in html
    assert f'<link rel="canonical" href="http://127.0.0.1:8000{edition.get_absolute_url()}">' in html
    assert '<meta property="og:type" content="article">' in html
    assert '<meta property="og:image" content="http://127.0.0.1:8000/media/' in html


@pytest.mark.parametrize(
    ("has_photo", "has_visual", "art"), [(1, 0, "sleeve"), (1, 1, "sleeve"), (0, 1, "banner"), (0, 0, "none")]
)
def test_head_of_the_story_follows_its_art(client: Client, has_photo: int, has_visual: int, art: str) -> None:
    photo = factories.make_photo() if has_photo else None
    visual = factories.make_visual(poster=factories.make_photo()) if has_visual else None
    html = page(client, factories.publish_story(lead_photo=photo, lead_visual=visual))
    assert f'data-art="{art}"' in html
    assert ('fetchpriority="high"' in html) == (art != "none")


def test_byline_links_who_has_a_page_and_groups_the_parts(client: Client) -> None:
    writer, second = factories.make_person("Ada Writer"), factories.make_person("Bo Second")
    lines = [
        BylineLine(part="by", person_id=writer.pk),
        BylineLine(part="by", person_id=second.pk),
        BylineLine(part="photos by", name="Cy Lens"),
    ]
    html = page(client, factories.publish_story(bylines=lines))
    assert f'By <a href="{writer.get_absolute_url()}">Ada Writer</a> and <a href="{second.get_absolute_url()}">' in html
    assert '<p class="by">Photos by Cy Lens</p>' in html


def test_story_without_a_byline_is_the_staffs(client: Client) -> None:
    assert '<p class="by">By Liner staff</p>' in page(client, factories.publish_story())


def test_updated_shows_only_after_a_change(client: Client) -> None:
    edition = factories.publish_story(published_at=timezone.now() - timedelta(days=3))
    assert "Updated" not in page(client, edition)
    publishing.publish(factories.update(edition.article, body="<p>Other words.</p>"), by=None)
    html = page(client, edition)
    assert "Updated" in html
    assert "Other words." in html


def test_voices_are_counted_and_keep_the_colours_of_the_text(client: Client) -> None:
    one, two = factories.make_person("First Speaker", role="Singer"), factories.make_person("Second Speaker")
    said = [factories.quote("One", one), factories.quote("Two", two), factories.quote("Three", one)]
    body = "".join(f"<p>{words}</p>" for words in [*said, factories.quote("Four", label="a spokesman")])
    html = page(client, factories.publish_story(body=body))
    voices = html[html.index("Voices in this story") :]
    first, second = f'<a href="{one.get_absolute_url()}" data-v="1">', f'<a href="{two.get_absolute_url()}" data-v="2">'
    assert voices.index(first) < voices.index("2 quotes") < voices.index(second) < voices.index("1 quote")
    assert '<div data-v="3">' in voices
    assert "<b>A spokesman</b><small>Not named</small>" in voices
    assert re.findall(r'class="say" data-v="(\d)"', html) == ["1", "2", "1", "3"]


def test_how_we_know_names_the_source_and_explains_brackets(client: Client) -> None:
    said = f"<p>{factories.quote('I [he] was there', factories.make_person())}</p>"
    source = factories.make_source("Variety", url="https://example.org/talk")
    html = page(client, factories.publish_story(body=said, source=source))
    assert "All quotes were given to Variety. Words in [brackets] were added for clarity." in html
    assert '<a href="https://example.org/talk" rel="noopener">Read the interview</a>' in html
    without = factories.publish_story(body=said.replace("[he] ", ""), source=source)
    assert "brackets" not in page(client, without)


def test_material_correction_stands_above_the_text_and_another_below(client: Client) -> None:
    edition = factories.publish_story(body="<p>The words.</p>")
    correct(edition, "Grave thing.", material=True)
    correct(edition, "Small thing.", material=False)
    html = page(client, edition)
    assert html.index("Grave thing.") < html.index("The words.") < html.index("Small thing.")


def test_reference_to_a_hidden_noun_is_plain_words(client: Client) -> None:
    hidden = factories.make_article("Hidden")
    edition = factories.publish_story(body=f'<p>As <a data-ref="article:{hidden.pk}">we will tell</a>.</p>')
    assert "<p>As we will tell.</p>" in page(client, edition)
    later = publishing.publish(hidden, by=None)
    assert f'<p>As <a href="{later.get_absolute_url()}">we will tell</a>.</p>' in page(client, edition)


def test_related_stories_share_most_first_and_never_the_story_itself(client: Client) -> None:
    now = timezone.now()
    two = factories.publish_story("Shares two", tags=["a", "b"], published_at=now - timedelta(days=9))
    one = factories.publish_story("Shares one", tags=["a"], published_at=now - timedelta(days=1))
    none = factories.publish_story("Shares none", tags=["c"])
    withdrawn = factories.publish_story("Withdrawn", tags=["a", "b"])
    publishing.withdraw(withdrawn.article, by=None)
    edition = factories.publish_story("The story", tags=["a", "b"])
    html = page(client, edition)
    more = html[html.index("More on this") :]
    assert re.findall(r"<h3><a [^>]*>(.*?)</a>", more) == [two.headline, one.headline, none.headline]


def test_related_stories_are_six_at_most(client: Client) -> None:
    for _ in range(9):
        factories.publish_story(tags=["a"])
    html = page(client, factories.publish_story(tags=["a"]))
    assert html.count('<article class="card"') == 6


def test_older_slug_leads_to_the_story(client: Client) -> None:
    first = factories.publish_story("Old name")
    second = publishing.publish(factories.update(first.article, slug="new-name"), by=None)
    answer = client.get(first.get_absolute_url())
    assert (answer.status_code, answer["Location"]) == (301, second.get_absolute_url())
    publishing.withdraw(first.article, by=None, note="It was wrong.")
    assert "It was wrong." in page(client, first, status=410)
    assert "It was wrong." in page(client, second, status=410)


def test_withdrawn_story_says_so_and_when(client: Client) -> None:
    edition = factories.publish_story()
    publishing.withdraw(edition.article, by=None, note="We could not stand it up.")
    html = page(client, edition, status=410)
    assert "We could not stand it up." in html
    assert "Gone since" in html
    assert 'content="noindex"' in html


def test_story_taken_down_says_only_that_it_is_gone(client: Client) -> None:
    edition = factories.publish_story("A name in the headline")
    publishing.withdraw(edition.article, by=None, note="By order of a court.")
    Edition.objects.filter(pk=edition.pk).update(ending=Edition.Ending.TAKEN_DOWN)
    html = page(client, edition, status=410)
    assert "no longer here" in html
    assert not any(words in html for words in ("court", "Gone since", "A name in the headline"))


def test_cancelled_first_publication_was_never_there(client: Client) -> None:
    article = factories.make_article()
    edition = publishing.publish(article, by=None, at=timezone.now() + timedelta(hours=1))
    publishing.cancel(article, by=None)
    assert client.get(edition.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    "path", ["/2026/02/30/a/", "/2026/13/01/a/", "/2026/1/1/a/", "/0999/01/01/a/", "/2026/01/01/no-such-story/"]
)
def test_addresses_that_never_were(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_pages_only_answer_to_reading(client: Client) -> None:
    edition = factories.publish_story()
    assert client.post(edition.get_absolute_url()).status_code == 405
    assert client.head(edition.get_absolute_url()).status_code == 200


def test_no_page_carries_a_style_attribute_or_a_handler(client: Client) -> None:
    film = factories.make_visual(
        "Film", poster=factories.make_photo(renditions=True), player_url="https://youtu.be/dQw4w9WgXcQ"
    )
    photo = factories.make_photo(renditions=True)
    kinds = [
        factories.embed("visual", visual=film.pk),
        factories.embed("photo", photo=photo.pk, caption="Seen"),
        factories.embed("gallery", photos=[photo.pk, photo.pk]),
        factories.embed("player", url="https://open.spotify.com/track/4uLU6hMCjMI75M1A2tKUQC", title="A song"),
        factories.embed("ad"),
    ]
    html = page(client, factories.publish_story(body="<p>Words.</p>" + "".join(kinds)))
    assert not re.search(r'\sstyle=|\son[a-z]+="', html)
    assert 'data-embed="https://www.youtube-nocookie.com/embed/' in html
    assert "Plays from YouTube in privacy mode. Nothing loads until you press Watch." in html
    assert "Plays from Spotify. Nothing loads until you press Play." in html
    assert html.count("<iframe") == 0
    assert html.count("<script") == html.count("</script>") == 5
