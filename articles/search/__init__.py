"""Search over stories, quotations, people, films and tags: `search()` is the door, `docs.write()` what feeds it."""

from articles.search.asking import NOUNS, PAGE, TABS, Asked, Results, search

__all__ = ["NOUNS", "PAGE", "TABS", "Asked", "Results", "search"]
