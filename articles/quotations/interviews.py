"""Interviews in question-and-answer layout: the answers are quotations though no mark stands around them.

Two layouts are known: labels (“Q:”/“A:”, “Night Desk:”/“Solheim:”) and bare questions, each a paragraph of its own,
with answers in the first person. Either must show at least three times before a text counts as an interview.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass

from .extraction import Offsets, Quote
from .kinds import SPEECH
from .reading import Reading

_LABEL = re.compile(r"\s*([^\W\d_][^\n:?!“”\"]{0,40}?)\s*:(?=\s)\s*")
_FIRST_PERSON = re.compile(r"\b(?:I|I['’](?:m|ve|d|ll)|me|my|we|we['’](?:re|ve|d|ll)|our|us)\b", re.IGNORECASE)
_QUESTION_WORDS = 60
_MARKS = "“”\"‘’'«» "


@dataclass(slots=True)
class Turn:
    """One question or answer: who is printed before it, and the paragraphs it fills, the label left out."""

    label: str
    label_at: Offsets
    pieces: list[Offsets]


def merge(reading: Reading, quotes: list[Quote], other: list[Quote]) -> tuple[list[Quote], list[Quote]]:
    """The quotes with an interview’s answers among them; what stood in marks inside an answer is nested in it."""
    answers = _labelled(reading) or _bare(reading)
    if not answers:
        return quotes, other
    edges = [(piece, answer) for answer in answers for piece in answer.pieces]
    merged = _outside(quotes, edges, nest=True) + answers
    return sorted(merged, key=lambda quote: quote.pieces[0]), _outside(other, edges, nest=False)


def _outside(quotes: list[Quote], edges: list[tuple[Offsets, Quote]], *, nest: bool) -> list[Quote]:
    kept, starts = [], [start for (start, _), _ in edges]
    for quote in quotes:
        at = bisect_right(starts, quote.pieces[0][0]) - 1
        answer = edges[at][1] if at >= 0 and quote.pieces[0][0] < edges[at][0][1] else None
        if answer is None:
            kept.append(quote)
        elif nest:
            answer.nested += quote.pieces
    return kept


def _labelled(reading: Reading) -> list[Quote]:
    turns = _turns(reading)
    counts = Counter(turn.label for turn in turns)
    asking = _asking(reading.text, turns)
    if len(turns) < 3 or len(counts) < 2 or len(turns) > 3 * len(counts) + 200 or not asking:
        return []
    said = [turn for turn in turns if turn.label not in asking and turn.pieces]
    return [_answer(reading, turn) for turn in said if reading.text[turn.pieces[0][0]] not in '“"«']


def _turns(reading: Reading) -> list[Turn]:
    """Paragraphs that start with a label seen at least twice (or Q and A), each with those that follow it."""
    text, turns = reading.text, []
    heads = [_LABEL.match(text, paragraph.block.start, paragraph.block.end) for paragraph in reading.paragraphs]
    counts = Counter(head.group(1) for head in heads if head)
    for head, paragraph in zip(heads, reading.paragraphs, strict=True):
        if head and counts[head.group(1)] >= 2:
            turns.append(Turn(head.group(1), head.span(1), []))
            _take(text, turns[-1], head.end(), paragraph.block.end)
        elif turns and paragraph.block.prose:
            _take(text, turns[-1], paragraph.block.start, paragraph.block.end)
    return turns


def _take(text: str, turn: Turn, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        turn.pieces.append((start, end))


def _asking(text: str, turns: list[Turn]) -> set[str]:
    """The labels of whoever asks: Q, or most turns end with a question mark."""
    asked: Counter[str] = Counter()
    all_turns: Counter[str] = Counter()
    for turn in turns:
        all_turns[turn.label] += 1
        asked[turn.label] += bool(turn.pieces) and text[turn.pieces[-1][1] - 1] in "?"
    asking = {
        label for label in all_turns if label in {"Q", "Question", "Interviewer"} or asked[label] * 2 > all_turns[label]
    }
    return asking if asking != set(all_turns) else set()


def _answer(reading: Reading, turn: Turn) -> Quote:
    if turn.label in {"A", "Answer"}:
        return _quote(turn.pieces, _main_person(reading), "answer in an interview", 0.8)
    ranked = reading.cast.person(tuple(turn.label.split()), likely=0.9)
    quote = _quote(
        turn.pieces,
        ranked[0][0].name if ranked else None,
        "speaker’s label",
        0.93 if ranked and ranked[0][1] > 0.9 else 0.6,
    )
    quote.label, quote.source = turn.label, turn.label_at
    return quote


def _quote(pieces: list[Offsets], speaker: str | None, rule: str, score: float) -> Quote:
    quote = Quote(list(pieces), SPEECH, speaker, "", score if speaker else 0.3, rule)
    quote.candidates = [(speaker, score)] if speaker else []
    return quote


def _main_person(reading: Reading) -> str | None:
    """Whom the introduction is about: the person named most, the earliest of equals."""
    named = [
        person for person in reading.cast.by_words.values() if person.named and person.likely >= 0.5 and person.count
    ]
    return max(named, key=lambda person: (person.count, len(person.words) > 1)).name if named else None


def _bare(reading: Reading) -> list[Quote]:
    """Questions as paragraphs of their own, answered in the first person."""
    text, turns, current = reading.text, [], None
    for paragraph in reading.paragraphs:
        start, end = paragraph.block.start, paragraph.block.end
        if _is_question(text[start:end].strip()):
            current = Turn("", (start, end), [])
            turns.append(current)
        elif current is not None and paragraph.block.prose:
            _take(text, current, start, end)
    turns = [turn for turn in turns if turn.pieces]
    personal = sum(bool(_FIRST_PERSON.search(text, *turn.pieces[0])) for turn in turns)
    if len(turns) < 3 or personal * 3 < len(turns) * 2:
        return []
    last = turns[-1].pieces
    while len(last) > 1 and not _FIRST_PERSON.search(text, *last[-1]):
        last.pop()
    speaker = _main_person(reading)
    return [
        _quote(turn.pieces, speaker, "answer in an interview", 0.72)
        for turn in turns
        if text[turn.pieces[0][0]] not in '“"«'
    ]


def _is_question(words: str) -> bool:
    return words.endswith("?") and words[:1] not in _MARKS and words.count(" ") < _QUESTION_WORDS
