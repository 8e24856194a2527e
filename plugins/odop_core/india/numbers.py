"""Numbers as people in India write them: "1,00,000", "100,000", "५००", "5.0".

Commas count only where they group digits, as India does or as others do. "5,00" is no number: half of those who write
it mean five, and half five hundred.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

_PLAIN = r"\d+"
_INDIAN = r"[1-9]\d?(?:,\d{2})*,\d{3}"
_WESTERN = r"[1-9]\d{0,2}(?:,\d{3})+"
_WHOLE = rf"(?:{_PLAIN}|{_INDIAN}|{_WESTERN})"
# With the nought that programs write behind whole numbers. (Three of them may be thousands.)
_WHOLE_NUMBER = re.compile(rf"({_WHOLE})(?:\.0{{1,2}})?", re.ASCII)
_DECIMAL = re.compile(rf"-?{_WHOLE}(?:\.\d+)?", re.ASCII)
LONGEST = 9


def read_whole_number(text: str) -> int | None:
    """Of at most nine digits, not negative. None for whatever else."""
    match = _WHOLE_NUMBER.fullmatch(latin_decimals(text).strip())
    digits = match.group(1).replace(",", "") if match else ""
    return int(digits) if digits and len(digits) <= LONGEST else None


def read_decimal(text: str) -> Decimal | None:
    """With a decimal point, or without. None for whatever else."""
    plain = latin_decimals(text).strip()
    return Decimal(plain.replace(",", "")) if len(plain) <= 60 and _DECIMAL.fullmatch(plain) else None


def latin_decimals(text: str) -> str:
    """With 0 to 9 for the digits of all scripts; unlike ² and ①, which are no digits of a number."""
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)
