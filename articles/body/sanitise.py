"""The one function that HTML from outside goes through.

nh3 is quadratic in nesting and in entities, so size and depth are checked before it runs (100,000 nested divs took
it over 40 seconds). It does not check what a `data-` attribute holds: the filter here does.
"""

import json
import re
import uuid

import nh3

MAX_BYTES = 400_000
MAX_DEPTH = 100
MAX_EMBEDS = 500

INLINE_TAGS = frozenset({"strong", "em", "a", "q", "br", "sub", "sup"})
TEXT_BLOCKS = frozenset({"p", "h2", "h3"})
BLOCK_TAGS = TEXT_BLOCKS | {"ul", "ol", "li", "blockquote", "figure"}
# Other programs' words for the same things; the canonical form renames them.
FOREIGN_TAGS = frozenset({"b", "i", "h1", "h4", "h5", "h6", "div"})
ATTRIBUTES = {
    "a": {"href", "data-ref"},
    "q": {"data-quote", "data-speaker", "data-label", "data-source"},
    "figure": {"data-embed", "data-id", "data-props"},
    "ol": {"start"},
}
REFERENCE = re.compile(r"(person|visual|article|tag):([1-9]\d{0,17})\Z")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)([^>]*)>")
_NEVER_NESTS = frozenset(
    {"br", "hr", "img", "input", "meta", "link", "p", "li", "wbr", "source", "col", "embed", "area"}
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class BodyError(ValueError):
    """A body that can't be stored. `problems` are sentences for the writer, each naming the place."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


def dumps(value: object) -> str:
    """JSON in the one spelling that the editor in the browser writes too."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sanitise(html: str, *, canonical: bool = False) -> str:
    """Allowed tags and attributes only. `canonical` leaves no foreign tag either. Raises BodyError over the limits."""
    html = _CONTROL.sub("", html.replace("\r\n", "\n").replace("\r", "\n"))
    check_limits(html)
    return (_CANONICAL if canonical else _CLEANER).clean(html).strip()


def check_limits(html: str) -> None:
    """Linear in the text: counts bytes, open elements and embeds before anything costly looks at them."""
    size = len(html.encode())
    if size > MAX_BYTES:
        raise BodyError([f"The text is {size // 1000} kB long; {MAX_BYTES // 1000} kB is the most. Split the story."])
    if html.count("&") > MAX_BYTES // 8:
        raise BodyError(["The text holds too many & signs to be a story. Paste it as plain text."])
    depth = 0
    for match in _TAG.finditer(html):
        closing, name, rest = match.group(1), match.group(2).lower(), match.group(3)
        if name in _NEVER_NESTS or rest.endswith("/"):
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        if depth > MAX_DEPTH:
            raise BodyError(
                [f"The text is nested over {MAX_DEPTH} deep near “{html[match.start() : match.start() + 40]}”."]
            )
    if html.count("data-embed") > MAX_EMBEDS:
        raise BodyError([f"The text holds over {MAX_EMBEDS} embeds. Split the story."])


def _kept_attribute(tag: str, name: str, value: str) -> str | None:
    match tag, name:
        case "a", "data-ref":
            return value if REFERENCE.match(value) else None
        case "q", "data-quote":
            return _uuid(value)
        case "figure", "data-id":
            return _uuid(value)
        case "q", ("data-speaker" | "data-source"):
            return value if re.fullmatch(r"[1-9]\d{0,17}", value) else None
        case "q", "data-label":
            return " ".join(value.split())[:120] or None
        case "figure", "data-embed":
            return value if re.fullmatch(r"[a-z]{1,20}", value) else None
        case "figure", "data-props":
            return _json_object(value)
        case "ol", "start":
            return value if re.fullmatch(r"\d{1,6}", value) else None
    return value


def _uuid(value: str) -> str | None:
    try:
        return str(uuid.UUID(value))
    except ValueError:
        return None


def _json_object(value: str) -> str | None:
    """Broken JSON is kept for the canonical form, which names it; dropping it here would lose what was typed."""
    try:
        parsed = json.loads(value)
    except (ValueError, RecursionError):
        return value
    return dumps(parsed) if isinstance(parsed, dict) else value


def _cleaner(tags: frozenset[str]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(tags),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
        attribute_filter=_kept_attribute,
        strip_comments=True,
        clean_content_tags={
            "script",
            "style",
            "title",
            "xml",
            "noscript",
            "template",
            "svg",
            "math",
            "iframe",
            "object",
        },
    )


_CLEANER = _cleaner(INLINE_TAGS | BLOCK_TAGS | FOREIGN_TAGS)
_CANONICAL = _cleaner(INLINE_TAGS | BLOCK_TAGS)
