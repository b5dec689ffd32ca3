"""Names of people, groups, works and tags: how they are stored, matched, sorted and shortened.

Two keys a name. Equal *strict* keys mean the same name typed differently: resolved silently.
Equal *loose* keys mean probably the same: offered to an editor, never merged silently.
"""

import re
import unicodedata
from collections.abc import Iterable

from django.utils.text import slugify

_ONE_QUOTE = dict.fromkeys(map(ord, "’‘‛`´ʼ＇"), "'")
_ONE_DASH = dict.fromkeys(map(ord, "‐‑‒–—―−－"), "-")
_PLAIN_LATIN = {"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i", "ß": "ss"}
_STYLISED = {"$": "s", "!": "i", "@": "a", "€": "e", "¥": "y", "£": "l"}


def display(name: str) -> str:
    """The name as it is stored: NFC, single blanks, no edges, no control or direction characters."""
    kept = []
    for char in unicodedata.normalize("NFC", name):
        category = unicodedata.category(char)
        if category in ("Zs", "Zl", "Zp") or char in "\t\r\n":
            kept.append(" ")
        elif category not in ("Cc", "Cf", "Cs") or char == "\u200d":
            kept.append(char)
    return " ".join("".join(kept).split())


def strict_key(name: str) -> str:
    """The key under which two spellings are the same name: "JAY-Z" and "Jay Z", "Beyoncé" and "BEYONCE"."""
    folded = re.sub(r"\s+(?:&|\+)\s+", " and ", _fold(name))
    key = re.sub(r"['\".]", "", re.sub(r"[.](?=\s)", " ", folded))
    key = re.sub(r"[^\w$!@€¥£+/*?#%]+", " ", key).replace("_", " ")
    return " ".join(key.split()) or folded


def loose_key(name: str) -> str:
    """The key under which two names are probably one: "A$AP Rocky" and "ASAP Rocky", "K. Dot" and "k dot"."""
    key = strict_key(name)
    if not re.search(r"\w", key):
        return key
    key = "".join(_PLAIN_LATIN.get(char, char) for char in key)
    key = "".join(_unstyle(key, place) for place in range(len(key)))
    return re.sub(r"^the ", "", re.sub(r"[^\w ]+", "", key)).replace(" ", "") or key


def sort_name(name: str, *, is_group: bool = False) -> str:
    """How a list orders the name: "Lamar, Kendrick"; a group only drops its "The"; one word stays itself."""
    shown = display(name)
    without_article = re.sub(r"^the\s+", "", shown, flags=re.IGNORECASE) or shown
    words = shown.split()
    if is_group or len(words) < 2 or without_article != shown or "," in shown:
        return without_article
    return f"{words[-1]}, {' '.join(words[:-1])}"


def initials(name: str) -> str:
    """One or two characters for a monogram; a name of nothing but marks keeps its first mark."""
    words = [word for word in re.split(r"[\s\-,]+", display(name)) if re.search(r"\w", word)]
    if not words:
        return display(name)[:1]
    letters = [re.sub(r"\W", "", word)[:1].upper() for word in words]
    return letters[0] if len(letters) == 1 else letters[0] + letters[-1]


def ascii_slug(name: str, *, fallback: str) -> str:
    """An address part of ASCII letters, digits and hyphens, at most 80 long, never empty."""
    plain = "".join(_PLAIN_LATIN.get(char, char) for char in _fold(name))
    plain = "".join(_unstyle(plain, place) for place in range(len(plain)))
    plain = re.sub(r"['\".]", "", plain)
    return slugify(plain)[:80].strip("-") or fallback


def _fold(name: str) -> str:
    text = unicodedata.normalize("NFKC", display(name)).translate(_ONE_QUOTE | _ONE_DASH)
    out: list[str] = []
    for char in unicodedata.normalize("NFD", text.casefold().replace("i\u0307", "i")):
        # Marks go from Latin letters only: Й and が are letters of their own.
        is_mark = unicodedata.category(char) == "Mn"
        if is_mark and out and unicodedata.name(out[-1], "").startswith("LATIN"):
            continue
        out.append(char)
    return unicodedata.normalize("NFC", "".join(out))


def _unstyle(key: str, place: int) -> str:
    char = key[place]
    if char not in _STYLISED:
        return char
    before = place > 0 and key[place - 1].isalnum()
    after = place + 1 < len(key) and key[place + 1].isalnum()
    return _STYLISED[char] if before or after else char


def free_slug(name: str, *, taken: Iterable[str], fallback: str) -> str:
    """The name's slug, or the first of name-2, name-3 … that nobody has."""
    wanted, used = ascii_slug(name, fallback=fallback), set(taken)
    number = 1
    while (slug := wanted if number == 1 else f"{wanted}-{number}") in used:
        number += 1
    return slug
