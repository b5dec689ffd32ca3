"""uv run python -m tests.benchmarks.desk [--size 100000]: what the desk's pages cost, in one table.

The archive is one of archives.py, its stories moved about a little so that the desk has work in every state.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys

from tests.benchmarks.archives import ROOT, archive

MOST_QUERIES, MOST_MS = 15, 150


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=100_000, help="Stories.")
    made = archive(parser.parse_args().size)
    command = [sys.executable, "-m", "tests.benchmarks.desk_in_process"]
    child = subprocess.run(command, cwd=ROOT, env=made.environment, check=True, stdout=subprocess.PIPE, text=True)
    print(f"{made.stories:,} stories; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(f"Budget: {MOST_QUERIES} queries, {MOST_MS} ms.\n")
    print("| page | queries | median | p99 | |\n|---|---:|---:|---:|---|")
    for page, (queries, clock, p99) in json.loads(child.stdout).items():
        kept = "kept" if queries <= MOST_QUERIES and clock <= MOST_MS else "**not kept**"
        print(f"| {page} | {queries} | {clock:.0f} | {p99:.0f} | {kept} |")


if __name__ == "__main__":
    main()
