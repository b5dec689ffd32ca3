"""The body's grammar: one cleaner, one canonical form, one way to HTML, to words and to rows.

A body is sanitised HTML. Three things in it are ours: `<q data-quote>` (words somebody said), `<figure data-embed>`
(an object in the text, empty, top level) and `<a data-ref>` (a link to one of our own nouns).
"""
