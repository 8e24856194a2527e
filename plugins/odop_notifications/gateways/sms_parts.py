"""How many short messages a text takes (3GPP TS 23.038; statutory.md D9).

GSM-7: 160 characters, or 153 in each of several; a few characters count twice. Anything beyond its alphabet, such as
one Hindi letter or ₹, makes the whole text UCS-2: 70 UTF-16 units, or 67 in each of several. A character that counts
two is never split between parts, which can leave a unit of a part unused.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

GSM7, UCS2 = "gsm7", "ucs2"
_ALPHABET = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENSION = frozenset("\f^{}\\[~]|€")
_SINGLE = {GSM7: 160, UCS2: 70}
_EACH = {GSM7: 153, UCS2: 67}


@dataclass(frozen=True)
class Size:
    """`units` are septets or UTF-16 units."""

    encoding: str
    units: int
    parts: int


def measure_text(text: str) -> Size:
    """An empty text is one part."""
    encoding = GSM7 if set(text) <= _ALPHABET | _EXTENSION else UCS2
    weights = [_weight(character, encoding) for character in text]
    units = sum(weights)
    return Size(encoding, units, 1 if units <= _SINGLE[encoding] else _parts(weights, _EACH[encoding]))


def _weight(character: str, encoding: str) -> int:
    if encoding == GSM7:
        return 2 if character in _EXTENSION else 1
    return 2 if ord(character) > 0xFFFF else 1


def _parts(weights: Iterable[int], room: int) -> int:
    parts, used = 1, 0
    for weight in weights:
        if used + weight > room:
            parts, used = parts + 1, 0
        used += weight
    return parts
