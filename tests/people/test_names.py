import pytest
from hypothesis import given
from hypothesis import strategies as st

from people import names

SAME = [
    ["Beyoncé", "Beyonce", "BEYONCÉ", "Beyonce\u0301", " beyoncé "],
    ["JAY-Z", "Jay Z", "Jay‐Z", "JAY Z"],
    ["N.E.R.D", "NERD", "N.E.R.D."],
    ["Guns N' Roses", "Guns N’ Roses", "Guns N Roses"],
    ["Straße", "STRASSE"],
    ["Tyler, The Creator", "Tyler The Creator", "TYLER, THE CREATOR"],
    ["Florence + The Machine", "Florence & the Machine", "Florence and The Machine"],
]
PROBABLY_SAME = [
    ["A$AP Rocky", "ASAP Rocky", "A$ap rocky"],
    ["K.Dot", "K. Dot", "k dot", "KDot"],
    ["P!nk", "Pink"],
    ["AC/DC", "ACDC"],
    ["MØ", "Mo"],
    ["The Weeknd", "Weeknd"],
    ["Jay Z", "JayZ"],
]
DIFFERENT = [
    "!!!", "???", "+/-", "Мумий Тролль", "宇多田ヒカル", "Prince", "Princess", "Tyler", "Tyler, The Creator",
    "The The", "X", "Й", "И", "が", "か", "Ca$h Out", "Cash", "M.I.A.", "Mia X",
]  # fmt: skip


@pytest.mark.parametrize("group", SAME)
def test_spellings_of_one_name_share_the_strict_key(group):
    assert len({names.strict_key(name) for name in group}) == 1


@pytest.mark.parametrize("group", PROBABLY_SAME)
def test_probable_spellings_share_the_loose_key(group):
    assert len({names.loose_key(name) for name in group}) == 1


@pytest.mark.parametrize("key", [names.strict_key, names.loose_key])
def test_different_names_keep_different_keys(key):
    assert len({key(name) for name in DIFFERENT}) == len(DIFFERENT)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("A$AP Rocky", "asap-rocky"),
        ("Beyoncé", "beyonce"),
        ("Tyler, The Creator", "tyler-the-creator"),
        ("K. Dot", "k-dot"),
        ("!!!", "person-7"),
        ("Łódź Ensemble", "lodz-ensemble"),
    ],
)
def test_slugs_are_ascii_and_never_empty(name, slug):
    assert names.ascii_slug(name, fallback="person-7") == slug


@pytest.mark.parametrize(
    ("name", "is_group", "expected"),
    [
        ("Kendrick Lamar", False, "Lamar, Kendrick"),
        ("The Alchemist", False, "Alchemist"),
        ("The Pressing Plant", True, "Pressing Plant"),
        ("Tin Parade", True, "Tin Parade"),
        ("Prince", False, "Prince"),
        ("Tyler, The Creator", False, "Tyler, The Creator"),
    ],
)
def test_sort_name(name, is_group, expected):
    assert names.sort_name(name, is_group=is_group) == expected


@pytest.mark.parametrize(("name", "expected"), [("Kendrick Lamar", "KL"), ("Orla", "O"), ("!!!", "!"), ("JAY-Z", "JZ")])
def test_initials(name, expected):
    assert names.initials(name) == expected


@given(st.text(max_size=60))
def test_any_text_has_keys_and_a_slug(text):
    shown = names.display(text)
    assert names.display(shown) == shown
    names.strict_key(text), names.loose_key(text), names.sort_name(text), names.initials(text)
    slug = names.ascii_slug(text, fallback="x")
    assert slug
    assert slug.isascii()
    assert len(slug) <= 80
