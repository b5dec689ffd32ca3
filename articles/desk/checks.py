"""Checks beside the text: red ones stop publishing (articles.desk.readiness), grey ones advise."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from articles.body import tree
from articles.body.quotes import quotes_in
from articles.body.text import plain_text, word_count
from articles.desk.printed_before import twice
from articles.desk.readiness import UNTITLED, problems_of
from articles.models import Article, Edition, HouseRule

LONGEST_HEADLINE, SHORTEST_HEADLINE = 90, 20
WORDS_A_MINUTE = 230
_MONTH = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.|January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(rf"\b(?:(?:{_MONTH}) \d{{1,2}}\b(?:[-–]\d{{1,2}})?|\b\d{{1,2}} (?:{_MONTH})\b)(?!,? \d{{4}})")
_TWICE = re.compile(r"\b(\w+)\s+\1\b", re.IGNORECASE)
# Said twice on purpose, often enough.
_MAY_STAND_TWICE = {"had", "that", "very", "no", "yes", "ha", "bye", "la", "so", "is"}


@dataclass(frozen=True)
class Check:
    """`level` is "red" or "grey"; `words` stand in the text, so that the form can show the place."""

    level: str
    text: str
    words: str = ""
    can_pass: bool = False


def checks_of(article: Article) -> list[Check]:
    """All that is to be said of the article as it stands, red ones first."""
    red = [Check("red", it.text, it.words, it.can_pass) for it in problems_of(article)]
    text = plain_text(article.body)
    return [
        *red,
        *_headline(article),
        *_marks(article, text),
        *_dates(text),
        *_repeated(text),
        *_dead_links(article.body),
        *_said_twice(article),
        *_house_rules(article, text),
    ]


def figures_of(article: Article) -> dict[str, Any]:
    """Words, minutes to read, quotations and how many of them have a speaker."""
    words = word_count(plain_text(article.body))
    quotes = quotes_in(article.body)
    return {
        "words": words,
        "minutes": math.ceil(words / WORDS_A_MINUTE),
        "quotes": len(quotes),
        "unattributed": sum(not quote.is_attributed for quote in quotes),
    }


def _headline(article: Article) -> Iterator[Check]:
    length = len(article.headline)
    if article.headline != UNTITLED and length > LONGEST_HEADLINE:
        yield Check("grey", f"The headline has {length} characters; over {LONGEST_HEADLINE} it is set smaller.")
    if article.headline != UNTITLED and 0 < length < SHORTEST_HEADLINE:
        yield Check("grey", f"The headline has only {length} characters: does it say what happened?")
    if not article.dek:
        yield Check("grey", "The dek is missing.")
    if article.pk and not article.tagged.exists():
        yield Check("grey", "No tags: the story will not be found by its subjects.")


def _marks(article: Article, text: str) -> Iterator[Check]:
    everything = f"{article.headline} {article.dek} {text}"
    straight = re.search(r'"[^"]{0,30}', everything)
    if straight and re.search("[“”]", everything):
        yield Check("grey", "Straight and curly quotation marks are mixed.", straight.group())


def _dates(text: str) -> Iterator[Check]:
    """A date without its year goes stale; what was said in quotation marks stays as it was said."""
    outside = re.sub(r"“[^”]*”", " ", text)
    for match in list(_DATE.finditer(outside))[:3]:
        yield Check("grey", f"“{match.group()}” has no year: it will be read next year too.", match.group())


def _repeated(text: str) -> Iterator[Check]:
    for match in list(_TWICE.finditer(text))[:20]:
        word = match.group(1)
        if word.lower() not in _MAY_STAND_TWICE and not word.isdigit() and not word[0].isupper():
            yield Check("grey", f"“{match.group()}”: the word stands twice.", match.group())


def _dead_links(body: str) -> Iterator[Check]:
    """Links to stories of ours that readers can't see: they will be plain words."""
    links = {int(link.get("data-ref")[8:]): tree.words_of(link) for link in _story_links(body)}
    if not links:
        return
    live = Edition.objects.live(timezone.now()).filter(article_id__in=links)
    seen = set(live.values_list("article_id", flat=True))
    for pk, words in links.items():
        if pk not in seen:
            yield Check("grey", f"“{words}” links to a story that is not on the site.", words)


def _story_links(body: str) -> Iterator[tree.Element]:
    return (link for link in tree.parse(body).iter("a") if (link.get("data-ref") or "").startswith("article:"))


def _said_twice(article: Article) -> Iterator[Check]:
    for notice in twice(article, quotes_in(article.body)):
        yield Check("grey", notice.text, notice.words)


def _house_rules(article: Article, text: str) -> Iterator[Check]:
    everything = f"{article.headline}\n{article.dek}\n{text}"
    for rule in HouseRule.objects.filter(is_active=True):
        match = rule.pattern.search(everything)
        if match:
            yield Check("grey", f"“{match.group()}”: {rule.advice}", match.group())
