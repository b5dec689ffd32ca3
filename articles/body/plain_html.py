"""A story's HTML without anything that is ours: for feed readers, which have neither our styles nor our scripts.

Words, links, pictures and quotations stay, with whole addresses; ad slots, pull quotes and the small print of players go.
"""

from __future__ import annotations

import re
from urllib.parse import urljoin

from lxml import html as parser
from lxml.html import HtmlElement

_ATTRIBUTES = {"a": ("href",), "img": ("src", "width", "height", "alt")}
_KEPT = {"p", "h2", "h3", "ul", "ol", "li", "em", "strong", "br", "blockquote", "figure", "figcaption", "small"} | set(
    _ATTRIBUTES
)
_DROPPED_TAGS = {"svg", "dl"}
_DROPPED_CLASSES = {"ad", "pull", "who", "note", "cap", "all", "vh"}


def plain_html(html: str, *, site: str) -> str:
    """`html` is a page's, with its references resolved; `site` is where its addresses begin: https://news.example."""
    root = parser.fragment_fromstring(html, create_parent="div")
    _drop(root)
    for element in list(root.iterdescendants()):
        _simplify(element, site)
    text = root.text or ""
    whole = text + "".join(parser.tostring(child, encoding="unicode") for child in root)
    return re.sub(r"\s*\n\s*", "\n", whole).strip()


def _drop(root: HtmlElement) -> None:
    for element in list(root.iterdescendants()):
        classes = set((element.get("class") or "").split())
        if element.tag in _DROPPED_TAGS or classes & _DROPPED_CLASSES:
            element.drop_tree()


def _simplify(element: HtmlElement, site: str) -> None:
    """A film's box becomes a figure; quotations keep the marks that were typed; what isn't known is only unwrapped."""
    if element.tag == "aside":
        element.tag = "figure"
    elif element.tag == "h2" and element.getparent().tag == "figure":
        element.tag = "figcaption"
    elif element.tag not in _KEPT or element.get("class") == "ql":
        element.drop_tag()
        return
    kept = {name: element.get(name) for name in _ATTRIBUTES.get(element.tag, ()) if element.get(name) is not None}
    for name in list(element.attrib):
        del element.attrib[name]
    for name, value in kept.items():
        element.set(name, urljoin(f"{site}/", value) if name in ("href", "src") else value)
