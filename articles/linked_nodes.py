"""The nodes of a page's JSON-LD, one function each, in schema.org's words. See linked_data.py for who shows which."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.utils import timezone

from articles.models import Correction, Credit, Edition, Photo, Quote, Source, Visual
from articles.story import Noun
from people.addresses import address

Node = dict[str, Any]
REVIEWS = "reviews"
# At these shapes search engines show a story; 3x2 stands in where a photo was cut before 4x3 was.
_SHAPES = (("16x9",), ("4x3", "3x2"), ("1x1",))
_FILMS = {Visual.Kind.SHORT_FILM, Visual.Kind.DOCUMENTARY}
_SONG_FILMS = {Visual.Kind.MUSIC_VIDEO, Visual.Kind.VISUALISER}


def publisher() -> Node:
    about = whole(address("about"))
    return {
        "@type": "NewsMediaOrganization",
        "@id": f"{settings.SITE_URL}/#publisher",
        "name": settings.OUTLET_NAME,
        "url": f"{settings.SITE_URL}/",
        "email": settings.OUTLET_EMAIL,
        "logo": whole(static("img/icon.svg")),
        "publishingPrinciples": about,
        "correctionsPolicy": whole(address("articles:corrections")),
    }


def story(edition: Edition, url: str) -> Node:
    is_review = edition.section_id and _section_slug(edition) == REVIEWS
    return {
        "@type": ["NewsArticle", "ReviewNewsArticle"] if is_review else "NewsArticle",
        "@id": f"{url}#story",
        "headline": edition.headline,
        "url": url,
        "datePublished": moment(edition.published_at),
        "dateModified": moment(edition.updated_at or edition.published_at),
        "publisher": ref(publisher()),
        "image": images(_art(edition)),
    }


def _section_slug(edition: Edition) -> str:
    """Only where the page has it at hand; another query would be dear for one word."""
    return edition.section.slug if "section" in edition._state.fields_cache else ""


def _art(edition: Edition) -> Photo | None:
    has_photo = "lead_photo" in edition._state.fields_cache
    return edition.art if has_photo else None


def quotation(quote: Quote, story_url: str, people: dict[int, Noun]) -> Node:
    url = whole(quote.get_absolute_url())
    speaker = people.get(quote.speaker_id or 0)
    said_by = {"@id": person_id(speaker.slug)} if speaker else None
    return {
        "@type": "Quotation",
        "@id": f"{url}#quote",
        "url": url,
        "text": quote.text,
        "creator": said_by,
        "spokenByCharacter": said_by,
        "creditText": quote.label,
        "isPartOf": {"@id": f"{story_url}#story"},
        "isBasedOn": {"@id": source_id(quote.source, story_url)} if quote.source else None,
    }


def source(source: Source, story_url: str) -> Node:
    return {
        "@type": "CreativeWork",
        "@id": source_id(source, story_url),
        "name": source.title or f"{source.get_kind_display()}, {source.outlet}",
        "publisher": {"@type": "Organization", "name": source.outlet},
        "url": source.url,
        "datePublished": source.said_on.isoformat() if source.said_on else "",
    }


def correction(note: Correction, url: str, place: int) -> Node:
    when = moment(note.corrected_at)
    return {"@type": "CorrectionComment", "@id": f"{url}#correction-{place}", "text": note.text, "datePublished": when}


def film(visual: Visual) -> Node:
    url = whole(visual.get_absolute_url())
    song_film = ["VideoObject", "MusicVideoObject"] if visual.kind in _SONG_FILMS else "VideoObject"
    return {
        "@type": ["Movie", "VideoObject"] if visual.kind in _FILMS else song_film,
        "@id": f"{url}#visual",
        "name": visual.title,
        "url": url,
        "thumbnailUrl": images(visual.poster)[:1],
    }


def noun(noun: Noun) -> Node:
    page = whole(address("people:detail", noun.slug))
    return {"@type": "Person", "@id": person_id(noun.slug), "name": noun.name, "url": page}


def authors(edition: Edition, people: dict[int, Noun]) -> list[Node]:
    """Each by name alone; whoever has a page here by its node."""
    found = []
    for line in edition.bylines:
        if line["part"] == "by":
            noun = people.get(line["person"] or 0)
            found.append({"@id": person_id(noun.slug)} if noun else {"@type": "Person", "name": line["name"]})
    return found


def credited(credit: Credit, people: list[Node]) -> Node:
    if credit.person is None:
        return {"@type": "Person", "name": credit.shown_name}
    people.append(noun(Noun(credit.person.pk, credit.person.name, credit.person.slug, "", "")))
    return ref(people[-1])


def breadcrumbs(url: str, *steps: tuple[str, str]) -> Node:
    """The front, then each (name, path); the last is the page itself."""
    whole_way = [(settings.OUTLET_NAME, "/"), *steps]
    items = [
        {"@type": "ListItem", "position": place, "name": name} | ({"item": whole(path)} if path else {})
        for place, (name, path) in enumerate(whole_way, start=1)
    ]
    return {"@type": "BreadcrumbList", "@id": f"{url}#breadcrumbs", "itemListElement": items}


def images(photo: Photo | None) -> list[str]:
    """The photo at 16:9, 4:3 and 1:1, largest first; none without renditions."""
    made = photo.renditions if photo else {}
    chosen = (next((made[name]["jpeg"] for name in names if made.get(name, {}).get("jpeg")), None) for names in _SHAPES)
    return [whole(sizes[-1][1]) for sizes in chosen if sizes]


# -- small things -----------------------------------------------------------------------------------------------


def whole(path: str) -> str:
    return path if path.startswith("http") else settings.SITE_URL + path


def moment(at: datetime) -> str:
    """With the outlet's offset: without one, machines guess a zone."""
    return timezone.localtime(at).isoformat(timespec="seconds")


def ref(node: Node) -> Node:
    return {"@id": node["@id"]}


def refs(nodes: Iterable[Node]) -> list[Node]:
    return [ref(node) for node in nodes]


def person_id(slug: str) -> str:
    return f"{whole(address('people:detail', slug))}#person"


def source_id(source: Source, story_url: str) -> str:
    return f"{story_url}#source-{source.pk}"


def duration(running_time: str) -> str:
    """“1:02:30” is PT1H2M30S (ISO 8601)."""
    parts = [int(part) for part in running_time.split(":")] if running_time else []
    units = "HMS"[-len(parts) :] if parts else ""
    return "PT" + "".join(f"{number}{unit}" for number, unit in zip(parts, units, strict=True)) if parts else ""


def released(visual: Visual) -> str:
    """As precisely as it is known."""
    lengths = {"year": 4, "month": 7, "day": 10}
    return visual.released.isoformat()[: lengths[visual.released_precision]] if visual.released else ""


def midnight(visual: Visual) -> str:
    if not visual.released or visual.released_precision != Visual.Precision.DAY:
        return ""
    return moment(timezone.make_aware(datetime.combine(visual.released, time())))
