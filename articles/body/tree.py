"""Between a body's HTML and its lxml tree. No other module of the body parses or writes HTML."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from lxml import etree
from lxml import html as lxml_html

Element = Any  # lxml ships no types


def parse(html: str) -> Element:
    """A `div` whose children are the body's blocks."""
    return lxml_html.fragment_fromstring(html, create_parent="div")


def serialise(root: Element) -> str:
    return "".join(outer(block) for block in root)


def outer(element: Element) -> str:
    """The element's own HTML, without the text that follows it."""
    return str(etree.tostring(element, encoding="unicode", method="html", with_tail=False))


def inner(element: Element) -> str:
    """The HTML inside the element."""
    whole = outer(element)
    return whole[whole.index(">") + 1 : whole.rindex("<")] if "</" in whole else ""


def words_of(element: Element) -> str:
    """The text inside; a line break is a blank. The tree stays as it is: it is stored after it was read."""
    return "".join(_words(element))


def _words(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        yield from " " if child.tag == "br" else _words(child)
        yield child.tail or ""


def is_embed(element: Element) -> bool:
    return element.tag == "figure"


def props_of(figure: Element) -> dict[str, Any]:
    """The stored props of a canonical embed."""
    return dict(json.loads(figure.get("data-props") or "{}"))


def embeds(root: Element) -> Iterator[tuple[str, dict[str, Any]]]:
    for figure in root.iter("figure"):
        yield figure.get("data-embed"), props_of(figure)


def unwrap(element: Element) -> None:
    """Takes the tags away and leaves what is inside."""
    element.drop_tag()


def own(element: Element, attributes: dict[str, Any]) -> None:
    """Sets exactly these attributes, in this order; empty ones are left out."""
    for name in list(element.attrib):
        del element.attrib[name]
    for name, value in attributes.items():
        if value not in (None, ""):
            element.set(name, str(value))
