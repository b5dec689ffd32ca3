"""One feed in three spellings: RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed

if TYPE_CHECKING:
    from articles.feeds import Feed

# XML has no way to write these.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LANGUAGE = "en"


class _Rss(Rss201rev2Feed):
    def rss_attributes(self) -> dict[str, str]:
        spaces = {"content": "http://purl.org/rss/1.0/modules/content/", "media": "http://search.yahoo.com/mrss/"}
        return super().rss_attributes() | {f"xmlns:{prefix}": address for prefix, address in spaces.items()} | _CREATOR

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        if settings.WEBSUB_HUB:
            handler.addQuickElement("atom:link", "", {"rel": "hub", "href": settings.WEBSUB_HUB})

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for author in item["authors"]:
            handler.addQuickElement("dc:creator", author)
        if item["content"]:
            handler.addQuickElement("content:encoded", item["content"])
        if item["image"]:
            size = {"medium": "image", "type": "image/jpeg", "width": "1200", "height": "630"}
            handler.addQuickElement("media:content", "", {"url": item["image"]} | size)


_CREATOR = {"xmlns:dc": "http://purl.org/dc/elements/1.1/"}


class _Atom(Atom1Feed):
    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        if settings.WEBSUB_HUB:
            handler.addQuickElement("link", "", {"rel": "hub", "href": settings.WEBSUB_HUB})

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for author in item["authors"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", author)
            handler.endElement("author")
        if item["content"]:
            handler.addQuickElement("content", item["content"], {"type": "html"})
        if item["image"]:
            handler.addQuickElement("link", "", {"rel": "related", "type": "image/jpeg", "href": item["image"]})


def rss(feed: Feed) -> str:
    return _xml(_Rss, feed)


def atom(feed: Feed) -> str:
    return _xml(_Atom, feed)


def _xml(kind: Any, feed: Feed) -> str:
    """Django writes the frame of a feed; what it has no words for are the full text, several authors and the image."""
    zone = timezone.get_default_timezone()
    writer = kind(
        title=_writable(feed.title),
        link=feed.page,
        description=_writable(feed.description),
        feed_url=feed.url,
        language=_LANGUAGE,
        author_name=settings.OUTLET_NAME,
        feed_guid=feed.url,
    )
    writer.latest_post_date = lambda: feed.updated_at
    for entry in feed.entries:
        writer.add_item(
            title=_writable(entry.title),
            link=entry.url,
            description=_writable(entry.summary),
            unique_id=entry.id,
            unique_id_is_permalink=False,
            pubdate=entry.published_at.astimezone(zone),
            updateddate=entry.updated_at.astimezone(zone),
            categories=[_writable(tag) for tag in entry.tags],
            authors=[_writable(author) for author in entry.authors],
            content=_writable(entry.html),
            image=entry.image,
        )
    return str(writer.writeString("utf-8"))


def _writable(text: str) -> str:
    return _UNWRITABLE.sub("", text)


def json_feed(feed: Feed) -> str:
    """Empty fields are left out, as the specification asks (jsonfeed.org/version/1.1)."""
    zone = timezone.get_default_timezone()
    items = [
        {
            "id": entry.id,
            "url": entry.url,
            "title": entry.title,
            "content_html": entry.html,
            "summary": entry.summary,
            "image": entry.image,
            "date_published": entry.published_at.astimezone(zone).isoformat(),
            "date_modified": entry.updated_at.astimezone(zone).isoformat(),
            "authors": [{"name": name} for name in entry.authors],
            "tags": entry.tags,
        }
        for entry in feed.entries
    ]
    whole = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.url,
        "description": feed.description,
        "language": _LANGUAGE,
        "authors": [{"name": settings.OUTLET_NAME, "url": settings.SITE_URL + "/"}],
        **({"hubs": [{"type": "WebSub", "url": settings.WEBSUB_HUB}]} if settings.WEBSUB_HUB else {}),
        # An item must have its text, however empty.
        "items": [{name: value for name, value in item.items() if value or name == "content_html"} for item in items],
    }
    return json.dumps(whole, ensure_ascii=False)
