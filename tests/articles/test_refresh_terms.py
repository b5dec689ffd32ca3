"""Terms are counted over live stories alone, each story once."""

import pytest
from django.core.management import call_command

from articles.desk import publishing
from articles.models import Tag, Term
from tests import factories

pytestmark = pytest.mark.django_db


def test_counts_live_stories_of_each_noun() -> None:
    singer, film, source = factories.make_person(), factories.make_visual(), factories.make_source()
    body = f"<p>{factories.quote('One', singer)} {factories.quote('Two', singer)}</p>{factories.embed('visual', visual=film.pk)}"
    first = factories.publish_story(body=body, tags=["Shared"], source=source)
    factories.publish_story(tags=["Shared"])
    factories.make_article(body=body, tags=["Shared"])
    gone = factories.publish_story(body=body, tags=["Shared", "Gone"])
    publishing.withdraw(gone.article, by=None)
    publishing.publish(factories.update(first.article, headline="Again"), by=None)
    for _ in range(2):
        call_command("refresh_terms", verbosity=0)
    shared = Tag.objects.get(name="Shared")
    kinds = Term.Kind
    expected = {(kinds.TAG, shared.pk, 2), (kinds.PERSON, singer.pk, 1), (kinds.VISUAL, film.pk, 1)}
    assert set(Term.objects.values_list("kind", "ref", "df")) == expected | {
        (kinds.SOURCE, source.pk, 1),
        (kinds.ALL, 0, 2),
    }
