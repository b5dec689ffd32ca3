"""Where every name begins: what suggestions, search and its one forgiven typo are made of.

A name is found by the start of any of its words, so "Kendrick Lamar" has the keys `kendricklamar` and `lamar`; and by
each of its words alone, so that a typo in one of them is still near something. Keys are loose keys (people/names.py).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import chain, islice
from typing import Any, Self

from django.db import models
from django.db.models import Lookup, Q

from people import names

LONGEST_KEY = 80
_MOST_WORDS = 8
_LOOKED_AT = 200
# Shorter ones are a letter away from too much else. Of a longer one some word is near something.
SHORTEST_WITH_TYPO, _LONGEST_WITH_TYPO = 4, 40
_MOST_SLIPS = 10_000
_LATIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
_BLOCK, _MOST_ALPHABETS = 128, 3


class _AsGiven(Lookup):
    """What is looked for goes to the database as it is given, which a prepared query asks for."""

    prepare_rhs = False

    def sides(self, compiler: Any, connection: Any) -> tuple[str, str, tuple[str | int, ...]]:
        field, _ = self.process_lhs(compiler, connection)  # a column, which has no parameters
        given, params = self.process_rhs(compiler, connection)
        return field, str(given), tuple(params)


class Begins(_AsGiven):
    """By the field's index on both databases: SQLite uses none for LIKE, PostgreSQL none for a range in its own order."""

    lookup_name = "begins"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        field, start, params = self.sides(compiler, connection)
        return f"{field} ^@ {start}", params

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        field, start, params = self.sides(compiler, connection)
        return f"({field} >= {start} AND {field} < ({start} || CHAR(1114111)))", params + params


class Among(_AsGiven):
    """One of the strings in a JSON list: one parameter, where Django spends longer on each of some thousand than the
    database, and PostgreSQL plans for each."""

    lookup_name = "among"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        field, listed, params = self.sides(compiler, connection)
        return f"{field} = ANY(ARRAY(SELECT json_array_elements_text({listed}::json)))", params

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        field, listed, params = self.sides(compiler, connection)
        return f"{field} IN (SELECT value FROM json_each({listed}))", params  # noqa: S608


models.CharField.register_lookup(Begins)
models.CharField.register_lookup(Among)


class NameKeyQuerySet(models.QuerySet["NameKey"]):
    def beginning(self, start: str) -> Self:
        """Names one word of which begins with this loose key."""
        return self.filter(key__begins=start, is_word=False)

    def nearly(self, near: str) -> Self:
        """Those with one of these keys (as `slips_of` gives them), the commonest of them; whole names before words."""
        return self.filter(key__among=near).order_by("-is_whole", "-stories", "pk")[:_LOOKED_AT]


class NameKey(models.Model):
    """One beginning of one name of a noun. `ref` is the noun's id; `name` is what was typed to make it findable."""

    class Kind(models.TextChoices):
        PERSON = "person", "Person"
        TAG = "tag", "Tag"
        VISUAL = "visual", "Film"

    kind = models.CharField(max_length=6, choices=Kind)
    ref = models.BigIntegerField()
    name = models.CharField(max_length=200)
    key = models.CharField(max_length=LONGEST_KEY)
    is_whole = models.BooleanField(default=False, help_text="The key is of the whole name.")
    is_word = models.BooleanField(
        default=False, help_text="The key is of one word out of several; only typos ask for it."
    )
    stories = models.PositiveIntegerField(
        default=0, help_text="Live stories about the noun as of the last count; it orders, and is never shown."
    )

    objects = NameKeyQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["kind", "ref"], name="name_key_of_noun"),
            # All that choosing the commonest of many beginnings reads.
            models.Index(
                fields=["key", "is_word", "stories"],
                opclasses=["varchar_pattern_ops", "bool_ops", "int4_ops"],
                name="name_key_beginning",
            ),
        ]
        constraints = [models.CheckConstraint(condition=~Q(key=""), name="name_key_is_not_empty")]

    def __str__(self) -> str:
        return f"{self.key}: {self.name}"

    @staticmethod
    def write(kind: str, ref: int, called: Iterable[str]) -> None:
        """All names of a noun, in place of those that it had."""
        had = NameKey.objects.filter(kind=kind, ref=ref)
        stories = had.values_list("stories", flat=True).first() or 0
        had.delete()
        keys = keys_of(kind, ref, called)
        for key in keys:
            key.stories = stories
        NameKey.objects.bulk_create(keys)


def keys_of(kind: str, ref: int, called: Iterable[str]) -> list[NameKey]:
    """One row a beginning; a key that two names of the noun share is written once, for the first of them."""
    rows: dict[tuple[str, bool], NameKey] = {}
    for name in called:
        words = name.split()[:_MOST_WORDS]
        starts = [(" ".join(words[place:]), place == 0, False) for place in range(len(words))]
        singles = [(word, False, True) for word in words if len(words) > 1]
        for text, is_whole, is_word in starts + singles:
            key = names.loose_key(text)[:LONGEST_KEY]
            if key and (key, is_word) not in rows:
                rows[key, is_word] = NameKey(
                    kind=kind, ref=ref, name=name[:200], key=key, is_whole=is_whole, is_word=is_word
                )
    return list(rows.values())


def forgiving(typed: Sequence[str]) -> list[str]:
    """The loose keys of these, as far as they are long enough, and not too long, for a slip to be forgiven."""
    loose = {names.loose_key(text): None for text in typed[:_MOST_WORDS]}
    return [key for key in loose if SHORTEST_WITH_TYPO <= len(key) <= _LONGEST_WITH_TYPO]


def slips_of(keys: Iterable[str]) -> str:
    """All that a slip could have made of these keys (a letter too many, missing, wrong, or two swapped), as a JSON list:
    how many names there are doesn't matter."""
    return json.dumps(list(islice(chain.from_iterable(map(slips, keys)), _MOST_SLIPS)))


def slips(typed: str) -> set[str]:
    """All keys that one slip makes of this one, and itself. Letters that may be missing or wrong are the Latin ones and
    those that stand beside its own in Unicode: the alphabet that it is written in. After Norvig's spelling corrector."""
    cuts = [(typed[:place], typed[place:]) for place in range(len(typed) + 1)]
    blocks = sorted({ord(letter) // _BLOCK for letter in set(typed) - _LATIN})[:_MOST_ALPHABETS]
    letters = _LATIN.union(*map(_alphabet, blocks))
    found = {typed} | {start + end[1:] for start, end in cuts}
    found |= {start + end[1] + end[0] + end[2:] for start, end in cuts if len(end) > 1}
    found |= {start + letter + end[1:] for start, end in cuts if end for letter in letters}
    return found | {start + letter + end for start, end in cuts for letter in letters}


@cache
def _alphabet(block: int) -> frozenset[str]:
    letters = map(chr, range(block * _BLOCK, (block + 1) * _BLOCK))
    return frozenset(letter for letter in letters if letter.isalnum() and letter.casefold() == letter)


def one_slip(typed: str, key: str) -> bool:
    """Whether one letter more, fewer, other, or one swap of neighbours makes one of the other."""
    if typed == key:
        return True
    longer, shorter = (typed, key) if len(typed) >= len(key) else (key, typed)
    same = next((place for place, char in enumerate(shorter) if char != longer[place]), len(shorter))
    if len(longer) > len(shorter):
        return longer[same + 1 :] == shorter[same:]
    swapped = shorter[same : same + 2] == longer[same : same + 2][::-1] and shorter[same + 2 :] == longer[same + 2 :]
    return longer[same + 1 :] == shorter[same + 1 :] or swapped
