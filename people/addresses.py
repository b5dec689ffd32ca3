"""Addresses of pages, looked up once a process: a story page names sixty, and Django's reverse() takes longer over each
than the database over a row. The URLconf does not change while a process runs."""

from functools import lru_cache

from django.urls import reverse


@lru_cache(maxsize=50_000)
def address(name: str, *args: str) -> str:
    """What `reverse(name, args=args)` says. Arguments are strings, so that equal ones are one entry."""
    return reverse(name, args=args)
