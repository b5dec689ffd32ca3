"""One pass over the text in reading order: who is named where, as what, and whom each pronoun means."""

from __future__ import annotations

from dataclasses import dataclass, field

from . import lexicon, verbs
from .cast import OBJECT, POSSESSOR, REPORTING, SUBJECT, Cast, Person, Ranked
from .namephrases import LABEL, NAME, PRONOUN, Source, name_ending
from .names import PeopleIndex
from .phrases import read_phrase
from .reporting import cue_kind, is_name_word
from .subjects import leading_subject, subject_of
from .tokens import Paragraph, Token, is_nickname

_OWNERS = {"his": "he", "her": "she", "their": "they"}
Place = tuple[int, int]  # paragraph, token


@dataclass(slots=True)
class Reading:
    """The cast of a text and what the phrases in it resolve to."""

    cast: Cast
    text: str
    paragraphs: list[Paragraph]
    pronouns: dict[Place, Ranked] = field(default_factory=dict)
    resolved: dict[tuple[int, int, int], Ranked] = field(default_factory=dict)  # names, and unnamed sources

    def who(self, paragraph: int, source: Source) -> Ranked:
        """Whom a source phrase means, best first, with a share of certainty each."""
        if source.kind == PRONOUN:
            return self.pronouns.get((paragraph, source.first), [])
        name = source.kind == NAME
        place = (paragraph, source.found_at, 0) if name else (paragraph, source.first, source.last)
        if place not in self.resolved:
            self.resolved[place] = self._resolve(paragraph, source)
        return self.resolved[place]

    def _resolve(self, paragraph: int, source: Source) -> Ranked:
        if source.kind == NAME:
            return self.cast.person(source.words, source.title, likely=0.9)
        tokens = self.paragraphs[paragraph].tokens
        definite = tokens[source.first].low in {"the", "this", "that"}
        return self.cast.label(self.label(paragraph, source), source, definite)

    def label(self, paragraph: int, source: Source) -> str:
        """The source as written; of a name only the name, of an unnamed source the phrase up to its noun."""
        tokens = self.paragraphs[paragraph].tokens
        first = source.found_at if source.kind == NAME else source.first
        last = source.last
        if source.kind == NAME:
            the = source.words[0].lower() == "the" and tokens[first].low != "the"
            last = min(len(tokens), first + len(source.words) - the)
            first -= the
        end = (
            tokens[last - 1].start + len(tokens[last - 1].text) if tokens[last - 1].possessive else tokens[last - 1].end
        )
        return self.text[tokens[first].start : end]


def read(text: str, paragraphs: list[Paragraph], people: PeopleIndex) -> Reading:
    """Read a text twice: for its full names, then in order for every mention."""
    reading = Reading(Cast(people), text, paragraphs)
    names = [_names(text, paragraph) for paragraph in paragraphs]
    for paragraph_names in names:
        for name in paragraph_names:
            if len(name.words) > 1:
                reading.cast.person(name.words, name.title)
    sentence = 0
    for number, paragraph in enumerate(paragraphs):
        sentence = _Pass(reading, number, paragraph, sentence).run(names[number])
    return reading


def _names(text: str, paragraph: Paragraph) -> list[Source]:
    """Every run of name words, as a name. Nicknames in marks join what stands around them."""
    tokens = paragraph.tokens
    found: list[Source] = []
    at = 0
    while at < len(tokens):
        if not is_name_word(tokens[at]):
            at += 1
            continue
        end = at + 1
        while end < len(tokens) and not tokens[end - 1].possessive and _goes_on(tokens, end):
            end += 1
        lo = _with_role(tokens, at)
        name = name_ending(tokens, lo, end)
        if name is not None and name.kind == NAME:
            if found and lo == found[-1].last + 1 and is_nickname(text, paragraph, lo - 1):
                name = _joined(found.pop(), name)
            found.append(name)
        at = end
    return found


