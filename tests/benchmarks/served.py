"""The same pages over gunicorn, on this machine's loopback alone: a child process, ended by its id."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from itertools import cycle

from tests.benchmarks.archives import ROOT, Archive

WORKERS, THREADS = 2, 2
CLIENTS, BURST_SECONDS = 2, 2.0
_STARTS_WITHIN = 30.0
# Threads, because gunicorn's plain workers close every connection.
_GUNICORN = [
    "-m",
    "gunicorn",
    "newsroom.wsgi",
    "--workers",
    str(WORKERS),
    "--threads",
    str(THREADS),
    "--keep-alive",
    "30",
]


@contextmanager
def server(of: Archive) -> Iterator[int]:
    """Serves the archive while the block runs; gives the port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, *_GUNICORN, "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, cwd=ROOT, env=of.environment, stderr=subprocess.DEVNULL)
    try:
        _wait(port)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def _wait(port: int) -> None:
    until = time.monotonic() + _STARTS_WITHIN
    while True:
        try:
            return _get(HTTPConnection("127.0.0.1", port, timeout=5), "/healthz")
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def asker(port: int) -> Callable[[str], None]:
    """One client that keeps its connection."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    return lambda address: _get(connection, address)


def _get(connection: HTTPConnection, address: str) -> None:
    connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
    response = connection.getresponse()
    response.read()
    if response.status != 200:
        raise RuntimeError(f"{address} answered {response.status}.")


def requests_a_second(port: int, addresses: list[str]) -> float:
    """By two clients that ask without pause for two seconds."""
    with ThreadPoolExecutor(CLIENTS) as pool:
        return sum(pool.map(lambda place: _burst(port, addresses[place:] + addresses[:place]), range(CLIENTS)))


def _burst(port: int, addresses: list[str]) -> float:
    ask, started, done = asker(port), time.perf_counter(), 0
    for address in cycle(addresses):
        ask(address)
        done += 1
        if time.perf_counter() - started >= BURST_SECONDS:
            break
    return done / (time.perf_counter() - started)
