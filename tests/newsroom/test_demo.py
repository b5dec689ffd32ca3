"""The demo outlet, loaded once with small pictures, and the seed story on every page where it belongs."""

import re
from html import unescape
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from lxml import etree

from articles.models import Article, Edition, Note, Photo, Quote, Section, Tag, TaggedEdition, Visual
from newsroom.demo import load as demo
from people.models import Person
from tests.articles import feed_rules

SITE = "http://127.0.0.1:8000"
SCHEMA = Path(feed_rules.__file__).parent / "sitemap.xsd"
SEED = Path(demo.__file__).parent / "seed.txt"
ADDRESS = "/2022/11/29/kendrick-lamar-we-cry-together-short-film/"
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo")]


@pytest.fixture(scope="module")
def outlet(django_db_setup, django_db_blocker, tmp_path_factory):
    """Loaded once for this module and rolled back after it."""
    from django.conf import settings
    from django.db import transaction

    media, art = settings.MEDIA_ROOT, demo.ART_SIZE
    settings.MEDIA_ROOT, demo.ART_SIZE = tmp_path_factory.mktemp("media"), (96, 96)
    with django_db_blocker.unblock():
        atomic = transaction.atomic()
        atomic.__enter__()
        demo.load()
        yield
        transaction.set_rollback(True)
        atomic.__exit__(None, None, None)
    settings.MEDIA_ROOT, demo.ART_SIZE = media, art


def words(html):
    html = re.sub(r"(?s)<(script|style|svg).*?</\1>", "", html)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", html)))


def test_it_refuses_a_database_that_holds_something_else(django_user_model):
    django_user_model.objects.create_user("somebody")
    with pytest.raises(CommandError, match="holds something else"):
        call_command("demo", "--no-serve")


def test_it_refuses_production(settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="production"):
        call_command("demo", "--no-serve")


def test_it_is_large_enough_to_look_at_every_page(outlet):
    assert Edition.objects.live().count() >= 41
    assert Person.objects.count() >= 30
    assert Visual.objects.count() >= 12
    assert Quote.objects.live().count() >= 80
    assert Photo.objects.exclude(renditions={}).count() >= 20


def test_loading_again_changes_nothing(outlet, capsys):
    before = (Article.objects.count(), Edition.objects.count(), Quote.objects.count(), Person.objects.count())
    call_command("demo", "--no-serve")
    assert "was there already" in capsys.readouterr().out
    assert before == (Article.objects.count(), Edition.objects.count(), Quote.objects.count(), Person.objects.count())


def test_the_seeds_page_holds_every_word_of_the_file_in_order(outlet, client):
    page = words(client.get(ADDRESS).content.decode())
    place = 0
    for paragraph in SEED.read_text().strip().removeprefix("date 2022-11-29 ").split("\n\n"):
        for sentence in re.split(r"(?<=[.”,]) ", " ".join(paragraph.split())):
            found = page.find(sentence, place)
            assert found >= 0, sentence
            place = found + len(sentence)


def test_the_seeds_eleven_pieces_link_to_their_six_quotes(outlet, client):
    page = client.get(ADDRESS).content.decode()
    pieces = re.findall(r'<q data-quote="([0-9a-f-]{36})"[^>]*><a class="ql" href="/quotes/([0-9a-f-]{36})/">', page)
    assert len(pieces) == 11
    assert all(quote == address for quote, address in pieces)
    assert len(set(pieces)) == 6
    for quote, _ in set(pieces):
        assert client.get(f"/quotes/{quote}/").status_code == 200
    said_by = dict(Quote.objects.filter(uuid__in={q for q, _ in pieces}).values_list("uuid", "speaker__name"))
    assert sorted(said_by.values()) == ["Dave Free"] * 2 + ["Kendrick Lamar"] * 4
    assert "We Cry Together" not in " ".join(Quote.objects.filter(uuid__in=said_by).values_list("text", flat=True))


