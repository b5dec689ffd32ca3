"""The words that a result shows as found are those that search takes for the same."""

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.search.query import parse
from articles.search.snippets import matches
from articles.search.words import WORD, fold, token


@settings(max_examples=400)
@given(text=st.text("kKéËßøŁдД한ﬁ0²$!'’_ \n“xs", max_size=40), typed=st.text("kKéßøд한ﬁ0$'xs* ", max_size=6))
def test_words_that_are_passed_over_are_none_that_match(text: str, typed: str) -> None:
    parts = parse(typed).wanted
    wanted = {cut for part in parts for cut in part.tokens}
    starts = tuple(part.start for part in parts if part.start) or ("not in any text",)
    every = [found for found in WORD.finditer(text) if wanted]
    assert matches(text, parts) == [
        found.span() for found in every if token(found[0]) in wanted or fold(found[0]).startswith(starts)
    ]
