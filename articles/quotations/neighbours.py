"""What stands around a quotation without words of attribution: the neighbours it can take them from."""

from __future__ import annotations

from dataclasses import dataclass, field

from . import before, kinds
from .cast import Ranked
from .cues import Attribution
from .namephrases import NAME, PRONOUN, name_ending
from .phrases import read_phrase
from .reading import Reading
from .reporting import is_name_word
from .tokens import Paragraph

RUNNING, NOBODY = "running speaker", "no speaker found"


@dataclass(slots=True)
class Found:
    """One marked span: where it is, what it is and whose it is. `joins` is the earlier one it continues."""

    paragraph: int
    at: int  # token
    start: int
    end: int
    kind: str
    said: Attribution | None = None
    said_in: int = -1  # paragraph of the attribution’s tokens
    ranked: Ranked = field(default_factory=list)
    rule: str = ""
    score: float = 0.0
    joins: Found | None = None


# what the sentences around suggest


def inherit(reading: Reading, paragraph: Paragraph, speech: list[Found], place: int, earlier: list[Found]) -> None:
    """Give a span without own words of attribution those of its neighbours."""
    span = speech[place]
    last = speech[place - 1] if place else None
    if last is not None and _is_split(paragraph, last, span):
        _follow(span, last, "split quotation", 0.96)
    elif last is None and _is_continuation(reading, span, earlier):
        _follow(span, _last_speech(earlier), "continued paragraph", 0.95)
    elif (
        (span.said is not None and span.said.cue >= 0)
        or (span.said is not None and span.said.rule == "subject before colon")
        or _dash_line(reading, span)
        or _looked_back_on(reading, span)
        or (paragraph.sentence[span.at] == span.at and _before_in_text(reading, paragraph, span, last, earlier))
    ):
        return


def _is_split(paragraph: Paragraph, last: Found, span: Found) -> bool:
    """“…,” X said. “…”: nothing but the attribution stands between, and the second has none of its own."""
    between = range(last.at + 1, span.at)
    own = span.said is not None and span.said.cue > span.at
    if own:
        return False
    if not between:
        return True
    sentence_ends = [at for at in between if paragraph.sentence[at] == at and at > last.at + 1]
    attributed = last.said is not None and last.said.cue > last.at
    same_cue = span.said is not None and last.said is not None and span.said.cue == last.said.cue >= 0
    same_source = span.said is not None and last.said is not None and span.said.source.first == last.said.source.first
    if same_cue or (same_source and span.kind == last.kind == kinds.FRAGMENT):
        return True
    if attributed and paragraph.sentence[span.at] == span.at:
        first_sentence = paragraph.sentence[last.at + 1] in (paragraph.sentence[last.at], last.at + 1)
        return first_sentence and not sentence_ends
    if attributed and paragraph.sentence[span.at] == paragraph.sentence[last.at + 1]:
        new = (
            span.said is not None
            and last.said is not None
            and span.said.cue > last.said.cue
            and span.said.source.first > last.said.cue
        )
        return not new
    return False


def _follow(span: Found, last: Found | None, rule: str, score: float) -> None:
    if last is None:
        return
    span.said, span.said_in, span.ranked = last.said, last.said_in, last.ranked
    span.rule, span.score, span.joins = rule, score * last.score, last
    if span.kind == kinds.FRAGMENT and last.kind == kinds.SPEECH:
        span.kind = kinds.SPEECH


def _is_continuation(reading: Reading, span: Found, earlier: list[Found]) -> bool:
    last = _last_speech(earlier)
    if last is None or last.paragraph != span.paragraph - 1:
        return False
    paragraph = reading.paragraphs[last.paragraph]
    return paragraph.spans[paragraph.tokens[last.at].span].continued


def _last_speech(earlier: list[Found]) -> Found | None:
    return next(
        (found for found in reversed(earlier[-40:]) if found.kind in (kinds.SPEECH, kinds.FRAGMENT, kinds.LYRIC)), None
    )


def _dash_line(reading: Reading, span: Found) -> bool:
    """“…” — Marsh, at the end of the paragraph or on a line of its own."""
    paragraph = reading.paragraphs[span.paragraph]
    for number, lo in ((span.paragraph, span.at + 1), (span.paragraph + 1, 0)):
        if number >= len(reading.paragraphs) or (number > span.paragraph and span.at + 1 < len(paragraph.tokens)):
            continue
        tokens = reading.paragraphs[number].tokens
        if lo + 1 < len(tokens) and tokens[lo].text in {"—", "–", "-", "―"} and is_name_word(tokens[lo + 1]):
            end = lo + 1
            while end < len(tokens) and is_name_word(tokens[end]) and tokens[end].span < 0:
                end += 1
            source = name_ending(tokens, lo + 1, end)
            if source is not None and source.kind == NAME:
                span.said, span.said_in = Attribution(source, "dash line", 0.93), number
                return True
    return False


