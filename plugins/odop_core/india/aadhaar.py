"""Recognising Aadhaar numbers, so that they can be refused, or made unreadable: the suite must never keep one.

An Aadhaar number has twelve digits, does not begin with 0 or 1, and ends with a Verhoeff check digit. People write it
in groups of four, with the digits of any script. An Indian mobile number in its international form has twelve digits,
too: what is written with +91 is one, and what is written with a bare 91 may be either.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from stdnum.in_ import aadhaar as stdnum_aadhaar

from odop_core.normalization import is_invisible, latin_digits

_GAP = r"[\s._/\u2010-\u2015\u2212-]{0,3}"
_APART = r"[\s._/\u2010-\u2015\u2212-]{1,3}"
# Looking ahead only, so that of groups of four each may be the first of a number.
_TWELVE_DIGITS = re.compile(
    rf"""
    (?<!\d)(?!(?<=\+)91[6-9])(?=(
        [2-9]\d{{3}}(?:{_GAP}\d{{4}}){{2}}
        | [2-9]\d{{5}}{_APART}\d{{6}}
        | [2-9]\d{{2}}(?:{_APART}\d{{3}}){{3}}
        | [2-9](?:{_APART}\d){{11}}
    )(?!\d))
    """,
    re.VERBOSE,
)


def contains_aadhaar(text: str) -> bool:
    """Whether something in the text can be an Aadhaar number."""
    return any(_places(text))


def redact_aadhaar(text: str) -> str:
    """The text with × for each digit of what can be an Aadhaar number."""
    characters = list(text)
    for start, end in _places(text):
        for at in range(start, end):
            if unicodedata.digit(characters[at], None) is not None:
                characters[at] = "×"
    return "".join(characters)


def _places(text: str) -> Iterator[tuple[int, int]]:
    """Where in the text something can be an Aadhaar number, marks that nobody sees left aside."""
    seen = [at for at, char in enumerate(text) if not is_invisible(char)]
    for match in _TWELVE_DIGITS.finditer(latin_digits("".join(text[at] for at in seen))):
        if stdnum_aadhaar.is_valid(re.sub(r"\D", "", match.group(1))):
            start, end = match.span(1)
            yield seen[start], seen[end - 1] + 1
