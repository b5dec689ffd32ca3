"""Page address → player, for the providers we know, with no network call.

The address is parsed, its host looked up, its id checked, and the player's address rebuilt from the checked parts:
nothing of a provider's HTML is ever stored. The forms come from the providers' own documentation and public code.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, quote, urlsplit

SHORT_LINKS = frozenset(
    {"spotify.link", "on.soundcloud.com", "vm.tiktok.com", "vt.tiktok.com", "link.deezer.com", "bit.ly", "t.co"}
)


class UnknownPlayer(ValueError):
    """The address gives no player; the message says what to do."""


@dataclass(frozen=True)
class Player:
    """`src` goes into the frame, `page` is the link for who has no script; `height` is pixels, 0 where `ratio` rules."""

    provider: str
    label: str
    src: str
    page: str
    ratio: str = ""
    height: int = 0


@dataclass(frozen=True)
class Address:
    host: str
    parts: list[str]
    query: dict[str, str]


def resolve(url: str) -> Player:
    """The player for a page's address. Raises UnknownPlayer with what to do instead."""
    address = _parse(url)
    if address.host in SHORT_LINKS:
        raise UnknownPlayer("This is a short link. Open it in the browser and copy the full address.")
    make = _PROVIDERS.get(address.host) or (_bandcamp if _BANDCAMP_HOST.match(address.host) else None)
    player = make(address) if make else None
    if player is None:
        raise UnknownPlayer("No player is known for this address. Link to it in the text instead.")
    return player


def _parse(url: str) -> Address:
    try:
        split: SplitResult = urlsplit(url.strip())
        port = split.port
    except ValueError as error:
        raise UnknownPlayer("This is not a web address. Copy it from the browser’s address bar.") from error
    odd = split.scheme not in ("http", "https") or split.username or split.password or port not in (None, 80, 443)
    if odd or not split.hostname:
        raise UnknownPlayer("This is not a web address. Copy it from the browser’s address bar.")
    host = split.hostname.lower().removeprefix("www.").removeprefix("m.")
    query = {name: values[0] for name, values in parse_qs(split.query).items()}
    return Address(host, [part for part in split.path.split("/") if part], query)


_BANDCAMP_HOST = re.compile(r"[a-z0-9][a-z0-9-]{0,62}\.bandcamp\.com\Z")
_NUMBER = re.compile(r"\d{1,20}\Z")
_SLUG = re.compile(r"[A-Za-z0-9_-]{1,128}\Z")


def _youtube(at: Address) -> Player | None:
    video, is_short = "", False
    if at.host == "youtu.be":
        video = at.parts[0] if at.parts else ""
    elif at.parts[:1] == ["watch"]:
        video = at.query.get("v", "")
    elif len(at.parts) >= 2 and at.parts[0] in ("shorts", "embed", "live"):
        video, is_short = at.parts[1], at.parts[0] == "shorts"
    if not re.match(r"[A-Za-z0-9_-]{11}\Z", video):
        return None
    start = _seconds(at.query.get("t") or at.query.get("start") or "")
    src = f"https://www.youtube-nocookie.com/embed/{video}?autoplay=1&playsinline=1&rel=0" + (
        f"&start={start}" if start else ""
    )
    return Player("youtube", "YouTube", src, f"https://www.youtube.com/watch?v={video}", "9/16" if is_short else "16/9")


def _seconds(text: str) -> int:
    if text.isdigit():
        return min(int(text[:6]), 86_400)
    match = re.fullmatch(r"(?:(\d{1,2})h)?(?:(\d{1,3})m)?(?:(\d{1,5})s)?", text)
    if not match:
        return 0
    return min(sum(int(part or 0) * unit for part, unit in zip(match.groups(), (3600, 60, 1), strict=True)), 86_400)


def _vimeo(at: Address) -> Player | None:
    places = [place for place, part in enumerate(at.parts) if _NUMBER.match(part)]
    if not places or (at.parts[0] in ("showcase", "album") and len(places) == 1):
        return None
    video = at.parts[places[-1]]
    after = at.parts[places[-1] + 1] if len(at.parts) > places[-1] + 1 else at.query.get("h", "")
    secret = after if re.fullmatch(r"[0-9a-f]{6,16}", after) else ""
    src = f"https://player.vimeo.com/video/{video}?dnt=1&autoplay=1" + (f"&h={secret}" if secret else "")
    return Player("vimeo", "Vimeo", src, f"https://vimeo.com/{video}" + (f"/{secret}" if secret else ""), "16/9")


def _spotify(at: Address) -> Player | None:
    parts = [part for part in at.parts if not part.startswith("intl-") and part != "embed"]
    kinds = ("track", "album", "playlist", "artist", "episode", "show")
    if len(parts) < 2 or parts[-2] not in kinds or not re.match(r"[A-Za-z0-9]{22}\Z", parts[-1]):
        return None
    path = f"{parts[-2]}/{parts[-1]}"
    height = 152 if parts[-2] in ("track", "episode", "show") else 352
    return Player(
        "spotify",
        "Spotify",
        f"https://open.spotify.com/embed/{path}",
        f"https://open.spotify.com/{path}",
        height=height,
    )


