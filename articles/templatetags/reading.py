"""Small words of readers' pages: times as a list says them, counts as far as a reader cares, titles kept whole."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

from articles.models import Credit, Edition, Role, Source, Visual
from people.lists import COUNT_CAP

register = template.Library()

# Up to 18 characters; a longer one may break.
_WORK = re.compile(r"(‘[^‘]{1,18}’(?!\w))")
_POSTER_SIZES = (("short", 90), ("medium", 200), ("long", 400))
_NAMES_IN_LINE = 3
# These labels lean on the name beside them.
_ROLE_ALONE: dict[str, str] = {
    Role.PERFORMER: "Performer",
    Role.ACTOR: "Actor",
    Role.FEATURED_ARTIST: "Featured artist",
}
_SESSIONS = {Visual.Kind.PERFORMANCE, Visual.Kind.LIVE_SESSION}


@register.filter
def when(moment: datetime, at: datetime) -> str:
    """“16:20” today, “Mon” this week, “3 Nov” before that."""
    local, now = timezone.localtime(moment), timezone.localtime(at)
    days = (now.date() - local.date()).days
    if days == 0:
        return date_format(local, "H:i")
    if 0 < days < 7:
        return date_format(local, "D")
    return date_format(local, "j M" if local.year == now.year else "M Y")


@register.filter
def marked(pieces: Iterable[tuple[str, bool]]) -> SafeString:
    """Words, with those marked that were looked for."""
    return SafeString("".join(f"<mark>{escape(words)}</mark>" if found else escape(words) for words, found in pieces))


@register.filter
def published(edition: Edition) -> SafeString:
    """“29 November 2022” for readers, the instant with its offset for machines."""
    return _time(edition.published_at, edition.published_on)


@register.filter
def on_day(moment: datetime) -> SafeString:
    """The instant's day, likewise, where the outlet is."""
    return _time(moment, timezone.localdate(moment))


def _time(moment: datetime, day: date) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', timezone.localtime(moment).isoformat(), _in_words(day))


@lru_cache(maxsize=10_000)
def _in_words(day: date) -> str:
    """Remembered: a list's page names dozens of days, and Django looks each format up anew."""
    return date_format(day, "j F Y")


@register.filter
def voice(position: int) -> int:
    """One of the four colours for the first, second, third … of something."""
    return (max(position, 1) - 1) % 4 + 1


@register.filter
def capped(count: int, cap: int = COUNT_CAP) -> str:
    """“12”, or “1,000+” where counting stopped."""
    return f"{cap:,}+" if count > cap else f"{count:,}"


@register.filter
def work_titles(headline: str) -> SafeString:
    """A short work's title in a headline is not broken over two lines."""
    parts = _WORK.split(headline)
    return format_html_join("", "{}", ((_kept(part) if place % 2 else part,) for place, part in enumerate(parts)))


def _kept(title: str) -> SafeString:
    return format_html('<span class="nb">{}</span>', title)


@register.filter
def watch_verb(kind: str) -> str:
    """What the play button says."""
    films = {Visual.Kind.SHORT_FILM: "film", Visual.Kind.DOCUMENTARY: "film", Visual.Kind.TRAILER: "trailer"}
    session = "session" if kind in _SESSIONS else "visual"
    return f"Watch the {films.get(Visual.Kind(kind), session)}"


@register.filter
def given(source: Source) -> str:
    """How the note on sources says it: “given to Variety”, “made on The Late Hour”."""
    return f"given {source.phrase}" if source.kind == Source.Kind.INTERVIEW else f"made {source.phrase}"


@register.filter
def letter(key: str) -> str:
    """The letter under which an index has it; digits and marks share one heading."""
    first = key[:1].upper()
    return first if first.isalpha() else "#"


@register.filter
def shortened(text: str, most: int) -> str:
    """The first words, never half a word."""
    return textwrap.shorten(text, most, placeholder="…") if len(text) > most else text


@register.filter
def poster_size(text: str) -> str:
    """How large a quotation is set on its own page."""
    return next((name for name, most in _POSTER_SIZES if len(text) <= most), "text")


@register.filter
def host(url: str) -> str:
    return (urlsplit(url).hostname or url).removeprefix("www.")


@register.filter
def credit_line(visual: Visual) -> str:
    return credit_line_of(list(visual.credits.all()))


@register.filter
def credit_line_of(credits: list[Credit]) -> str:
    """“Kendrick Lamar, with Taylour Paige, dir. Ana Ruiz”, as far as the credits say."""
    artists = {credit.shown_name for credit in credits if credit.role == Role.MAIN_ARTIST}
    # Who made the song and acts in it is named once.
    others = [credit for credit in credits if credit.shown_name not in artists or credit.role == Role.DIRECTOR]
    shares = [
        _listed(credits, "", Role.MAIN_ARTIST),
        _listed(others, "feat. ", Role.FEATURED_ARTIST),
        _listed(others, "with ", Role.PERFORMER, Role.ACTOR),
        _listed(others, "dir. ", Role.DIRECTOR),
    ]
    return ", ".join(filter(None, shares))


def _listed(credits: list[Credit], before: str, *wanted: Role) -> str:
    named = list(dict.fromkeys(credit.shown_name for credit in credits if credit.role in wanted))
    shown = named[:_NAMES_IN_LINE] + (["others"] if len(named) > _NAMES_IN_LINE else [])
    return before + " and ".join(filter(None, [", ".join(shown[:-1]), shown[-1]])) if shown else ""


@register.filter
def in_groups(credits: list[Credit]) -> list[dict[str, Any]]:
    """Neighbours of one kind under one heading: Direction, Cast, Song, Production."""
    grouped = groupby(credits, key=lambda credit: Role(credit.role).group)
    return [{"name": name, "credits": list(group)} for name, group in grouped]


@register.filter
def roles(credits: list[Credit]) -> str:
    """What one person did on a visual: “Director, writer; as Ada”."""
    named = ", ".join(dict.fromkeys(_ROLE_ALONE.get(credit.role, credit.role_text) for credit in credits)).capitalize()
    characters = [credit.character for credit in credits if credit.character]
    return f"{named}; as {', '.join(characters)}" if characters else named