def _looked_back_on(reading: Reading, span: Found) -> bool:
    """“…” That’s how Marsh began; That was what Marsh said: in the next sentence or paragraph."""
    paragraph = reading.paragraphs[span.paragraph]
    last = span.at + 1 == len(paragraph.tokens)
    number, lo = (span.paragraph + 1, 0) if last else (span.paragraph, span.at + 1)
    if number >= len(reading.paragraphs):
        return False
    tokens = reading.paragraphs[number].tokens
    if lo >= len(tokens) or tokens[lo].low not in {"that", "this", "those", "so"}:
        return False
    how = next((at for at in range(lo + 1, min(len(tokens) - 1, lo + 4)) if tokens[at].low in {"how", "what"}), -1)
    source = read_phrase(tokens, how + 1, min(len(tokens), how + 12), early=True) if how > 0 else None
    if source is None:
        return False
    span.said, span.said_in = Attribution(source, "looked back on", 0.8), number
    return True


def _before_in_text(
    reading: Reading, paragraph: Paragraph, span: Found, last: Found | None, earlier: list[Found]
) -> bool:
    """The sentence, quotation or paragraph before a quotation that is a sentence by itself."""
    if span.at > 0:
        said = before.subject_of_sentence(paragraph, span.at - 1) if paragraph.tokens[span.at - 1].span < 0 else None
        if last is not None and (said is None or said.source.kind == PRONOUN or said.source.first <= last.at):
            _follow(span, last, "same paragraph", 0.78)
            span.joins = None
            return True
        if said is not None:
            span.said, span.said_in = said, span.paragraph
            return True
    return _paragraph_before(reading, span, earlier)


def _paragraph_before(reading: Reading, span: Found, earlier: list[Found]) -> bool:
    if not span.paragraph:
        return False
    previous = reading.paragraphs[span.paragraph - 1]
    tokens = previous.tokens
    if tokens and tokens[-1].text == ":":
        said = before.before(previous, len(tokens) - 1) or before.by_subject(previous, len(tokens) - 1)
        if said is not None:
            said.rule, said.score = "paragraph that ends with a colon", 0.92 if said.cue >= 0 else 0.82
            span.said, span.said_in = said, span.paragraph - 1
            return True
    return _running(reading, span, previous, earlier)


def _running(reading: Reading, span: Found, previous: Paragraph, earlier: list[Found]) -> bool:
    """Nobody is named: the last speaker goes on, or whom the paragraph before ended with."""
    last = _last_speech(earlier)
    tokens = previous.tokens
    if last is not None and last.paragraph == span.paragraph - 1 and last.ranked:
        after_it = [at for at in range(last.at + 1, len(tokens)) if previous.sentence[at] == at]
        if not after_it:
            _follow(span, last, RUNNING, 0.62)
            span.joins = None
            return True
    if tokens and tokens[-1].span < 0:
        said = before.subject_of_sentence(previous, len(tokens) - 1)
        if said is not None:
            said.score -= 0.03
            span.said, span.said_in = said, span.paragraph - 1
            return True
    if last is not None and last.ranked and span.paragraph - last.paragraph <= 2:
        _follow(span, last, RUNNING, 0.45)
        span.joins = None
    return True


def look_ahead(reading: Reading, speech: list[Found]) -> None:
    """“…” “…,” she said: a quotation without anybody, right before one of the same paragraph."""
    for at in range(len(speech) - 2, -1, -1):
        span, following = speech[at], speech[at + 1]
        weak = span.said is None or span.rule in (RUNNING, NOBODY) or (span.said.cue < 0 and span.score < 0.6)
        own = following.said is not None and following.said.cue >= 0 and following.said_in == following.paragraph
        if (
            weak
            and own
            and span.joins is None
            and not any(
                token.capital for token in reading.paragraphs[span.paragraph].tokens[span.at + 1 : following.at]
            )
        ):
            touching = following.at == span.at + 1
            span.said, span.said_in, span.ranked = following.said, following.said_in, following.ranked
            span.rule, span.score = "same paragraph", (0.85 if touching else 0.72) * (following.score or 0.8)
            if touching and following.joins is None:
                following.joins = span
