"""The one spelling of a body in which it is stored. What comes out goes in again unchanged.

Order of work: sanitise, rename foreign tags, put stray text into paragraphs, settle embeds, quotations and references
against the database (one query a table), sanitise again. Nothing that was typed is dropped silently: an embed or a
quotation that can't be stored raises BodyError with its place.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from articles.body import embeds, tree
from articles.body.sanitise import INLINE_TAGS, TEXT_BLOCKS, BodyError, dumps, sanitise
from articles.models import Article, QuoteId, Source, Tag, Visual
from people.models import Person

_RENAMED = {"b": "strong", "i": "em", "h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3"}
_CONTAINERS = frozenset({"li", "blockquote"})
_NOUNS: dict[str, type[Any]] = {"person": Person, "visual": Visual, "tag": Tag, "article": Article}


@dataclass
class Canonical:
    """`html` is stored; `minted` maps an id that another article owns to the new one, for the browser to adopt;
    `quote_ids` are all quotations' ids with the one each was copied from, or None."""

    html: str
    minted: dict[str, str] = field(default_factory=dict)
    quote_ids: dict[str, str | None] = field(default_factory=dict)


def canonicalise(html: str, *, article_id: int | None = None) -> Canonical:
    """The canonical form of a body. Raises BodyError with every problem found."""
    root = tree.parse(sanitise(html))
    _rename(root)
    _put_into_paragraphs(root)
    _flatten(root)
    found = Canonical("")
    problems = _settle_embeds(root)
    problems += _settle_quotes(root, article_id, found)
    _settle_references(root)
    _drop_empty(root)
    if problems:
        raise BodyError(problems)
    found.html = sanitise(tree.serialise(root), canonical=True)
    return found


def _rename(root: tree.Element) -> None:
    for element in list(root.iter(*_RENAMED)):
        element.tag = _RENAMED[element.tag]
    for division in reversed(list(root.iter("div"))):
        if division is root:
            continue
        if any(child.tag not in INLINE_TAGS for child in division):
            _wrap_runs(division)
            tree.unwrap(division)
        else:
            division.tag = "p"


def _put_into_paragraphs(root: tree.Element) -> None:
    for container in [root, *(element for element in root.iter(*_CONTAINERS))]:
        _wrap_runs(container)


def _wrap_runs(container: tree.Element) -> None:
    """Each run of loose words and inline elements between blocks becomes one paragraph."""
    children = list(container)
    texts = [container.text or "", *(child.tail or "" for child in children)]
    container.text = None
    for child in children:
        child.tail = None
        container.remove(child)
    run: tree.Element | None = None
    for place, text in enumerate(texts):
        if place:
            child = children[place - 1]
            if child.tag in INLINE_TAGS:
                run = _open_run(container, run)
                run.append(child)
            else:
                container.append(child)
                run = None
        if text.strip() or (text and run is not None):
            run = _open_run(container, run)
            _append_text(run, text if len(run) or run.text else text.lstrip())


def _open_run(container: tree.Element, run: tree.Element | None) -> tree.Element:
    return run if run is not None else etree.SubElement(container, "p")


