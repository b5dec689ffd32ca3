"""Run as a child by `tests.benchmarks.pages`, with VAR_DIR set: measures one archive in process, prints JSON.

A page is asked for as the server would: through the WSGI application, with all middleware, as bytes.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
django.setup()

from django.db import connection  # noqa: E402
from django.test import RequestFactory  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from newsroom.wsgi import application  # noqa: E402
from tests.benchmarks.samples import addresses  # noqa: E402
from tests.benchmarks.timing import timed  # noqa: E402

# As django.middleware.gzip packs a page.
PAGE_LEVEL = 6
# For queries and bytes; the rest is asked for against the clock alone.
_LOOKED_AT = 20


def main() -> None:
    """Every kind of page: its queries, its times, its size, and the addresses, for who asks over the network."""
    pages, passes = addresses(timezone.now()), int(sys.argv[1])
    plain, packed = _asker(), _asker("gzip")
    measured = {}
    for kind, found in pages.items():
        print(kind, end=" … ", file=sys.stderr, flush=True)
        measured[kind] = _measured(found, plain, packed, passes)
    print(json.dumps(measured))


def _measured(
    found: list[str], plain: Callable[[str], bytes], packed: Callable[[str], bytes], passes: int
) -> dict[str, Any]:
    bodies = [plain(address) for address in found[:_LOOKED_AT]]
    queries = [_queries(plain, address) for address in found[:_LOOKED_AT]]
    return {
        "addresses": found,
        "queries": [min(queries), max(queries)],
        "plain": asdict(timed(plain, found, passes=passes)),
        "packed": asdict(timed(packed, found, passes=1, runs=50)),
        "bytes": max(len(gzip.compress(body, PAGE_LEVEL)) for body in bodies),
    }


def _queries(ask: Callable[[str], bytes], address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        ask(address)
    return len(queries)


def _asker(encoding: str = "identity") -> Callable[[str], bytes]:
    factory = RequestFactory(headers={"accept-encoding": encoding, "host": "localhost"})
    statuses: list[str] = []

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Callable[[bytes], object]:
        statuses.append(status)
        return statuses.append  # nothing writes by this road

    def ask(address: str) -> bytes:
        response = application(factory.get(address).environ, start_response)
        body = b"".join(response)
        response.close()
        if not statuses.pop().startswith("200"):
            raise RuntimeError(f"{address} did not answer 200.")
        return body

    return ask


if __name__ == "__main__":
    main()
