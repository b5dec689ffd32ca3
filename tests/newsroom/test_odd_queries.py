"""Whatever stands behind the question mark of a public page, it answers, and in bounded time."""

from __future__ import annotations

from urllib.parse import quote_from_bytes

import pytest
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.newsroom.test_constant_queries import Outlet, addresses

pytestmark = pytest.mark.django_db

ODD = [
    *(
        "",
        "\0",
        "%",
        '"',
        "'",
        '"""',
        "((((",
        "NEAR(",
        "a* OR b*",
        "-",
        "- -",
        "NOT",
        "AND OR",
        "^",
        "{}",
        "\\",
        "a:b:c",
        "--",
    ),
    *(
        "\ud800",
        "\U0001f3b5" * 50,
        "\u202eabc",
        "مرحبا بالعالم",
        "שלום",
        "字" * 200,
        "e\u0301" * 300,
        "\ufeff",
        "1e999",
    ),
    *("x" * 10_000, "x " * 5_000, '"' * 5_000, "(" * 5_000, "a\nb\rc\td", "<script>", "' OR 1=1 --", "\x7f\x1b[0m"),
]
NAMES = ["q", "before", "page", "type", "section", "from", "until", "year", "utm_source", "%00", "ü"]


@pytest.fixture
def pages(client: Client) -> list[str]:
    outlet = Outlet()
    story = outlet.publish(2)
    client.raise_request_exception = False
    return [page.partition("?")[0] for page in addresses(outlet, story)]


def sent(text: str) -> str:
    return quote_from_bytes(text.encode("utf-8", "surrogatepass"))


def ask(client: Client, page: str, name: str, text: str) -> int:
    answer = client.get(f"{page}?{name}={sent(text)}")
    if answer.streaming:
        answer.close()
    return answer.status_code


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_no_odd_text_breaks_any_page(client: Client, pages: list[str], text: str) -> None:
    for page in pages:
        for name in ("q", "before"):
            assert ask(client, page, name, text) in (200, 301, 302, 304, 404), (page, name)


def test_no_text_at_all_breaks_any_page(client: Client, pages: list[str]) -> None:
    @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(sorted(set(pages))), st.sampled_from(NAMES), st.text(st.characters(), max_size=80))
    @example("/search/", "q", "\ud800\udfff")
    def each(page: str, name: str, text: str) -> None:
        assert ask(client, page, name, text) < 500, (page, name, text)

    each()


def test_what_a_page_does_not_know_changes_nothing_of_it(client: Client, pages: list[str]) -> None:
    """Or a shared cache would keep as many copies as somebody cares to ask for different tags of."""
    for page in sorted(set(pages)):
        if page.startswith("/search") or page == "/nothing-here/":
            continue
        plain, odd = client.get(page), client.get(f"{page}?utm_source=x&color=red")
        assert odd.headers.get("ETag") == plain.headers.get("ETag"), page
