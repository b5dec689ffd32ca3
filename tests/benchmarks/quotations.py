"""uv run python -m tests.benchmarks.quotations: what the quotation finder reaches, and how fast, in one table."""

from __future__ import annotations

import gc
import random
import time
from collections.abc import Callable
from typing import Any

from articles.quotations import LONGEST_TEXT, PeopleIndex, extract
from tests.articles.quotations.scoring import SEED, Score, load, score

NAMES = 100_000
TIERS = ((0.8, 1.01), (0.65, 0.8), (0.5, 0.65), (0.0, 0.5))


def main() -> None:
    """Print all figures."""
    total = Score()
    print(f"{'texts':12} {'gold':>5} {'found':>5} {'P':>6} {'R':>6} {'F1':>6} {'F1 with speaker':>16} {'joins':>9}")
    for name in ("seed", "challenge", "own", "held_out"):
        result = score(load(f"{name}.json"))
        print(row(name, result))
        total.tiers += result.tiers if name != "held_out" else []
        for miss in result.misses:
            print("   ", miss)
    print("\nconfidence   quotes  share  right")
    for low, high in TIERS:
        rights = [right for confidence, right in total.tiers if low <= confidence < high]
        share = len(rights) / len(total.tiers)
        print(
            f"{low:.2f}–{min(high, 1):.2f}    {len(rights):6} {share:6.2f} {sum(rights) / len(rights) if rights else 0:6.3f}"
        )
    held_out = [right for confidence, right in score(load("held_out.json")).tiers if confidence >= TIERS[0][0]]
    print(f"\nheld out, from .80: {len(held_out)} quotes, {sum(held_out) / len(held_out):.3f} right\n")
    speed()


def row(name: str, result: Score) -> str:
    """One line of the table."""
    precision = result.matched / result.found if result.found else 1.0
    recall = result.matched / result.gold if result.gold else 1.0
    figures = f"{precision:6.3f} {recall:6.3f} {result.f1(result.matched):6.3f} {result.f1(result.right):16.3f}"
    return f"{name:12} {result.gold:5} {result.found:5} {figures} {result.joined:5}/{result.pairs}"


def speed() -> None:
    """Time the index, a story at a hundred thousand names, and texts up to the longest allowed."""
    people = made_up_people(NAMES)
    seconds, index = timed(lambda: PeopleIndex.build(people), 1)
    gc.freeze()  # as a server should once the index stands: else every collection walks a hundred thousand names
    print(f"index of {NAMES:,} names built in {seconds:.2f} s (wanted: 2 s)")
    story = (SEED.read_text("utf-8") + "\n\n") * 3
    seconds, _ = timed(lambda: extract(story[:5000], index), 20)
    print(f"5,000 characters at {NAMES:,} names: {seconds * 1000:.1f} ms (wanted: 20 ms)")
    for size in (25_000, 50_000, 100_000, LONGEST_TEXT):
        text = (story * (size // len(story) + 1))[:size]
        seconds, _ = timed(lambda text=text: extract(text, index), 1)  # type: ignore[misc]
        print(f"{size:7,} characters: {seconds:.2f} s, {seconds / size * 1e6:.1f} µs a character")
    for name, piece in (
        ("one quotation", "a “"),
        ("marks", "“”'\"‘’"),
        ("names", "Ada Marlowe "),
        ("cues", "he said “x,” "),
        ("commas", "Ada, "),
    ):
        text = (piece * (LONGEST_TEXT // len(piece) + 1))[:LONGEST_TEXT]
        seconds, _ = timed(lambda text=text: extract(text, index), 1)  # type: ignore[misc]
        print(f"{LONGEST_TEXT:7,} characters of nothing but {name}: {seconds:.2f} s")


def timed(work: Callable[[], Any], times: int) -> tuple[float, Any]:
    """The best of several runs in seconds, and the result."""
    best, result = float("inf"), None
    for _ in range(times):
        start = time.perf_counter()
        result = work()
        best = min(best, time.perf_counter() - start)
    return best, result


def made_up_people(count: int) -> list[dict[str, Any]]:
    """Names of two made-up words, every fifth with an alias."""
    draw = random.Random(7)
    syllables = ["ba", "ko", "ri", "len", "mar", "to", "vi", "sa", "dun", "el", "pra", "os", "ni", "gre", "ul", "fa"]

    def word() -> str:
        return "".join(draw.choice(syllables) for _ in range(draw.randint(2, 4))).capitalize()

    return [{"name": f"{word()} {word()}", "aliases": [word()] if number % 5 == 0 else []} for number in range(count)]


if __name__ == "__main__":
    main()