def _apple(at: Address) -> Player | None:
    country, kind, last = (at.parts[0], at.parts[1], at.parts[-1]) if len(at.parts) >= 3 else ("", "", "")
    known = kind in ("album", "song", "playlist", "music-video") and re.fullmatch(r"[a-z]{2}", country)
    slug = at.parts[2] if len(at.parts) == 4 else ""
    if (
        not known
        or not re.fullmatch(r"(pl\.[\w-]{1,64}|\d{1,20})", last)
        or (slug and not re.fullmatch(r"[\w%-]{1,200}", slug))
    ):
        return None
    song = at.query.get("i", "") if _NUMBER.match(at.query.get("i", "")) else ""
    path = "/".join(filter(None, [country, kind, slug, last])) + (f"?i={song}" if song else "")
    src, page = f"https://embed.music.apple.com/{path}", f"https://music.apple.com/{path}"
    if kind == "music-video":
        return Player("apple_music", "Apple Music", src, page, ratio="16/9")
    return Player("apple_music", "Apple Music", src, page, height=175 if song or kind == "song" else 450)


def _soundcloud(at: Address) -> Player | None:
    own_pages = ("discover", "pages", "you", "search", "tags")
    if not 2 <= len(at.parts) <= 4 or at.parts[0] in own_pages or not all(_SLUG.match(part) for part in at.parts):
        return None
    is_set = at.parts[1] == "sets"
    if is_set and len(at.parts) < 3:
        return None
    page = "https://soundcloud.com/" + "/".join(at.parts)
    options = "&visual=false&show_comments=false&hide_related=true&auto_play=true"
    src = "https://w.soundcloud.com/player/?url=" + quote(page, safe="") + options
    return Player("soundcloud", "SoundCloud", src, page, height=450 if is_set else 166)


def _bandcamp(at: Address) -> Player | None:
    if len(at.parts) != 2 or at.parts[0] not in ("album", "track") or not _SLUG.match(at.parts[1]):
        return None
    is_album = at.parts[0] == "album"
    page = f"https://{at.host}/{at.parts[0]}/{at.parts[1]}"
    options = f"/size=large/artwork=small/tracklist={'true' if is_album else 'false'}/transparent=true/"
    src = "https://bandcamp.com/EmbeddedPlayer/url=" + quote(page, safe="") + options
    return Player("bandcamp", "Bandcamp", src, page, height=340 if is_album else 120)


def _tiktok(at: Address) -> Player | None:
    if (
        len(at.parts) != 3
        or not re.fullmatch(r"@[\w.]{1,32}", at.parts[0])
        or at.parts[1] != "video"
        or not _NUMBER.match(at.parts[2])
    ):
        return None
    page = f"https://www.tiktok.com/{at.parts[0]}/video/{at.parts[2]}"
    return Player("tiktok", "TikTok", f"https://www.tiktok.com/player/v1/{at.parts[2]}?rel=0", page, ratio="9/16")


def _instagram(at: Address) -> Player | None:
    place = next((i for i, part in enumerate(at.parts[:-1]) if part in ("p", "reel", "tv")), None)
    if place is None or not re.fullmatch(r"[\w-]{5,40}", at.parts[place + 1]):
        return None
    page = f"https://www.instagram.com/{at.parts[place]}/{at.parts[place + 1]}/"
    return Player("instagram", "Instagram", f"{page}embed/", page, height=620)


def _x(at: Address) -> Player | None:
    shaped = len(at.parts) >= 3 and at.parts[1] in ("status", "statuses") and _NUMBER.match(at.parts[2])
    if not shaped or not re.fullmatch(r"\w{1,20}", at.parts[0]):
        return None
    src = f"https://platform.twitter.com/embed/Tweet.html?dnt=true&id={at.parts[2]}"
    return Player("x", "X", src, f"https://x.com/{at.parts[0]}/status/{at.parts[2]}", height=420)


def _tidal(at: Address) -> Player | None:
    parts = [part for part in at.parts if part not in ("browse", "u")]
    kind = parts[0].rstrip("s") if len(parts) >= 2 else ""
    heights = {"track": 120, "album": 400, "playlist": 400, "video": 0}
    if kind not in heights or not re.match(r"(\d{1,20}|[0-9a-fA-F-]{36})\Z", parts[1]):
        return None
    src = f"https://embed.tidal.com/{kind}s/{parts[1]}?disableAnalytics=true"
    ratio = "16/9" if kind == "video" else ""
    return Player("tidal", "Tidal", src, f"https://tidal.com/{kind}/{parts[1]}", ratio, heights[kind])


def _deezer(at: Address) -> Player | None:
    parts = at.parts[1:] if at.parts and re.fullmatch(r"[a-z]{2}", at.parts[0]) else at.parts
    if len(parts) < 2 or parts[0] not in ("track", "album", "playlist") or not _NUMBER.match(parts[1]):
        return None
    path = f"{parts[0]}/{parts[1]}"
    src = f"https://widget.deezer.com/widget/auto/{path}"
    return Player("deezer", "Deezer", src, f"https://www.deezer.com/{path}", height=150 if parts[0] == "track" else 350)


_PROVIDERS: dict[str, Callable[[Address], Player | None]] = {
    "youtube.com": _youtube,
    "youtube-nocookie.com": _youtube,
    "music.youtube.com": _youtube,
    "youtu.be": _youtube,
    "vimeo.com": _vimeo,
    "player.vimeo.com": _vimeo,
    "open.spotify.com": _spotify,
    "music.apple.com": _apple,
    "embed.music.apple.com": _apple,
    "soundcloud.com": _soundcloud,
    "tiktok.com": _tiktok,
    "instagram.com": _instagram,
    "x.com": _x,
    "twitter.com": _x,
    "mobile.twitter.com": _x,
    "tidal.com": _tidal,
    "listen.tidal.com": _tidal,
    "embed.tidal.com": _tidal,
    "deezer.com": _deezer,
}
