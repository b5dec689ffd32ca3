"""What differs between two states of a story's form, its text apart: for who has to choose between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from articles.desk.saving import POINTERS, BylineLine
from articles.models import Article, Tag
from people.models import Person

_PLAIN = ("headline", "dek", "kicker", "slug", "story_date")

Side = dict[str, Any]


def differences(
    theirs: Article, mine: Article, *, tag_ids: Sequence[int], lines: Sequence[BylineLine]
) -> list[dict[str, Any]]:
    """`[{"name", "label", "theirs", "mine"}]`, each side with `text` to read and `values` as the form holds them.

    A value is [what is posted, what it is called]; of bylines, [part, person, name, what the person is called].
    """
    sides = [*((name, _plain(theirs, name), _plain(mine, name)) for name in _PLAIN)]
    sides += [(name, _pointer(theirs, name), _pointer(mine, name)) for name in POINTERS]
    sides.append(("tags", _tags(theirs.tagged.values_list("tag", flat=True)), _tags(tag_ids)))
    sides.append(("bylines", _bylines(_lines_of(theirs)), _bylines(lines)))
    return [
        {"name": name, "label": _label(name), "theirs": old, "mine": new}
        for name, old, new in sides
        if old["values"] != new["values"]
    ]


def _label(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _plain(article: Article, name: str) -> Side:
    text = str(getattr(article, name) or "")
    return {"text": text, "values": [[text, text]]}


def _pointer(article: Article, name: str) -> Side:
    row = getattr(article, name)
    return {"text": str(row or ""), "values": [[str(row.pk), str(row)]] if row else []}


def _tags(ids: Sequence[int] | Any) -> Side:
    rows = Tag.objects.filter(pk__in=list(ids)).order_by("pk")
    return {"text": ", ".join(tag.name for tag in rows), "values": [[str(tag.pk), tag.name] for tag in rows]}


def _lines_of(article: Article) -> list[BylineLine]:
    return [BylineLine(line.part, line.person_id, line.name) for line in article.bylines.all()]


def _bylines(lines: Sequence[BylineLine]) -> Side:
    people = Person.objects.in_bulk([line.person_id for line in lines if line.person_id])
    named = [(line, people.get(line.person_id or 0)) for line in lines]
    return {
        "text": "; ".join(f"{line.part} {person or line.name}" for line, person in named),
        "values": [
            [line.part, str(line.person_id or ""), line.name, str(person) if person else ""] for line, person in named
        ],
    }
