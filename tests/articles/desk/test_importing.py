from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.body.text import plain_text
from articles.desk.importing import BadStory, read_story
from articles.models import Article

SEED = Path(__file__).parents[3] / "newsroom" / "demo" / "seed.txt"


@pytest.mark.django_db
def test_the_seed_becomes_a_draft_to_the_character(capsys):
    call_command("import_story", str(SEED))
    article = Article.objects.get()
    assert (article.status, article.story_date) == ("draft", date(2022, 11, 29))
    paragraphs = [it for it in SEED.read_text().strip().split("\n\n") if it != "Advertisement"]
    paragraphs[0] = paragraphs[0].strip().removeprefix("date 2022-11-29 ")
    assert plain_text(article.body).split("\n") == [" ".join(it.split()) for it in paragraphs]
    assert len(paragraphs) == 9
    assert not article.editions.exists()


def test_the_ad_slot_stands_between_the_same_two_paragraphs():
    story = read_story(SEED.read_bytes())
    place = story.paragraphs.index("")
    assert story.paragraphs[place - 1].startswith("“So in writing")
    assert story.paragraphs[place + 1].startswith("Kendrick added")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"   \n", "empty"),
        (b"date 2022-11-29 caf\xe9", "not UTF-8"),
        (b"No date here.", "does not begin with its date"),
        (b"date 2022-13-45 Words.", "not a date"),
        (b"date 2022-11-29 \n\n", "no paragraphs"),
        (b"date 2022-11-29 " + b"x" * 5_000_000, "5000 kB"),
    ],
)
@pytest.mark.django_db
def test_a_bad_file_is_one_clear_line_and_nothing_stored(data, says, tmp_path):
    path = tmp_path / "story.txt"
    path.write_bytes(data)
    with pytest.raises(BadStory, match=says):
        read_story(data)
    with pytest.raises(CommandError) as refusal:
        call_command("import_story", str(path))
    assert refusal.value.returncode == 2
    assert "\n" not in str(refusal.value)
    assert not Article.objects.exists()
