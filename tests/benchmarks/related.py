"""uv run python -m tests.benchmarks.related [--sizes 2000,200000] [--stories 500]: what related stories cost, and miss.

Every story that shares anything is scored, and the six best are held against the six that readers get: overlap@6.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import time
from array import array
from collections import defaultdict
from datetime import datetime
from functools import cache, lru_cache
from heapq import nlargest
from statistics import mean
from typing import Any

from tests.benchmarks.archives import ROOT, archive, manage

_BEST, _COMMON = 6, 0.02


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="2000,200000", help="Stories, with commas between.")
    parser.add_argument("--stories", type=int, default=500, help="How many, drawn at random.")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.inside:
        print(json.dumps(_inside(asked.stories)))
        return
    print(
        "| stories | drawn | overlap@6 | median ms | p99 ms | first view after a start, ms |\n|---:|---:|---:|---:|---:|---:|"
    )
    for size in map(int, asked.sizes.split(",")):
        made = archive(size)
        manage(made, "refresh_terms")
        command = [sys.executable, "-m", "tests.benchmarks.related", "--inside", "--stories", str(asked.stories)]
        child = subprocess.run(command, cwd=ROOT, env=made.environment, check=True, stdout=subprocess.PIPE, text=True)
        for name, row in json.loads(child.stdout).items():
            print(
                f"| {size:,}{name} | {row['drawn']} | {row['overlap']:.3f} | {row['median']:.1f} | {row['p99']:.1f} | {row['first']:.0f} |"
            )


def _inside(stories: int) -> dict[str, Any]:
    """In the process of one archive; of all that were drawn, and of those about nothing rare."""
    from django.utils import timezone

    import newsroom.wsgi  # noqa: F401 - Django too

    at = timezone.now()
    drawn = _drawn(stories, at)
    times = [_timed(edition, at) for edition in drawn]  # before all stories are in memory, which slows what follows
    rows = [{**row, **took} for edition, took in zip(drawn, times, strict=True) if (row := _measured(edition, at))]
    common = [row for row in rows if row["is_common"]]
    return {name: _summed(of) for name, of in (("", rows), (", all tags common", common)) if of}


def _summed(rows: list[dict[str, Any]]) -> dict[str, Any]:
    times = sorted(row["ms"] for row in rows)
    return {
        "drawn": len(rows),
        "overlap": mean(row["overlap"] for row in rows),
        "median": times[len(times) // 2],
        "p99": times[min(int(len(times) * 0.99), len(times) - 1)],
        "first": rows[0]["cold"],
    }


def _drawn(stories: int, at: datetime) -> list[Any]:
    from articles.models import Edition

    rng = random.Random("related")
    live = Edition.objects.live(at)
    last = live.order_by("-pk").values_list("pk", flat=True)[0]
    ids = rng.sample(range(1, last + 1), min(last, stories * 2))
    found = live.defer("html", "text").in_bulk(ids)
    return [found[pk] for pk in ids if pk in found][:stories]


def _timed(edition: Any, at: datetime) -> dict[str, float]:
    """Milliseconds of choosing, the first time and the second."""
    from articles import related
    from articles.sharing import sharing
    from articles.story import nouns_of

    nouns, took = nouns_of(edition, at), list[float]()
    for _ in range(2):
        started = time.perf_counter()
        related.chosen(edition, nouns, sharing(edition, nouns.counts, at, also=nouns.pinned), at)
        took.append((time.perf_counter() - started) * 1000)
    return {"cold": took[0], "ms": took[1]}


def _measured(edition: Any, at: datetime) -> dict[str, Any] | None:
    from articles import related
    from articles.models import Term
    from articles.sharing import sharing, weights_of
    from articles.story import nouns_of

    nouns = nouns_of(edition, at)
    weights = weights_of(nouns.counts)
    best = _exact(edition, weights, at)[:_BEST]
    if not best:
        return None
    scored = related.ranked(sharing(edition, nouns.counts, at), weights, at)
    got = [pk for pk, _ in scored if pk != edition.pk][: len(best)]
    everything = nouns.counts.get((Term.Kind.ALL, 0), 0)
    tags = [stories for (kind, _), stories in nouns.counts.items() if kind == Term.Kind.TAG]
    is_common = bool(tags) and min(tags) > _COMMON * everything
    return {"overlap": len(set(best) & set(got)) / len(best), "is_common": is_common}


def _exact(edition: Any, weights: Any, at: datetime) -> list[int]:
    """Every live story that shares anything, the best first."""
    worth = _worth(at)
    scores: defaultdict[int, float] = defaultdict(float)
    for (kind, pk), weight in weights.items():
        for story in _all(kind, pk, at):
            scores[story] += weight
    scores.pop(edition.pk, None)
    return nlargest(_BEST * 2, scores, key=lambda pk: (scores[pk] * worth[pk][0], worth[pk][1], pk))


@cache
def _worth(at: datetime) -> dict[int, tuple[float, datetime]]:
    """By live story: how much its age leaves of a score, and when it was published."""
    from articles import sharing
    from articles.models import Edition

    live = Edition.objects.live(at).order_by().values_list("pk", "published_at")
    return {pk: (sharing.decay(at, moment), moment) for pk, moment in live.iterator()}


@lru_cache(maxsize=3_000)
def _all(kind: int, pk: int, at: datetime) -> array[int]:
    """All live stories about something, each once: some things are what most of the drawn stories are about."""
    from articles.models import Edition, Mention, TaggedEdition, Term, VisualUse

    rows: Any = {
        Term.Kind.TAG: lambda: TaggedEdition.objects.filter(tag=pk).values_list("content_object_id", flat=True),
        Term.Kind.PERSON: lambda: (
            Mention.objects.filter(person=pk).exclude(role=Mention.As.BYLINE).values_list("edition_id", flat=True)
        ),
        Term.Kind.VISUAL: lambda: VisualUse.objects.filter(visual=pk).values_list("edition_id", flat=True),
        Term.Kind.SOURCE: lambda: Edition.objects.filter(source=pk).values_list("pk", flat=True),
    }[Term.Kind(kind)]()
    return array("q", set(rows.live(at).order_by()))


if __name__ == "__main__":
    main()