def _append_text(element: tree.Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _flatten(root: tree.Element) -> None:
    """Embeds stand at the top level, empty; blocks never stand inside a paragraph or a heading."""
    outermost = [it for it in root.iter("figure") if not any(up.tag == "figure" for up in it.iterancestors())]
    for figure in outermost:
        for child in list(figure):
            figure.remove(child)
        figure.text = None
        if figure.getparent() is not root:
            _lift(root, figure)
    for block in list(root.iter(*TEXT_BLOCKS)):
        for child in list(block.iterdescendants()):
            if child.tag not in INLINE_TAGS:
                tree.unwrap(child)


def _lift(root: tree.Element, figure: tree.Element) -> None:
    top = figure
    while top.getparent() is not root:
        top = top.getparent()
    figure.drop_tree()
    top.addnext(figure)


def _settle_embeds(root: tree.Element) -> list[str]:
    figures = list(root.iter("figure"))
    known: list[tuple[tree.Element, str, dict[str, Any]]] = []
    problems = []
    for number, figure in enumerate(figures, start=1):
        kind = figure.get("data-embed")
        props = _json_object(figure.get("data-props"))
        if kind not in embeds.REGISTRY:
            problems.append(f"Embed {number}: there is no kind of embed called “{kind or ''}”.")
        elif props is None:
            problems.append(f"Embed {number} ({kind}): its data is not JSON of the form {{…}}.")
        else:
            known.append((figure, kind, props))
    rows = embeds.referenced((kind, props) for _, kind, props in known)
    taken: set[str] = set()
    for number, (figure, kind, props) in enumerate(known, start=1):
        clean, wrong = embeds.clean_props(kind, props, rows)
        problems += [f"Embed {number}, {problem}" for problem in wrong]
        embed_id = figure.get("data-id")
        if not embed_id or embed_id in taken:
            embed_id = str(uuid.uuid4())
        taken.add(embed_id)
        tree.own(figure, {"data-embed": kind, "data-id": embed_id, "data-props": dumps(clean)})
    return problems


def _json_object(text: str | None) -> dict[str, Any] | None:
    try:
        value = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _settle_quotes(root: tree.Element, article_id: int | None, found: Canonical) -> list[str]:
    for mark in list(root.iter("q")):
        inside_another = any(parent.tag == "q" for parent in mark.iterancestors())
        if inside_another or not tree.words_of(mark).strip():
            tree.unwrap(mark)
    marks = list(root.iter("q"))
    speakers = _existing(Person, {int(mark.get("data-speaker")) for mark in marks if mark.get("data-speaker")})
    sources = _existing(Source, {int(mark.get("data-source")) for mark in marks if mark.get("data-source")})
    owners = _owners({mark.get("data-quote") for mark in marks if mark.get("data-quote")}, article_id)
    said: dict[str, tuple[str | None, str | None]] = {}
    problems = []
    for number, mark in enumerate(marks, start=1):
        speaker, source = mark.get("data-speaker"), mark.get("data-source")
        label = None if speaker else mark.get("data-label")
        if speaker and int(speaker) not in speakers:
            problems.append(f"Quotation {number} (“{tree.words_of(mark)[:40]}”): there is no person {speaker}.")
        if source and int(source) not in sources:
            problems.append(f"Quotation {number} (“{tree.words_of(mark)[:40]}”): there is no source {source}.")
        quote_id = _own_id(mark.get("data-quote"), (speaker, label), said, owners, found)
        attributes = {"data-quote": quote_id, "data-speaker": speaker, "data-label": label, "data-source": source}
        tree.own(mark, attributes)
    return problems


def _owners(ids: set[str], article_id: int | None) -> set[str]:
    """Those of the ids that belong to another article."""
    if not ids:
        return set()
    foreign = QuoteId.objects.filter(pk__in=ids)
    if article_id is not None:
        foreign = foreign.exclude(article_id=article_id)
    return {str(pk) for pk in foreign.values_list("pk", flat=True)}


def _own_id(
    given: str | None,
    who: tuple[str | None, str | None],
    said: dict[str, tuple[str | None, str | None]],
    foreign: set[str],
    found: Canonical,
) -> str:
    """The id a quotation keeps: its own, or a new one where another article owns it or another speaker has it."""
    if given in found.minted and said[found.minted[given]] == who:
        return found.minted[given]
    if given and given not in foreign and said.get(given, who) == who:
        found.quote_ids.setdefault(given, None)
        said[given] = who
        return given
    fresh = str(uuid.uuid4())
    if given in foreign and given is not None:
        found.minted.setdefault(given, fresh)
    found.quote_ids[fresh] = given
    said[fresh] = who
    return fresh


def _settle_references(root: tree.Element) -> None:
    """A link has an address or a reference that exists; with neither it is plain words."""
    links = list(root.iter("a"))
    wanted: dict[str, set[int]] = {}
    for link in links:
        if link.get("data-ref"):
            kind, pk = link.get("data-ref").split(":")
            wanted.setdefault(kind, set()).add(int(pk))
    known = {kind: _existing(_NOUNS[kind], ids) for kind, ids in wanted.items()}
    for link in links:
        reference, address = link.get("data-ref"), (link.get("href") or "").strip()
        if reference:
            kind, pk = reference.split(":")
            reference = reference if int(pk) in known[kind] else None
        is_nested = any(parent.tag == "a" for parent in link.iterancestors())
        if is_nested or not (reference or address) or not tree.words_of(link).strip():
            tree.unwrap(link)
        else:
            tree.own(link, {"data-ref": reference} if reference else {"href": address})


def _existing(model: type[Any], ids: set[int]) -> set[int]:
    possible = {pk for pk in ids if pk < 2**62}
    return set(model._default_manager.filter(pk__in=possible).values_list("pk", flat=True)) if possible else set()


def _drop_empty(root: tree.Element) -> None:
    """Blocks with no words in them go, innermost first; a list goes with its last item."""
    for block in reversed(list(root.iter("p", "h2", "h3", "li", "ul", "ol", "blockquote"))):
        if not "".join(block.itertext()).strip() and block.find(".//figure") is None:
            block.drop_tree()
