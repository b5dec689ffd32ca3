"""Direct quotations and their speakers, found by rules. Stands alone: no Django, no I/O, only the standard library."""

from .extract import extract
from .extraction import LONGEST_TEXT, RULES_VERSION, Extraction, Flag, Mention, Quote, TextTooLong
from .names import PeopleIndex, WorkIndex

__all__ = [
    "LONGEST_TEXT",
    "RULES_VERSION",
    "Extraction",
    "Flag",
    "Mention",
    "PeopleIndex",
    "Quote",
    "TextTooLong",
    "WorkIndex",
    "extract",
]
