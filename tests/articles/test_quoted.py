"""A person's quotations by year and by source, who speaks beside them, and the archive of quotations by year."""

from datetime import UTC, datetime

import pytest

from articles.desk.merging import merge
from tests.factories import make_person, make_source, publish_story, quote

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana():
    ana, ben = make_person("Ana Sample"), make_person("Ben Sample")
    show = make_source("The Late Hour", kind="show")
    both = f"<p>{quote('Of 2024.', ana)}</p><p>{quote('Beside it.', ben)}</p>"
    publish_story("One", body=both, source=show, published_at=datetime(2024, 5, 1, tzinfo=UTC))
    alone = f"<p>{quote('Of 2026.', ana)}</p>"
    publish_story("Two", body=alone, source=make_source("Variety"), published_at=datetime(2026, 5, 1, tzinfo=UTC))
    return ana


def said(client, address):
    return [row.text for row in client.get(address).context["page"].items]


def test_what_somebody_said_by_year_and_by_source(client, ana):
    base = f"{ana.get_absolute_url()}quotes/"
    page = client.get(base)
    assert said(client, base) == ["Of 2026.", "Of 2024."]
    ways = [*page.context["years"], *page.context["sources"]]
    assert [(way.words, way.count) for way in ways] == [
        *(("2026", 1), ("2024", 1)),
        *(("to Variety", 1), ("on The Late Hour", 1)),
    ]
    assert [said(client, way.address) for way in ways] == [["Of 2026."], ["Of 2024."], ["Of 2026."], ["Of 2024."]]
    assert [person.name for person in page.context["beside"]] == ["Ben Sample"]


@pytest.mark.parametrize("more", ["2025/", "to/999999/", "0999/", "to/99999999999999999999/"])
def test_what_nobody_said_is_not_there(client, ana, more):
    assert client.get(f"{ana.get_absolute_url()}quotes/{more}").status_code == 404


def test_who_only_wrote_has_no_page_of_quotations(client):
    assert client.get(f"{make_person('Silent Sample').get_absolute_url()}quotes/").status_code == 404


def test_the_archive_of_quotations_by_year(client, ana):
    assert said(client, "/quotes/2024/") == ["Beside it.", "Of 2024."]
    assert [way.words for way in client.get("/quotes/").context["ways"]] == ["2026", "2025", "2024"]
    assert client.get("/quotes/2025/").context["page"].items == []
    assert client.get("/quotes/2023/").status_code == 404


def test_who_was_merged_leads_on(client, ana):
    other = make_person("Ana S.")
    merge("person", other, ana, by=None)
    answer = client.get("/people/ana-s/quotes/")
    assert (answer.status_code, answer["Location"]) == (301, "/people/ana-sample/quotes/")


def test_a_merge_of_people_whom_readers_do_not_know_tells_nothing(client):
    merge("person", make_person("Hidden One"), make_person("Hidden Two"), by=None)
    assert client.get("/people/hidden-one/quotes/").status_code == 404
