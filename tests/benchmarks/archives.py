"""Made archives to measure on: each built once in a place of its own below var/benchmarks, and kept.

On SQLite; with BENCHMARK_DATABASE_URL, in that database of PostgreSQL instead, which is empty at first and holds one
archive.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "var" / "benchmarks"
DATABASE = os.environ.get("BENCHMARK_DATABASE_URL", "")
_SIZE = "from django.db import connection as c; r = c.cursor(); r.execute('SELECT pg_database_size(current_database())'); print(r.fetchone()[0])"


@dataclass(frozen=True)
class Archive:
    """`seconds` are those of the whole command, nouns and statistics with it; `rate` is stories a second alone."""

    stories: int
    seconds: float
    rate: str
    megabytes: float

    @property
    def folder(self) -> Path:
        return KEPT / (f"{self.stories}-postgresql" if DATABASE else str(self.stories))

    @property
    def environment(self) -> dict[str, str]:
        """This archive and nothing else, whatever the shell has set."""
        return {**os.environ, "VAR_DIR": str(self.folder), "DATABASE_URL": DATABASE, "SITE_URL": "", "DEBUG": ""}


def archive(stories: int) -> Archive:
    """The archive of so many stories; built if it is not there."""
    kept = Archive(stories, 0, "", 0)
    facts = kept.folder / "built.json"
    if facts.exists():
        # The models may have moved on since it was built.
        manage(kept, "migrate", "-v0")
        return Archive(**json.loads(facts.read_text()))
    built = _built(kept)
    facts.write_text(json.dumps(asdict(built)))
    return built


def _built(empty: Archive) -> Archive:
    empty.folder.mkdir(parents=True, exist_ok=True)
    (empty.folder / "db.sqlite3").unlink(missing_ok=True)
    manage(empty, "migrate", "-v0")
    started = time.perf_counter()
    said = manage(empty, "make_archive", "--articles", str(empty.stories))
    seconds = time.perf_counter() - started
    rate = re.findall(r"([\d,]+) a second", said)[-1]
    return Archive(empty.stories, round(seconds, 1), rate, round(size(empty), 1))


def size(of: Archive) -> float:
    """Megabytes of its database."""
    if DATABASE:
        return int(manage(of, "shell", "--no-imports", "-c", _SIZE)) / 1e6
    return (of.folder / "db.sqlite3").stat().st_size / 1e6


def manage(of: Archive, *words: str) -> str:
    """What `manage.py` prints there."""
    command = [sys.executable, str(ROOT / "manage.py"), *words]
    return subprocess.run(command, cwd=ROOT, env=of.environment, check=True, capture_output=True, text=True).stdout
