"""What a marked span is: somebody’s words (speech, fragment, lyric), or a title, or a word at arm’s length (scare)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from . import lexicon, verbs
from .cues import Attribution
from .names import WorkIndex
from .reporting import cue_kind, is_name_word
from .tokens import Paragraph, is_nickname

SPEECH, FRAGMENT, TITLE, SCARE, LYRIC = "speech", "fragment", "title", "scare", "lyric"
_WORDS = re.compile(r"[^\W_](?:[^\W_]|['’.$&-](?=[^\W_]))*")
_SMALL = frozenset(
    [
        "a",
        "an",
        "the",
        "and",
        "or",
        "but",
        "nor",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "from",
        "by",
        "with",
        "as",
        "into",
        "over",
        "is",
        "it",
        "n",
        "vs",
        "feat",
        "de",
        "la",
        "le",
        "du",
        "y",
    ]
)
_FIRST_PERSON = frozenset(
    [
        "i",
        "i'm",
        "i've",
        "i'd",
        "i'll",
        "we",
        "we're",
        "we've",
        "me",
        "my",
        "our",
        "us",
        "you",
        "your",
        "you're",
        "don't",
        "can't",
        "it's",
        "that's",
        "he's",
        "she's",
    ]
)


@dataclass(frozen=True, slots=True)
class Shape:
    """What can be seen of a span by itself."""

    words: int
    titled: bool  # Written Like a Title
    last: str  # its last sign or letter
    lower: bool  # starts in lower case
    personal: bool  # I, we, you, don’t: somebody is talking
    lines: bool  # verse / lines / parted by slashes


def shape(text: str, start: int, end: int) -> Shape:
    """Look at the words between two marks."""
    words = _WORDS.findall(text, start, min(end, start + 600))
    folded = [word.lower().replace("’", "'") for word in words]
    return Shape(
        len(words),
        _is_titled(words),
        text[end - 1],
        bool(words) and words[0][0].islower(),
        any(word in _FIRST_PERSON for word in folded),
        text.count(" / ", start, end) >= 1,
    )


def _is_titled(words: list[str]) -> bool:
    if not 0 < len(words) <= 12 or not (words[0][0].isupper() or words[0][0].isdigit()):
        return False
    if (
        len(words) > 1
        and sum(word[0].isupper() for word in words) < 2
        and not (words[-1].isdigit() and len(words) == 2)
    ):
        return False
    return all(word[0].isupper() or word[0].isdigit() or word.lower() in _SMALL for word in words) and (
        len(words) == 1 or words[-1][0].isupper() or words[-1][0].isdigit()
    )


def is_plain_title(text: str, paragraph: Paragraph, at: int, works: WorkIndex, form: Shape) -> bool:
    """Whether the span at token `at` is a title whatever stands around it says."""
    span = paragraph.spans[paragraph.tokens[at].span]
    if not form.words or (form.words <= 12 and works.entries and works.title(text[span.start : span.end]) is not None):
        return True
    if form.titled and form.words <= 10 and _title_context(paragraph, at, form):
        return True
    return form.titled and form.words > 1 and _beside_title(text, paragraph, at)


def _title_context(paragraph: Paragraph, at: int, form: Shape) -> bool:
    tokens, start = paragraph.tokens, paragraph.sentence[at]
    left = tokens[at - 1] if at > start else None
    right = tokens[at + 1] if at + 1 < len(tokens) and paragraph.sentence[at + 1] == start else None
    if right is not None and right.low in lexicon.AFTER_TITLE and form.last not in ",?!":
        return True
    if right is not None and right.text == "(" and form.words > 1:
        return True
    if left is None:
        return False
    if left.text == "," and at - 2 >= start and tokens[at - 2].low in lexicon.TITLE_NOUNS:
        return form.words > 1
    noun = left.low in lexicon.TITLE_NOUNS or left.low in lexicon.TITLED or left.low.rstrip("s") in lexicon.TITLE_NOUNS
    if noun:
        return cue_kind(tokens, at - 1) == "" or form.words > 1
    if left.low in lexicon.TITLE_PREPOSITIONS or left.low in {
        "the",
        "'s",
        "see",
        "saw",
        "wrote",
        "write",
        "recorded",
        "released",
    }:
        return (form.words > 1 and not form.personal) or left.low in {"on", "from"}
    return (left.possessive or is_name_word(left)) and form.words > 1 and left.low not in verbs.CUES


def _beside_title(text: str, paragraph: Paragraph, at: int) -> bool:
    """“Low Tide,” “Salt” and “Paper Lanterns”: one of a list of titles."""
    tokens = paragraph.tokens
    left, steps = at - 1, 0
    while (
        left >= paragraph.sentence[at]
        and steps < 2
        and tokens[left].span < 0
        and tokens[left].text in {",", "and", "or", "&"}
    ):
        left, steps = left - 1, steps + 1
    if left < paragraph.sentence[at] or tokens[left].span < 0 or (steps == 0 and left != at - 1):
        return False
    span = paragraph.spans[tokens[left].span]
    other = shape(text, span.start, span.end)
    return other.titled and _title_context(paragraph, left, other)


def kind_of(text: str, paragraph: Paragraph, at: int, form: Shape, said: Attribution | None) -> str:
    """The kind of a span that is no plain title, given the attribution found for it (or None)."""
    if is_nickname(text, paragraph, at):
        return SCARE
    by_cue = said is not None and said.cue >= 0
    direct = by_cue and said is not None and said.adjacent
    if said is not None and said.verb in verbs.SING_VERBS and form.words > 1:
        return LYRIC
    if _is_named_word(paragraph, at, form):
        return SCARE
    if form.titled and not _is_spoken_title(paragraph, at, form, said):
        return TITLE if form.words > 1 or not by_cue else SCARE
    if form.lines and form.words > 4 and not direct:
        return LYRIC
    if form.lower and form.last not in "?!" and not (said is not None and said.rule.endswith("after")):
        return FRAGMENT if _is_quoted_fragment(form, said) else SCARE
    if said is None and form.words <= 3 and not _stands_alone(paragraph, at, form):
        return SCARE
    if form.last in ".,?!…—–" or form.words > 3 or direct:
        return SPEECH
    return FRAGMENT if by_cue else SCARE


def _is_named_word(paragraph: Paragraph, at: int, form: Shape) -> bool:
    """The word “bop”; the so-called “secret” set; known as “the Wall”."""
    tokens, start = paragraph.tokens, paragraph.sentence[at]
    near = [token.low for token in tokens[max(start, at - 2) : at] if token.span < 0]
    if form.words > 6 or not near:
        return False
    if near[-1] in lexicon.SCARE_BEFORE and form.words <= 4:
        return near[-1] != "words" or form.words == 1
    return (len(near) == 2 and near[0] == "known" and near[1] == "as") or near[-1] in {"nicknamed", "christened"}


def _is_spoken_title(paragraph: Paragraph, at: int, form: Shape, said: Attribution | None) -> bool:
    """Whether a span that is Written Like a Title is speech all the same: “No,” she said."""
    if said is None:
        return form.words <= 3 and form.last in ".?!" and _stands_alone(paragraph, at, form)
    if said.rule.endswith("after"):
        return form.last in ",?!—…" or paragraph.tokens[at + 1].text in {",", "–", "—"} or form.personal
    tokens = paragraph.tokens
    led = at > paragraph.sentence[at] and tokens[at - 1].text in {",", ":"} and said.adjacent
    if led or said.rule == "X said at the end":
        return form.words == 1 or led
    if form.words == 1:
        return said.cue >= 0 and said.adjacent
    return (said.cue == at - 1 and said.verb not in {"sing", "write"}) or (
        said.cue >= 0 and said.adjacent and said.verb in {"call", "chant", "tell"} and form.last in ".!"
    )


def _stands_alone(paragraph: Paragraph, at: int, form: Shape) -> bool:
    """A span that is a sentence by itself."""
    tokens = paragraph.tokens
    opens = paragraph.sentence[at] == at
    closes = at + 1 == len(tokens) or paragraph.sentence[at + 1] == at + 1
    return opens and (closes or form.last in ".?!") and form.last in ".?!…"


def _is_quoted_fragment(form: Shape, said: Attribution | None) -> bool:
    if said is None:
        return form.words >= 6 and form.last in ".,?!"
    if said.cue >= 0:
        return said.adjacent or form.words >= 2 or said.score >= 0.75
    return form.words >= 4 or said.rule == "subject before colon"
