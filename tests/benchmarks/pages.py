"""uv run python -m tests.benchmarks.pages [--sizes 2000,200000]: what readers' pages cost, in tables.

Builds an archive of each size once (var/benchmarks), then asks for pages in process and over gunicorn.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from http.client import HTTPConnection
from typing import Any

from tests.benchmarks import served, weight
from tests.benchmarks.archives import ROOT, Archive, archive
from tests.benchmarks.timing import PASSES, RUNS, timed

BUDGET_QUERIES = 8
BUDGET_STORY_MS = 6.0
# Bytes: pages, style sheets and scripts as gzip packs them, fonts as they are.
BUDGET_HTML, BUDGET_CSS, BUDGET_JS, BUDGET_FONTS = 20_000, 10_000, 5_000, 110_000
_SERVED = ("front", "story", "section", "tag, common", "tag, rare", "person, busy", "quote", "archive, month")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="2000,200000", help="Stories, with commas between.")
    parser.add_argument("--passes", type=int, default=PASSES, help="Of 200 runs each; more where the machine is busy.")
    chosen = parser.parse_args()
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    archives = [archive(int(size)) for size in chosen.sizes.split(",")]
    _print_archives(archives)
    measured = []
    for of in archives:
        measured.append(in_process(of, chosen.passes))
        _print_in_process(of, measured[-1], chosen.passes)
        _print_served(of, measured[-1], chosen.passes)
    _print_sameness(archives, measured)
    _print_weights(archives[-1], measured[-1])


def in_process(of: Archive, passes: int) -> dict[str, Any]:
    """Each archive in a process of its own: settings are read once a process."""
    command = [sys.executable, "-m", "tests.benchmarks.in_process", str(passes)]
    result = subprocess.run(command, cwd=ROOT, env=of.environment, check=True, stdout=subprocess.PIPE, text=True)
    return dict(json.loads(result.stdout))


def _print_archives(archives: list[Archive]) -> None:
    print("\n| stories | built in | stories a second | database |\n|---:|---:|---:|---:|")
    for of in archives:
        print(f"| {of.stories:,} | {of.seconds} s | {of.rate} | {of.megabytes:,} MB |")


def _machine() -> str:
    """How busy and how fast the machine is right now: figures from another hour compare only with this beside them."""
    started, total = time.process_time(), 0
    for step in range(1_000_000):
        total += step * step % 7
    loop = (time.process_time() - started) * 1000
    return f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}, a million steps of Python in {loop:.0f} ms of work"


def _print_in_process(of: Archive, pages: dict[str, Any], passes: int) -> None:
    print(
        f"\nIn process, {of.stories:,} stories: {RUNS} runs, over different objects, the median of {passes} passes, in ms; {_machine()}\n"
    )
    print("| page | different | queries | median | p99 | median, own work | with gzip, own work | largest HTML, gzip |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    for kind, page in pages.items():
        low, high = page["queries"]
        queries = f"{low}" if low == high else f"{low}–{high}"
        clock, packed = page["plain"], page["packed"]["cpu"]
        times = f"{clock['median']:.1f} | {clock['p99']:.1f} | {clock['cpu']:.1f} | {packed:.1f}"
        print(f"| {kind} | {len(page['addresses'])} | {queries} | {times} | {page['bytes'] / 1000:.1f} kB |")


def _print_served(of: Archive, pages: dict[str, Any], passes: int) -> None:
    print(
        f"\nOver gunicorn, {of.stories:,} stories, {served.WORKERS} workers of {served.THREADS} threads, gzip, in ms; {_machine()}\n"
    )
    print("| page | median | p99 | requests a second |\n|---|---:|---:|---:|")
    with served.server(of) as port:
        for kind in _SERVED:
            found = pages[kind]["addresses"]
            took = timed(served.asker(port), found, passes=passes)
            print(f"| {kind} | {took.median:.1f} | {took.p99:.1f} | {served.requests_a_second(port, found):.0f} |")


def _print_sameness(archives: list[Archive], measured: list[dict[str, Any]]) -> None:
    """Queries must not grow with the archive, nor pass the budget; a story has its time."""
    print("\nBudgets\n")
    for kind in measured[0]:
        most = [pages[kind]["queries"][1] for pages in measured]
        if len(set(most)) > 1 or max(most) > BUDGET_QUERIES:
            print(f"- {kind}: at most {BUDGET_QUERIES} queries, the same at every size; found {most}.")
    for of, pages in zip(archives, measured, strict=True):
        for kind, page in pages.items():
            took = page["plain"]["cpu"]
            if kind.startswith("story"):
                says = "kept" if took <= BUDGET_STORY_MS else "NOT KEPT"
                print(f"- {kind}, {of.stories:,} stories: {took:.1f} of {BUDGET_STORY_MS} ms of work, {says}.")
            if page["bytes"] > BUDGET_HTML:
                print(f"- {kind}, {of.stories:,} stories: {page['bytes']:,} bytes of HTML, over {BUDGET_HTML:,}.")


def _print_weights(of: Archive, pages: dict[str, Any]) -> None:
    print("\n| page | CSS, gzip | JavaScript, gzip |\n|---|---:|---:|")
    with served.server(of) as port:
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        for kind in ("front", "story", "person, busy", "quote", "film", "people index"):
            connection.request("GET", pages[kind]["addresses"][0])
            css, js = weight.linked(connection.getresponse().read().decode())
            print(
                f"| {kind} | {css / 1000:.1f} of {BUDGET_CSS / 1000:.0f} kB | {js / 1000:.1f} of {BUDGET_JS / 1000:.0f} kB |"
            )
    sizes = weight.fonts()
    extended = sum(size for name, size in sizes.items() if "-ext" in name)
    latin = sum(sizes.values()) - extended
    print(
        f"\nFonts: {latin / 1000:.1f} of {BUDGET_FONTS / 1000:.0f} kB; {extended / 1000:.1f} kB more for Latin Extended letters."
    )


if __name__ == "__main__":
    main()
