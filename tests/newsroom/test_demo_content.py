"""The demo outlet is data: these tests read its files as a careful editor would, and need no database."""

import re
import tomllib
from collections import Counter, defaultdict
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
from lxml import html

from newsroom.demo import art

DEMO = Path(art.__file__).parent
REAL_PEOPLE = {"Kendrick Lamar", "Dave Free", "Taylour Paige", "The Alchemist"}
SAMPLE = "(Sample: an invented name.)"
LOADED_ON = date(2026, 11, 22)
TEXT_TAGS = {"p", "h2", "h3", "ul", "ol", "li", "blockquote", "strong", "em", "br", "a", "q"}
EMBED_TAGS = {"pullquote", "photo", "visual", "ad"}
# fmt: off
ROLES = {
    "main_artist", "featured_artist", "director", "performer", "actor", "producer",
    "executive_producer", "song_producer", "writer", "songwriter", "cinematographer", "editor",
    "choreographer", "production_designer", "costume", "hair_makeup", "animation", "vfx",
    "colourist", "production_company", "commissioner", "sound", "narrator",
}
# fmt: on
VISUAL_KINDS = {"short_film", "music_video", "visualiser", "performance", "live_session", "trailer", "documentary"}
SOURCE_KINDS = {"interview", "press_release", "post", "show", "court_filing"}
BYLINE_ROLES = {"by", "photos by", "illustration by", "additional reporting by"}


