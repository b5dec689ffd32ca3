"""Everybody a text names: who a surname, an alias, “the drummer” or “she” stands for at a place in it.

Salience follows Lappin and Leass (1994): every mention adds weight, most as a reporting subject, less as a
subject, least as a possessor or object; weight fades sentence by sentence. Mentions inside quotations do not count.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from . import lexicon
from .firstnames import FEMALE_NAMES, FIRST_NAMES, MALE_NAMES
from .namephrases import Source, folded
from .names import PeopleIndex

REPORTING, SUBJECT, OBJECT, POSSESSOR = 1.4, 1.0, 0.45, 0.4
_FADE, _FADE_PARAGRAPH, _MEMORY = 0.5, 0.85, 60
_SHARING = 12  # people with one surname that are told apart; keeps the time linear
_ANYBODY = {"one", "another", "some", "many", "others", "both", "several", "someone", "somebody", "people"}
Ranked = list[tuple["Person", float]]


@dataclass(slots=True)
class Person:
    """A speaker the text offers. `named` is False for “a spokesman”; `likely` is how surely it is a person."""

    name: str
    words: tuple[str, ...]
    gender: str = ""  # m, f, they, plural or unknown
    likely: float = 1.0
    named: bool = True
    known: bool = False  # in the desk’s table
    count: int = 0
    alone: int = 0  # how often a surname shared with others meant this one
    hints: int = 0  # “his” beside it counts up, “her” down

    def hint(self, gender: str) -> None:
        """Take in weak evidence of a pronoun; two more of one kind than of the other settle it."""
        if self.named and not self.known and self.likely >= 0.5 and (self.hints or not self.gender):
            self.hints += 1 if gender == "m" else -1
            self.gender = "m" if self.hints >= 2 else "f" if self.hints <= -2 else ""


@dataclass(slots=True)
class Event:
    sentence: int
    paragraph: int
    person: Person
    weight: float


@dataclass(slots=True)
class Cast:
    """The people of one text, and what was said of them so far, in reading order."""

    people: PeopleIndex
    by_words: dict[tuple[str, ...], Person] = field(default_factory=dict)
    by_part: dict[str, list[Person]] = field(default_factory=dict)
    by_role: dict[str, dict[tuple[str, ...], Person]] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)

    # who is who

    def person(self, words: tuple[str, ...], title: str = "", *, likely: float = 0.0) -> Ranked:
        """Whom a name as written may mean, best first, with a share of certainty each. New names are taken in."""
        key = _key(words)
        if not key:
            return []
        entries = self.people.get(key) or self.people.get(tuple(folded(words)))
        if entries:
            shared = self._share([self._known(entry.name) for entry in entries])
            return shared if len(shared) == 1 else [(person, min(share, 0.8)) for person, share in shared]
        person = self.by_words.get(key) or self._same_but_initial(key) or self._whole(key)
        if person is None and len(key) == 1:
            ranked = self._by_part(key[0], title)
            if ranked:
                return ranked
        if person is None:
            person = self._take(Person(_display(words), key, _gender_of(key, title), likely or _likelihood(key, title)))
        if words[0] == "The" and not person.known and not person.name.startswith("The "):
            person.name = "The " + person.name
        person.gender = person.gender or title
        person.likely = max(person.likely, likely)
        return [(person, 1.0)]

    def _known(self, name: str) -> Person:
        key = _key(tuple(name.split()))
        person = self.by_words.get(key)
        if person is None or not person.known:
            gender = self.people.pronouns.get(name) or (_gender_of(key, "") if len(key) > 1 else "")
            person = self._take(Person(name, key, gender, 1.0, known=True))
        return person

    def _take(self, person: Person) -> Person:
        self.by_words[person.words] = person
        parts = [word for word in person.words if word not in {"jr", "sr", "iii", "ii"}]
        for part in dict.fromkeys((parts or ["?"])[:1] + parts[-1:] if len(parts) > 1 else []):
            sharing = self.by_part.setdefault(part, [])
            if len(sharing) < _SHARING:
                sharing.append(person)
        return person

    def _same_but_initial(self, key: tuple[str, ...]) -> Person | None:
        """Donald J. Moss is Donald Moss."""
        if len(key) < 2:
            return None
        same = [
            p
            for p in self.by_part.get(key[-1], [])
            if len(p.words) > 1 and p.words[0] == key[0] and (len(p.words) == 2 or len(key) == 2)
        ]
        return same[0] if len(same) == 1 else None

    def _whole(self, key: tuple[str, ...]) -> Person | None:
        """Van der Berg is Ludo van der Berg."""
        if len(key) < 2:
            return None
        return next(
            (p for p in self.by_part.get(key[-1], []) if len(p.words) > len(key) and p.words[-len(key) :] == key), None
        )

    def _by_part(self, part: str, title: str) -> Ranked:
        shared = [p for p in self.by_part.get(part, []) if not title or p.gender in {"", title}]
        shared = [p for p in shared if p.words[-1] == part] or shared
        if not shared:
            names = self.people.by_part.get(part, [])
            return [(self._known(name), 0.65 / len(names)) for name in names[:3]]
        ranked = self._share(shared)
        ranked[0][0].alone += len(shared) > 1 and ranked[0][1] > 0.6
        return ranked

    def _share(self, shared: list[Person]) -> Ranked:
        if len(shared) == 1:
            return [(shared[0], 1.0)]
        scores = self.salience(
            len(self.events) and self.events[-1].sentence, len(self.events) and self.events[-1].paragraph
        )
        weighed = [(p, (scores.get(p.words, 0.0) + 0.02 * p.count + 0.01) * (1 + 2 * min(p.alone, 3))) for p in shared]
        ranked = sorted(weighed, key=lambda pair: -pair[1])
        total = sum(score for _, score in ranked)
        return [(p, score / total) for p, score in ranked[:3]]

    # what was said of them

    def note(self, person: Person, sentence: int, paragraph: int, weight: float) -> None:
        """Take in a mention."""
        person.count += 1
        if person.count >= 3 and len(person.words) == 1 and person.words[0] not in lexicon.ORGANISATIONS:
            person.likely = max(person.likely, 0.7)
        self.events.append(Event(sentence, paragraph, person, weight))

    def salience(self, sentence: int, paragraph: int) -> dict[tuple[str, ...], float]:
        """How present everybody is at a place, by the words of their names."""
        best: dict[tuple[int, tuple[str, ...]], float] = {}
        for event in self.events[: -_MEMORY - 1 : -1]:
            fade = _FADE ** (sentence - event.sentence) * _FADE_PARAGRAPH ** (paragraph - event.paragraph)
            key = (event.sentence, event.person.words)
            best[key] = max(best.get(key, 0.0), event.weight * fade)
        scores: dict[tuple[str, ...], float] = {}
        for (_, words), score in best.items():
            scores[words] = scores.get(words, 0.0) + score
        return scores

    def pronoun(self, head: str, sentence: int, paragraph: int) -> Ranked:
        """Whom he, she or they means at a place, best first, with a share of certainty each."""
        scores = self.salience(sentence, paragraph)
        ranked = []
        for words, score in scores.items():
            person = self.by_words[words]
            fit = score * _agreement(person, head) * person.likely
            if fit > 0.004:
                ranked.append((person, fit))
        ranked.sort(key=lambda pair: -pair[1])
        total = sum(score for _, score in ranked)
        return [(person, score / total) for person, score in ranked[:3]]

    # unnamed sources

    def label(self, text: str, source: Source, definite: bool) -> Ranked:
        """An unnamed source; “the drummer” is the one named person who was called a drummer."""
        if definite and source.last - source.first == 2:
            same = self.by_role.get(source.head, {})
            recent = {event.person.words for event in self.events[: -_MEMORY // 3 : -1]}
            if len(same) == 1 and next(iter(same)) in recent:
                return [(next(iter(same.values())), 0.8)]
        key = ("\0", source.head)
        person = self.by_words.get(key)
        if person is None or not definite:
            plural = source.head in lexicon.COLLECTIVES
            person = Person(
                text, key, "plural" if plural else source.title, 0.3 if source.head in _ANYBODY else 0.7, named=False
            )
            self.by_words[key] = person
        return [(person, 1.0)]


def _agreement(person: Person, head: str) -> float:
    wanted = {"he": "m", "she": "f"}.get(head, "plural")
    if wanted == "plural":
        return {"they": 1.2, "plural": 1.0, "": 0.25 if person.named and person.likely < 0.9 else 0.05}.get(
            person.gender, 0.0
        )
    if person.gender == wanted:
        return 1.0
    return 0.5 if person.gender == "" else 0.0


def _key(words: tuple[str, ...]) -> tuple[str, ...]:
    parts: list[str] = []
    for word in folded(words):
        parts += (
            [part for part in word.replace("-", " ").replace("‐", " ").replace(".", " ").split() if part]
            if "-" in word or "." in word
            else [word]
        )
    if len(parts) > 1 and parts[0] == "the":
        parts = parts[1:]
    return tuple(part for part in parts if any(c.isalnum() for c in part)) or tuple(parts[:1])


def _display(words: tuple[str, ...]) -> str:
    return " ".join(words)


def _gender_of(key: tuple[str, ...], title: str) -> str:
    if title or len(key) < 2:
        return title
    return "m" if key[0] in MALE_NAMES else "f" if key[0] in FEMALE_NAMES else ""


def _likelihood(key: tuple[str, ...], title: str) -> float:
    """How surely a name that no table holds is a person’s."""
    if title:
        return 1.0
    if len(key) > 1 and key[0] in FIRST_NAMES:
        return 0.3 if key[-1] in lexicon.ORGANISATIONS and len(key) > 2 else 1.0
    if any(part in lexicon.ORGANISATIONS for part in key):
        return 0.05
    return 0.5 if 1 < len(key) <= 3 else 0.2
