"""Two tags, or two people, become one: nothing is lost, old addresses lead on, and it can be undone."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import models
from django.urls import reverse

from articles.desk import merging, publishing
from articles.desk.merging import POINTERS, merge, undo
from articles.desk.saving import opened, save
from articles.desk.windows import NotNow
from articles.models import (
    Edition,
    Mention,
    Merge,
    Quote,
    QuoteDecision,
    Redirect,
    Tag,
    TaggedArticle,
    TaggedEdition,
    TagSynonym,
)
from people.models import Alias, Person
from tests.factories import make_article, make_person, make_tag, make_user, make_visual, publish_story, quote

pytestmark = pytest.mark.django_db

PEOPLE, TAGS = Merge.Kind.PERSON, Merge.Kind.TAG
# What stays with the one that gave way.
STAYS = {
    (QuoteDecision, "speaker"): "what an editor decided then is what was decided",
}


def check_record():
    """Whether the record is still what its revisions say."""
    said = StringIO()
    try:
        call_command("check_record", stdout=said, stderr=said)
    except CommandError as error:
        raise AssertionError(said.getvalue()) from error


def everything(*models_):
    return {
        model.__name__: sorted(model._default_manager.values_list(), key=repr)
        for model in (*models_, Redirect, Alias, TagSynonym)
    }


@pytest.fixture
def desk_of(client):
    def log_in(role):
        client.user = make_user(role)
        client.force_login(client.user)
        return client

    return log_in


@pytest.mark.parametrize(("kind", "model"), [(TAGS, Tag), (PEOPLE, Person)])
def test_every_column_that_points_at_a_noun_is_known(kind, model):
    """A new one has to say whether it moves."""
    known = {(pointer.model, pointer.field) for pointer in POINTERS[kind]} | set(STAYS)
    found = {
        (of, field.name)
        for of in apps.get_models(include_auto_created=True)
        for field in of._meta.fields
        if isinstance(field, models.ForeignKey) and field.related_model is model
    }
    assert found - known == set()


@pytest.fixture
def two_people():
    gone, kept = make_person("K Dot", aliases=("K.Dot",)), make_person("Kendrick Sample", aliases=("K.Dot",))
    film = make_visual("Film", credits=(("director", gone),))
    make_person("The Group", kind="group").members.add(gone, kept)
    publish_story("Both", body=f"<p>{quote('One.', gone)}</p><p>{quote('Two.', kept)}</p>", lead_visual=film)
    publish_story("Linked", body=f'<p><a data-ref="person:{gone.pk}">K Dot</a> {quote("Three.", kept)}</p>')
    publish_story("Alone", body=f"<p>{quote('Four.', gone)}, K Dot said.</p>")
    return gone, kept


def test_a_persons_page_has_all_that_both_said_and_the_old_one_leads_to_it(client, two_people):
    gone, kept = two_people
    old = gone.get_absolute_url()
    merge(PEOPLE, gone, kept, by=None)
    page = client.get(kept.get_absolute_url()).content.decode()
    for said in ("One.", "Two.", "Three.", "Four.", "Film"):
        assert said in page
    answer = client.get(old)
    assert (answer.status_code, answer["Location"]) == (301, kept.get_absolute_url())


def test_texts_stay_as_printed_and_their_links_lead_on(client, two_people):
    gone, kept = two_people
    before = dict(Edition.objects.values_list("pk", "html"))
    merge(PEOPLE, gone, kept, by=None)
    assert dict(Edition.objects.values_list("pk", "html")) == before
    linked = Edition.objects.get(headline="Linked")
    assert f'<a href="{kept.get_absolute_url()}">K Dot</a>' in client.get(linked.get_absolute_url()).content.decode()
    check_record()


def test_who_types_any_of_the_names_finds_the_one_that_stays(two_people):
    gone, kept = two_people
    merge(PEOPLE, gone, kept, by=None)
    for typed in ("k dot", "K.Dot", "Kendrick Sample"):
        assert list(Person.objects.named(typed)) == [kept]


@pytest.mark.parametrize("asked", ["", "speaker:"])
def test_search_finds_what_was_indexed_under_either(client, asked, two_people):
    gone, kept = two_people
    merge(PEOPLE, gone, kept, by=None)
    for name in ("Kendrick Sample", "K Dot"):
        page = client.get("/search/", {"q": f'{asked}"{name}"', "type": "quotes"}).content.decode()
        for said in ("One", "Two", "Four"):
            assert said in page


def test_a_text_that_names_the_one_that_gave_way_means_the_other(client, two_people):
    gone, kept = two_people
    draft = make_article("Draft", body=f'<p>{quote("Five.", gone)} <a data-ref="person:{gone.pk}">He</a> left.</p>')
    waiting = make_article("Waiting", body=f"<p>{quote('Six.', gone)}</p>")
    merge(PEOPLE, gone, kept, by=None)
    save(opened(draft.pk), by=None)
    draft.refresh_from_db()
    assert f'data-speaker="{kept.pk}"' in draft.body
    assert f'data-ref="person:{kept.pk}"' in draft.body
    publishing.publish(waiting, by=None)
    assert Quote.objects.get(text="Six.").speaker == kept
    assert not Mention.objects.filter(person=gone).exists()
    check_record()


def test_undoing_puts_every_row_back(two_people):
    gone, kept = two_people
    before = everything(Quote, Mention, Person)
    done = merge(PEOPLE, gone, kept, by=None)
    assert everything(Quote, Mention, Person) != before
    undo(done, by=None)
    after = everything(Quote, Mention, Person)
    assert [row[:-1] for row in after.pop("Person")] != []
    before.pop("Person")
    assert after == before
    assert list(Person.objects.named("k dot")) == [gone, kept]


@pytest.fixture
def two_tags():
    gone, kept = make_tag("HipHop", synonyms=("Rap",)), make_tag("Hip-hop")
    publish_story("Both", tags=["HipHop", "Hip-hop"])
    publish_story("One", tags=["HipHop", "Jazz"])
    return gone, kept


def test_a_tags_page_has_both_tags_stories_once(client, two_tags):
    gone, kept = two_tags
    merge(TAGS, gone, kept, by=None)
    page = client.get(kept.get_absolute_url())
    assert [row.content_object.headline for row in page.context["page"].items] == ["One", "Both"]
    assert client.get(gone.get_absolute_url())["Location"] == kept.get_absolute_url()
    for typed in ("hiphop", "HipHop", "Rap", "Hip-hop"):
        assert Tag.objects.called(typed) == kept
    both = TaggedArticle.objects.filter(content_object__headline="Both")
    assert [row.tag for row in both] == [kept]
    check_record()


def test_undoing_tags_puts_every_row_back(two_tags):
    gone, kept = two_tags
    before = everything(TaggedEdition, TaggedArticle, Tag)
    undo(merge(TAGS, gone, kept, by=None), by=None)
    assert everything(TaggedEdition, TaggedArticle, Tag) == before


def test_a_form_that_was_opened_before_keeps_the_tag_that_stays(two_tags):
    gone, kept = two_tags
    article = make_article(tags=["HipHop"])
    merge(TAGS, gone, kept, by=None)
    save(opened(article.pk), by=None, tags=[gone.pk])
    assert [row.tag for row in article.tagged.all()] == [kept]


def test_a_part_that_takes_the_place_of_the_whole_is_no_part_of_itself():
    music = make_tag("Music")
    gone = make_tag("Rap", parent=music)
    kept, other = make_tag("Hip-hop", parent=gone), make_tag("Drill", parent=gone)
    merge(TAGS, gone, kept, by=None)
    kept.refresh_from_db()
    other.refresh_from_db()
    assert (kept.parent, other.parent) == (music, kept)


def test_three_become_one_and_are_undone_in_order(client):
    one, two, three = make_tag("One"), make_tag("Two"), make_tag("Three")
    publish_story(tags=["One"])
    first, second = merge(TAGS, one, two, by=None), merge(TAGS, two, three, by=None)
    assert client.get("/tags/one/")["Location"] == client.get("/tags/two/")["Location"] == "/tags/three/"
    assert Tag.objects.called("One") == three
    with pytest.raises(NotNow, match="Undo that first"):
        undo(first, by=None)
    undo(second, by=None)
    undo(first, by=None)
    assert [str(row.tag) for row in TaggedEdition.objects.all()] == ["One"]
    with pytest.raises(NotNow, match="undone already"):
        undo(first, by=None)


def test_what_makes_no_sense_is_refused():
    one, two, three = make_tag("One"), make_tag("Two"), make_tag("Three")
    with pytest.raises(NotNow, match="one and the same"):
        merge(TAGS, one, one, by=None)
    merge(TAGS, one, two, by=None)
    for gone, kept in ((one, three), (three, one)):
        with pytest.raises(NotNow, match="merged into another before"):
            merge(TAGS, gone, kept, by=None)


def test_doubles_are_suggested_by_letters_and_figures_alone():
    make_tag("Hip-hop"), make_tag("HipHop"), make_tag("Jazz")
    make_person("JAY-Z"), make_person("Jay Z", slug="jay-z-2"), make_person("Shawn Sample", aliases=("jay z",))
    assert [[tag.name for tag in group] for group in merging.doubles(TAGS)] == [["Hip-hop", "HipHop"]]
    assert [len(group) for group in merging.doubles(PEOPLE)] == [3]


def test_a_managing_editor_sees_what_would_change_merges_and_undoes(client, desk_of, two_people):
    _gone, _kept = two_people
    desk = desk_of("managing editor")
    start = reverse("admin:desk_merges")
    found = desk.get(start, {"kind": "person", "gone": "K Dot", "kept": "kendrick sample"})
    page = desk.get(found["Location"]).content.decode()
    assert "<td>Quotations</td><td>2</td><td>0</td>" in page
    desk.post(found["Location"])
    done = Merge.objects.get()
    assert done.merged_by == desk.user
    assert "K Dot → Kendrick Sample" in desk.get(reverse("admin:desk_audit"), {"kind": "merge"}).content.decode()
    desk.post(reverse("admin:desk_merge_undo", args=[done.pk]))
    done.refresh_from_db()
    assert done.undone_by == desk.user
    assert desk.get(reverse("admin:desk_audit"), {"kind": "merge"}).status_code == 200


@pytest.mark.parametrize("role", ["writer", "editor"])
def test_nobody_else_merges(desk_of, role, two_tags):
    gone, kept = two_tags
    desk = desk_of(role)
    page = reverse("admin:desk_merge", args=["tag", gone.pk, kept.pk])
    assert desk.get(page).status_code == desk.post(page).status_code == 403
    done = merge(TAGS, gone, kept, by=None)
    assert desk.post(reverse("admin:desk_merge_undo", args=[done.pk])).status_code == 403
    assert desk.get(reverse("admin:desk_merges")).status_code == 403


@pytest.mark.parametrize("typed", ["Nobody", "", "\x00", "9" * 30])
def test_who_is_not_there_is_said(desk_of, typed):
    response = desk_of("managing editor").get(
        reverse("admin:desk_merges"), {"kind": "person", "gone": typed, "kept": "x"}
    )
    assert response.status_code == 409


def test_namesakes_are_told_apart_by_number(desk_of):
    first, second = make_person("Sam Sample"), make_person("Sam Sample", slug="sam-sample-2")
    asked = {"kind": "person", "gone": "Sam Sample", "kept": str(first.pk)}
    page = desk_of("managing editor").get(reverse("admin:desk_merges"), asked).content.decode()
    assert f"Sam Sample is {first.pk}" in page
    assert f"Sam Sample is {second.pk}" in page
