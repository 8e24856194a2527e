"""India's clock: moments are stored in UTC, but a day begins and ends where the goods are."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

# No daylight saving since 1945, so that a fixed offset is exact and needs no time zone database.
IST = timezone(timedelta(hours=5, minutes=30), "IST")


def today() -> date:
    """The day it now is in India."""
    return indian_day(datetime.now(UTC))


def indian_day(moment: datetime) -> date:
    """The Indian day of an aware moment."""
    return moment.astimezone(IST).date()


def start_of_day(day: date) -> datetime:
    """The moment an Indian day begins."""
    return datetime.combine(day, time.min, IST)
