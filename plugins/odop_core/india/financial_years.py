"""India's financial year: from 1 April to 31 March, named by the calendar year it begins in (2026 is 2026-27)."""

from __future__ import annotations

from datetime import date


def year_of(day: date) -> int:
    """The financial year of an Indian day."""
    return day.year if day.month >= 4 else day.year - 1


def first_day(year: int) -> date:
    return date(year, 4, 1)


def last_day(year: int) -> date:
    return date(year + 1, 3, 31)


def format_year(year: int) -> str:
    """How people write it: 2026-27."""
    return f"{year}-{(year + 1) % 100:02d}"
