"""Made stories, in memory alone: what the desk holds of them, and what publishing would make of that."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.contrib.auth.models import User

from articles.archive_maker import shapes
from articles.archive_maker.blocks import Block, MadeQuote, heading, linked, paragraph, pull_quote, running, spoken
from articles.archive_maker.nouns import Nouns, Speaker
from articles.archive_maker.vocabulary import Prose, Zipf
from articles.body.render import VOICES
from articles.models import Photo, Section, Source, Tag, Visual

# How many of a hundred stories have 0, 1, 2 … of it.
_QUOTES, _VISUALS, _EXTRA_EDITIONS = (20, 18, 20, 17, 12, 8, 5), (60, 30, 10), (95, 3, 1, 1)
_LABELS = ("a spokesman", "a label executive", "a neighbour", "somebody in the room")
_SAID = ("said", "says", "added", "told us", "wrote")
_COMMON_TAG = 0.4
CORRECTION = "An earlier version of this sample gave the year wrongly."


@dataclass(slots=True)
class Version:
    """What one edition says, from `at` on."""

    at: datetime
    dek: str
    body: str
    html: str
    text: str


@dataclass(slots=True)
class Made:
    """A story with all of its editions; they differ in the dek and in how much of the text there is."""

    published_at: datetime
    headline: str
    kicker: str
    section: Section
    source: Source | None
    tags: list[Tag]
    people: list[Speaker]
    bylines: list[dict[str, Any]]
    films: list[Visual]
    lead_photo: Photo | None
    lead_visual: Visual | None
    written_by: User
    published_by: User
    has_earlier_save: bool
    quotes: list[MadeQuote] = field(default_factory=list)
    named: set[int] = field(default_factory=set)
    versions: list[Version] = field(default_factory=list)
    is_corrected: bool = False

    @property
    def speakers(self) -> set[int]:
        return {quote.speaker.pk for quote in self.quotes if quote.speaker}


class Writer:
    """Writes one story after another, all from one source of chance: the order of stories is part of the seed."""

    def __init__(self, rng: Random, prose: Prose, nouns: Nouns) -> None:
        self.rng, self.prose, self.nouns = rng, prose, nouns
        self.rarer_tags = Zipf(len(nouns.tags) - 1, flat=5)
        self.people = Zipf(len(nouns.people), exponent=0.9, flat=2)
        self.films = Zipf(len(nouns.visuals), exponent=0.7)
        self.rendered: dict[tuple[str, int], str] = {}

    def story(self, published_at: datetime, *, until: datetime, earlier: list[int]) -> Made:
        """A story of that instant, its last edition before `until`. It may link to the articles `earlier`."""
        rng, nouns = self.rng, self.nouns
        films = [nouns.visuals[rank] for rank in self.films.distinct(rng, _how_many(rng, _VISUALS))]
        made = Made(
            published_at=published_at,
            headline=self.prose.sentence(rng.randrange(4, 12)),
            kicker="Exclusive" if rng.random() < 0.05 else "",
            section=rng.choices(nouns.sections, range(len(nouns.sections) + 1, 1, -1))[0],
            source=rng.choice(nouns.sources) if rng.random() < 0.85 else None,
            tags=self._tags(),
            people=[nouns.people[rank] for rank in self.people.distinct(rng, rng.choice((1, 1, 2, 3)))],
            bylines=self._bylines(),
            films=films,
            lead_photo=rng.choice(nouns.photos) if rng.random() < 0.4 else None,
            lead_visual=films[0] if films and rng.random() < 0.5 else None,
            written_by=rng.choice(nouns.desk),
            published_by=rng.choice(nouns.desk),
            has_earlier_save=rng.random() < 0.1,
        )
        made.quotes = self._quotes(made)
        self._editions(made, self._blocks(made, earlier), until)
        return made

    def _tags(self) -> list[Tag]:
        """Three to eight; the first of all on two stories of five."""
        rng, tags = self.rng, self.nouns.tags
        count = rng.randrange(3, 9)
        common = tags[:1] if rng.random() < _COMMON_TAG else []
        return common + [tags[rank + 1] for rank in self.rarer_tags.distinct(rng, count - len(common))]

    def _bylines(self) -> list[dict[str, Any]]:
        rng = self.rng
        if rng.random() < 0.1:
            return [{"part": "by", "name": "Sample Staff", "person": None}]
        writers = rng.sample(self.nouns.writers, rng.choice((1, 1, 1, 2)))
        return [{"part": "by", "name": writer.printed[0], "person": writer.pk} for writer in writers]

    # -- quotations -----------------------------------------------------------------------------------------

    def _quotes(self, made: Made) -> list[MadeQuote]:
        rng, total = self.rng, _how_many(self.rng, _QUOTES)
        places: dict[tuple[int | None, str], int] = {}
        found = []
        for number in range(1, total + 1):
            speaker = rng.choice(made.people) if rng.random() < 0.92 else None
            label = "" if speaker else rng.choice(_LABELS)
            place = places.setdefault((speaker.pk if speaker else None, label), len(places))
            own = rng.choice(self.nouns.sources) if rng.random() < 0.1 else None
            quote_id = str(UUID(int=rng.getrandbits(128), version=4))
            where, voice = own or made.source, place % VOICES + 1
            found.append(MadeQuote(quote_id, number, total, voice, speaker, label, own, where, self._pieces()))
        return found

    def _pieces(self) -> list[str]:
        """One run of words, or two: a second sentence, or the same one going on."""
        rng, prose = self.rng, self.prose
        first = prose.sentence(rng.randrange(6, 24))
        match rng.randrange(10):
            case 0 | 1:
                return [f"{first},", f"{prose.sentence(rng.randrange(5, 16))}."]
            case 2:
                return [f"{first},", f"{prose.run(rng.randrange(5, 16))}."]
        return [f"{first},"]

    def _quote_block(self, quote: MadeQuote) -> Block:
        rng = self.rng
        called = rng.choice(quote.speaker.printed) if quote.speaker else quote.label
        if rng.random() < 0.6:
            return spoken(quote, called, rng.choice(_SAID))
        before, middle = self.prose.sentence(rng.randrange(3, 12)), self.prose.run(rng.randrange(2, 8))
        return running(quote, called, before, middle, self.prose.run(rng.randrange(2, 10)))

    # -- the text -------------------------------------------------------------------------------------------

    def _blocks(self, made: Made, earlier: list[int]) -> list[Block]:
        """Prose with links, the quotations one after another with prose between, films and other embeds among it."""
        rng = self.rng
        blocks = [self._paragraph(), *self._links(made, earlier)]
        for quote in made.quotes:
            blocks.append(self._quote_block(quote))
            if rng.random() < 0.3:
                blocks.append(self._paragraph())
        if len(made.quotes) > 2 and rng.random() < 0.5:
            blocks.append(pull_quote(rng.choice(made.quotes), self._id()))
        for embed in self._embeds(made):
            blocks.insert(rng.randrange(1, len(blocks) + 1), embed)
        if rng.random() < 0.15:
            blocks.append(heading(self.prose.sentence(4)))
        return [*blocks, *(self._paragraph() for _ in range(rng.randrange(1, 3)))]

    def _links(self, made: Made, earlier: list[int]) -> list[Block]:
        """Everybody the story is about who doesn't speak is linked, and some who do; now and then other nouns."""
        rng = self.rng
        people = [who for who in made.people if who.pk not in made.speakers or rng.random() < 0.3]
        made.named = {who.pk for who in people} - made.speakers
        wanted = [(f"person:{who.pk}", who.printed[0]) for who in people]
        wanted += [(f"visual:{film.pk}", film.title) for film in made.films[1:]]
        if rng.random() < 0.1:
            wanted.append((f"tag:{made.tags[-1].pk}", made.tags[-1].name))
        if earlier and rng.random() < 0.2:
            wanted.append((f"article:{rng.choice(earlier)}", "as we wrote"))
        return [self._linked(reference, name) for reference, name in wanted]

    def _linked(self, reference: str, name: str) -> Block:
        rng = self.rng
        before, after = self.prose.sentence(rng.randrange(3, 10)), self.prose.run(rng.randrange(6, 20))
        return linked(before, reference, name, after)

    def _paragraph(self) -> Block:
        rng = self.rng
        sentences = [self.prose.sentence(rng.randrange(6, 18)) for _ in range(rng.randrange(2, 4))]
        return paragraph(". ".join(sentences) + ".")

    def _embeds(self, made: Made) -> list[Block]:
        rng = self.rng
        found = [Block(shapes.embed("ad", self._id()), shapes.ad())] if rng.random() < 0.7 else []
        if made.films:
            film = made.films[0]
            html = self._rendered(shapes.film, film)
            found.append(Block(shapes.embed("visual", self._id(), visual=film.pk), html))
        if rng.random() < 0.1:
            photo = rng.choice(self.nouns.photos)
            found.append(Block(shapes.embed("photo", self._id(), photo=photo.pk), self._rendered(shapes.photo, photo)))
        return found

    def _rendered(self, shape: Any, noun: Any) -> str:
        """Each film and photo has words of its own, so each is rendered, but once."""
        key = (shape.__name__, noun.pk)
        if key not in self.rendered:
            self.rendered[key] = shape(noun)
        return self.rendered[key]

    def _id(self) -> str:
        return str(UUID(int=self.rng.getrandbits(128), version=4))

    # -- editions -------------------------------------------------------------------------------------------

    def _editions(self, made: Made, blocks: list[Block], until: datetime) -> None:
        """The first edition, and for one story in twenty up to three more, each a paragraph longer."""
        rng = self.rng
        dek = f"{self.prose.sentence(rng.randrange(6, 16))}."
        made.versions.append(_version(made.published_at, dek, blocks))
        for _ in range(_how_many(rng, _EXTRA_EDITIONS)):
            at = made.versions[-1].at + timedelta(minutes=rng.randrange(20, 3_000))
            if at >= until:
                return
            blocks = [*blocks, self._paragraph()]
            dek = dek if rng.random() < 0.5 else f"{self.prose.sentence(9)}."
            made.versions.append(_version(at, dek, blocks))
            made.is_corrected = made.is_corrected or rng.random() < 0.2


def _how_many(rng: Random, shares: tuple[int, ...]) -> int:
    return rng.choices(range(len(shares)), shares)[0]


def _version(at: datetime, dek: str, blocks: list[Block]) -> Version:
    body = "".join([block.body for block in blocks])
    html = "\n".join([block.html for block in blocks])
    return Version(at, dek, body, html, "\n".join([block.text for block in blocks if block.text]))
