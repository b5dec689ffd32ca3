"""What a slip of a key makes of a name is what search forgives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.name_keys import NameKey, forgiving, one_slip, slips, slips_of

_KEYS = st.text("abz9жя한", min_size=1, max_size=6)


@given(typed=_KEYS, key=_KEYS)
def test_what_slips_make_is_what_one_slip_takes_for_near(typed: str, key: str) -> None:
    # A letter of another alphabet than all that was typed is no slip of the hand.
    foreign = any(char not in "abz9" and char not in typed for char in key)
    if not foreign:
        assert (key in slips(typed)) == one_slip(typed, key)


def test_a_name_in_every_script_at_once_makes_no_more_than_one_in_three() -> None:
    every = "".join(chr(code) for code in range(0x400, 0x3000, 0x100) if chr(code).isalnum())[:40]
    assert len(slips(every)) < 2 * 41 * (36 + 3 * 128)


@pytest.mark.django_db
def test_a_slip_is_forgiven_in_the_alphabet_that_was_typed() -> None:
    NameKey.write(NameKey.Kind.PERSON, 1, ["Земфира Образцова"])
    for typed in ("Земфиро", "Змфира", "Земфирра", "Зефмира"):
        assert [name.key for name in _near(typed)] == ["земфира"], typed


@pytest.mark.django_db
def test_a_name_near_a_common_word_is_found_among_all_who_have_the_word() -> None:
    for number in range(210):
        NameKey.write(NameKey.Kind.PERSON, number, [f"Some{number} Choir"])
    NameKey.write(NameKey.Kind.PERSON, 999, ["The Mardge Choir"])
    assert _near("Maredge Choir", "Maredge", "Choir")[0].ref == 999


def _near(*typed: str) -> list[NameKey]:
    keys = forgiving(typed)
    rows = list(NameKey.objects.nearly(slips_of(keys)))
    return [name for wanted in keys for name in rows if one_slip(wanted, name.key)]
