"""uv run python -m tests.benchmarks.discovery [--sizes 2000,20000] [--rounds 3]: what search, feeds and sitemaps cost.

Each size is a made archive of its own (archives.py), its search rebuilt once and kept. Times are medians in
milliseconds, in process, warm: of this process's own work, and by the clock, which a busy machine stretches; p99 too.
The sizes take turns, and each figure is the median of its rounds: a machine whose pace changes changes it for all.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import time
from statistics import median

from tests.benchmarks.archives import ROOT, Archive, archive, manage, size


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="2000,20000", help="Stories, with commas between.")
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    archives = [searchable(int(stories)) for stories in asked.sizes.split(",")]
    rounds = [[_measure(made) for made in archives] for _ in range(asked.rounds)]
    sizes = [made.stories for made in archives]
    measured = {made.stories: _middle([found[place] for found in rounds]) for place, made in enumerate(archives)}
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    heads = "".join(f"| {stories:,}: queries, work, clock, p99 " for stories in sizes)
    print(f"| page {heads}|\n|---{'|---' * len(sizes)}|")
    for kind in measured[sizes[0]]:
        cells = (measured[stories][kind] for stories in sizes)
        print(
            f"| {kind} |" + "".join(f" {q:.0f}, {work:.1f}, {clock:.1f}, {p99:.1f} |" for q, work, clock, p99 in cells)
        )
    for made in archives:
        print(f"{made.stories:,} stories: {json.loads((made.folder / 'discovery.json').read_text())}")


def searchable(stories: int) -> Archive:
    """The archive of so many stories with its search rebuilt and its terms counted, once."""
    made = archive(stories)
    kept = made.folder / "discovery.json"
    if not kept.exists():
        kept.write_text(json.dumps(_rebuilt(made)))
    return made


def _measure(made: Archive) -> dict[str, list[float]]:
    command = [sys.executable, "-m", "tests.benchmarks.discovery_in_process"]
    child = subprocess.run(command, cwd=ROOT, env=made.environment, check=True, stdout=subprocess.PIPE, text=True)
    pages: dict[str, list[float]] = json.loads(child.stdout)
    return pages


def _middle(rounds: list[dict[str, list[float]]]) -> dict[str, list[float]]:
    """By kind of page, the median of each figure."""
    return {kind: [median(row) for row in zip(*(found[kind] for found in rounds), strict=True)] for kind in rounds[0]}


def _rebuilt(made: Archive) -> str:
    """Seconds of the whole command, and what the database grew by."""
    before, started = size(made), time.perf_counter()
    said = manage(made, "rebuild_search")
    seconds, grown = time.perf_counter() - started, size(made) - before
    manage(made, "refresh_terms")
    editions = re.findall(r"([\d,]+) editions written", said)[-1]
    return f"search of {editions} editions rebuilt in {seconds:,.0f} s, {grown:,.0f} MB"


if __name__ == "__main__":
    main()
