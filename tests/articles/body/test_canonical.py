import json
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.body.canonical import canonicalise
from articles.body.sanitise import BodyError
from articles.models import QuoteId
from tests.factories import embed, make_article, make_person, make_photo, make_source, make_visual, quote

pytestmark = pytest.mark.django_db

_INLINE = st.sampled_from(["strong", "em", "a", "q", "sub", "b", "i", "span"])
_BLOCK = st.sampled_from(["p", "h1", "h2", "h3", "ul", "ol", "li", "blockquote", "div", "figure", "section"])
_ATTRIBUTES = st.sampled_from(
    ["", ' href="https://example.org/?a=1&amp;b=2"', ' data-quote="5d2ad2f4-95c3-4f0e-9f26-6d0f3f4f4c55"', ' start="3"',
     ' data-label="a spokesman"', ' data-ref="person:999999"', ' data-embed="ad"', ' data-embed="ad" data-props="{}"']
)  # fmt: skip
_WORDS = st.text(alphabet=st.sampled_from("ab “”‘’&<>\"'é \n\u00a0[]…\U0001f600"), max_size=12)


def _escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;")


_HTML = st.recursive(
    _WORDS.map(_escaped),
    lambda inner: st.builds(
        lambda tag, attributes, parts: f"<{tag}{attributes}>{''.join(parts)}</{tag}>",
        st.one_of(_INLINE, _BLOCK),
        _ATTRIBUTES,
        st.lists(inner, max_size=4),
    ),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_HTML, max_size=4).map("".join))
def test_canonical_form_is_its_own_canonical_form(html):
    try:
        once = canonicalise(html).html
    except BodyError:
        return
    assert canonicalise(once).html == once


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=200))
def test_no_text_breaks_it(text):
    try:
        once = canonicalise(text).html
    except BodyError:
        return
    assert canonicalise(once).html == once


@pytest.mark.parametrize(
    ("html", "canonical"),
    [
        ("<p>a</p><p></p><p> </p>", "<p>a</p>"),
        ("loose <b>words</b>", "<p>loose <strong>words</strong></p>"),
        ("<h1>x</h1><h5>y</h5>", "<h2>x</h2><h3>y</h3>"),
        ("<ul><li>x<li>y</ul>", "<ul><li><p>x</p></li><li><p>y</p></li></ul>"),
        ("<blockquote>said</blockquote>", "<blockquote><p>said</p></blockquote>"),
        (
            '<p><a href="https://example.org/" data-ref="person:9">x</a></p>',
            '<p><a href="https://example.org/">x</a></p>',
        ),
        ('<p><a data-ref="person:9">x</a></p>', "<p>x</p>"),
        ("<p>a<br>b</p>", "<p>a<br>b</p>"),
        ("<p>a.  b\n  c\td</p>\n<p>e <em>f\ng</em></p>", "<p>a.  b c d</p><p>e <em>f g</em></p>"),
        ("<p>AT&amp;T &lt;3</p>", "<p>AT&amp;T &lt;3</p>"),
        ('<ol start="4"><li>x</li></ol>', '<ol start="4"><li><p>x</p></li></ol>'),
    ],
)
def test_forms(html, canonical):
    assert canonicalise(html).html == canonical


def test_a_quotation_gets_an_id_and_keeps_it():
    speaker, source = make_person(), make_source()
    html = (
        f'<p><q data-source="{source.pk}" data-speaker="{speaker.pk}">“I <strong>did</strong> [it],”</q> she said.</p>'
    )
    once = canonicalise(html)
    (uuid,) = once.new_quotes
    assert once.html == (
        f'<p><q data-quote="{uuid}" data-speaker="{speaker.pk}" data-source="{source.pk}">'
        "“I <strong>did</strong> [it],”</q> she said.</p>"
    )
    assert canonicalise(once.html).html == once.html


