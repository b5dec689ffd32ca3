"""A canonical body as readers get it. Runs at publish and for previews, never when a page is served.

What comes out carries references as markers (articles/body/references) and no database ids but theirs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.template.loader import render_to_string
from lxml import etree

from articles.body import embeds, players, tree
from articles.body.quotes import QuoteDraft, lifts, quotes_in
from articles.models import Photo, Source, Visual
from people.addresses import address
from people.models import Person

VOICES = 4
# A run of words this long between two pieces is the writer's attribution; a longer one is a sentence of the story.
LONGEST_ATTRIBUTION = 80
_NAMED_PERSON = re.compile(r'data-ref="person:(\d+)"')


@dataclass
class Story:
    """All that rendering looks up, read once: people and sources of the quotations, rows of the embeds."""

    quotes: list[QuoteDraft]
    people: dict[int, Person]
    sources: dict[int, Source]
    source: Source | None
    rows: dict[type[Any], Any]
    merged: dict[int, int] = field(default_factory=dict)
    """Who stands for a person that the text names and who was merged into another since."""

    def voice(self, quote: QuoteDraft) -> int:
        """1 to 4, in the order in which speakers first speak; a fifth shares the first's colour."""
        return voices(self.quotes)[speaker_key(quote)]

    def said_by(self, quote: QuoteDraft) -> str:
        return self.people[quote.speaker_id].name if quote.speaker_id else quote.label

    def source_of(self, quote: QuoteDraft) -> Source | None:
        return self.sources[quote.source_id] if quote.source_id else self.source


def speaker_key(quote: Any) -> tuple[int | None, str]:
    """Who speaks, of a draft or of a row: a person, or an unnamed source by its label."""
    return (quote.speaker_id, quote.label)


def voices(quotes: Sequence[Any]) -> dict[tuple[int | None, str], int]:
    """Speaker → colour number, for drafts or for rows in the order of their numbers."""
    order = dict.fromkeys(speaker_key(quote) for quote in quotes)
    return {key: place % VOICES + 1 for place, key in enumerate(order)}


def gather(html: str, source: Source | None) -> Story:
    """Reads what the body refers to: at most one query each for people, sources, photos and visuals.

    A mark without a speaker is prose here: it went out on an editor's reason, or it is only looked at."""
    quotes = [quote for quote in quotes_in(html) if quote.is_attributed]
    for number, quote in enumerate(quotes, start=1):
        quote.number = number
    people, merged = _people_in(html, quotes)
    for quote in quotes:
        quote.speaker_id = merged.get(quote.speaker_id or 0, quote.speaker_id)
    source_ids = {quote.source_id for quote in quotes if quote.source_id}
    return Story(
        quotes=quotes,
        people=people,
        sources=Source.objects.in_bulk(source_ids) if source_ids else {},
        source=source,
        rows=dict(embeds.referenced(tree.embeds(tree.parse(html)))),
        merged=merged,
    )


def _people_in(html: str, quotes: Sequence[QuoteDraft]) -> tuple[dict[int, Person], dict[int, int]]:
    """All people that the text names, by id; and who stands for those that were merged."""
    ids = {int(pk) for pk in _NAMED_PERSON.findall(html)} | {quote.speaker_id for quote in quotes if quote.speaker_id}
    rows = Person.objects.prefetch_related("aliases")
    people = rows.in_bulk(ids) if ids else {}
    merged = {pk: person.merged_into_id for pk, person in people.items() if person.merged_into_id}
    return people | (rows.in_bulk(merged.values()) if merged else {}), merged


def render(html: str, story: Story) -> str:
    """The HTML of the text; every block is a top-level element."""
    by_id = {quote.uuid: quote for quote in story.quotes}
    placed: set[str] = set()
    films_shown = 0
    parts = []
    root = tree.parse(html)
    for mark in [mark for mark in root.iter("q") if mark.get("data-quote") not in by_id]:
        tree.unwrap(mark)
    for block in root:
        if tree.is_embed(block):
            parts.append(_embed(block, story, is_first_film=films_shown == 0))
            films_shown += block.get("data-embed") == "visual"
        elif block.tag == "p" and _opens_with_quote(block):
            parts.append(_spoken(block, by_id, story, placed))
        else:
            _link_quotes(block, by_id, placed)
            parts.append(_outside_links(tree.outer(block)))
    return "\n".join(parts)


def _opens_with_quote(paragraph: tree.Element) -> bool:
    """Then the paragraph is set like a script, with its speaker's name in the margin."""
    return not (paragraph.text or "").strip() and len(paragraph) > 0 and paragraph[0].tag == "q"


