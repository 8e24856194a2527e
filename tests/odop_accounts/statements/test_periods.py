"""Weeks, months and quarters of statements."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from odop_accounts.intervals import Interval
from odop_accounts.statements.periods import Period, last_period, next_period, period_of


@pytest.mark.parametrize(
    ("interval", "day", "first", "last"),
    [
        (Interval.WEEKLY, date(2026, 12, 1), date(2026, 11, 30), date(2026, 12, 6)),
        (Interval.WEEKLY, date(2026, 11, 29), date(2026, 11, 23), date(2026, 11, 29)),
        (Interval.WEEKLY, date(2027, 1, 1), date(2026, 12, 28), date(2027, 1, 3)),
        (Interval.MONTHLY, date(2026, 12, 31), date(2026, 12, 1), date(2026, 12, 31)),
        (Interval.MONTHLY, date(2028, 2, 10), date(2028, 2, 1), date(2028, 2, 29)),
        (Interval.QUARTERLY, date(2027, 3, 31), date(2027, 1, 1), date(2027, 3, 31)),
        (Interval.QUARTERLY, date(2026, 11, 5), date(2026, 10, 1), date(2026, 12, 31)),
    ],
)
def test_period_of_a_day(interval: Interval, day: date, first: date, last: date) -> None:
    assert period_of(interval, day) == Period(first, last)


def test_a_period_is_over_when_its_last_indian_day_is() -> None:
    # given November, then it is over at midnight in India, half past six in the evening before by UTC
    assert period_of(Interval.MONTHLY, date(2026, 11, 2)).until == datetime(2026, 11, 30, 18, 30, tzinfo=UTC)


def test_the_last_period_is_never_the_one_that_runs() -> None:
    assert last_period(Interval.WEEKLY, date(2026, 11, 30)) == Period(date(2026, 11, 23), date(2026, 11, 29))
    assert last_period(Interval.MONTHLY, date(2026, 11, 30)) == Period(date(2026, 10, 1), date(2026, 10, 31))


def test_periods_follow_one_another_until_the_one_that_runs() -> None:
    # given statements until the end of September
    done, today, found = date(2026, 9, 30), date(2026, 12, 1), []

    # when the next is asked for until there is none
    while period := next_period(Interval.MONTHLY, done, today):
        found.append(done := period.last_day)

    # then each month that is over came once
    assert found == [date(2026, 10, 31), date(2026, 11, 30)]


def test_a_change_of_interval_leaves_nothing_out() -> None:
    # given weekly statements until Sunday the 8th, when they are issued monthly from now on
    period = next_period(Interval.MONTHLY, date(2026, 11, 8), date(2026, 12, 1))

    # then the month in which they ended is next
    assert period == Period(date(2026, 11, 1), date(2026, 11, 30))
