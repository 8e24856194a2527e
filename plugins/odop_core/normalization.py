"""One spelling for what people and machines write alike: done once, where a text comes in, before it is checked."""

from __future__ import annotations

import re
import unicodedata

# They are invisible, but Hindi is spelt with them.
JOINERS = "\u200c\u200d"
_UNKEEPABLE = re.compile("[\0\ud800-\udfff]")


def normalize_text(text: str) -> str:
    """Composed (NFC), without NUL, halves of surrogate pairs, and marks that nobody sees; Hindi's joiners stay."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(char for char in composed if char in JOINERS or not is_invisible(char))


def is_keepable(text: str) -> bool:
    """Whether a text can be kept by PostgreSQL and sent on: without NUL and halves of surrogate pairs."""
    return _UNKEEPABLE.search(text) is None


def latin_digits(text: str) -> str:
    """With 0 to 9 for the digits of all scripts, each at its place."""
    return "".join(char if (digit := unicodedata.digit(char, None)) is None else str(digit) for char in text)


def is_invisible(char: str) -> bool:
    """Whether a character is NUL, half of a surrogate pair, or one that only formats (category Cf)."""
    return char == "\0" or unicodedata.category(char) in ("Cf", "Cs")
