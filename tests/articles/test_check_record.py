"""check_record is silent where the record is what the desk froze, and names each thing that is not."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from articles.desk.publishing import publish
from articles.models import Edition, Mention, Quote, TaggedEdition, VisualUse
from tests.factories import (
    embed,
    make_person,
    make_source,
    make_user,
    make_visual,
    publish_story,
    quote,
    update,
)

pytestmark = pytest.mark.django_db


def check() -> str:
    """What the command prints where all agrees."""
    out = StringIO()
    call_command("check_record", stdout=out)
    return out.getvalue()


def failure() -> str:
    """What it prints where it does not, and the exit status is 1."""
    out = StringIO()
    with pytest.raises(CommandError, match="need a look") as failed:
        call_command("check_record", stdout=out)
    assert failed.value.returncode == 1
    return out.getvalue()


@pytest.fixture
def edition() -> Edition:
    """A live story that has one of everything."""
    person, other = make_person("Ada Vole", aliases=("Vole",)), make_person("Ilse Marn")
    film = make_visual("Low Tide", credits=(("director", other),))
    body = f'<p>{quote("It rained on the tape", person)} Vole said.</p><p><a data-ref="person:{other.pk}">Ilse</a> left.</p>'
    source = make_source("The Gazette")
    return publish_story("Rain", body=body + embed("visual", visual=film.pk), source=source, tags=["Rain", "Tape"])


def test_agreeing_record_passes(edition: Edition) -> None:
    update(edition.article, dek="Later.")
    publish(edition.article, by=None)
    assert check() == "1 live editions checked: each is what its revision says.\n"


@pytest.mark.parametrize(
    ("model", "facts", "named"),
    [
        (Edition, {"html": "<p>Other.</p>"}, "html"),
        (Edition, {"text": "Other."}, "text"),
        (Edition, {"headline": "Other"}, "headline"),
        (Edition, {"source": None}, "source"),
        (Quote, {"text": "It snowed"}, "quotes"),
        (Quote, {"credited_as": "Ada Vole"}, "credited names"),
        (Mention, {"role": "byline"}, "mentions"),
        (VisualUse, {"is_lead": True}, "visuals"),
    ],
)
def test_changed_row_is_named(edition: Edition, model: Any, facts: dict[str, Any], named: str) -> None:
    model.objects.update(**facts)
    said = failure()
    assert said.startswith(f"Edition {edition.pk}, “")
    assert named in said


def test_missing_tag_is_named(edition: Edition) -> None:
    TaggedEdition.objects.filter(tag__name="Tape").delete()
    assert "“Rain”: tags." in failure()


@pytest.mark.parametrize("model", [Quote, TaggedEdition, Mention, VisualUse])
def test_row_with_a_window_of_its_own_is_named(edition: Edition, model: Any) -> None:
    model.objects.update(live_until=timezone.now() + timedelta(days=1))
    assert f"its window is not that of edition {edition.pk}." in failure()


@pytest.mark.skipif(connection.vendor == "postgresql", reason="PostgreSQL refuses the overlap itself.")
def test_overlapping_windows_are_named(edition: Edition) -> None:
    update(edition.article, dek="Later.")
    later = publish(edition.article, by=None)
    for model in (Edition, Quote, Mention, VisualUse, TaggedEdition):
        of = "pk" if model is Edition else "content_object" if model is TaggedEdition else "edition"
        model.objects.filter(**{of: edition.pk}).update(live_until=later.live_from + timedelta(hours=1))
    assert f"Edition {edition.pk}: its window overlaps another’s" in failure()


def test_person_renamed_later_is_no_drift(edition: Edition) -> None:
    person = edition.quotes.get().speaker
    person.name = "Ada Marlowe Vole"
    person.save()
    assert "each is what its revision says" in check()


def test_renamed_person_excuses_no_other_words(edition: Edition) -> None:
    edition.quotes.get().speaker.save()
    Quote.objects.update(text="It snowed")
    assert "“Rain”: quotes." in failure()


def test_source_edited_in_the_admin_later_is_no_drift(edition: Edition) -> None:
    source = edition.source
    source.outlet = "The Other Gazette"
    source.save()
    assert "“Rain”: html." in failure()
    LogEntry.objects.create(
        user=make_user(),
        content_type=ContentType.objects.get_for_model(source),
        object_id=source.pk,
        object_repr=str(source),
        action_flag=CHANGE,
    )
    assert "each is what its revision says" in check()


def test_closed_editions_are_left_alone(edition: Edition) -> None:
    update(edition.article, dek="Later.")
    publish(edition.article, by=None)
    Edition.objects.filter(pk=edition.pk).update(html="<p>Other.</p>")
    assert "each is what its revision says" in check()
