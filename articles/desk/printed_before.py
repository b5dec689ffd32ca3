"""The same words twice: a quotation that was printed before with other words, another speaker, or a bracket more or less."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations
from typing import Any

from django.db.models import Q
from django.utils import timezone

from articles.body.quotes import QuoteDraft, ends_of, said_words
from articles.models import Article, Quote

# Shorter ones are said by everybody.
_SHORTEST = 4
_MOST_CANDIDATES = 300
# So much of two word rows alike: one quotation in two versions.
_ALIKE = 0.7
_SHOWN = 160


@dataclass(frozen=True)
class Twice:
    """`number` is the quotation's in the text; `text` says where it stands too, and what differs."""

    number: int
    words: str
    text: str


def twice(article: Article, quotes: Sequence[QuoteDraft]) -> list[Twice]:
    """One notice a quotation, in the order of the text. One query, whatever their number."""
    long_enough = [quote for quote in quotes if len(said_words(quote.text)) >= _SHORTEST]
    found = {notice.number: notice for notice in _within(long_enough)}
    for notice in _in_the_record(article, long_enough):
        found.setdefault(notice.number, notice)
    return [found[number] for number in sorted(found)]


def _within(quotes: Sequence[QuoteDraft]) -> Iterator[Twice]:
    """A quotation whose words stand in another one of the same text, but not as they stand there."""
    for one, other in combinations(quotes, 2):
        short, long = sorted((one, other), key=lambda quote: len(said_words(quote.text)))
        if f" {' '.join(said_words(short.text))} " not in f" {' '.join(said_words(long.text))} ":
            continue
        difference = _difference(short, long.text, long.speaker_id, long.label, _named(long))
        if difference:
            yield Twice(short.number, _first(short), f"Quotation {long.number} has these words too: {difference}")


def _in_the_record(article: Article, quotes: Sequence[QuoteDraft]) -> Iterator[Twice]:
    ends = {quote.number: ends_of(quote.text) for quote in quotes}
    if not ends:
        return
    printed = list(_candidates(article, ends.values()))
    for quote in quotes:
        for row in printed:
            if row.opening != ends[quote.number].opening and row.closing != ends[quote.number].closing:
                continue
            difference = _difference(quote, row.text, row.speaker_id, row.label, row.said_by)
            if difference:
                where = f"“{row.edition.headline}” ({row.edition.published_on:%-d %B %Y})"
                yield Twice(quote.number, _first(quote), f"Printed before in {where}: {difference}")
                break


def _candidates(article: Article, ends: Iterable[Any]) -> Iterator[Quote]:
    """What readers once saw with the same first or last words, in other stories, the newest first."""
    openings, closings = zip(*((it.opening, it.closing) for it in ends), strict=True)
    rows = Quote.objects.once_live(timezone.now()).filter(Q(opening__in=openings) | Q(closing__in=closings))
    if article.pk:
        rows = rows.exclude(edition__article=article)
    yield from rows.for_cards().newest(_MOST_CANDIDATES)


def _difference(quote: QuoteDraft, text: str, speaker: int | None, label: str, said_by: str) -> str:
    """What differs, in words; nothing where both say the same, or are no two versions of one thing."""
    mine, theirs = said_words(quote.text), said_words(text)
    same_words = " ".join(mine) in " ".join(theirs)
    if not same_words and SequenceMatcher(None, mine, theirs, autojunk=False).ratio() < _ALIKE:
        return ""
    if quote.is_attributed and (quote.speaker_id, quote.label) != (speaker, label):
        return f"said by {said_by or 'nobody'} there."
    if not same_words:
        return f"with other words there: “{_short(text)}”"
    if ("[" in quote.text) != ("[" in text):
        which = "a bracket here, none there" if "[" in quote.text else "a bracket there, none here"
        return f"{which}: “{_short(text)}”"
    return ""


def _short(text: str) -> str:
    return textwrap.shorten(text, _SHOWN, placeholder=" …")


def _named(quote: QuoteDraft) -> str:
    return quote.label or "another speaker"


def _first(quote: QuoteDraft) -> str:
    """Words that stand in the text as they are, for showing the place."""
    return quote.pieces[0][:80]
