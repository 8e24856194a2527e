"""Periods of reports, in Indian days: "2026-11", "2026-27-Q3", "2026-27" (a tax year), "2026-11-05", and two days with
a slash between them."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from odop_core.i18n import TextError, _
from odop_core.india import financial_years
from odop_core.normalization import plain_text

_MONTH = re.compile(r"(\d{4})-(\d{2})")
_YEAR = re.compile(r"(\d{4})-(\d{2})(?:-Q([1-4]))?", re.IGNORECASE)


class BadPeriod(TextError):
    """The text names no period."""


@dataclass(frozen=True)
class Period:
    """From the first day to the last, both with it."""

    first: date
    last: date

    def __str__(self) -> str:
        return f"{self.first.isoformat()}/{self.last.isoformat()}"


def read_period(text: str) -> Period:
    """Raises BadPeriod. What can be a month is one: "2011-12" is December."""
    text = plain_text(text)
    try:
        period = _read(text)
    except ValueError:
        period = None
    if period is None or period.last < period.first:
        raise BadPeriod(
            _(
                "{text!r} is no period. Write a month (2026-11), a quarter (2026-27-Q3), a tax year (2026-27), a day "
                "(2026-11-05), or two days (2026-11-01/2026-11-15).",
                text=text[:40],
            )
        )
    return period


def _read(text: str) -> Period | None:
    first, slash, last = text.partition("/")
    if slash:
        return Period(date.fromisoformat(first.strip()), date.fromisoformat(last.strip()))
    if (month := _MONTH.fullmatch(text)) and 1 <= int(month[2]) <= 12:
        return _months(int(month[1]), int(month[2]), 1)
    if year := _YEAR.fullmatch(text):
        begins = int(year[1])
        if int(year[2]) != (begins + 1) % 100:
            return None
        if year[3]:
            quarter = int(year[3])
            return _months(begins + quarter // 4, (3 * quarter) % 12 + 1, 3)
        return Period(financial_years.first_day(begins), financial_years.last_day(begins))
    day = date.fromisoformat(text)
    return Period(day, day)


def _months(year: int, month: int, count: int) -> Period:
    last = month + count - 1
    return Period(date(year, month, 1), date(year, last, monthrange(year, last)[1]))
