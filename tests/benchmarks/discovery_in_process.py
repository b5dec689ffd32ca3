"""Run as a child by `tests.benchmarks.discovery`, with VAR_DIR set: measures one archive, prints JSON."""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from itertools import islice
from statistics import median
from typing import Any, NamedTuple
from urllib.parse import quote

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

import newsroom.wsgi  # noqa: E402, F401 - for what the server does at its start
from articles.desk import publishing  # noqa: E402
from articles.models import Article, Edition, SearchDoc, Tag, Term  # noqa: E402
from articles.models.search_doc import span_of  # noqa: E402
from articles.search.engine import engine, live  # noqa: E402
from articles.search.query import Group, Part, Wanted  # noqa: E402
from articles.search.words import COMMON, token  # noqa: E402
from articles.tag_pages import STORIES  # noqa: E402
from people.lists import COUNT_CAP  # noqa: E402
from people.models import Person  # noqa: E402
from tests.benchmarks import samples  # noqa: E402
from tests.benchmarks.timing import timed  # noqa: E402

_TEXTS, _EACH, _RUNS, _PUBLICATIONS = 400, 10, 100, 12

_STORIES = span_of(SearchDoc.Kind.STORY)

Measured = tuple[int, float, float, float]


class Words(NamedTuple):
    """Some that most stories have, some that one or two in a hundred have, and some that five to twenty have."""

    common: list[str]
    middling: list[str]
    rare: list[str]


def main() -> None:
    at = timezone.now()
    alone = {f"alone: {kind}": _measured(list(of), lambda it, of=of: of[it]()) for kind, of in questions(at).items()}
    pages = {kind: _measured(found, ask) for kind, found in addresses().items()}
    print(json.dumps(alone | pages | {"publishing one update": publication()}))


def questions(at: datetime) -> dict[str, dict[str, Callable[[], object]]]:
    """What the database is asked for the heart of a page, without the page: by kind, a few questions by name."""
    words = words_of(some_texts(Edition.objects.live(at)), at)
    tag = _commonest_tag()
    deep = samples.halfway_tag(tag, at).partition("=")[2]

    def hits(word: str) -> Callable[[], object]:
        return lambda: engine().hits(wanted(word), _STORIES, live(at), most=COUNT_CAP)

    def page(place: str) -> Callable[[], object]:
        return lambda: STORIES(place, tag=tag.pk, at=at)

    return {
        "a common word": {word: hits(word) for word in words.common},
        "a middling word": {word: hits(word) for word in words.middling},
        "a rare word": {word: hits(word) for word in words.rare},
        "the commonest tag": {"first page": page("")},
        "the commonest tag, halfway": {"that page": page(deep)},
    }


def addresses() -> dict[str, list[str]]:
    """A few addresses of each kind."""
    at = timezone.now()
    editions = Edition.objects.live(at)
    texts = some_texts(editions)
    words = words_of(texts, at)
    phrases = [" ".join(text.split()[4:7]) for text in texts[:_EACH]]
    tag = _commonest_tag()
    people = _commonest_people()
    on = editions.newest(1)[0].published_on
    return {
        "search: common word": _asked(words.common),
        "search: common word, quotes": [f"{address}&type=quotes" for address in _asked(words.common)],
        "search: middling word": _asked(words.middling),
        "search: rare word": _asked(words.rare),
        "search: phrase": _asked([f'"{phrase}"' for phrase in phrases]),
        "search: common word and tag": _asked([f'{word} tag:"{tag.name}"' for word in words.common]),
        "search: common word, last year": [f"{address}&from={on.year - 1}-01-01" for address in _asked(words.common)],
        "search: a name": _asked(people),
        "search: a name with a typo": _asked([name[:3] + name[4:] for name in people]),
        "search: no hit": _asked(["zzqqxx", "qqzzyy vvkkjj"]),
        "suggestions: 3 letters": [f"/search/suggest/?q={quote(name[:3])}" for name in people],
        "feed of the site": ["/feed.xml", "/feed.atom", "/feed.json"],
        "feed of the commonest tag": [f"{tag.get_absolute_url()}feed.xml"],
        "sitemap index": ["/sitemap.xml"],
        "sitemap of a month": [f"/sitemap-{on:%Y-%m}.xml"],
        "sitemap of news": ["/sitemap-news.xml"],
    }


def _commonest_tag() -> Tag:
    return Tag.objects.get(pk=Term.objects.filter(kind=Term.Kind.TAG).order_by("-df").values("ref")[:1])


def _commonest_people() -> list[str]:
    """Names of those whom most stories are about."""
    refs = Term.objects.filter(kind=Term.Kind.PERSON).order_by("-df", "ref").values_list("ref", flat=True)[:_EACH]
    return [person.name for person in Person.objects.in_bulk(list(refs)).values()]


def some_texts(editions: Any) -> list[str]:
    """Of editions from all over the archive, read by their ids: their texts alone are gigabytes."""
    last = editions.order_by("-pk").values_list("pk", flat=True)[0]
    ids = range(1, last + 1, max(1, last // _TEXTS))
    return list(editions.filter(pk__in=ids).order_by("pk").values_list("text", flat=True))


def words_of(texts: list[str], at: datetime) -> Words:
    counts = Counter(word for text in texts for word in set(text.lower().split()) if word.isalpha())
    common = (word for word, _ in counts.most_common(60) if word not in COMMON)
    middling = (word for word, found in counts.items() if 0.005 <= found / len(texts) <= 0.02)
    once = (word for word, found in counts.items() if found == 1)
    rare = (word for word in once if 5 <= engine().count(wanted(word), _STORIES, live(at), most=21) <= 20)
    return Words(*(list(islice(words, _EACH)) for words in (common, middling, rare)))


def wanted(word: str) -> Wanted:
    return Wanted([Group([Part(word, (token(word),))])], [], [])


def _asked(typed: list[str]) -> list[str]:
    return [f"/search/?q={quote(text)}" for text in typed]


def _measured(found: list[str], ask: Callable[[str], object]) -> Measured:
    with CaptureQueriesContext(connection) as queries:
        ask(found[0])
    most = len(queries)
    for address in found[1:]:
        with CaptureQueriesContext(connection) as queries:
            ask(address)
        most = max(most, len(queries))
    took = timed(ask, found, passes=1, runs=_RUNS)
    return most, took.cpu, took.median, took.p99


_CLIENT = Client(headers={"host": "localhost"})


def ask(address: str) -> bytes:
    answer = _CLIENT.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} did not answer 200.")
    return bytes(answer.content)


def publication() -> Measured:
    """Publishing a live story again, all its rows and search included; each time taken back."""
    took, works = [], []
    for article in Article.objects.order_by("-pk")[:_PUBLICATIONS]:
        with transaction.atomic(), CaptureQueriesContext(connection) as queries:
            started, worked = time.perf_counter(), time.process_time()
            publishing.publish(article, by=None, reason="Measured.")
            took.append((time.perf_counter() - started) * 1000)
            works.append((time.process_time() - worked) * 1000)
            transaction.set_rollback(True)
    return len(queries), median(works), median(took), max(took)


if __name__ == "__main__":
    main()
