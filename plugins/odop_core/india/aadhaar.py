"""Recognising Aadhaar numbers, so that they can be refused, or made unreadable: the suite must never keep one.

An Aadhaar number has twelve digits, does not begin with 0 or 1, and ends with a Verhoeff check digit; a virtual ID
stands for one and has sixteen (statutory.md C9). People write them in groups with anything between, with the digits of
any script, and some with 91 in front as if it were a telephone number.

An Indian mobile number in its international form has twelve digits, too, and one in ten has the right check digit. It
is told by how it is written: +91, 0091 or 91 before a mobile number is no Aadhaar number, unless it stands in groups of
four, as Aadhaar cards print it and nobody writes a telephone number.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote_plus

from stdnum.in_ import aadhaar as stdnum_aadhaar
from stdnum.in_ import vid as stdnum_vid

from odop_core.normalization import BLANK_LETTERS, is_invisible, latin_digits

# Between groups stands what `_simplify` made of it: up to three blanks, or more that are the same twice.
_AADHAAR = (
    r"\d{4}(?: {0,3}\d{4}){2}", r"\d{4}(?P<gap> {4,12})\d{4}(?P=gap)\d{4}",
    r"\d{5} {1,3}\d{7}", r"\d{6} {1,3}\d{6}", r"\d{7} {1,3}\d{5}",
    r"\d{3}(?: {1,3}\d{3}){3}", r"\d(?: {1,3}\d){11}",
)  # fmt: skip
# Groups of a virtual ID stand equally far apart, or a year before twelve digits of something else would be one.
_VIRTUAL_ID = (r"\d{16}", r"\d{4}(?P<gap> {1,3})\d{4}(?:(?P=gap)\d{4}){2}", r"\d(?: {1,3}\d){15}")
# Looking ahead only, so that of groups of four each may be the first of a number.
_WRITTEN = [
    re.compile(rf"(?<!\d)(?:(?:\+|00|0)?91 {{0,3}})?(?=(?P<number>(?=[2-9]){form})(?!\d))")
    for form in (*_AADHAAR, *_VIRTUAL_ID)
]
_IN_FOURS = re.compile(r"\d{4} +\d{4} +\d{4}")
# What programs make up to name a thing (RFC 9562) ends with twelve digits now and then.
_UUID = re.compile(r"(?<![\w-])[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}(?![\w-])", re.I)
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_MOBILE = re.compile(r"91[6-9]\d{9}")


def contains_aadhaar(text: str) -> bool:
    """Whether something in the text can be an Aadhaar number, or a virtual ID."""
    return any(_places(text))


def redact_aadhaar(text: str) -> str:
    """The text with × for each digit of what can be an Aadhaar number."""
    characters = list(text)
    for start, end in _places(text):
        for at in range(start, end):
            if unicodedata.digit(characters[at], None) is not None:
                characters[at] = "×"
    return "".join(characters)


def redact_as_sent(body: str) -> str:
    """A form or JSON, as it came where that may be kept; else read as far as they hide what was written."""
    text = redact_aadhaar(body)
    shown = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), unquote_plus(text)).encode("utf-8", "replace").decode()
    return redact_aadhaar(shown) if contains_aadhaar(shown) else text


def _places(text: str) -> Iterator[tuple[int, int]]:
    """Where in the text something can be one, marks that nobody sees left aside."""
    seen = [at for at, char in enumerate(text) if not _is_passed_over(char)]
    shown = "".join(text[at] for at in seen)
    simple, names = _simplify(shown), [name.span() for name in _UUID.finditer(shown)]
    for written in _WRITTEN:
        for match in written.finditer(simple):
            digits = re.sub(r"\D", "", match["number"])
            check = stdnum_aadhaar if len(digits) == 12 else stdnum_vid
            if check.is_valid(digits) and not _is_mobile(match, digits):
                start, end = match.span("number")
                if not any(first <= start and end <= last for first, last in names):
                    yield seen[start], seen[end - 1] + 1


def _is_mobile(match: re.Match[str], digits: str) -> bool:
    """Whether it is a mobile number that begins with its country's code."""
    has_prefix = match.string[: match.start("number")].endswith("+")
    return bool(_MOBILE.fullmatch(digits) and (has_prefix or not _IN_FOURS.match(match["number"])))


def _is_passed_over(char: str) -> bool:
    """What is drawn upon the character before it, such as the frame of a keycap, hides no digit."""
    return is_invisible(char) or unicodedata.category(char) in ("Mn", "Me")


def _simplify(text: str) -> str:
    """Character by character: digits of all scripts as 0 to 9, letters and + as they are, blanks for all else."""
    plain = latin_digits(text).translate(BLANK_LETTERS)
    return "".join(char if char.isalnum() or char == "+" else " " for char in plain)
