"""Reading days and words as people in an office write them. None for what cannot be read."""

from __future__ import annotations

import re
from datetime import date, timedelta

from odop_core.i18n import MONTHS, languages
from odop_core.india.numbers import latin_decimals
from odop_core.india.spelling import fold_spelling

YES = frozenset(map(fold_spelling, ("yes", "y", "true", "1", "हाँ", "जी", "जी हाँ")))
NO = frozenset(map(fold_spelling, ("no", "n", "false", "0", "नहीं", "ना")))
_DITTO = frozenset(
    map(fold_spelling, ("ditto", "do", "same", "as above", "same as above", "वही", "यथोपरि", "उपरोक्त", "तदैव"))
)
_DITTO_MARKS = re.compile(r"""[-–—\s]*(?:"|''|”|“|〃|,,)+[-–—\s]*""")

_TIME = r"(?:[T ,]+\d{1,2}:\d{2}.*)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_TIME}", re.ASCII)
_DAY_FIRST = re.compile(rf"(\d{{1,2}})[-/. ](\d{{1,2}})[-/. ](\d{{4}}){_TIME}", re.ASCII)
_MONTH_NAMED = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[-/., ]*([^\d\s.,/-]+)[-/., ]*(\d{4}|\d{2})", re.ASCII | re.IGNORECASE
)
_SERIAL = re.compile(r"(\d{5})(?:\.0)?", re.ASCII)
# Serial numbers count from here; those of 2000 to 2100 are days, others some number.
_SERIAL_ZERO = date(1899, 12, 30)
_SERIALS = range(36526, 73051)


def read_day(text: str) -> date | None:
    """A day as in India, the day before the month: "23-11-2026", "23/11/2026", "23 Nov 2026", "23 नवंबर 2026"; or
    "2026-11-23", or the number by which a spreadsheet counts days."""
    plain = latin_decimals(text).strip()
    if match := _YEAR_FIRST.fullmatch(plain):
        return _day(match.group(1), match.group(2), match.group(3))
    if match := _DAY_FIRST.fullmatch(plain):
        return _day(match.group(3), match.group(2), match.group(1))
    if match := _MONTH_NAMED.fullmatch(plain):
        year = match.group(3) if len(match.group(3)) == 4 else f"20{match.group(3)}"
        return _day(year, str(_months().get(fold_spelling(match.group(2)), 0)), match.group(1))
    if (match := _SERIAL.fullmatch(plain)) and int(match.group(1)) in _SERIALS:
        return _SERIAL_ZERO + timedelta(days=int(match.group(1)))
    return None


def is_ditto(text: str) -> bool:
    """Whether it stands for "as above"."""
    return bool(_DITTO_MARKS.fullmatch(text)) or fold_spelling(text) in _DITTO


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _months() -> dict[str, int]:
    """Months by their names, in full or by three letters."""
    named = {}
    for number, month in enumerate(MONTHS, start=1):
        for name in (month.in_language(code) for code in languages()):
            named[fold_spelling(name)] = number
            if name.isascii():
                named[name[:3].casefold()] = number
    return named | {"sept": 9, fold_spelling("नवम्बर"): 11, fold_spelling("सितम्बर"): 9, fold_spelling("दिसम्बर"): 12}
