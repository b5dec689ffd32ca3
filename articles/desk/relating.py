"""Pinning a story beside another, refusing one, and why the others stand there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles import related
from articles.desk.windows import NotNow
from articles.models import Article, Edition, RelatedChoice, Source, Tag, Term, Visual
from articles.sharing import About, sharing, weights_of
from articles.story import nouns_of
from people.models import Person

_KINDS: dict[Term.Kind, tuple[str, Any]] = {
    Term.Kind.TAG: ("tag", Tag),
    Term.Kind.PERSON: ("person", Person),
    Term.Kind.VISUAL: ("film", Visual),
    Term.Kind.SOURCE: ("source", Source),
}


@dataclass(frozen=True)
class Beside:
    """A story beside another; `why` names what ties them, the weightiest first, and is empty for the section's newest."""

    card: Edition
    is_pinned: bool
    why: list[str]


@transaction.atomic
def choose(article: Article, other: Article, kind: str, *, by: User | None) -> RelatedChoice:
    """Takes the place of what was said of the two before. Raises NotNow where it makes no sense."""
    if article == other:
        raise NotNow("A story never stands beside itself.")
    standing = RelatedChoice.objects.filter(article=article, taken_at__isnull=True)
    pins = standing.filter(kind=RelatedChoice.Kind.PIN).exclude(other=other)
    if kind == RelatedChoice.Kind.PIN and pins.count() >= related.SHOWN:
        raise NotNow(f"{related.SHOWN} are pinned already, and no more are shown. Take one back first.")
    now = timezone.now()
    standing.filter(other=other).update(taken_at=now, taken_by=by)
    return RelatedChoice.objects.create(article=article, other=other, kind=kind, made_by=by, made_at=now)


def take_back(choice: RelatedChoice, *, by: User | None) -> None:
    """Raises NotNow for one that was taken back already."""
    standing = RelatedChoice.objects.filter(pk=choice.pk, taken_at__isnull=True)
    if not standing.update(taken_at=timezone.now(), taken_by=by):
        raise NotNow("It was taken back already.")


def beside(edition: Edition, at: datetime) -> list[Beside]:
    """What readers have beside the story, chosen anew, and what ties each to it."""
    nouns = nouns_of(edition, at)
    weights = weights_of(nouns.counts)
    shares = sharing(edition, nouns.counts, at, also=nouns.pinned)
    called = _called(list(weights))
    found = []
    for card in related.chosen(edition, nouns, shares, at):
        things = sorted(shares[card.pk].things, key=lambda thing: -weights[thing])
        found.append(Beside(card, card.pk in nouns.pinned, [called[thing] for thing in things]))
    return found


def _called(things: list[About]) -> dict[About, str]:
    """“tag Hip-hop”, “film We Cry Together”."""
    names: dict[About, str] = {}
    for kind, (head, model) in _KINDS.items():
        rows = model.objects.in_bulk([pk for of, pk in things if of == kind])
        names |= {(int(kind), pk): f"{head} {row}" for pk, row in rows.items()}
    return names
