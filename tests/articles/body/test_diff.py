from hypothesis import given
from hypothesis import strategies as st

from articles.body.diff import compare, compare_words


def kinds(old, new):
    return [change.kind for change in compare(old, new)]


def test_one_word_changed_in_one_block():
    changes = compare("<p>Same.</p><p>The room felt thick.</p>", "<p>Same.</p><p>The room felt intense.</p>")
    assert [change.kind for change in changes] == ["equal", "change"]
    assert [(run.kind, run.text) for run in changes[1].runs] == [
        ("equal", "The room felt "),
        ("delete", "thick"),
        ("insert", "intense"),
        ("equal", "."),
    ]


def test_blocks_put_in_and_taken_out():
    assert kinds("<p>One one one.</p><p>Two two two.</p>", "<p>Two two two.</p><p>Three three.</p>") == [
        "delete",
        "equal",
        "insert",
    ]


def test_another_speaker_is_a_change_though_the_words_are_the_same():
    old = '<p><q data-quote="5d2ad2f4-95c3-4f0e-9f26-6d0f3f4f4c55" data-speaker="1">“Yes.”</q></p>'
    (change,) = compare(old, old.replace('speaker="1"', 'speaker="2"'))
    assert (change.kind, change.is_markup_only) == ("change", True)


def test_an_embed_is_named():
    (change,) = compare(
        "", '<figure data-embed="ad" data-id="5d2ad2f4-95c3-4f0e-9f26-6d0f3f4f4c55" data-props="{}"></figure>'
    )
    assert change.runs[0].text == "[ad]"


_TEXTS = st.lists(st.text(alphabet="ab c", min_size=1, max_size=8).filter(str.strip), max_size=8)


@given(_TEXTS, _TEXTS)
def test_old_and_new_can_be_told_back(old, new):
    before, after = ("".join(f"<p>{text}</p>" for text in texts) for texts in (old, new))
    changes = compare(before, after)
    assert "".join(change.old for change in changes if change.kind != "insert") == before
    assert "".join(change.new for change in changes if change.kind != "delete") == after


@given(st.text(max_size=40), st.text(max_size=40))
def test_runs_hold_both_texts(old, new):
    runs = compare_words(old, new)
    assert "".join(run.text for run in runs if run.kind != "insert") == old
    assert "".join(run.text for run in runs if run.kind != "delete") == new
