"""The blocks of a made text, each in three forms at once: canonical, as readers get it, and its words."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from articles.archive_maker import shapes
from articles.archive_maker.nouns import Speaker
from articles.body.quotes import joined
from articles.models import Source


@dataclass(frozen=True, slots=True)
class Block:
    """`text` is empty for an embed, which is not words."""

    body: str
    html: str
    text: str = ""


@dataclass(slots=True)
class MadeQuote:
    """A quotation by a person or an unnamed source. `place` is where it was said, its own or its story's."""

    uuid: str
    number: int
    total: int
    voice: int
    speaker: Speaker | None
    label: str
    own_source: Source | None
    place: Source | None
    pieces: list[str]
    credited_as: str = ""
    context: str = ""

    @property
    def text(self) -> str:
        return joined(self.pieces)

    @property
    def said_by(self) -> str:
        return self.speaker.printed[0] if self.speaker else self.label


def paragraph(words: str) -> Block:
    """`words` hold nothing that HTML would write otherwise: made prose does not."""
    html = f"<p>{words}</p>"
    return Block(html, html, words)


def heading(words: str) -> Block:
    html = f"<h2>{words}</h2>"
    return Block(html, html, words)


def linked(before: str, reference: str, name: str, after: str) -> Block:
    """Prose with a link to a noun of our own: `reference` is "person:7"."""
    html = f'<p>{before} <a data-ref="{reference}">{escape(name)}</a> {after}.</p>'
    return Block(html, html, f"{before} {name} {after}.")


def spoken(quote: MadeQuote, called: str, verb: str) -> Block:
    """A paragraph that opens with the quotation: the speaker's name stands in the margin."""

    def line(marks: list[str], said: str) -> str:
        return " ".join([marks[0], said, *marks[1:]])

    said = f"{called} {verb}."
    spoken_html = line(_for_readers(quote, anchor=""), f'<span class="attr">{escape(said)}</span>')
    html = f'<div class="say" data-v="{quote.voice}" id="q{quote.number}">{_who(quote)}<p>{spoken_html}</p></div>'
    return _noted(quote, called, Block(_p(line(_marks(quote), escape(said))), html, line(_words(quote), said)))


def running(quote: MadeQuote, called: str, before: str, middle: str, after: str) -> Block:
    """A quotation within the writer's own sentence; `middle` stands between its pieces."""

    def line(marks: list[str], name: str) -> str:
        return f"{before} {name} called it {f' {middle} '.join(marks)} {after}."

    name = escape(called)
    html = _p(line(_for_readers(quote, anchor=f' id="q{quote.number}"'), name))
    return _noted(quote, called, Block(_p(line(_marks(quote), name)), html, line(_words(quote), called)))


def pull_quote(quote: MadeQuote, embed_id: str) -> Block:
    words = quote.pieces[0].rstrip(",.")
    return Block(shapes.embed("pullquote", embed_id, words=words), shapes.pull(words, escape(quote.said_by)))


def _noted(quote: MadeQuote, called: str, block: Block) -> Block:
    """The quotation remembers how and where its paragraph gives it."""
    quote.credited_as = called if quote.speaker else ""
    quote.context = block.text
    return block


def _who(quote: MadeQuote) -> str:
    return shapes.who(
        person_id=quote.speaker.pk if quote.speaker else None,
        name=escape(quote.said_by),
        source=escape(quote.place.phrase) if quote.place else "",
        number=quote.number,
        total=quote.total,
    )


def _words(quote: MadeQuote) -> list[str]:
    return [f"“{piece}”" for piece in quote.pieces]


def _marks(quote: MadeQuote) -> list[str]:
    who = f'data-speaker="{quote.speaker.pk}"' if quote.speaker else f'data-label="{quote.label}"'
    source = f' data-source="{quote.own_source.pk}"' if quote.own_source else ""
    return [f'<q data-quote="{quote.uuid}" {who}{source}>{words}</q>' for words in _words(quote)]


def _for_readers(quote: MadeQuote, *, anchor: str) -> list[str]:
    """The first piece carries the anchor, unless its paragraph does."""
    first, *others = _words(quote)
    return [shapes.quoted(first, quote.uuid, anchor), *(shapes.quoted(words, quote.uuid, "") for words in others)]


def _p(words: str) -> str:
    return f"<p>{words}</p>"