class Story:
    """One story file: its front matter, and its body as a tree."""

    def __init__(self, path):
        self.path = path
        _, head, body = re.split(r"^\+\+\+\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        self.head = tomllib.loads(head)
        self.body = html.fragment_fromstring(body, create_parent="body")

    @property
    def day(self):
        if "date" in self.head:
            return date.fromisoformat(self.head["date"])
        return LOADED_ON - timedelta(days=self.head["days_ago"])

    def texts(self):
        """The words of each text block at the top level, without embeds."""
        return [block.text_content() for block in self.body if block.tag not in EMBED_TAGS]

    def quotations(self):
        """Pieces by quotation: an id gathers, a piece without one stands alone."""
        gathered = defaultdict(list)
        for place, piece in enumerate(self.body.iter("q")):
            gathered[piece.get("id") or place].append(piece)
        return list(gathered.values())

    def people(self):
        """Everyone whose page would list the story."""
        named = {piece.get("speaker") for piece in self.body.iter("q", "pullquote")}
        named |= {link.get("person") for link in self.body.iter("a")}
        named |= {byline["name"] for byline in self.head["bylines"]}
        films = {self.head["lead_visual"], *(film.get("key") for film in self.body.iter("visual"))}
        films |= {link.get("visual") for link in self.body.iter("a")}
        named |= {credit["name"] for key in films if key in visuals() for credit in visuals()[key]["credit"]}
        return named & set(people())


def load(name):
    return tomllib.loads((DEMO / name).read_text(encoding="utf-8"))


@cache
def outlet():
    return load("outlet.toml")


@cache
def people():
    return {person["name"]: person for person in load("people.toml")["person"]}


@cache
def visuals():
    return {visual["key"]: visual for visual in load("visuals.toml")["visual"]}


@cache
def stories():
    return [Story(path) for path in sorted((DEMO / "stories").glob("*.html"))]


def keys(kind, field="key"):
    return [row[field] for row in outlet()[kind]]


def seed():
    return stories()[0]


each_story = pytest.mark.parametrize("story", stories(), ids=lambda story: story.path.stem)


def test_outlet_is_as_large_as_promised():
    pieces = [quotation for story in stories() for quotation in story.quotations()]
    assert len(stories()) >= 41
    assert len(people()) >= 34
    assert len(visuals()) >= 12
    assert len(pieces) >= 90
    assert len(outlet()["section"]) == 6
    assert len(outlet()["tag"]) >= 30
    assert len(outlet()["photo"]) >= 28
    assert len({source["outlet"] for source in outlet()["source"]}) >= 8


@pytest.mark.parametrize(
    "names",
    [
        *(pytest.param(lambda kind=kind: keys(kind), id=kind) for kind in ("source", "photo")),
        *(pytest.param(lambda kind=kind: keys(kind, "name"), id=kind) for kind in ("section", "tag")),
        pytest.param(lambda: [story.head["slug"] for story in stories()], id="story"),
        pytest.param(lambda: [story.head["headline"] for story in stories()], id="headline"),
        pytest.param(lambda: [person["name"] for person in load("people.toml")["person"]], id="person"),
        pytest.param(lambda: [visual["key"] for visual in load("visuals.toml")["visual"]], id="visual"),
    ],
)
def test_names_are_unique(names):
    assert [name for name, count in Counter(names()).items() if count > 1] == []


@pytest.mark.parametrize("person", people().values(), ids=lambda person: person["name"])
def test_person_is_real_and_bare_or_invented_and_marked(person):
    if person["name"] in REAL_PEOPLE:
        assert not any(person[field] for field in ("bio", "area", "born_or_formed", "links", "members", "portrait"))
    else:
        assert person["bio"].endswith(SAMPLE)
    assert person["kind"] in {"person", "group"}
    assert person["pronouns"] in {"he", "she", "they", ""}
    assert person["portrait"] in {"", *keys("photo")}
    assert set(person["members"]) <= set(people())
    assert {alias["kind"] for alias in person["aliases"]} <= {"stage", "legal", "former", "search"}
    assert all(link.startswith("https://example.org/") for link in person["links"])


@pytest.mark.parametrize("visual", visuals().values(), ids=lambda visual: visual["key"])
def test_visual_is_complete(visual):
    assert visual["kind"] in VISUAL_KINDS
    assert visual["poster"] in keys("photo")
    assert visual["player_url"] == ""
    assert {credit["role"] for credit in visual["credit"]} <= ROLES
    assert [credit["name"] for credit in visual["credit"] if credit["person"] != (credit["name"] in people())] == []


def test_credits_run_from_two_rows_to_twenty():
    lengths = {len(visual["credit"]) for visual in visuals().values()}
    assert min(lengths) == 2
    assert max(lengths) >= 20


def test_the_seeds_film_claims_only_what_the_seed_says():
    film = visuals()["we-cry-together"]
    assert [(credit["role"], credit["name"]) for credit in film["credit"]] == [
        ("main_artist", "Kendrick Lamar"),
        ("performer", "Kendrick Lamar"),
        ("performer", "Taylour Paige"),
        ("song_producer", "The Alchemist"),
    ]
    assert (film["released"], film["running_time"], film["description"]) == ("", "", "")


def test_sources_say_what_they_are():
    for source in outlet()["source"]:
        assert source["kind"] in SOURCE_KINDS
        assert source["url"] == "" or source["url"].startswith("https://example.org/")
    (variety,) = (source for source in outlet()["source"] if source["key"] == "variety")
    assert variety == {"key": "variety", "outlet": "Variety", "kind": "interview", "title": "", "url": ""}


@each_story
def test_front_matter_names_what_exists(story):
    head = story.head
    assert head["section"] in keys("section", "slug")
    assert head["lead_photo"] in {"", *keys("photo")}
    assert head["lead_visual"] in {"", *visuals()}
    assert head["source"] in {"", *keys("source")}
    assert head["tags"]
    assert set(head["tags"]) <= set(keys("tag", "name"))
    assert {byline["role"] for byline in head["bylines"]} <= BYLINE_ROLES
    assert {byline["name"] for byline in head["bylines"]} <= {"Liner staff", *people()}
    assert ("date" in head) or re.fullmatch(r"\d\d:\d\d", head["time"])
    assert re.fullmatch(r"[a-z0-9-]{3,80}", head["slug"])
    assert 20 <= len(head["headline"]) <= 90
    assert head["dek"]


@each_story
def test_body_names_what_exists(story):
    slugs = {other.head["slug"] for other in stories()}
    for piece in story.body.iter("q", "pullquote"):
        assert piece.get("label") or piece.get("speaker") in people(), piece.attrib
        assert piece.get("source") in {None, *keys("source")}
    for link in story.body.iter("a"):
        ((kind, target),) = link.attrib.items()
        known = {"person": people(), "visual": visuals(), "tag": keys("tag", "name"), "story": slugs}
        assert target.startswith("https://example.org/") if kind == "href" else target in known[kind]
    assert {film.get("key") for film in story.body.iter("visual")} <= set(visuals())
    assert {photo.get("key") for photo in story.body.iter("photo")} <= set(keys("photo"))


@each_story
def test_body_uses_only_the_agreed_elements(story):
    top = {block.tag for block in story.body}
    inside = {element.tag for block in story.body for element in block.iterdescendants()}
    assert top <= {"p", "h2", "h3", "ul", "ol", "blockquote"} | EMBED_TAGS
    assert inside <= TEXT_TAGS
    assert not any((block.tail or "").strip() for block in story.body)
    assert len(list(story.body.iter("ad"))) <= 2


@each_story
def test_a_quotation_has_one_speaker_and_its_marks(story):
    for pieces in story.quotations():
        assert len({(piece.get("speaker"), piece.get("label")) for piece in pieces}) == 1
        for piece in pieces:
            words = piece.text_content()
            assert words.startswith("“"), words
            # Talk that runs on into the next paragraph closes only at its end.
            assert words.endswith("”") or piece is not pieces[-1], words


@each_story
def test_quotation_marks_are_curly_and_closed(story):
    for words in story.texts():
        assert '"' not in words
        assert "'" not in words
        assert words.count("“") >= words.count("”")


@each_story
def test_pull_quote_stands_in_a_quotation_of_its_speaker(story):
    for pull in story.body.iter("pullquote"):
        said = [piece.text_content() for piece in story.body.iter("q") if piece.get("speaker") == pull.get("speaker")]
        words = pull.text_content()
        assert any(words[1:] in piece and words[0].lower() in piece.lower() for piece in said), words


@each_story
def test_dashes_are_rare_and_placeholders_absent(story):
    if story is seed():
        return
    text = "\n".join([story.head["headline"], story.head["dek"], *story.texts()])
    assert text.count("—") == 0
    assert not re.search(r"\bTK\b|\blorem\b", text, re.IGNORECASE)


def test_seed_is_the_file_to_the_character():
    lines = (DEMO / "seed.txt").read_text(encoding="utf-8").strip().split("\n\n")
    lines[0] = lines[0].removeprefix("date 2022-11-29 ")
    blocks = [block for block in seed().body if block.tag in {"p", "ad"}]
    words = ["Advertisement" if block.tag == "ad" else block.text_content() for block in blocks]
    assert words == lines


def test_seed_has_six_quotations_in_eleven_pieces():
    pieces = seed().quotations()
    assert [len(quotation) for quotation in pieces] == [2, 1, 2, 2, 2, 2]
    assert [quotation[0].get("speaker") for quotation in pieces] == [
        "Kendrick Lamar", "Kendrick Lamar", "Kendrick Lamar", "Dave Free", "Dave Free", "Kendrick Lamar",
    ]  # fmt: skip
    assert not any("We Cry Together" in piece.text_content() for quotation in pieces for piece in quotation)


def test_seed_stays_among_the_newest_ten_of_whatever_lists_it():
    lists = defaultdict(list)
    for story in stories():
        for name in {("section", story.head["section"]), *(("tag", tag) for tag in story.head["tags"])}:
            lists[name].append(story)
        for person in story.people():
            lists["person", person].append(story)
    for name, listed in lists.items():
        if seed() in listed:
            newest = sorted(listed, key=lambda story: story.day, reverse=True)[:10]
            assert seed() in newest, name


def test_people_are_quoted_never_once_and_often():
    said = Counter(quotation[0].get("speaker") for story in stories() for quotation in story.quotations())
    counts = {said[person] for person in people()}
    assert {0, 1} <= counts
    assert max(counts) >= 10
    assert said[None] >= 3  # unnamed speakers


def test_a_week_of_news_and_two_years_behind_it():
    ages = [(LOADED_ON - story.day).days for story in stories()]
    assert sum(age <= 6 for age in ages) >= 10
    assert sum(age > 365 for age in ages) >= 5


def test_every_section_and_tag_is_used():
    assert {story.head["section"] for story in stories()} == set(keys("section", "slug"))
    unused = set(keys("tag", "name")) - {tag for story in stories() for tag in story.head["tags"]}
    assert unused == set()


def test_the_awkward_shapes_are_there():
    heads = [story.head for story in stories()]
    assert any(head["lead_photo"] == "" and head["lead_visual"] == "" for head in heads)
    assert any(len(head["headline"]) == 88 for head in heads)
    assert any(re.search(r"‘[^’]+’", head["headline"]) for head in heads)
    assert any(re.search(r"[À-ɏ]", head["headline"]) for head in heads)
    assert any(re.search(r"[\u0590-\u06ff]", text) for story in stories() for text in story.texts())
    assert any(len({piece.get("speaker") for piece in story.body.iter("q")} - {None}) >= 4 for story in stories())
    assert sum(len(" ".join(story.texts()).split()) >= 700 for story in stories()) >= 3


@pytest.mark.parametrize("photo", outlet()["photo"], ids=lambda photo: photo["key"])
def test_photo_can_be_drawn_the_same_twice(photo):
    first, second = (art.draw(photo["art"], 90, 60) for _ in range(2))
    assert first.size == (90, 60)
    assert first.tobytes() == second.tobytes()
    assert len(first.getcolors(90 * 60)) >= 2
    assert photo["alt"]
    assert (photo["credit"], photo["licence"]) == ("Illustration: Liner", "CC0 1.0")
    assert all(0 <= place <= 1 for place in photo["focal"])


def test_pictures_differ_from_each_other():
    drawn = {art.draw(photo["art"], 64, 64).tobytes() for photo in outlet()["photo"]}
    assert len(drawn) == len(outlet()["photo"])