@pytest.mark.parametrize(
    "path",
    [
        "/people/kendrick-lamar/", "/people/dave-free/", "/visuals/we-cry-together/", "/tags/short-films/", "/tags/oscars/",
        "/tags/grammys/", "/tags/taylour-paige/", "/tags/the-alchemist/", "/tags/we-cry-together/",
        "/sections/film-and-visuals/", "/2022/11/29/",
    ],
)  # fmt: skip
def test_the_seed_stands_on_every_page_where_it_belongs(outlet, client, path):
    assert ADDRESS in client.get(path).content.decode()


def test_the_seeds_film_names_no_director(outlet):
    film = Visual.objects.get(slug="we-cry-together")
    credits = [(line.role, line.shown_name) for line in film.credits.all()]
    assert ("performer", "Taylour Paige") in credits
    assert ("song_producer", "The Alchemist") in credits
    assert "director" not in {role for role, _ in credits}
    assert film.player_url == ""


@pytest.mark.parametrize("typed", ["K. Dot", "K.Dot", "k dot"])
def test_his_aliases_find_him(outlet, typed):
    assert [person.name for person in Person.objects.named(typed)] == ["Kendrick Lamar"]


def test_every_link_on_the_site_answers(outlet, client):
    seen, waiting = set(), ["/"]
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        response = client.get(path)
        assert response.status_code == 200, path
        if "text/html" in response.headers["Content-Type"]:
            links = re.findall(r'(?:href|src)="(/[^"#]*)', response.content.decode())
            waiting += [unescape(link) for link in links if not link.startswith(("/static/", "/media/"))]
    assert len(seen) > 200


def test_every_feed_keeps_the_rules_of_its_format(outlet, client):
    pages = ["/", *(row.get_absolute_url() for model in (Section, Tag, Person) for row in model.objects.all())]
    feeds = [f"{page}feed.{kind}" for page in pages for kind in ("xml", "atom", "json")]
    answers = {feed: client.get(feed) for feed in feeds}
    found = {
        feed: feed_rules.problems(SITE + feed, answer.content.decode())
        for feed, answer in answers.items()
        if answer.status_code == 200
    }
    assert len(found) > 150
    assert {feed: wrong for feed, wrong in found.items() if wrong} == {}


def test_every_sitemap_keeps_its_schema(outlet, client):
    schema = etree.XMLSchema(etree.parse(SCHEMA))
    index = etree.fromstring(client.get("/sitemap.xml").content)
    maps = [loc.text.removeprefix(SITE) for loc in index.iter("{*}loc")]
    assert len(maps) > 10
    for address in ["/sitemap.xml", "/sitemap-news.xml", *maps]:
        schema.assertValid(etree.fromstring(client.get(address).content))


def test_every_tag_of_the_seed_keeps_it_among_its_newest_ten(outlet):
    seed = Edition.objects.get(slug=ADDRESS.split("/")[-2])
    for tag in seed.tags.all():
        newest = TaggedEdition.objects.live().filter(tag=tag).order_by("-published_at")[:10]
        assert seed.pk in [row.content_object_id for row in newest]


def test_its_desk_has_work_in_every_state(outlet):
    standing = Article.objects.exclude(slug__in=Edition.objects.live().values("slug"))
    assert set(standing.values_list("status", flat=True)) == {"pitch", "draft", "in_review", "approved"}
    assert Edition.objects.filter(live_from__gt=timezone.now()).count() == 1
    assert Note.objects.count() == 1


def test_it_has_a_correction_to_look_at(outlet, client):
    page = client.get("/corrections/").content.decode()
    assert "An earlier version said 2016" in page


def test_from_the_seed_one_click_leads_to_his_words_to_another_short_film_and_to_another_oscars_story(outlet, client):
    page = client.get(ADDRESS)
    html = page.content.decode()
    his = Quote.objects.live().filter(speaker__name="Kendrick Lamar")
    assert all(f'href="{quote.get_absolute_url()}"' in html for quote in his)
    beside = [edition for edition in page.context["related"] if f'href="{edition.get_absolute_url()}"' in html]
    films = {edition.lead_visual.title for edition in beside if edition.lead_visual}
    assert films & set(Visual.objects.filter(kind="short_film").values_list("title", flat=True)) - {"We Cry Together"}
    assert any("Oscars" in edition.tags.names() for edition in beside)
