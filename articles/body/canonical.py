"""The one spelling of a body in which it is stored. What comes out goes in again unchanged.

Order of work: sanitise, shape, settle embeds, quotations and references against the database, sanitise again. All ids
that a body names are looked up with one query, their owners with another, whatever their number. Nothing that was
typed is dropped silently: an embed or a quotation that can't be stored raises BodyError with its place.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass, field
from typing import Any

from articles.body import embeds, tree
from articles.body.existing import Ids, Known, existing
from articles.body.sanitise import BodyError, dumps, sanitise
from articles.body.shape import drop_empty, shape
from articles.models import Article, QuoteId, Source, Tag, Visual
from people.models import Person

_NOUNS: dict[str, type[Any]] = {"person": Person, "visual": Visual, "tag": Tag, "article": Article}
Who = tuple[str | None, str | None]


@dataclass
class Canonical:
    """`html` is stored; `minted` maps an id that another article owns to the new one, for the browser to adopt;
    `new_quotes` are the quotations nobody owns yet, with the one each was copied from, or None."""

    html: str
    minted: dict[str, str] = field(default_factory=dict)
    new_quotes: dict[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True)
class _Embed:
    number: int
    figure: tree.Element
    kind: str
    props: dict[str, Any]


def canonicalise(html: str, *, article_id: int | None = None) -> Canonical:
    """The canonical form of a body. Raises BodyError with every problem found."""
    root = tree.parse(sanitise(html))
    shape(root)
    found, problems = _read_embeds(root)
    known = existing(_named(root, found))
    problems += _settle_embeds(found, known)
    quotes = _Quotes(article_id, root)
    problems += quotes.settle(known)
    _settle_references(root, known)
    drop_empty(root)
    if problems:
        raise BodyError(problems)
    return Canonical(sanitise(tree.serialise(root), canonical=True), quotes.minted, quotes.new)


def _read_embeds(root: tree.Element) -> tuple[list[_Embed], list[str]]:
    found, problems = [], []
    for number, figure in enumerate(root.iter("figure"), start=1):
        kind, props = figure.get("data-embed"), _json_object(figure.get("data-props"))
        if kind not in embeds.REGISTRY:
            problems.append(f"Embed {number}: there is no kind of embed called “{kind or ''}”.")
        elif props is None:
            problems.append(f"Embed {number} ({kind}): its data is not JSON of the form {{…}}.")
        else:
            found.append(_Embed(number, figure, kind, props))
    return found, problems


def _json_object(text: str | None) -> dict[str, Any] | None:
    try:
        value = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _named(root: tree.Element, found: list[_Embed]) -> Ids:
    """Every id of another row that the body names."""
    wanted = embeds.ids_in((it.kind, it.props) for it in found)
    for mark in root.iter("q"):
        for name, model in (("data-speaker", Person), ("data-source", Source)):
            if mark.get(name):
                wanted.setdefault(model, set()).add(int(mark.get(name)))
    for link in root.iter("a"):
        if link.get("data-ref"):
            kind, pk = link.get("data-ref").split(":")
            wanted.setdefault(_NOUNS[kind], set()).add(int(pk))
    return wanted


def _settle_embeds(found: list[_Embed], known: Known) -> list[str]:
    problems: list[str] = []
    taken: set[str] = set()
    for embed in found:
        clean, wrong = embeds.clean_props(embed.kind, embed.props, known)
        problems += [f"Embed {embed.number}, {problem}" for problem in wrong]
        embed_id = embed.figure.get("data-id")
        if not embed_id or embed_id in taken:
            embed_id = str(uuid.uuid4())
        taken.add(embed_id)
        attributes = {"data-embed": embed.kind, "data-id": embed_id, "data-props": dumps(clean)}
        tree.own(embed.figure, attributes)
    return problems


class _Quotes:
    """The marks of one body, and what becomes of their ids: each keeps its own, or gets a new one where another
    article owns it or another speaker has it here."""

    def __init__(self, article_id: int | None, root: tree.Element) -> None:
        self.marks = list(root.iter("q"))
        self.article_id = article_id
        self.said: dict[str, Who] = {}
        self.minted: dict[str, str] = {}
        self.new: dict[str, str | None] = {}
        self.owners = self._owners()

    def _owners(self) -> dict[str, int]:
        ids = {mark.get("data-quote") for mark in self.marks if mark.get("data-quote")}
        rows = QuoteId.objects.filter(pk__in=ids).values_list("pk", "article_id") if ids else []
        return {str(pk): owner for pk, owner in rows}

    def settle(self, known: Known) -> list[str]:
        problems = []
        for number, mark in enumerate(self.marks, start=1):
            speaker, source = mark.get("data-speaker"), mark.get("data-source")
            label = None if speaker else mark.get("data-label")
            place = f"Quotation {number} (“{tree.words_of(mark)[:40]}”)"
            if speaker and int(speaker) not in known[Person]:
                problems.append(f"{place}: there is no person {speaker}.")
            elif speaker:
                speaker = str(known[Person][int(speaker)])
            if source and int(source) not in known[Source]:
                problems.append(f"{place}: there is no source {source}.")
            quote_id = self._id_for(mark.get("data-quote"), (speaker, label))
            attributes = {"data-quote": quote_id, "data-speaker": speaker, "data-label": label, "data-source": source}
            tree.own(mark, attributes)
        return problems

    def _id_for(self, given: str | None, who: Who) -> str:
        adopted = self.minted.get(given or "")
        if adopted and self.said[adopted] == who:
            return adopted
        is_foreign = given in self.owners and self.owners[given] != self.article_id
        if given and not is_foreign and self.said.get(given, who) == who:
            if given not in self.owners:
                self.new.setdefault(given, None)
            self.said[given] = who
            return given
        fresh = str(uuid.uuid4())
        if given and is_foreign:
            self.minted.setdefault(given, fresh)
        self.new[fresh] = given
        self.said[fresh] = who
        return fresh


def _settle_references(root: tree.Element, known: Known) -> None:
    """A link has an address or a reference that exists; with neither it is plain words."""
    for link in list(root.iter("a")):
        reference, address = link.get("data-ref"), (link.get("href") or "").strip()
        if reference:
            kind, pk = reference.split(":")
            meant = known[_NOUNS[kind]].get(int(pk))
            reference = f"{kind}:{meant}" if meant else None
        is_nested = any(parent.tag == "a" for parent in link.iterancestors())
        if is_nested or not (reference or address) or not tree.words_of(link).strip():
            tree.unwrap(link)
        else:
            tree.own(link, {"data-ref": reference} if reference else {"href": address})
