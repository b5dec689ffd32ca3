"""What must be right before a story can go out. The same list stands beside the text and stops `publish`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from articles.body import tree
from articles.body.quotes import QuoteDraft, lifts, quotes_in
from articles.body.text import plain_text
from articles.models import Article, Photo

# The name of a story that was saved before it had a headline.
UNTITLED = "Untitled"


@dataclass(frozen=True)
class Problem:
    """A sentence that says what to do. `can_pass`: a reason that an editor types, and that is kept, lets it out.
    `words` are those of the text that it is about, if any."""

    text: str
    can_pass: bool = False
    words: str = ""

    def __str__(self) -> str:
        return self.text


class NotReady(Exception):
    """The story can't be published yet; `problems` say what is missing and where."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(" ".join(map(str, problems)))
        self.problems = problems


def problems_of(article: Article) -> list[Problem]:
    """Everything that keeps the article from being published."""
    quotes = quotes_in(article.body)
    return [
        *_missing_fields(article),
        *_nobodys_quotes(quotes),
        *_loose_pull_quotes(article.body, quotes),
        *_photo_problems(article),
        *_placeholders(article),
    ]


def refuse_unready(article: Article, *, reason: str = "") -> None:
    """Raises NotReady; with a reason only for what no reason can let pass."""
    problems = [it for it in problems_of(article) if not (reason and it.can_pass)]
    if problems:
        raise NotReady(problems)


def _missing_fields(article: Article) -> Iterator[Problem]:
    if article.headline.strip() in ("", UNTITLED):
        yield Problem("The headline is missing.")
    if article.section_id is None:
        yield Problem("The section is missing: pick one.")
    if not plain_text(article.body):
        yield Problem("The story has no text yet.")


def _nobodys_quotes(quotes: list[QuoteDraft]) -> Iterator[Problem]:
    for quote in quotes:
        if not quote.is_attributed:
            what = f"Quotation {quote.number} (“{quote.pieces[0][:40]}”) has no speaker. Name one, or label the source."
            yield Problem(what, can_pass=True, words=quote.pieces[0])


def _loose_pull_quotes(body: str, quotes: list[QuoteDraft]) -> Iterator[Problem]:
    for kind, props in tree.embeds(tree.parse(body)):
        if kind == "pullquote" and not lifts(props["words"], quotes):
            what = f"The pull quote “{props['words'][:60]}” does not stand in a quotation of the text."
            yield Problem(f"{what} Lift words as they were said, and mark their speaker.", can_pass=False)


def _photo_problems(article: Article) -> Iterator[Problem]:
    for photo, has_alt in _photos_of(article).items():
        if not photo.credit:
            yield Problem(f"Photo {photo.pk} has no credit. Write whose it is.", can_pass=True)
        if not (photo.is_decorative or photo.alt or has_alt):
            what = f"Photo {photo.pk} has no alternative text. Write what it shows, or mark it decorative."
            yield Problem(what, can_pass=True)


def _photos_of(article: Article) -> dict[Photo, bool]:
    """The story's photos, and whether this use of each brings its own alternative text."""
    uses: dict[int, bool] = {}
    for kind, props in tree.embeds(tree.parse(article.body)):
        if kind == "photo":
            uses[props["photo"]] = uses.get(props["photo"], False) or bool(props.get("alt"))
        elif kind == "gallery":
            uses |= {pk: uses.get(pk, False) for pk in props["photos"]}
    if article.lead_photo_id:
        uses.setdefault(article.lead_photo_id, False)
    photos = Photo.objects.in_bulk(uses) if uses else {}
    return {photo: uses[pk] for pk, photo in photos.items()}


def _placeholders(article: Article) -> Iterator[Problem]:
    """TK is the trade's mark for “to come”: no word of English holds it, so that it can be searched for."""
    everything = f"{article.headline}\n{article.dek}\n{plain_text(article.body)}"
    places = [word for word in everything.split() if "TK" in word.strip(".,:;!?()[]“”’") and not word.islower()]
    if places:
        yield Problem(f"“{places[0]}” still stands where something is to come.", can_pass=True, words=places[0])
