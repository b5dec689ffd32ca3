"""The body stored is the body reloaded, byte for byte, over sixty shapes; and after a key and its undo."""

import pytest

from articles.body.canonical import canonicalise
from articles.models import Article
from tests.browser.test_writing import open_story
from tests.factories import embed, make_article, make_person, make_photo, make_source, make_visual, quote

ONE, TWO = "5d2ad2f4-95c3-4f0e-9f26-6d0f3f4f4c01", "5d2ad2f4-95c3-4f0e-9f26-6d0f3f4f4c02"
VALUE = "document.querySelector('#id_body').articleEditor.getHTML()"
# Every shape through one editor, as the form does it: put in, read out.
RELOADED = """(shapes) => {
  const { articleEditor: editor } = document.querySelector("#id_body")
  return shapes.map((html) => {
    editor.commands.setContent(html, { emitUpdate: false, parseOptions: editor.options.parseOptions })
    return editor.getHTML()
  })
}"""
PLAIN = {
    "plain": "<p>Words.</p>",
    "entities": "<p>AT&amp;T &lt;3 &gt; &quot;it&quot; it’s</p>",
    "no-break blanks": "<p>10\u00a0km and 5\u202fm</p>",
    "blanks": "<p>One.  Two.   Three. </p>",
    "line ends in the source": "<p>One\n  two\tthree</p>\n\n<p>four <em>five\nsix</em></p>",
    "emoji": "<p>👩🏽‍🎤 sang 🎶 at 5°</p>",
    "combined letters": "<p>Ångström Łódź e\u0301</p>",
    "right to left": "<p>שלום and سلام</p>",
    "no spaces": "<p>音楽のニュース。</p>",
    "soft hyphen and joiners": "<p>Donau\u00addampf\u200dschiff</p>",
    "line breaks": "<p>One<br>two<br><br>three</p>",
    "bold": "<p>a <strong>b</strong> c</p>",
    "italic at both ends": "<p><em>a</em> b <em>c</em></p>",
    "bold in italic": "<p><strong><em>a</em> b</strong></p>",
    "overlapping marks": "<p><strong>a<em>b</em></strong><em>c</em></p>",
    "sub and sup": "<p>H<sub>2</sub>O and 2<sup>nd</sup></p>",
    "headings": "<h2>One</h2><p>a</p><h3>Two</h3><p>b</p>",
    "marks in a heading": "<h2>The <em>Sleeve</em> &amp; more</h2>",
    "bullets": "<ul><li><p>a</p></li><li><p>b</p></li></ul>",
    "numbers": "<ol><li><p>a</p></li></ol>",
    "numbers from four": '<ol start="4"><li><p>a</p></li></ol>',
    "list in a list": "<ul><li><p>a</p><ul><li><p>b</p></li></ul></li></ul>",
    "numbers in bullets": "<ul><li><p>a</p><ol><li><p>b</p></li></ol></li></ul>",
    "two paragraphs in a point": "<ul><li><p>a</p><p>b</p></li></ul>",
    "block quote": "<blockquote><p>a</p><p>b</p></blockquote>",
    "list in a block quote": "<blockquote><ul><li><p>a</p></li></ul></blockquote>",
    "block quote first and last": "<blockquote><p>a</p></blockquote><p>b</p><blockquote><p>c</p></blockquote>",
    "link": '<p><a href="https://example.org/?a=1&amp;b=2#c">x</a></p>',
    "link by mail": '<p><a href="mailto:a@example.org">x</a></p>',
    "link to this site": '<p><a href="/tags/jazz/">x</a></p>',
    "bold in a link": '<p><a href="https://example.org/">a <strong>b</strong></a></p>',
    "links side by side": '<p><a href="https://example.org/1">a</a><a href="https://example.org/2">b</a></p>',
    "what looks like code": "<p>&lt;script&gt;alert(1)&lt;/script&gt; {{ x }} ${y}</p>",
    "brackets and dashes": "<p>“I [he] was — … writing–ish.”</p>",
    "quotation marks of all kinds": "<p>“a” ‘b’ «c» „d“ \"e\" 'f'</p>",
    "a long word": f"<p>{'a' * 4000}</p>",
    "many paragraphs": "<p>a</p>" * 200,
    "an ad between": "<p>a</p>" + embed("ad") + "<p>b</p>",
    "ads first and last": embed("ad") + "<p>a</p>" + embed("ad"),
    "two ads in a row": "<p>a</p>" + embed("ad") + embed("ad"),
    "a player": embed("player", url="https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
    "a player with a title": embed("player", title='A "hall" & <more>', url="https://vimeo.com/76979871"),
}


def speaking():
    """Shapes that name rows."""
    ana, ben = make_person("Ana Sample"), make_person("Ben Sample")
    source, photo, film = make_source(), make_photo(), make_visual()
    at = f' data-source="{source.pk}"'
    said = f'<q data-quote="{ONE}" data-speaker="{ana.pk}">“a”</q>'
    return {
        "a quotation": f"<p>{quote('a', ana, uuid=ONE)}</p>",
        "split": f"<p>{quote('a,', ana, uuid=ONE)} she said. {quote('b.', ana, uuid=ONE)}</p>",
        "split over paragraphs": f"<p>{quote('a', ana, uuid=ONE)}</p><p>{quote('b', ana, uuid=ONE)}</p>",
        "two speakers": f"<p>{quote('a', ana, uuid=ONE)} {quote('b', ben, uuid=TWO)}</p>",
        "two side by side": f"<p>{quote('a', ana, uuid=ONE)}{quote('b', ben, uuid=TWO)}</p>",
        "an unnamed source": f"<p>{quote('a', label='a spokesman & co', uuid=ONE)}</p>",
        "nobody": f'<p><q data-quote="{ONE}">“a”</q></p>',
        "a source of its own": f'<p><q data-quote="{ONE}" data-speaker="{ana.pk}"{at}>“a”</q></p>',
        "an unnamed source elsewhere": f'<p><q data-quote="{ONE}" data-label="a friend"{at}>“a”</q></p>',
        "marks inside": f"<p>{said.replace('a”', '<strong>a</strong> [b] <em>c</em>”')}</p>",
        "a link inside": f"<p>{said.replace('a”', '<a href=https://example.org/>a</a>”')}</p>".replace(
            "href=https://example.org/", 'href="https://example.org/"'
        ),
        "a break inside": f"<p>{said.replace('a”', 'a<br>b”')}</p>",
        "a quotation in a heading": f"<h2>{said}</h2>",
        "in a block quote and a list": f"<blockquote><p>{said}</p></blockquote><ul><li><p>b</p></li></ul>",
        "a person, a film": f'<p><a data-ref="person:{ana.pk}">Ana</a> in <a data-ref="visual:{film.pk}">it</a></p>',
        "a person in a quotation": f"<p>{said.replace('a”', f'<a data-ref=person:{ben.pk}>Ben</a>”')}</p>".replace(
            f"data-ref=person:{ben.pk}", f'data-ref="person:{ben.pk}"'
        ),
        "a photo": embed("photo", photo=photo.pk),
        "a photo with words": embed("photo", photo=photo.pk, alt="“A” <b> & c", caption="é", credit="Photo: A. 'N'"),
        "a gallery": "<p>a</p>" + embed("gallery", photos=[photo.pk, make_photo().pk]),
        "a film": embed("visual", visual=film.pk) + "<p>a</p>",
        "a pull quote": f"<p>{said}</p>" + embed("pullquote", words="a"),
    }


@pytest.fixture
def shapes():
    """As they are stored."""
    stored = {name: canonicalise(html).html for name, html in (PLAIN | speaking()).items()}
    assert {name for name, html in stored.items() if canonicalise(html).html != html} == set()
    return stored


def test_every_shape_is_stored_as_the_editor_has_it(log_in, shapes):
    assert len(shapes) >= 60
    page = open_story(log_in("editor"), make_article())
    found = dict(zip(shapes, page.evaluate(RELOADED, list(shapes.values())), strict=True))
    assert {name: found[name] for name in shapes if found[name] != shapes[name]} == {}


def test_the_same_in_one_text_through_the_form(log_in, shapes):
    """Opened from the database, touched, saved by the form: nothing but the touch has changed."""
    body = "".join(html for html in shapes.values() if ONE not in html and TWO not in html)
    article = make_article(body=body)
    page = open_story(log_in("editor"), article)
    assert page.evaluate(VALUE) == article.body
    page.fill("#id_dek", "Touched.")
    page.click("[name=_continue]")
    page.wait_for_selector(".messagelist .success")
    stored = Article.objects.get(pk=article.pk)
    assert (stored.dek, stored.body == article.body) == ("Touched.", True)
    page = open_story(log_in("editor"), article)
    assert page.evaluate(VALUE) == article.body


def test_a_key_and_its_undo_leave_every_byte(log_in, shapes):
    page = open_story(log_in("editor"), make_article(body=shapes["split"] + shapes["a photo with words"]))
    before = page.evaluate(VALUE)
    page.locator(".ProseMirror p").first.click()
    page.keyboard.type("x")
    page.wait_for_timeout(100)
    assert page.evaluate(VALUE) != before
    page.keyboard.press("Control+z")
    page.wait_for_timeout(100)
    assert page.evaluate(VALUE) == before
