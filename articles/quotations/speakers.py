"""The rules in order: for each marked span its attribution, or what the sentences around it suggest."""

from __future__ import annotations

from bisect import bisect_left

from . import after, before, kinds
from .cast import Ranked
from .cues import Attribution
from .marks import DOUBLE
from .namephrases import NAME, PRONOUN
from .names import WorkIndex
from .neighbours import NOBODY, Found, inherit, look_ahead
from .reading import Reading
from .subjects import leading_subject
from .tokens import Paragraph


def assign(reading: Reading, works: WorkIndex) -> list[Found]:
    """Every marked span of a text, in order, with kind and speaker."""
    found: list[Found] = []
    double = any(span.style == DOUBLE for paragraph in reading.paragraphs for span in paragraph.spans)
    for number, paragraph in enumerate(reading.paragraphs):
        spans = [_own(reading, number, paragraph, at, works) for at in paragraph.place]
        for span in spans if double else ():
            _doubt_single(paragraph, span)
        speech = [span for span in spans if span.kind not in (kinds.TITLE, kinds.SCARE)]
        for place, span in enumerate(speech):
            inherit(reading, paragraph, speech, place, found)
            _settle(reading, span)
        look_ahead(reading, speech)
        found += spans
    return found


def _own(reading: Reading, number: int, paragraph: Paragraph, at: int, works: WorkIndex) -> Found:
    """A span with the attribution that its own sentence gives it."""
    text, span = reading.text, paragraph.spans[paragraph.tokens[at].span]
    form = kinds.shape(text, span.start, span.end)
    found = Found(number, at, span.start, span.end, kinds.TITLE)
    if kinds.is_plain_title(text, paragraph, at, works, form):
        return found
    said = _attribution(paragraph, text, at)
    if said is None and (form.words >= 2 or form.last in ".?!"):
        said = before.by_subject(paragraph, at)
    found.kind = kinds.kind_of(text, paragraph, at, form, said)
    found.said, found.said_in = said, number
    return found


def _doubt_single(paragraph: Paragraph, span: Found) -> None:
    """Where double marks carry the speech, single ones around a few words are at arm’s length."""
    if paragraph.spans[paragraph.tokens[span.at].span].style == DOUBLE or span.kind not in (
        kinds.SPEECH,
        kinds.FRAGMENT,
    ):
        return
    by_cue = span.said is not None and (span.said.cue >= 0 or span.said.rule == "subject before colon")
    if not by_cue or (span.kind == kinds.FRAGMENT and span.end - span.start < 25):
        span.kind = kinds.SCARE


def _attribution(paragraph: Paragraph, text: str, at: int) -> Attribution | None:
    tokens, start = paragraph.tokens, paragraph.sentence[at]
    behind = after.after(paragraph, text, at)
    ahead = before.before(paragraph, at) if at > start else None
    if behind is not None and ahead is not None:
        led = tokens[at - 1].text in {",", ":"} and ahead.adjacent and ahead.cue > _place_before(paragraph, at)
        return ahead if led and behind.rule != "said X after" else behind
    if behind is not None:
        return behind
    if ahead is not None and ahead.adjacent:
        return ahead
    return after.tail(paragraph, at) or ahead or _listed(paragraph, text, at)


def _listed(paragraph: Paragraph, text: str, at: int) -> Attribution | None:
    """“Weak” and “sad,” Marsh said: one of several that an attribution after the last one is for."""
    tokens, here = paragraph.tokens, at + 1
    while here < min(len(tokens), at + 4) and tokens[here].text in {",", "and", "or", "but", "&"}:
        here += 1
    if here == at + 1 or here >= len(tokens) or tokens[here].span < 0:
        return None
    said = after.after(paragraph, text, here)
    if said is not None:
        said.rule, said.score = "one of several", said.score - 0.05
    return said


def _place_before(paragraph: Paragraph, at: int) -> int:
    """The token of the marked span before the one at `at`, or -1."""
    number = bisect_left(paragraph.place, at)
    return paragraph.place[number - 1] if number else -1


# whom the phrase means


def _settle(reading: Reading, span: Found) -> None:
    """Resolve the source, and weigh rule and resolution into one confidence."""
    if span.rule:  # inherited, and settled with whom it came from
        return
    if span.said is None:
        span.said = _beat(reading.paragraphs[span.paragraph], span)
    if span.said is None:
        span.rule, span.score = NOBODY, 0.2
        return
    source = span.said.source
    span.rule = span.said.rule
    if source.kind == PRONOUN and source.head in {"i", "we", "you", "it"}:
        span.score = 0.5
        return
    span.ranked = reading.who(span.said_in, source)
    if source.kind == PRONOUN and not span.ranked:
        span.ranked = _named_later(reading, span, source.first)
    span.score = span.said.score * _certainty(span.ranked, source.kind)


def _named_later(reading: Reading, span: Found, pronoun: int) -> Ranked:
    """“…,” he says. Ned Ashby is sitting in his kitchen: who opens the next sentence, where nobody came before."""
    paragraph = reading.paragraphs[span.said_in]
    following = paragraph.sentence_end(pronoun)
    source = (
        leading_subject(paragraph.tokens, following, paragraph.sentence_end(following))
        if following < len(paragraph.tokens)
        else None
    )
    return reading.who(span.said_in, source) if source is not None and source.kind == NAME else []


def _beat(paragraph: Paragraph, span: Found) -> Attribution | None:
    """“…” Teague pauses. The sentence after a quotation that nobody else is named for."""
    tokens, lo = paragraph.tokens, span.at + 1
    if lo >= len(tokens) or tokens[lo].span >= 0 or paragraph.sentence[lo] != lo:
        return None
    source = leading_subject(tokens, lo, paragraph.sentence_end(lo))
    if source is None or source.first > lo + 1 or (source.kind == PRONOUN and source.head not in {"he", "she"}):
        return None
    return Attribution(source, "subject of the sentence after", 0.5, adjacent=False)


def _certainty(ranked: Ranked, kind: str) -> float:
    """How sure the resolution is: a lone name 1, a pronoun as sure as its lead over the second."""
    if not ranked:
        return 0.5
    share = ranked[0][1]
    if kind == PRONOUN:
        return 0.62 + 0.34 * max(0.0, (share - 0.45) / 0.55)
    return 1.0 if share > 0.95 else max(0.5, share)
