import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Edition, Tag
from tests.factories import HOUR, make_article, make_person, make_user, publish_story, quote

pytestmark = pytest.mark.django_db
LIST = "admin:articles_article_changelist"


def url(verb):
    return reverse("admin:desk_bulk", args=[verb])


@pytest.fixture
def editor(client):
    client.user = make_user("editor")
    client.force_login(client.user)
    return client


def test_an_action_of_the_list_changes_nothing_and_opens_the_page(editor):
    one, two = make_article(), make_article()
    response = editor.post(reverse(LIST), {"action": "bulk_publish", "_selected_action": [one.pk, two.pk]})
    assert response.status_code == 302
    page = editor.get(response.headers["Location"]).content.decode()
    assert one.headline in page
    assert two.headline in page
    assert not Edition.objects.exists()


def test_each_row_has_its_own_result(editor):
    good, unready, killed = make_article("Good"), make_article("Unready", section=None), make_article("Killed")
    Article.objects.filter(pk=killed.pk).update(status="killed")
    ids = {"id": [good.pk, unready.pk, killed.pk]}
    assert "Stays as it is" in editor.get(url("publish"), ids).content.decode()
    page = editor.post(url("publish"), ids).content.decode()
    assert "section is missing" in page
    assert "this one is killed" in page
    assert [edition.article for edition in Edition.objects.all()] == [good]
    assert good.moves.first().via == "list"


def test_a_writer_moves_only_their_own_by_the_list_too(client):
    writer = make_user("writer")
    client.force_login(writer)
    mine, theirs = make_article("Mine", by=writer), make_article("Theirs", by=make_user("writer"))
    ids = {"id": [mine.pk, theirs.pk]}
    client.post(url("submit"), ids)
    client.post(url("publish"), ids)
    client.post(url("tag"), ids | {"tags": Tag.objects.called("Jazz").name})
    assert dict(Article.objects.values_list("headline", "status")) == {"Mine": "in_review", "Theirs": "draft"}
    assert not Edition.objects.exists()
    assert [tagged.content_object for tagged in Tag.objects.get().tagged_articles.all()] == [mine]


def test_scheduling_many_asks_when(editor):
    articles = [make_article(), make_article()]
    ids = {"id": [article.pk for article in articles]}
    assert editor.post(url("schedule"), ids | {"at_0": "", "at_1": ""}).status_code == 409
    at = timezone.localtime(timezone.now() + 30 * HOUR)
    editor.post(url("schedule"), ids | {"at_0": f"{at:%Y-%m-%d}", "at_1": f"{at:%H:%M}"})
    assert Edition.objects.live(at).count() == 2


def test_assigning_many_keeps_the_rest_of_their_plans(editor):
    from articles.desk.planning import Planned, set_plan

    article, writer = make_article(), make_user("writer")
    set_plan(article, Planned(brief="Keep me.", wanted_words=700))
    editor.post(url("assign"), {"id": [article.pk], "assignee": writer.pk})
    article.refresh_from_db()
    assert (article.plan.assignee, article.plan.brief, article.plan.wanted_words) == (writer, "Keep me.", 700)


def test_tags_are_added_by_name_or_synonym_and_are_a_revision(editor):
    tag = Tag.objects.called("Hip-hop")
    tag.synonyms.create(name="Rap")
    article = make_article(tags=("Jazz",))
    assert "There is no tag" in editor.post(url("tag"), {"id": [article.pk], "tags": "Nope"}).content.decode()
    editor.post(url("tag"), {"id": [article.pk], "tags": "rap"})
    assert {tag.name for tag in article.tags.all()} == {"Jazz", "Hip-hop"}
    assert article.revisions.count() == 2


@pytest.mark.parametrize("query", [{}, {"id": ["x"]}, {"id": list(range(1, 102))}])
def test_nothing_and_too_much_are_not_found(editor, query):
    assert editor.get(url("publish"), query).status_code == 404
    assert editor.get(url("explode"), {"id": [1]}).status_code == 404


def test_an_account_without_rights_gets_no_list(client):
    client.force_login(make_user(None))
    assert client.post(url("publish"), {"id": [make_article().pk]}).status_code == 403


@pytest.mark.parametrize("typed", ["K. Dot", "kendrick", "hummed all", "Second line", "rap"])
def test_a_story_is_found_by_alias_by_text_by_dek_and_by_tag(editor, typed):
    singer = make_person("Kendrick Lamar", aliases=("K. Dot",))
    Tag.objects.called("Hip-hop").synonyms.create(name="Rap")
    publish_story("By name", body=f"<p>{quote('Yes.', singer)}</p>", dek="A second line", tags=("Hip-hop",))
    make_article("By text", body="<p>They hummed all night.</p>")
    make_article("Other")
    found = editor.get(reverse(LIST), {"q": typed}).context["cl"].result_list
    wanted = "By text" if typed == "hummed all" else "By name"
    assert [article.headline for article in found] == [wanted]


def test_the_confirmation_costs_the_same_queries_with_2_rows_and_with_20(editor, django_assert_num_queries):
    ids = [make_article().pk for _ in range(20)]
    editor.get(url("publish"), {"id": ids[:2]})
    for some in (ids[:2], ids):
        with django_assert_num_queries(7):
            editor.get(url("publish"), {"id": some})
