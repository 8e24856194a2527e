"""The carriers' numbers of parcels, as they come in."""

from __future__ import annotations

from odop_core.india import aadhaar
from odop_core.normalization import plain_text

LONGEST = 128


class BadTrackingNumber(ValueError):
    """What is given can be no carrier's number; the message says why."""


class LooksLikeAadhaar(BadTrackingNumber):
    """It must not be kept."""


def read_tracking_number(text: str) -> str:
    """In plain letters and digits. Raises BadTrackingNumber.

    Some carriers' numbers are twelve digits, of which every tenth has the check digit of an Aadhaar number: digits
    alone are taken. Written in any other way, such as in groups, such a number is refused.
    """
    number = plain_text(text)
    if not number:
        raise BadTrackingNumber("This must not be empty.")
    several_lines = len(text.strip().splitlines()) > 1
    if len(number) > LONGEST or several_lines or not (number.isascii() and number.isprintable()):
        raise BadTrackingNumber("A tracking number has at most 128 letters and digits.")
    if aadhaar.contains_aadhaar(text) and not text.strip().isdecimal():
        raise LooksLikeAadhaar("This looks like an Aadhaar number, which must not be kept here.")
    return number
