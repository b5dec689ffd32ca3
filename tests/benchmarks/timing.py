"""Medians and 99th percentiles of several passes, so that a neighbour's work in one of them doesn't decide."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import cycle, islice
from statistics import median

RUNS, PASSES = 200, 3


@dataclass(frozen=True)
class Timing:
    """Milliseconds by the clock, and the median of this process's own work alone; each the median over the passes."""

    median: float
    p99: float
    cpu: float


def timed(ask: Callable[[str], object], addresses: list[str], *, passes: int = PASSES, runs: int = RUNS) -> Timing:
    """Asks for the addresses in turn, so many times a pass."""
    found = [_pass(ask, islice(cycle(addresses), runs)) for _ in range(passes)]
    clocks, works = [sorted(clock) for clock, _ in found], [work for _, work in found]
    p99 = median(times[int(runs * 0.99) - 1] for times in clocks)
    return Timing(median(map(median, clocks)), p99, median(map(median, works)))


def _pass(ask: Callable[[str], object], addresses: Iterable[str]) -> tuple[list[float], list[float]]:
    clock, work = [], []
    for address in addresses:
        started, worked = time.perf_counter(), time.process_time()
        ask(address)
        work.append((time.process_time() - worked) * 1000)
        clock.append((time.perf_counter() - started) * 1000)
    return clock, work
