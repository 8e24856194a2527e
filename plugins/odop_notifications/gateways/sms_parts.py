"""How many short messages a text takes (3GPP TS 23.038; statutory.md D9).

GSM-7: 160 characters, or 153 in each of several; a few characters count twice. Anything beyond its alphabet, such as
one Hindi letter or ₹, makes the whole text UCS-2: 70 UTF-16 units, or 67 in each of several. A character that counts
two is never split between parts, which can leave a unit of a part unused.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from odop_core.normalization import is_dash, is_invisible

GSM7, UCS2 = "gsm7", "ucs2"
_ALPHABET = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENSION = frozenset("\f^{}\\[~]|€")
# What word processors and catalogues write for these. The rest follows from Unicode (see `fit_alphabet`).
_LOOK_ALIKES = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u2035\u02bc\u02b9\u0060\u00b4", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"')
    | dict.fromkeys("\u2022\u00b7\u2219\u25cf\u25aa", "-")
    | {"₹": "Rs.", "₨": "Rs.", "×": "x", "÷": "/", "©": "(C)", "®": "(R)", "™": "(TM)", "°": " deg", "\u2044": "/"}
    | {"œ": "oe", "Œ": "OE", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "‹": "<", "›": ">"}
)
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


def fit_alphabet(text: str) -> str:
    """The text in letters of GSM-7 as far as it has them: straight quotes, three dots, plain dashes and blanks, letters
    without the marks GSM-7 lacks, no pictures. Letters of other scripts stay, and then the text is UCS-2 anyway."""
    return "".join(
        char if char in _ALPHABET | _EXTENSION else _fit(char) for char in unicodedata.normalize("NFC", text)
    )


def _fit(char: str) -> str:
    fitted = char.translate(_LOOK_ALIKES)
    if fitted != char:
        return fitted
    if is_dash(char):
        return "-"
    if is_invisible(char) or unicodedata.category(char) in ("So", "Sk", "Me"):
        return ""
    plain = unicodedata.normalize("NFKC", char).translate(_LOOK_ALIKES)
    letters = "".join(part for part in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(part))
    return next((form for form in (plain, letters) if set(form) <= _ALPHABET | _EXTENSION), char)


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
