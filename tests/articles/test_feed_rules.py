"""The rules notice what is wrong: each breaks one thing in a feed that is right."""

import json

import pytest

from tests.articles.feed_rules import problems

SITE = "https://news.example.org"
RSS = (
    '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
    "<channel><title>T</title><link>https://news.example.org/</link><description>D</description>"
    '<lastBuildDate>Tue, 29 Nov 2022 12:00:00 +0000</lastBuildDate><atom:link rel="self" href="https://news.example.org/feed.xml"/>'
    '<item><title>A</title><link>https://news.example.org/a/</link><guid isPermaLink="false">tag:1</guid>'
    "<pubDate>Tue, 29 Nov 2022 12:00:00 +0000</pubDate><content:encoded>&lt;p&gt;x&lt;/p&gt;</content:encoded></item></channel></rss>"
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><id>tag:0</id><title>T</title><updated>2022-11-29T12:00:00+00:00</updated>'
    '<author><name>N</name></author><link rel="self" href="https://news.example.org/feed.atom"/><entry><id>tag:1</id>'
    '<title>A</title><updated>2022-11-29T12:00:00+00:00</updated><link href="https://news.example.org/a/"/>'
    '<content type="html">&lt;p&gt;x&lt;/p&gt;</content></entry></feed>'
)
ITEM = {"id": "1", "url": f"{SITE}/a/", "content_html": "<p>x</p>", "tags": ["a"]}
ITEM |= {"date_published": "2022-11-29T12:00:00+00:00", "date_modified": "2022-11-29T12:00:00+00:00"}
JSON = {"version": "https://jsonfeed.org/version/1.1", "title": "T", "feed_url": f"{SITE}/feed.json", "items": [ITEM]}


def test_what_is_right_has_no_problems():
    assert problems(f"{SITE}/feed.xml", RSS) == []
    assert problems(f"{SITE}/feed.atom", ATOM) == []
    assert problems(f"{SITE}/feed.json", json.dumps(JSON)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('version="2.0"', 'version="0.9"'),
        ("<description>D</description>", ""),
        ("Tue, 29 Nov 2022 12:00:00 +0000</lastBuildDate>", "2022-11-29</lastBuildDate>"),
        ("+0000</pubDate>", "</pubDate>"),
        ('href="https://news.example.org/feed.xml"', 'href="/feed.xml"'),
        ("<title>A</title>", "<title>A</title><headline>A</headline>"),
        ("<title>A</title>", "<author>Nobody</author>"),
        ("https://news.example.org/a/", "/a/"),
        (' isPermaLink="false"', ""),
        ("</item>", "</item><item><guid isPermaLink='false'>tag:1</guid></item>"),
        ("&lt;p&gt;x", "&lt;p style=&quot;x&quot;&gt;x"),
        ("&lt;p&gt;x", "&lt;script&gt;x"),
        ("&lt;p&gt;x", "&lt;a href=&quot;/b/&quot;&gt;x"),
    ],
)
def test_rss(old, new):
    assert problems(f"{SITE}/feed.xml", RSS.replace(old, new, 1))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<id>tag:0</id>", ""),
        ("<id>tag:1</id>", "<id>1</id>"),
        ("<author><name>N</name></author>", ""),
        ('rel="self"', 'rel="alternate"'),
        ("T12:00:00+00:00</updated><link", "</updated><link"),
        ("+00:00</updated><author", "</updated><author"),
        ('type="html"', 'type="text"'),
        ('<link href="https://news.example.org/a/"/>', ""),
        ("<entry>", "<dek>x</dek><entry>"),
        ("&lt;p&gt;x", "&lt;img src=&quot;x.jpg&quot;&gt;"),
    ],
)
def test_atom(old, new):
    assert problems(f"{SITE}/feed.atom", ATOM.replace(old, new, 1))


@pytest.mark.parametrize(
    "change",
    [
        {"version": "https://jsonfeed.org/version/1"},
        {"title": None},
        {"feed_url": f"{SITE}/feed.xml"},
        {"author": {"name": "N"}},
        {"authors": ["N"]},
        {"description": ""},
        {"items": [ITEM, ITEM]},
        *({"items": [ITEM | wrong]} for wrong in ({"id": 1}, {"url": "/a/"}, {"tags": [1]}, {"date_modified": "2022"})),
        {"items": [ITEM | {"headline": "A"}]},
        {"items": [ITEM | {"content_html": "<p onclick=x>"}]},
    ],
)
def test_json(change):
    assert problems(f"{SITE}/feed.json", json.dumps(JSON | change))
