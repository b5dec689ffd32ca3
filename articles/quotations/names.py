"""The dictionary of names: people, their aliases and works, found in a text word by word, longest first.

Words are compared folded (no case, no accents, one kind of apostrophe), each by itself, so that offsets stay those
of the original text even where folding changes a length (ß, combining marks). A lookup costs one dictionary access
a word whatever the number of names.
"""

# ruff: noqa: SIM905 - word lists read better as words than as lists of strings
from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

# A word keeps inner apostrophes and stylised signs (O’Connor, A$TRO, P!nk); full stops, hyphens and slashes part
# words, so that K.Dot, K. Dot and K-Dot are one name. Names of signs alone (!!!) are words of their own.
WORD = re.compile(r"[$@]?[^\W_](?:[^\W_]|[\u0300-\u036f]|['’$!@](?=[^\W_]))*|&|\+|[!?+/*#%]{2,}")
_POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
_GAP = re.compile(r"[ \u00a0.\-‐‑/,'’\"“”]{1,4}")
_AND = {"&": "and", "+": "and"}


def fold(word: str) -> str:
    """One word as it is compared: without case, accents and curls."""
    if word.isascii():
        return _AND.get(word) or word.lower()
    decomposed = unicodedata.normalize("NFKD", word.casefold().replace("’", "'"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def words_of(name: str) -> tuple[str, ...]:
    """The folded words of a name: ("k", "dot") for K. Dot."""
    words = name.split()
    if name.isascii() and all(map(str.isalpha, words)):  # most names: no need to look for signs
        return tuple(name.lower().split())
    return tuple([fold(word) for word in WORD.findall(name)])


@dataclass(frozen=True, slots=True)
class Entry:
    """One form of a name: whose it is, and how the table writes it."""

    name: str  # canonical
    form: str
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A form of one or more names in a text; `words` is how many words it has."""

    start: int
    end: int
    words: int
    entries: tuple[Entry, ...]


@dataclass(slots=True)
class NameIndex:
    """Token dictionary over forms of names. `entries` maps folded words to whom they may mean."""

    entries: dict[tuple[str, ...], list[Entry]] = field(default_factory=dict)
    longest: dict[str, int] = field(default_factory=dict)  # first word -> most words of a name that starts so

    def add(self, form: str, entry: Entry) -> None:
        """Take in one written form. Forms without a letter, digit or sign are passed over."""
        key = words_of(form)
        if not key:
            return
        known = self.entries.get(key)
        if known is None:
            self.entries[key] = [entry]
            if self.longest.get(key[0], 0) < len(key):
                self.longest[key[0]] = len(key)
        elif all(other.name != entry.name for other in known):
            known.append(entry)

    def get(self, words: tuple[str, ...]) -> list[Entry]:
        """Whom exactly these folded words may mean; empty when nobody."""
        return self.entries.get(words, [])

    def find(self, text: str) -> Iterator[Found]:
        """The names in a text, left to right, the longest at each place, none inside another."""
        if not self.entries:
            return
        matches = list(WORD.finditer(text))
        folded = [fold(match.group()) for match in matches]
        at = 0
        while at < len(folded):
            found = self._at(text, matches, folded, at)
            if found is not None:
                yield found
            at += found.words if found is not None else 1

    def _at(self, text: str, matches: list[re.Match[str]], folded: list[str], at: int) -> Found | None:
        first = folded[at]
        most = max(self.longest.get(first, 0), self.longest.get(_bare(first), 0))
        for count in range(min(most, len(folded) - at), 0, -1):
            key = tuple(folded[at : at + count])
            entries = self.entries.get(key)
            end = matches[at + count - 1].end()
            if entries is None and key[-1] != _bare(key[-1]):
                entries = self.entries.get((*key[:-1], _bare(key[-1])))
                end -= 2
            if entries and _adjacent(text, matches, at, count):
                return Found(matches[at].start(), end, count, tuple(entries))
        return None


def _bare(word: str) -> str:
    return word[:-2] if word.endswith("'s") else _POSSESSIVE.sub("", word)


def _adjacent(text: str, matches: list[re.Match[str]], at: int, count: int) -> bool:
    """Whether only a blank, hyphen, initial's point or the like stands between the words of a name."""
    for left, right in zip(matches[at : at + count - 1], matches[at + 1 : at + count], strict=True):
        gap = text[left.end() : right.start()]
        if gap and gap != " " and not _GAP.fullmatch(gap):
            return False
        if gap == ". " and left.end() - left.start() > 2:
            return False
    return True


# Names that are also everyday words. Linked only beside something that shows a person: see mentions.py.
COMMON_WORDS = frozenset(
    """
    future common prince free drake genius logic offset usher game honest band blur oasis queen king pink
    seal sting moby slash flea edge bush cream heart journey kiss love low mac eve faith hope grace joy
    brandy monica ashanti mystic nelly ludacris fabolous juvenile birdman master rapper chance saint saints
    earl tyler nas quest tip prodigy havoc mobb mase cash money young old big little black white brown green
    blue gold silver summer winter autumn spring day night sun moon star stars rain snow storm wind fire ice
    water earth air stone rock metal wood rose lily iris daisy violet ivy holly may june april august march
    bill mark frank grant art bob jack rob dusty sandy rusty misty stormy will guy gene dean duke baron
    bishop pope abbott page paige poet potter baker cook carpenter mason smith taylor fisher hunter archer
    butler carter cooper porter turner walker hill field fields wells rivers brooks lake forest woods park
    banks bridges church house street lane long short sharp strong best good bright wise swift savage noble
    major minor general fame glory war peace hate life death heaven hell angel devil god lord lady miss sir
    hero heroine ghost spirit soul mind body face eyes hands feet bones blood skin hair teeth voice sound
    noise music song dance beat rhythm melody harmony bass drum guitar piano strings keys horn bell bells
    chorus verse bridge hook track record album single tour show stage crowd fans club party home away here
    there now then yes no maybe never always forever today tomorrow yesterday time hour minute second year
    month week london paris berlin vienna boston chicago phoenix dallas houston austin denver jackson
    lincoln madison washington cleveland berry cherry apple lemon orange peach plum honey sugar salt pepper
    spice candy cookie bread butter milk coffee tea wine beer whiskey gin rum lantern signal static echo
    mirror shadow light dark bloom haze mist wave waves ocean sea river mountain valley wolf fox bear lion
    tiger eagle hawk dove crow raven swan snake spider bee bird birds cat dog horse bull ram lamb fish whale
    shark turtle rabbit mouse rat chief captain colonel sergeant private soldier sailor pilot driver rider
    runner dancer singer player writer painter doctor nurse teacher preacher judge lawyer thief who them
    these those this that it we us you he she they i me my a an the and or but if so as at by in of on to up
    down over under
""".split()
)


@dataclass(slots=True)
class PeopleIndex(NameIndex):
    """The people of an outlet, by name and alias."""

    pronouns: dict[str, str] = field(default_factory=dict)  # canonical name -> m, f or they
    by_part: dict[str, list[str]] = field(default_factory=dict)  # first or last word -> canonical names

    @classmethod
    def build(cls, people: Iterable[Mapping[str, Any]]) -> PeopleIndex:
        """Index rows of {"name", "aliases"?, "pronouns"?, "ambiguous"?: [alias, …]}; other keys are ignored.

        "pronouns" reads like "she/her"; rows without a name are passed over. Build once and keep: a hundred
        thousand names take about a second.
        """
        index = cls()
        for person in people:
            name = person.get("name")
            if isinstance(name, str) and name.strip():
                index._take(name.strip(), person)
        return index

    def _take(self, name: str, person: Mapping[str, Any]) -> None:
        flagged = person.get("ambiguous") or ()
        aliases = person.get("aliases") or ()
        for form in (name, *[alias for alias in aliases if isinstance(alias, str)]):
            ambiguous = form in flagged if isinstance(flagged, (list, tuple, set, frozenset)) else False
            self.add(form, Entry(name, form, ambiguous))
        pronouns = person.get("pronouns")
        if isinstance(pronouns, str) and pronouns:
            self.pronouns[name] = {"he": "m", "she": "f"}.get(pronouns.casefold().split("/")[0].strip(), "they")
        parts = words_of(name)
        if len(parts) > 1 and parts[0] == "the":
            self.add(name.split(None, 1)[-1], Entry(name, name.split(None, 1)[-1], len(parts) == 2))
        if len(parts) > 1:
            self.by_part.setdefault(parts[-1], []).append(name)


@dataclass(slots=True)
class WorkIndex(NameIndex):
    """Titles of albums, songs, films and the like."""

    @classmethod
    def build(cls, works: Iterable[str | Mapping[str, Any]]) -> WorkIndex:
        """Index titles, given as strings or as rows of {"name" or "title", "aliases"?}."""
        index = cls()
        for work in works:
            row: Mapping[str, Any] = {"name": work} if isinstance(work, str) else work
            name = row.get("name") or row.get("title")
            if not isinstance(name, str) or not name.strip():
                continue
            for form in (name, *[alias for alias in row.get("aliases") or () if isinstance(alias, str)]):
                index.add(form, Entry(name.strip(), form))
        return index

    def title(self, words: str) -> str | None:
        """The work whose title is exactly these words, marks and final comma aside."""
        entries = self.get(words_of(words))
        return entries[0].name if entries else None


People = PeopleIndex | Sequence[Mapping[str, Any]]
Works = WorkIndex | Sequence[str | Mapping[str, Any]]
