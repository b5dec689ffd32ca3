import pytest

from articles.body.sanitise import BodyError, sanitise

HOSTILE = [
    "<script>alert(1)</script>",
    "<p onclick=alert(1)>x</p>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="data:text/html,x">x</a>',
    '<a href=" jav\tascript:alert(1)">x</a>',
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext><img src=x onerror=alert(1)></mtext></math>",
    '<img src=x onerror="alert(1)">',
    "<iframe src=//evil.example></iframe>",
    '<blockquote cite="javascript:alert(1)">x</blockquote>',
    '<p style="background:url(x)">x</p>',
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<template><script>alert(1)</script></template>",
    '<q data-quote="not-a-uuid" onmouseover="x">x</q>',
    "<form action=/x><input name=a></form>",
    '<p id="body" class="admin" name="x">x</p>',
]


@pytest.mark.parametrize("html", HOSTILE)
def test_nothing_hostile_survives(html):
    clean = sanitise(html)
    for word in (
        "script",
        "onerror",
        "onclick",
        "style",
        "svg",
        "iframe",
        "cite",
        "javascript",
        "data:",
        "form",
        "id=",
        "class=",
    ):
        assert word not in clean
    assert sanitise(clean) == clean


@pytest.mark.parametrize(
    ("html", "says"),
    [
        ("<p>" + "x" * 400_001, "kB long"),
        ("<blockquote>" * 101 + "x", "deep"),
        ("&" * 60_000, "& signs"),
        ('<figure data-embed="ad"></figure>' * 501, "embeds"),
    ],
)
def test_limits_are_checked_before_the_cleaner_runs(html, says, monkeypatch):
    monkeypatch.setattr("articles.body.sanitise._CLEANER", None)
    with pytest.raises(BodyError, match=says):
        sanitise(html)


def test_a_long_ordinary_text_passes():
    assert len(sanitise("<p>" + "Words and words. " * 1000 + "</p>")) > 10_000


def test_control_characters_and_lone_surrogates_go():
    assert sanitise("<p>a\x00b\ud800c\x0bd</p>") == "<p>abcd</p>"
