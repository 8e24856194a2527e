"""One spelling for what people and machines write alike: done once, where a text comes in, before it is checked.

`normalize_text` is for words that stay as somebody wrote them; `plain_text` and `compact_code` are for numbers and
codes, which are the same whatever keyboard, script or word processor they went through.
"""

from __future__ import annotations

import re
import unicodedata

# They are invisible, but Hindi is spelt with them.
JOINERS = "\u200c\u200d"
_UNKEEPABLE = re.compile("[\0\ud800-\udfff]")
# Drawn as nothing, though Unicode counts them among letters and symbols.
BLANK_LETTERS = dict.fromkeys(map(ord, "\u115f\u1160\u2800\u3164\uffa0"), " ")
# Minus signs, hyphen bullets and the like; what Unicode calls a dash comes on top.
_DASHES = "\u02d7\u2043\u207b\u208b\u2212\u2796"


def normalize_text(text: str) -> str:
    """Composed (NFC), without NUL, halves of surrogate pairs, and marks that nobody sees; Hindi's joiners stay."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(char for char in composed if char in JOINERS or not is_invisible(char))


def is_keepable(text: str) -> bool:
    """Whether a text can be kept by PostgreSQL and sent on: without NUL and halves of surrogate pairs."""
    return _UNKEEPABLE.search(text) is None


def plain_text(text: str) -> str:
    """One line of a number or code: plain letters (NFKC), digits 0 to 9, "-" for every dash, one " " for blanks, and
    nothing that nobody sees."""
    seen = "".join(char for char in text if not is_invisible(char)).translate(BLANK_LETTERS)
    folded = unicodedata.normalize("NFKC", "".join("-" if is_dash(char) else char for char in seen))
    return " ".join(latin_digits("".join("-" if is_dash(char) else char for char in folded)).split())


def compact_code(text: str) -> str:
    """As `plain_text`, in capitals and without what people put between the characters: blanks, dashes, dots."""
    return unicodedata.normalize("NFKC", re.sub(r"[ .-]", "", plain_text(text)).upper())


def latin_digits(text: str) -> str:
    """With 0 to 9 for the digits of all scripts, each at its place."""
    return "".join(char if (digit := unicodedata.digit(char, None)) is None else str(digit) for char in text)


def is_invisible(char: str) -> bool:
    """Whether a character is NUL, half of a surrogate pair, one that only formats (category Cf), or one that only says
    how another is drawn (variation selectors, U+034F)."""
    return (
        char in "\0\u034f"
        or unicodedata.category(char) in ("Cf", "Cs")
        or "\ufe00" <= char <= "\ufe0f"
        or "\U000e0100" <= char <= "\U000e01ef"
    )


def is_dash(char: str) -> bool:
    return char in _DASHES or unicodedata.category(char) == "Pd"
