"""Plain-text stories from elsewhere: a date, paragraphs, and "Advertisement" lines that mark ad slots."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from html import escape

from articles.body.sanitise import MAX_BYTES

ADVERTISEMENT = "Advertisement"
_DATE = re.compile(r"\s*date (\d{4}-\d{2}-\d{2})\s+")
_LONGEST_HEADLINE = 90


class BadStory(ValueError):
    """The file is no story; the message is one line that says why."""


@dataclass(frozen=True)
class StoryFile:
    """`paragraphs` are the file's to the character; an empty string stands where the file has an ad slot."""

    story_date: date
    paragraphs: list[str]

    @property
    def body(self) -> str:
        slot = '<figure data-embed="ad" data-props="{}"></figure>'
        return "".join(f"<p>{escape(words, quote=False)}</p>" if words else slot for words in self.paragraphs)

    @property
    def headline(self) -> str:
        """The first sentence, cut at a word: a story needs a name until an editor gives it one."""
        first = re.split(r"(?<=[.!?])\s", self.paragraphs[0])[0]
        if len(first) <= _LONGEST_HEADLINE:
            return first.rstrip(".")
        return first[:_LONGEST_HEADLINE].rsplit(" ", 1)[0] + " …"


def read_story(data: bytes) -> StoryFile:
    """Reads a story file: "date YYYY-MM-DD" and then paragraphs with empty lines between. Raises BadStory."""
    if len(data) > MAX_BYTES:
        raise BadStory(f"The file is {len(data) // 1000} kB; a story has {MAX_BYTES // 1000} kB at most.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadStory(f"The file is not UTF-8 (byte {error.start}). Save it as UTF-8 text.") from error
    if not text.strip():
        raise BadStory("The file is empty.")
    match = _DATE.match(text)
    if not match:
        raise BadStory("The file does not begin with its date, as in “date 2022-11-29”.")
    try:
        story_date = date.fromisoformat(match.group(1))
    except ValueError as error:
        raise BadStory(f"{match.group(1)} is not a date of the calendar.") from error
    blocks = [block.strip() for block in re.split(r"\n\s*\n", text[match.end() :].replace("\r\n", "\n"))]
    paragraphs = ["" if block == ADVERTISEMENT else block for block in blocks if block]
    if not any(paragraphs):
        raise BadStory("The file has a date but no paragraphs.")
    return StoryFile(story_date, paragraphs)