def test_a_line_break_in_a_quotation_or_a_link_stays_as_it_was_typed():
    body = f'<p>{quote("a<br>b", make_person())} <a href="https://example.org/">c<br>d</a></p>'
    once = canonicalise(body).html
    assert canonicalise(once).html == once
    assert "“a<br>b”" in once
    assert ">c<br>d</a>" in once


def test_two_pieces_with_one_id_stay_one_quotation():
    uuid, speaker = str(uuid4()), make_person()
    body = f"<p>{quote('One,', speaker, uuid=uuid)} she said. {quote('Two.', speaker, uuid=uuid)}</p>"
    assert list(canonicalise(body).new_quotes) == [uuid]


def test_one_id_with_two_speakers_becomes_two_quotations():
    uuid = str(uuid4())
    body = f"<p>{quote('One.', make_person(), uuid=uuid)} {quote('Two.', make_person(), uuid=uuid)}</p>"
    assert len(canonicalise(body).new_quotes) == 2


def test_another_articles_quotation_gets_an_id_of_its_own_for_all_its_pieces():
    uuid, speaker = str(uuid4()), make_person()
    body = f"<p>{quote('One,', speaker, uuid=uuid)} she said. {quote('Two.', speaker, uuid=uuid)}</p>"
    first = make_article(body=body)
    second = make_article(body=body)
    assert QuoteId.objects.get(pk=uuid).article == first
    copy = QuoteId.objects.get(article=second)
    assert str(copy.copied_from) == uuid
    assert second.body.count(str(copy.pk)) == 2
    assert canonicalise(body, article_id=second.pk + 1).minted.keys() == {uuid}


@pytest.mark.parametrize(
    ("html", "says"),
    [
        ('<figure data-embed="poll"></figure>', "no kind of embed called “poll”"),
        ('<figure data-embed="photo" data-props="{broken"></figure>', "not JSON"),
        ('<figure data-embed="photo" data-props="[1]"></figure>', "not JSON"),
        ('<figure data-embed="photo" data-props=\'{"photo":999}\'></figure>', "no such photo"),
        ('<figure data-embed="visual" data-props=\'{"visual":"x"}\'></figure>', "Film or video"),
        ('<figure data-embed="player" data-props=\'{"url":"https://evil.example/"}\'></figure>', "No player is known"),
        ('<figure data-embed="player" data-props=\'{"url":"https://spotify.link/x"}\'></figure>', "short link"),
        ('<p><q data-speaker="999">“x”</q></p>', "there is no person 999"),
        ('<p><q data-source="999" data-label="x">“x”</q></p>', "there is no source 999"),
    ],
)
def test_what_cannot_be_stored_is_named_with_its_place(html, says):
    with pytest.raises(BodyError, match=says):
        canonicalise(html)


def test_embeds_stand_at_the_top_level_and_empty():
    photo = make_photo()
    inside = embed("photo", photo=photo.pk).replace("></figure>", "><b>x</b></figure>")
    html = canonicalise(f"<blockquote><p>a</p>{inside}<p>b</p></blockquote>").html
    assert html.startswith('<blockquote><p>a</p><p>b</p></blockquote><figure data-embed="photo"')
    assert html.endswith("></figure>")


def test_embeds_keep_what_their_form_knows_and_drop_the_rest():
    visual = make_visual()
    html = canonicalise(embed("visual", visual=visual.pk, onclick="x")).html
    assert json.dumps({"visual": visual.pk}).replace(" ", "").replace('"', "&quot;") in html.replace("'", '"')


def test_the_number_of_queries_does_not_grow_with_the_text(django_assert_max_num_queries):
    speaker, photo, visual = make_person(), make_photo(), make_visual()
    block = f"<p>{quote('Yes.', speaker)}</p>{embed('photo', photo=photo.pk)}{embed('visual', visual=visual.pk)}"
    with django_assert_max_num_queries(5):
        canonicalise(block * 40)
