"""The shape of a body, before its ids are looked at: which tags, what stands in what. Needs no database."""

from __future__ import annotations

import re

from lxml import etree

from articles.body import tree
from articles.body.sanitise import INLINE_TAGS, TEXT_BLOCKS

_RENAMED = {"b": "strong", "i": "em", "h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3"}
_LINE_END = re.compile(r"[ \t]*\n\s*|\t+")
_CONTAINERS = frozenset({"li", "blockquote"})


def shape(root: tree.Element) -> None:
    """Foreign tags get our names, stray words paragraphs; embeds stand at the top level; a quotation holds no other."""
    _join_lines(root)
    _rename(root)
    _put_into_paragraphs(root)
    _flatten(root)
    for mark in list(root.iter("q")):
        if any(parent.tag == "q" for parent in mark.iterancestors()) or not tree.words_of(mark).strip():
            tree.unwrap(mark)


def _join_lines(root: tree.Element) -> None:
    """A line end in the source is a blank, as browsers read it; blanks that were typed stay, however many."""
    for element in root.iter():
        element.text = _LINE_END.sub(" ", element.text or "")
        element.tail = _LINE_END.sub(" ", element.tail or "")


def drop_empty(root: tree.Element) -> None:
    """Blocks with no words in them go, innermost first; a list goes with its last item."""
    for block in reversed(list(root.iter("p", "h2", "h3", "li", "ul", "ol", "blockquote"))):
        if not "".join(block.itertext()).strip() and block.find(".//figure") is None:
            block.drop_tree()


def _rename(root: tree.Element) -> None:
    for element in list(root.iter(*_RENAMED)):
        element.tag = _RENAMED[element.tag]
    for division in reversed(list(root.iter("div"))):
        if division is root:
            continue
        if any(child.tag not in INLINE_TAGS for child in division):
            _wrap_runs(division)
            tree.unwrap(division)
        else:
            division.tag = "p"


def _put_into_paragraphs(root: tree.Element) -> None:
    for container in [root, *(element for element in root.iter(*_CONTAINERS))]:
        _wrap_runs(container)


def _wrap_runs(container: tree.Element) -> None:
    """Each run of loose words and inline elements between blocks becomes one paragraph."""
    children = list(container)
    texts = [container.text or "", *(child.tail or "" for child in children)]
    container.text = None
    for child in children:
        child.tail = None
        container.remove(child)
    run: tree.Element | None = None
    for place, text in enumerate(texts):
        if place:
            child = children[place - 1]
            if child.tag in INLINE_TAGS:
                run = _open_run(container, run)
                run.append(child)
            else:
                container.append(child)
                run = None
        if text.strip() or (text and run is not None):
            run = _open_run(container, run)
            _append_text(run, text if len(run) or run.text else text.lstrip())


def _open_run(container: tree.Element, run: tree.Element | None) -> tree.Element:
    return run if run is not None else etree.SubElement(container, "p")


def _append_text(element: tree.Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _flatten(root: tree.Element) -> None:
    """Embeds stand at the top level, empty; blocks never stand inside a paragraph or a heading."""
    outermost = [it for it in root.iter("figure") if not any(up.tag == "figure" for up in it.iterancestors())]
    for figure in outermost:
        for child in list(figure):
            figure.remove(child)
        figure.text = None
        if figure.getparent() is not root:
            _lift(root, figure)
    for block in list(root.iter(*TEXT_BLOCKS)):
        for child in list(block.iterdescendants()):
            if child.tag not in INLINE_TAGS:
                tree.unwrap(child)


def _lift(root: tree.Element, figure: tree.Element) -> None:
    top = figure
    while top.getparent() is not root:
        top = top.getparent()
    figure.drop_tree()
    top.addnext(figure)
