"""The days a statement is of. All days are Indian."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from odop_accounts.intervals import Interval
from odop_core.india.dates import start_of_day


@dataclass(frozen=True)
class Period:
    """From its first to its last day, both included."""

    first_day: date
    last_day: date

    @property
    def until(self) -> datetime:
        """The moment it is over."""
        return start_of_day(self.last_day + timedelta(days=1))


def period_of(interval: Interval, day: date) -> Period:
    """The week (from Monday), month or quarter in which a day is. Raises ValueError for what has no periods."""
    if interval == Interval.WEEKLY:
        monday = day - timedelta(days=day.weekday())
        return Period(monday, monday + timedelta(days=6))
    if interval == Interval.MONTHLY:
        return _months(day.replace(day=1), 1)
    if interval == Interval.QUARTERLY:
        return _months(day.replace(month=day.month - (day.month - 1) % 3, day=1), 3)
    raise ValueError(f"Statements issued {interval.value} have no periods.")


def last_period(interval: Interval, today: date) -> Period:
    """The last one that is over."""
    return period_of(interval, period_of(interval, today).first_day - timedelta(days=1))


def next_period(interval: Interval, after: date, today: date) -> Period | None:
    """The one that goes on after a day, if it is over; its first days may belong to an interval of before."""
    found = period_of(interval, after + timedelta(days=1))
    return found if found.last_day < today else None


def _months(first: date, months: int) -> Period:
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return Period(first, date(year, month + 1, 1) - timedelta(days=1))
