"""Recognising Aadhaar numbers, so that they can be refused, or made unreadable: the suite must never keep one.

An Aadhaar number has twelve digits, does not begin with 0 or 1, and ends with a Verhoeff check digit. People write it
in groups of four, and in Hindi also with Devanagari digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# Looking ahead only, so that of groups of four each may be the first of a number.
_TWELVE_DIGITS = re.compile(r"(?<!\d)(?=([2-9]\d{3}[\s._-]?\d{4}[\s._-]?\d{4})(?!\d))", re.ASCII)
_DIGITS = {ord(digit): str(value) for value, digit in enumerate("०१२३४५६७८९")}

# Verhoeff's tables: multiplication in the dihedral group of order ten, and the permutation by position.
_PRODUCT = (
    "0123456789", "1234067895", "2340178956", "3401289567", "4012395678",
    "5987604321", "6598710432", "7659821043", "8765932104", "9876543210",
)  # fmt: skip
_PERMUTATION = (
    "0123456789", "1576283094", "5803796142", "8916043527", "9453126870", "4286573901", "2793806415", "7046913258",
)  # fmt: skip


def appears_in(text: str) -> bool:
    """Whether something in the text can be an Aadhaar number."""
    return any(_places(text))


def redacted(text: str) -> str:
    """The text with × for each digit of what can be an Aadhaar number."""
    for start, end in list(_places(text)):
        text = text[:start] + re.sub(r"\d", "×", text[start:end]) + text[end:]
    return text


def _places(text: str) -> Iterator[tuple[int, int]]:
    """Where something can be an Aadhaar number."""
    for match in _TWELVE_DIGITS.finditer(text.translate(_DIGITS)):
        if _verhoeff_holds(re.sub(r"\D", "", match.group(1))):
            yield match.span(1)


def _verhoeff_holds(digits: str) -> bool:
    check = 0
    for position, digit in enumerate(reversed(digits)):
        check = int(_PRODUCT[check][int(_PERMUTATION[position % 8][int(digit)])])
    return check == 0
