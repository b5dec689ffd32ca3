"""Fills the record with made stories, fast: for benchmarks, and for looking at long lists.

The one writer of the record beside the desk. It goes round the desk's doors because they take a story at a time; the
tests hold what it writes against what those doors would have written, and `manage.py check_record` does so again.

`vocabulary` makes words and names, `nouns` the people, tags and films, `shapes` the readers' HTML, `stories` the
stories (in memory alone), and `fill` the rows.
"""
