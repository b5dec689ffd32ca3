"""Numbers of rows, as they are typed or sent: anything may come."""

_MOST_DIGITS = 17  # more than any table has rows, and no column overflows


def row_id(text: object) -> int:
    """The id that a text names; 0, which no row has, for any other text. “²” is a digit to Python, and no number."""
    typed = str(text).strip()
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= _MOST_DIGITS else 0
