"""uv run --with pymysql python -m tests.benchmarks.distributed [--size 100000]: search on two nodes of an existing engine.

Sphinx (apt-get install sphinxsearch), whose living fork Manticore speaks the same: two servers of this machine hold half
of the rows each, and a distributed index asks both. What they find is held against our own engine's count.
See docs/decisions/0045.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from tests.benchmarks.discovery import searchable

_NODES, _CHUNK, _RUNS, _EACH, _CAP, _FOREVER = 2, 200, 5, 10, 1_001, 2**62
_NODE = """
index rows {{
  type = rt
  path = {folder}/rows
  dict = keywords
  min_prefix_len = 2
  charset_table = 0..9, a..z, U+DF..U+24F, U+370..U+3FF, U+400..U+52F, U+590..U+6FF, U+3040..U+30FF, U+4E00..U+9FFF
  rt_mem_limit = 512M
  rt_field = title
  rt_field = body
  rt_field = marks
  rt_attr_bigint = live_from
  rt_attr_bigint = live_until
}}
{everything}
searchd {{
  listen = 127.0.0.1:{api}
  listen = 127.0.0.1:{port}:mysql41
  log = {folder}/log
  pid_file = {folder}/pid
  binlog_path =
  workers = threads
  dist_threads = 2
}}
"""
_EVERYTHING = "index everything {{\n type = distributed\n local = rows\n agent = 127.0.0.1:{agent}:rows\n}}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=2_000, help="Stories.")
    made = searchable(parser.parse_args().size)
    os.environ.update(made.environment, DJANGO_SETTINGS_MODULE="newsroom.settings")
    import django

    django.setup()
    with tempfile.TemporaryDirectory() as folder, _nodes(Path(folder)) as nodes:
        count, seconds = _filled(nodes)
        print(f"{count:,} rows on {_NODES} nodes in {seconds:,.0f} s ({count / seconds:,.0f} a second)\n")
        print("| query | found by both | ours, ms | two nodes, ms |\n|---|---|---:|---:|")
        for kind, queries in _queries().items():
            print(f"| {kind} | {_compared(nodes[0], queries)} |")


@contextmanager
def _nodes(folder: Path) -> Iterator[list[Any]]:
    """Connections to the nodes; the first one has the index of both."""
    import pymysql

    ports = _free_ports(2 * _NODES)
    processes = []
    for place in reversed(range(_NODES)):
        own = folder / str(place)
        own.mkdir()
        everything = _EVERYTHING.format(agent=ports[1]) if place == 0 else ""
        text = _NODE.format(folder=own, everything=everything, api=ports[place], port=ports[_NODES + place])
        (own / "conf").write_text(text)
        command = [shutil.which("searchd") or "searchd", "--nodetach", "--config", str(own / "conf")]
        processes.append(subprocess.Popen(command, stdout=subprocess.DEVNULL))
    try:
        time.sleep(2)
        connect: Callable[..., Any] = pymysql.connect
        yield [connect(host="127.0.0.1", port=port, charset="utf8", autocommit=True) for port in ports[_NODES:]]
    finally:
        for process in processes:
            process.terminate()
            process.wait(20)


def _free_ports(count: int) -> list[int]:
    probes = [socket.socket() for _ in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports


def _filled(nodes: list[Any]) -> tuple[int, float]:
    """Every row to one node, by its id; as the outbox's worker would, a statement a chunk."""
    from articles.models import Edition
    from articles.search.docs import rows_of

    started, count, last = time.perf_counter(), 0, 0
    editions = Edition.objects.order_by("pk").defer("html")
    while chunk := list(editions.filter(pk__gt=last)[:_CHUNK]):
        rows = rows_of(chunk)
        for place, node in enumerate(nodes):
            values = [(doc.pk, *words, *_window(doc)) for doc, words in rows if doc.pk % _NODES == place]
            marks = ",".join(["(%s, %s, %s, %s, %s, %s)"] * len(values))
            sql = f"REPLACE INTO rows (id, title, body, marks, live_from, live_until) VALUES {marks}"  # noqa: S608
            with node.cursor() as cursor:
                if values:
                    cursor.execute(sql, [value for row in values for value in row])
        count, last = count + len(rows), chunk[-1].pk
    return count, time.perf_counter() - started


def _window(doc: Any) -> tuple[int, int]:
    return int(doc.live_from.timestamp()), int(doc.live_until.timestamp()) if doc.live_until else _FOREVER


def _queries() -> dict[str, list[str]]:
    """Words as the discovery benchmark chooses them."""
    from django.utils import timezone

    from articles.models import Edition, Tag, Term
    from tests.benchmarks.discovery_in_process import some_texts, words_of

    at = timezone.now()
    texts = some_texts(Edition.objects.live(at))
    words = words_of(texts, at)
    tag = Tag.objects.get(pk=Term.objects.filter(kind=Term.Kind.TAG).order_by("-df").values("ref")[:1])
    return {
        "a common word": words.common,
        "a middling word": words.middling,
        "a rare word": words.rare,
        "a phrase": [f'"{" ".join(text.split()[4:7])}"' for text in texts[:_EACH]],
        "a common word and a tag": [f'{word} tag:"{tag.name}"' for word in words.common],
    }


def _compared(node: Any, queries: list[str]) -> str:
    from django.utils import timezone

    from articles.models import SearchDoc
    from articles.models.search_doc import span_of
    from articles.search.asking import _wanted
    from articles.search.engine import engine, live
    from articles.search.query import parse

    now, span, same = timezone.now(), span_of(SearchDoc.Kind.STORY), 0
    ours, theirs = list[float](), list[float]()
    for typed in queries:
        wanted = _wanted(parse(typed))
        for _ in range(_RUNS):
            started = time.perf_counter()
            found = engine().hits(wanted, span, live(now), most=_CAP - 1).total
            ours.append((time.perf_counter() - started) * 1000)
            started = time.perf_counter()
            there = _asked(node, wanted, span, int(now.timestamp()))
            theirs.append((time.perf_counter() - started) * 1000)
        same += found == there
    return f"{same} of {len(queries)} | {median(ours):.1f} | {median(theirs):.1f}"


def _asked(node: Any, wanted: Any, span: tuple[int, int], now: int) -> int:
    """The newest twenty and how many there are, both nodes together, up to one more than a thousand."""
    sql = (
        "SELECT id, WEIGHT() FROM everything WHERE MATCH(%s) AND id BETWEEN %s AND %s AND live_from <= %s AND live_until > %s "
        "ORDER BY id DESC LIMIT 20 OPTION ranker=bm25, field_weights=(title=8, body=1), max_matches=1000"
    )
    with node.cursor() as cursor:
        cursor.execute(sql, [_match(wanted), *span, now, now])
        cursor.execute("SHOW META LIKE 'total_found'")
        return min(int(cursor.fetchone()[1]), _CAP)


def _match(wanted: Any) -> str:
    """Tokens hold letters and digits alone: nothing of the engine's own language can come in."""
    pieces = []
    for group in wanted.groups:
        said = "@(title,body) " + " ".join(_part(part) for part in group.parts)
        pieces.append(f"(({said}) | ({_marks(group.marks)}))" if group.marks else f"({said})")
    pieces += [f"({_marks(marks)})" for marks in wanted.filters]
    return " ".join(pieces)


def _marks(marks: list[str]) -> str:
    return "@marks (" + " | ".join(marks) + ")"


def _part(part: Any) -> str:
    phrase = '"' + " ".join(part.tokens) + '"'
    return f"({phrase} | {part.start}*)" if part.start else phrase


if __name__ == "__main__":
    main()