def _with_role(tokens: list[Token], at: int) -> int:
    """Where the name at `at` starts with its “the”, “singer” or “Mr.” before it."""
    lo = at
    while (
        lo > 0
        and at - lo < 3
        and tokens[lo - 1].span < 0
        and (tokens[lo - 1].low in lexicon.PERSON_NOUNS or tokens[lo - 1].low in lexicon.HONORIFICS)
    ):
        lo -= 1
    return lo - 1 if lo == at > 0 and tokens[lo - 1].text == "The" else lo


def _joined(left: Source, right: Source) -> Source:
    return Source(NAME, left.first, right.last, left.words + right.words, title=left.title, found_at=left.found_at)


def _goes_on(tokens: list[Token], at: int) -> bool:
    if is_name_word(tokens[at]):
        return tokens[at].found is None or tokens[at].found is tokens[at - 1].found or not tokens[at - 1].found
    if tokens[at].text in {"&", "+"}:
        return at + 1 < len(tokens) and is_name_word(tokens[at + 1])
    while at + 1 < len(tokens) and tokens[at].low in lexicon.PARTICLES and tokens[at].span < 0:
        at += 1
        if is_name_word(tokens[at]):
            return True
    return False


@dataclass(slots=True)
class _Pass:
    reading: Reading
    number: int
    paragraph: Paragraph
    sentence: int

    def run(self, names: list[Source]) -> int:
        """Note all mentions of one paragraph; gives back the number of the next sentence."""
        tokens = self.paragraph.tokens
        at_name = {name.found_at: name for name in names}
        reporting, labels = self._reporting()
        leading = self._leading()
        for at, token in enumerate(tokens):
            if at and self.paragraph.sentence[at] == at:
                self.sentence += 1
            if at in at_name:
                self._name(at_name[at], reporting)
            elif at in labels:
                self._note(self.reading.who(self.number, labels[at]), REPORTING)
            elif at in leading:
                self._note(self.reading.who(self.number, leading[at]), SUBJECT)
            elif token.span < 0 and token.low in {"he", "she", "they"} and token.found is None:
                ranked = self.reading.cast.pronoun(token.low, self.sentence, self.number)
                self.reading.pronouns[self.number, at] = ranked
                self._note(ranked, (REPORTING if at in reporting else SUBJECT * 0.8) * self._depth(at))
            elif token.low in _OWNERS and token.span < 0 and token.found is None:
                self._possessive(token.low)
                self.reading.pronouns[self.number, at] = self.reading.cast.pronoun(
                    _OWNERS[token.low], self.sentence, self.number
                )
        return self.sentence + 1

    def _reporting(self) -> tuple[set[int], dict[int, Source]]:
        """The tokens at which reporting subjects stand: names and pronouns, and the unnamed ones apart."""
        tokens, places, labels = self.paragraph.tokens, set(), {}
        for at, token in enumerate(tokens):
            if token.span >= 0:
                continue
            source = self._subject(at)
            if source is None:
                continue
            if source.kind == LABEL:
                labels[source.first] = source
            else:
                places.add(source.found_at if source.kind == NAME else source.first)
        return places, labels

    def _leading(self) -> dict[int, Source]:
        """The unnamed people that sentences open with, by their first token."""
        tokens, found = self.paragraph.tokens, {}
        for at in sorted(set(self.paragraph.sentence)):
            if tokens[at].span < 0 and tokens[at].low in lexicon.DETERMINERS:
                source = leading_subject(tokens, at, min(self.paragraph.sentence_end(at), at + 20))
                if (
                    source is not None
                    and source.kind == LABEL
                    and source.first == at
                    and source.head in lexicon.PERSON_NOUNS
                ):
                    found[at] = source
        return found

    def _subject(self, at: int) -> Source | None:
        tokens = self.paragraph.tokens
        entry = verbs.CUES.get(tokens[at].low)
        if entry is None or entry[1] == "ing":
            return None
        if at and (tokens[at - 1].span >= 0 or (tokens[at - 1].text == "," and at > 1 and tokens[at - 2].span >= 0)):
            if entry[0] not in verbs.SAY_VERBS:
                return None
            return read_phrase(tokens, at + 1, min(self.paragraph.sentence_end(at), at + 25))
        if not cue_kind(tokens, at):
            return None
        return subject_of(tokens, at, self.paragraph.sentence[at])

    def _name(self, name: Source, reporting: set[int]) -> None:
        known = name.words and (
            len(name.words) > 1 or self.reading.cast.people.get(tuple(word.lower() for word in name.words))
        )
        at = name.found_at
        opens = at > self.paragraph.sentence[at] and self._weight(name, at, reporting) >= SUBJECT
        if not (known or at in reporting or name.title or opens or self._is_part(name)):
            return
        ranked = self.reading.cast.person(
            name.words, name.title, likely=0.9 if at in reporting else 0.45 if opens else 0.0
        )
        self.reading.resolved[self.number, at, 0] = ranked
        self._note(ranked, self._weight(name, at, reporting) * self._depth(at))
        self._roles(name, ranked)

    def _is_part(self, name: Source) -> bool:
        return (
            name.words[0].lower().rstrip(".") in self.reading.cast.by_part
            or (name.words[0].lower(),) in self.reading.cast.by_words
        )

    def _depth(self, at: int) -> float:
        """Less for whoever acts only in a clause of what somebody said: Frey said that Odell told her …"""
        tokens = self.paragraph.tokens
        inner = any(tokens[here].low == "that" for here in range(max(self.paragraph.sentence[at], at - 25), at))
        return 0.6 if inner else 1.0

    def _weight(self, name: Source, at: int, reporting: set[int]) -> float:
        tokens, end = self.paragraph.tokens, at + len(name.words)
        if tokens[min(end, len(tokens)) - 1].possessive:
            return POSSESSOR
        if at in reporting:
            return REPORTING
        first = min(at, name.first)
        before = tokens[first - 1] if first > self.paragraph.sentence[at] else None
        if before is not None and before.low in lexicon.PREPOSITIONS:
            return POSSESSOR
        following = tokens[end] if end < len(tokens) else None
        opens = (
            before is None
            or before.text == ","
            or before.low in lexicon.CONJUNCTIONS
            or before.low in lexicon.SUBORDINATORS
        )
        verb = (
            following is not None
            and following.span < 0
            and (
                following.text == ","
                or (following.text[0].islower() and following.low not in lexicon.PREPOSITIONS | {"and", "or"})
            )
        )
        coordinated = following is not None and following.low == "and" and before is None
        return SUBJECT if (opens and verb) or coordinated else OBJECT if not verb else 0.7

    def _roles(self, name: Source, ranked: Ranked) -> None:
        tokens, end = self.paragraph.tokens, name.found_at + len(name.words)
        if not ranked or ranked[0][1] < 0.6:
            return
        near = tokens[max(0, name.found_at - 1) : name.found_at]
        if end + 1 < len(tokens) and tokens[end].text == "," and tokens[end + 1].low in {"a", "an", "the"}:
            near = near + tokens[end + 2 : end + 6]
        for token in near:
            if token.span < 0 and token.low in lexicon.PERSON_NOUNS:
                person = ranked[0][0]
                self.reading.cast.by_role.setdefault(token.low, {})[person.words] = person
            if token.text == "," or token.low in lexicon.PREPOSITIONS:
                break

    def _note(self, ranked: Ranked, weight: float) -> None:
        if ranked:
            self.reading.cast.note(ranked[0][0], self.sentence, self.number, weight * (0.5 + 0.5 * ranked[0][1]))

    def _possessive(self, word: str) -> None:
        """“Frey … her record”: the only person so far of unknown pronoun in the sentence gets this one."""
        if word == "their":
            return
        events = self.reading.cast.events
        near: dict[tuple[str, ...], Person] = {}
        for event in events[:-6:-1]:
            if event.sentence == self.sentence:
                near[event.person.words] = event.person
        if len(near) == 1:
            next(iter(near.values())).hint({"his": "m", "her": "f"}[word])
