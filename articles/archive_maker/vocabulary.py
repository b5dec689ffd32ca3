"""Made words and names, and the law by which few of them come often and most come seldom."""

from __future__ import annotations

from itertools import accumulate
from random import Random


def _split(words: str) -> tuple[str, ...]:
    return tuple(words.split())


# The commonest words are real ones, so that sentences have the shape of sentences.
_COMMON = _split(
    "the of and a to in that was it for on with as at by from had his her they this not but were which one all there "
    "when been more about out up into than its after two first some over time back before only through down then what "
    "could made just now record song night room band voice stage year"
)
_STARTS = _split("b br c ch cl d dr f fl g gr h j k l m n p pl r s sh sl st t tr v w")
_MIDDLES = _split("a e i o u ai ea oo ou")
_ENDS = _split("b ck d g l ll m n nd nt p r rd rn s sk st t th")
WORDS = 6_000
_DRAWN_AT_ONCE = 2_000
# Beside these, one word in so many is seldom, and one in so many of the seldom ones is new: however long texts go on,
# there are words that a dozen of them have.
_SELDOM, _NEW = 400, 3

_GIVEN = _split(
    "Ada Ama Anouk Basil Bea Benno Carys Cleo Dara Dilip Edda Eino Esi Faye Femi Gaia Goran Hana Idris Ilse Ines Ivo "
    "Jara Joss Kaia Kofi Lale Lars Leïla Lior Maeve Malik Mira Naoko Nell Nuno Odile Oren Paz Petra Quill Rafa Reem "
    "Rosa Saoirse Senna Sören Talia Tove Uma Vera Wren Xan Yara Yusuf Zadie Zoë Émile Ødger Łucja"
)
_FAMILY_STARTS = _split(
    "Ald Ber Cald Dov Eir Fenn Gal Hol Isk Jor Kes Lund Mar Nov Or Pell Quar Rav Sol Tarn Ul Vess Wex Yor Zan"
)
_FAMILY_ENDS = _split(
    "aby ack alder amore anis arro avik eaux edge eiro elby enko era essen idge igo inska ista oke olan ovar öst urne yck"
)


class Zipf:
    """Ranks from 0, the nth as often as 1/n: how words, tags and people are spread over stories.

    `flat` puts the first few nearer to each other; an `exponent` below 1 gives more to the last.
    """

    def __init__(self, size: int, *, exponent: float = 1.0, flat: int = 0) -> None:
        self._ranks = range(size)
        self._weights = list(accumulate((rank + 1 + flat) ** -exponent for rank in range(size)))

    def draw(self, rng: Random, count: int) -> list[int]:
        return rng.choices(self._ranks, cum_weights=self._weights, k=count)

    def distinct(self, rng: Random, count: int) -> list[int]:
        """So many different ranks, in the order drawn; never more than there are."""
        found: dict[int, None] = {}
        while len(found) < min(count, len(self._ranks)):
            found.update(dict.fromkeys(self.draw(rng, count - len(found))))
        return list(found)


class Prose:
    """`words` are the common ones of one archive, the commonest first; `run` is endless, and has seldom ones too."""

    def __init__(self, rng: Random) -> None:
        words = dict.fromkeys(_COMMON)
        while len(words) < WORDS:
            words[_word(rng)] = None
        self.words = tuple(words)
        self._rng, self._spread = rng, Zipf(WORDS)
        self._drawn: list[str] = []
        self._seldom: list[str] = []

    def run(self, count: int) -> str:
        """So many words, no capitals, no marks."""
        if len(self._drawn) < count:
            # Many at once: a call costs more than a word.
            drawn = [self.words[rank] for rank in self._spread.draw(self._rng, _DRAWN_AT_ONCE)]
            for place in self._rng.sample(range(_DRAWN_AT_ONCE), _DRAWN_AT_ONCE // _SELDOM):
                drawn[place] = self._seldom_word()
            self._drawn += drawn
        run = " ".join(self._drawn[-count:])
        del self._drawn[-count:]
        return run

    def _seldom_word(self) -> str:
        """A new one, or one of before, those that came often more often: Simon's model of how texts grow (1955)."""
        is_new = not self._seldom or not self._rng.randrange(_NEW)
        self._seldom.append(_word(self._rng, syllables=4) if is_new else self._rng.choice(self._seldom))
        return self._seldom[-1]

    def sentence(self, count: int) -> str:
        """So many words with a capital, and no full stop yet."""
        return capital(self.run(count))


def _word(rng: Random, *, syllables: int = 0) -> str:
    """Of one to three syllables, unless told how many."""
    count = syllables or rng.choices((1, 2, 3), (5, 6, 2))[0]
    return "".join(rng.choice(_STARTS) + rng.choice(_MIDDLES) for _ in range(count)) + rng.choice(_ENDS)


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def surname(rng: Random) -> str:
    middle = rng.choice(("", "", "", "an", "el", "im", "or", "und"))
    return rng.choice(_FAMILY_STARTS) + middle + rng.choice(_FAMILY_ENDS)


def name(rng: Random) -> str:
    """Of a person or a group, in the forms that real ones have; groups have a "The" or an "&"."""
    family = surname(rng)
    match rng.randrange(10):
        case 0:
            return f"The {family} {rng.choice(('Parade', 'Lights', 'Room', 'Choir'))}"
        case 1:
            return f"{family} & {surname(rng)}"
        case 2:
            return f"DJ {family}"
        case 3:
            return f"{family}, the {rng.choice(('Elder', 'Younger'))}"
    return f"{rng.choice(_GIVEN)} {family}"
