"""The same words twice raise one notice: other words, another speaker, a bracket more or less."""

import pytest

from articles.body.quotes import quotes_in
from articles.desk import publishing
from articles.desk.checks import checks_of
from articles.desk.printed_before import twice
from tests.factories import make_article, make_person, publish_story, quote

pytestmark = pytest.mark.django_db
WORDS = "We left the hum of the fridge in because it was in tune"


def notices(said, speaker, *, label=""):
    article = make_article(body=f"<p>{quote(said, speaker, label=label)}</p>")
    return [notice.text for notice in twice(article, quotes_in(article.body))]


@pytest.fixture
def ana():
    return make_person("Ana Sample")


@pytest.fixture
def printed(ana):
    return publish_story("The hum", body=f"<p>{quote(WORDS, ana)}</p>")


def test_the_same_words_of_the_same_person_are_no_news(printed, ana):
    assert notices(WORDS, ana) == []


def test_another_speaker_is_told_with_the_story_and_its_day(printed):
    (notice,) = notices(WORDS, make_person("Ben Sample"))
    assert "“The hum”" in notice
    assert str(printed.published_on.year) in notice
    assert "said by Ana Sample there" in notice


def test_other_words_in_the_middle_are_told(printed, ana):
    (notice,) = notices(WORDS.replace("fridge", "freezer"), ana)
    assert "with other words there" in notice
    assert "fridge" in notice


def test_a_bracket_here_and_none_there_is_told(printed, ana):
    (notice,) = notices(WORDS.replace("it was", "it [the fridge] was"), ana)
    assert "a bracket here, none there" in notice


def test_other_words_altogether_are_another_quotation(printed, ana):
    assert notices("We left the hum of the fridge out of everything that we did that year", ana) == []


def test_what_stands_in_the_same_text_is_compared_too(ana):
    body = f"<p>{quote('live in what I [he] was writing', ana)}</p><p>{quote('It challenged me to live in what I was writing', ana)}</p>"
    article = make_article(body=body)
    (notice,) = twice(article, quotes_in(article.body))
    assert (notice.number, "a bracket here, none there" in notice.text) == (1, True)


def test_only_what_readers_once_saw_counts_and_never_the_story_itself(ana):
    article = make_article(body=f"<p>{quote(WORDS, ana)}</p>")
    assert notices(WORDS.replace("fridge", "freezer"), ana) == []
    publishing.publish(article, by=None)
    article.body = article.body.replace("fridge", "freezer")
    assert twice(article, quotes_in(article.body)) == []


def test_it_is_advice_beside_the_text(printed):
    article = make_article(body=f"<p>{quote(WORDS, make_person('Ben Sample'))}</p>")
    assert any(check.level == "grey" and "Printed before" in check.text for check in checks_of(article))


def test_one_query_whatever_the_number(printed, ana, django_assert_num_queries):
    article = make_article(body="".join(f"<p>{quote(f'{WORDS} {number}', ana)}</p>" for number in range(20)))
    quotes = quotes_in(article.body)
    with django_assert_num_queries(1):
        twice(article, quotes)
