"""python -m articles.quotations, without Django."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def run(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "articles.quotations", *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_prints_one_row_a_piece(tmp_path):
    story, people = tmp_path / "story.txt", tmp_path / "people.json"
    story.write_text("“It rained,” Quill said. “Then it rained more.”\n\n“No,” a spokesman said.", "utf-8")
    people.write_text(json.dumps([{"name": "Ada Quill", "aliases": ["Quill"], "shoe": 7}]), "utf-8")
    result = run(story, "--people", people)
    assert result.returncode == 0, result.stderr
    rows = json.loads(result.stdout)["quotes"]
    assert [(row["text"], row["speaker"], row["group"], row["kind"]) for row in rows] == [
        ("It rained,", "Ada Quill", 1, "speech"),
        ("Then it rained more.", "Ada Quill", 1, "speech"),
        ("No,", "a spokesman", 2, "speech"),
    ]
    assert {"start", "end", "confidence"} <= set(rows[0])


def test_says_why_it_refuses(tmp_path):
    story = tmp_path / "story.txt"
    story.write_text("a" * 200_001, "utf-8")
    result = run(story)
    assert (result.returncode, result.stdout) == (2, "")
    assert "200,001 characters" in result.stderr
    assert run(tmp_path / "none.txt").returncode == 2
