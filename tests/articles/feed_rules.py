"""What the W3C's feed validator and the JSON Feed 1.1 schema ask of a feed, as far as ours could break it.

Sources: RSS 2.0 (rssboard.org/rss-specification and its profile), RFC 4287, jsonfeed.org/version/1.1.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_CHANNEL = {
    "title", "link", "description", "language", "copyright", "managingEditor", "webMaster", "pubDate", "lastBuildDate",
    "category", "generator", "docs", "cloud", "ttl", "image", "skipHours", "skipDays", "item",
}  # fmt: skip
_ITEM = {"title", "link", "description", "author", "category", "comments", "enclosure", "guid", "pubDate", "source"}
_FEED = {"author", "category", "contributor", "generator", "icon", "id", "link", "logo", "rights", "subtitle", "title",
         "updated", "entry"}  # fmt: skip
_ENTRY = {"author", "category", "content", "contributor", "id", "link", "published", "rights", "source", "summary",
          "title", "updated"}  # fmt: skip
_JSON = {"version", "title", "home_page_url", "feed_url", "description", "user_comment", "next_url", "icon", "favicon",
         "authors", "language", "expired", "hubs", "items"}  # fmt: skip
_JSON_ITEM = {"id", "url", "external_url", "title", "content_html", "content_text", "summary", "image", "banner_image",
              "date_published", "date_modified", "authors", "tags", "language", "attachments"}  # fmt: skip
_UNSAFE = re.compile(r"<(script|iframe|object|embed|style|form|input|meta)\b|\son\w+=|\sstyle=|javascript:", re.I)
_ADDRESSED = re.compile(r'\s(?:href|src|srcset|cite)="([^"]*)"')


def problems(address: str, text: str) -> list[str]:
    """Sentences; none for a feed that is right. `address` is absolute."""
    if address.endswith(".json"):
        return list(_json(address, json.loads(text)))
    root = ElementTree.fromstring(text)
    return list(_rss(address, root) if root.tag == "rss" else _atom(address, root))


def _rss(address: str, root: Any) -> Iterator[str]:
    channel = root.find("channel")
    if root.get("version") != "2.0" or channel is None or len(root) != 1:
        yield "It is no RSS 2.0 with one channel."
        return
    yield from _known(channel, _CHANNEL, "")
    for name in ("title", "link", "description"):
        if len(channel.findall(name)) != 1 or not channel.findtext(name):
            yield f"The channel needs one {name}."
    yield from _rfc822(channel.findtext("lastBuildDate"), "lastBuildDate")
    yield from _itself(address, channel)
    items = channel.findall("item")
    yield from _once([item.findtext("guid") for item in items], "guid")
    for item in items:
        yield from _known(item, _ITEM, "")
        yield from _absolute(item.findtext("link"), "an item's link")
        yield from _rfc822(item.findtext("pubDate"), "pubDate")
        yield from _html(item.findtext(CONTENT) or "")
        guid = item.find("guid")
        if guid is not None and guid.get("isPermaLink") != "false":
            yield from _absolute(guid.text, "a guid that is a permalink")
        if "@" not in (item.findtext("author") or "@"):
            yield "An item's author is an address of mail; names go into dc:creator."


def _atom(address: str, root: Any) -> Iterator[str]:
    if root.tag != f"{ATOM}feed":
        yield "It is no Atom feed."
        return
    yield from _known(root, _FEED, ATOM)
    yield from _itself(address, root)
    entries = root.findall(f"{ATOM}entry")
    yield from _once([entry.findtext(f"{ATOM}id") for entry in entries], "id")
    if root.find(f"{ATOM}author") is None and any(entry.find(f"{ATOM}author") is None for entry in entries):
        yield "The feed or each of its entries needs an author."
    for part in (root, *entries):
        yield from _known(part, _FEED if part is root else _ENTRY, ATOM)
        for name in ("id", "title", "updated"):
            if len(part.findall(f"{ATOM}{name}")) != 1 or not part.findtext(f"{ATOM}{name}"):
                yield f"A feed and each entry needs one {name}."
        yield from _iri(part.findtext(f"{ATOM}id"))
        for name in ("updated", "published"):
            for date in part.findall(f"{ATOM}{name}"):
                yield from _rfc3339(date.text, name)
    for entry in entries:
        alternates = [link for link in entry.findall(f"{ATOM}link") if link.get("rel", "alternate") == "alternate"]
        if len(alternates) != 1:
            yield "An entry has one alternate link of a kind."
        content = entry.find(f"{ATOM}content")
        if content is not None and content.get("type") != "html":
            yield "Escaped HTML says type=html."
        yield from _html(entry.findtext(f"{ATOM}content") or "")
    for link in root.iter(f"{ATOM}link"):
        yield from _absolute(link.get("href"), "a link")


def _json(address: str, feed: dict[str, Any]) -> Iterator[str]:
    yield from (f"{name} is no field of a feed." for name in feed if name not in _JSON and name[0] != "_")
    if feed.get("version") != "https://jsonfeed.org/version/1.1" or not isinstance(feed.get("title"), str):
        yield "A feed has its version and a title."
    if feed.get("feed_url") != address:
        yield "feed_url is the feed's own address."
    items = feed.get("items", [])
    yield from _once([item.get("id") for item in items], "id")
    for part in (feed, *items):
        yield from (
            f"{name} is empty: leave it out."
            for name in part
            if part[name] in ("", None, []) and name not in ("items", "content_html")
        )
        if any(
            not isinstance(author, dict) or not author.keys() & {"name", "url", "avatar"}
            for author in part.get("authors", [])
        ):
            yield "Each author is an object with a name, a url or an avatar."
    for item in items:
        yield from (f"{name} is no field of an item." for name in item if name not in _JSON_ITEM and name[0] != "_")
        if not isinstance(item.get("id"), str) or not ({"content_html", "content_text"} & item.keys()):
            yield "An item has an id, which is a string, and its text."
        for name in ("url", "image"):
            yield from _absolute(item.get(name), name) if name in item else ()
        for name in ("date_published", "date_modified"):
            yield from _rfc3339(item.get(name), name)
        if not all(isinstance(tag, str) for tag in item.get("tags", [])):
            yield "Tags are strings."
        yield from _html(item.get("content_html", ""))


def _known(part: Any, names: set[str], space: str) -> Iterator[str]:
    """Elements of other namespaces are free to come."""
    for child in part:
        plain = child.tag.removeprefix(space)
        if not plain.startswith("{") and plain not in names:
            yield f"{part.tag} has no element {plain}."


def _itself(address: str, part: Any) -> Iterator[str]:
    own = [link.get("href") for link in part.findall(f"{ATOM}link") if link.get("rel") == "self"]
    if own != [address]:
        yield f"It names itself {own}, not {address}."


def _once(ids: list[Any], name: str) -> Iterator[str]:
    if None in ids or len(set(ids)) != len(ids):
        yield f"Each needs a {name} of its own."


def _absolute(address: str | None, what: str) -> Iterator[str]:
    if urlsplit(address or "").scheme not in ("http", "https") or not urlsplit(address or "").netloc:
        yield f"{what} is no absolute address: {address}"


def _iri(name: str | None) -> Iterator[str]:
    if not urlsplit(name or "").scheme:
        yield f"An id is an IRI: {name}"


def _rfc822(text: str | None, name: str) -> Iterator[str]:
    try:
        if parsedate_to_datetime(text or "").tzinfo is None:
            yield f"{name} has no zone."
    except ValueError:
        yield f"{name} is no date of RFC 822: {text}"


def _rfc3339(text: str | None, name: str) -> Iterator[str]:
    try:
        if datetime.fromisoformat(text or "").tzinfo is None or "T" not in (text or ""):
            yield f"{name} has no zone."
    except ValueError:
        yield f"{name} is no date of RFC 3339: {text}"


def _html(html: str) -> Iterator[str]:
    """What reading programs drop or are tricked by, and addresses that mean nothing elsewhere."""
    unsafe = _UNSAFE.search(html)
    if unsafe:
        yield f"The text holds {unsafe.group()}."
    for address in _ADDRESSED.findall(html):
        if not address.startswith(("http://", "https://", "mailto:")):
            yield f"An address in the text is relative: {address}"
