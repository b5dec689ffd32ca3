"""What must be right before a story can go out. The same list stands on the form and stops `publish`."""

from __future__ import annotations

from collections.abc import Iterator

from articles.body import tree
from articles.body.quotes import QuoteDraft, lifts, quotes_in
from articles.body.text import plain_text
from articles.models import Article, Photo


class NotReady(Exception):
    """The story can't be published yet; `problems` say what is missing and where."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


def problems_of(article: Article) -> list[str]:
    """Everything that keeps the article from being published, each a sentence that says what to do."""
    quotes = quotes_in(article.body)
    found = list(_missing_fields(article))
    found += [
        f"Quotation {quote.number} (“{quote.pieces[0][:40]}”) has no speaker. Name one, or label the source."
        for quote in quotes
        if not quote.is_attributed
    ]
    return found + list(_embed_problems(article.body, quotes)) + list(_photo_problems(article))


def _missing_fields(article: Article) -> Iterator[str]:
    if not article.headline.strip():
        yield "The headline is missing."
    if article.section_id is None:
        yield "The section is missing: pick one."
    if not plain_text(article.body):
        yield "The story has no text yet."


def _embed_problems(body: str, quotes: list[QuoteDraft]) -> Iterator[str]:
    for kind, props in tree.embeds(tree.parse(body)):
        if kind == "pullquote" and not lifts(props["words"], quotes):
            yield (
                f"The pull quote “{props['words'][:60]}” does not stand in a quotation of the text. "
                "Lift words as they were said, and mark their speaker."
            )


def _photo_problems(article: Article) -> Iterator[str]:
    in_text: dict[int, bool] = {}
    for kind, props in tree.embeds(tree.parse(article.body)):
        if kind == "photo":
            in_text[props["photo"]] = in_text.get(props["photo"], False) or bool(props.get("alt"))
        elif kind == "gallery":
            in_text |= dict.fromkeys(props["photos"], False)
    if article.lead_photo_id:
        in_text.setdefault(article.lead_photo_id, False)
    for photo in Photo.objects.in_bulk(in_text).values():
        if not (photo.is_decorative or photo.alt or in_text[photo.pk]):
            yield f"Photo {photo.pk} has no alternative text. Write what it shows, or mark it decorative."