def _spoken(paragraph: tree.Element, by_id: dict[str, QuoteDraft], story: Story, placed: set[str]) -> str:
    quote = by_id[paragraph[0].get("data-quote")]
    _mark_attributions(paragraph)
    is_first = quote.uuid not in placed
    placed.add(quote.uuid)
    _link_quotes(paragraph, by_id, placed)
    source = story.source_of(quote)
    who = {
        "person_id": quote.speaker_id,
        "name": story.said_by(quote),
        "source": source.phrase if source else "",
        "number": quote.number,
        "total": len(by_id),
    }
    anchor = f' id="q{quote.number}"' if is_first else ""
    head = render_to_string("articles/_who.html", who).strip()
    body = _outside_links(tree.outer(paragraph))
    return f'<div class="say" data-v="{story.voice(quote)}"{anchor}>{head}{body}</div>'


def _mark_attributions(paragraph: tree.Element) -> None:
    """“…,” K. Dot said. “…”: the writer's words between two pieces, or after the last, are set apart."""
    for mark in paragraph.findall("q"):
        words = mark.tail or ""
        following = mark.getnext()
        ends_at_quote = following is None or following.tag == "q"
        if not words.strip() or not ends_at_quote or len(words) > LONGEST_ATTRIBUTION:
            continue
        stripped = words.strip()
        span = etree.Element("span")
        span.set("class", "attr")
        span.text = stripped
        mark.addnext(span)
        mark.tail = words[: words.index(stripped)]
        span.tail = words[words.index(stripped) + len(stripped) :]


def _link_quotes(block: tree.Element, by_id: dict[str, QuoteDraft], placed: set[str]) -> None:
    """Each mark keeps its id alone; its words link to the quotation's page; its first piece is the anchor."""
    for mark in block.iter("q"):
        quote = by_id[mark.get("data-quote")]
        tree.own(mark, {"data-quote": quote.uuid, "id": None if quote.uuid in placed else f"q{quote.number}"})
        placed.add(quote.uuid)
        if not any(parent.tag == "a" for parent in mark.iterancestors()):
            _link_words(mark, address("articles:quote", str(quote.uuid)))


def _link_words(mark: tree.Element, address: str) -> None:
    """Wraps each run between the links that stand inside the quotation: links never nest."""
    children = list(mark)
    texts = [mark.text or "", *(child.tail or "" for child in children)]
    mark.text = None
    for child in children:
        child.tail = None
        mark.remove(child)
    run: tree.Element | None = None
    for place, text in enumerate(texts):
        if place:
            child = children[place - 1]
            if child.tag == "a" or child.find(".//a") is not None:
                mark.append(child)
                run = None
            else:
                run = _quote_link(mark, run, address)
                run.append(child)
        if text:
            run = _quote_link(mark, run, address)
            if len(run):
                run[-1].tail = text
            else:
                run.text = text


def _quote_link(mark: tree.Element, run: tree.Element | None, address: str) -> tree.Element:
    if run is not None:
        return run
    link = etree.SubElement(mark, "a")
    link.set("class", "ql")
    link.set("href", address)
    return link


def _outside_links(html: str) -> str:
    """Links that leave the site say so to the browser; written here, so that the stored form stays canonical."""
    return html.replace('<a href="http', '<a rel="noopener" href="http')


def _embed(figure: tree.Element, story: Story, *, is_first_film: bool) -> str:
    kind, props = figure.get("data-embed"), tree.props_of(figure)
    context: dict[str, Any] = {}
    match kind:
        case "pullquote":
            lifted = lifts(props["words"], story.quotes)
            context = {"words": props["words"], "speaker_name": story.said_by(lifted) if lifted else ""}
        case "photo":
            context = photo_context(story.rows[Photo][props["photo"]], props)
        case "gallery":
            context = {"items": [photo_context(story.rows[Photo][pk], {}) for pk in props["photos"]]}
        case "visual":
            context = visual_context(story.rows[Visual][props["visual"]]) | {"is_first": is_first_film}
        case "player":
            context = {"player": players.resolve(props["url"]), "title": props.get("title", "")}
    return render_to_string(embeds.REGISTRY[kind].template, context).strip()


def photo_context(photo: Photo, props: dict[str, Any]) -> dict[str, Any]:
    """A photo as one use shows it: the use's own words, else the photo's."""
    alt = "" if photo.is_decorative else props.get("alt") or photo.alt
    return {
        "photo": photo,
        "alt": alt,
        "caption": props.get("caption") or photo.caption,
        "credit": props.get("credit") or photo.credit,
    }


def visual_context(visual: Visual) -> dict[str, Any]:
    credits = visual.credits.select_related("person")
    rows = [{"role_text": c.role_text, "name": c.shown_name, "person_id": c.person_id} for c in credits]
    return {"visual": visual, "credits": rows, "player": player_of(visual)}


def player_of(visual: Visual) -> players.Player | None:
    """The visual's player, if its address is one we know; any other address stays a plain link."""
    try:
        return players.resolve(visual.player_url) if visual.player_url else None
    except players.UnknownPlayer:
        return None
