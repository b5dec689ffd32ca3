"""Which stories are held against a story: bounded, whatever it is about, and what is rare is never passed over."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from articles import sharing
from articles.models import Term
from articles.story import nouns_of
from tests import factories

_STORIES = 1_000_000
_COUNTS = st.dictionaries(
    st.tuples(
        st.sampled_from([Term.Kind.TAG, Term.Kind.PERSON, Term.Kind.VISUAL, Term.Kind.SOURCE]), st.integers(1, 99)
    ),
    st.integers(0, _STORIES),
    max_size=40,
)


def _looked_at(counts: dict[tuple[int, int], int]) -> dict[tuple[int, int], int]:
    return sharing._looked_at(counts, sharing.weights_of(counts))


@given(counts=_COUNTS, is_counted=st.booleans())
def test_candidates_are_bounded_and_the_rarest_things_bring_some(
    counts: dict[tuple[int, int], int], is_counted: bool
) -> None:
    everything = {(int(Term.Kind.ALL), 0): _STORIES} if is_counted else {}
    looked_at = _looked_at({**counts, **everything})
    assert sum(looked_at.values()) <= sharing._ROWS + len(looked_at)
    assert all(most >= 1 for most in looked_at.values())
    if is_counted:
        rarest = sorted(counts, key=lambda thing: (counts[thing], thing))[:3]
        few = [thing for thing, stories in counts.items() if stories < _STORIES / 20]
        assert {*rarest, *few} <= set(looked_at)
        if set(looked_at) != {*rarest, *few}:  # the common ones bring what is left, once all of the others is looked at
            assert all(looked_at[thing] == counts[thing] + sharing._SINCE for thing in {*rarest, *few})
    else:
        assert set(looked_at) == set(counts)


def test_of_few_stories_the_common_things_bring_theirs_too() -> None:
    counts = {(int(Term.Kind.ALL), 0): 2_000} | {(int(Term.Kind.TAG), pk): pk for pk in (10, 20, 30, 500, 700)}
    assert _looked_at(counts) == {(int(Term.Kind.TAG), pk): pk + sharing._SINCE for pk in (10, 20, 30, 500, 700)}


@pytest.mark.django_db
def test_a_story_in_two_long_lists_is_known_to_share_both() -> None:
    long_ago = timezone.now() - timedelta(days=900)
    both = factories.publish_story("Shares both", tags=["a", "b"], published_at=long_ago)
    for number in range(3):
        factories.publish_story(f"Shares one {number}", tags=["ab"[number % 2]])
    edition, at = factories.publish_story("The story", tags=["a", "b", "alone"]), timezone.now()
    call_command("refresh_terms", verbosity=0)
    found = sharing.sharing(edition, nouns_of(edition, at).counts, at)
    assert len(found[both.pk].things) == 2
    assert found[both.pk].published == long_ago
    assert found[both.pk].headline == "Shares both"
