from __future__ import annotations

from datetime import date, timedelta

import pytest

from odop_accounts.ledger.entries import post_entries, reverse_entry
from odop_accounts.ledger.periods import close_books, closed_until
from odop_accounts.ledger.refusals import DateRefused, PeriodClosed
from odop_accounts.models import PeriodClosing
from odop_core.india import dates
from tests.odop_accounts.ledger.samples import MONDAY, TUESDAY, WEDNESDAY, sold

pytestmark = pytest.mark.django_db


def test_books_are_open_until_they_are_closed() -> None:
    # given
    assert closed_until() is None

    # when
    close_books(TUESDAY, by="user-1", remark="November's first part")

    # then
    assert closed_until() == TUESDAY


def test_closed_day_takes_no_entry_and_the_next_day_does() -> None:
    # given
    close_books(TUESDAY, by="user-1")

    # then
    for closed in (MONDAY, TUESDAY):
        with pytest.raises(PeriodClosed, match="closed until 2026-11-24"):
            post_entries([sold("late", closed)])
    post_entries([sold("late", WEDNESDAY)])


def test_entry_of_a_closed_day_is_taken_as_a_repeat() -> None:
    """An event that is handled again after the closing must not fail."""
    # given
    first = post_entries([sold(on=MONDAY)])
    close_books(TUESDAY, by="user-1")

    # then
    assert post_entries([sold(on=MONDAY)]) == first


def test_entry_of_a_closed_day_is_reversed_on_an_open_one() -> None:
    # given
    (number,) = post_entries([sold(on=MONDAY)])
    close_books(TUESDAY, by="user-1")

    # then
    with pytest.raises(PeriodClosed):
        reverse_entry(number, key="back", effective_on=TUESDAY, narration="", recorded_by="user-1")
    assert reverse_entry(number, key="back", effective_on=WEDNESDAY, narration="", recorded_by="user-1")


@pytest.mark.parametrize("until", [TUESDAY, MONDAY, date(2020, 1, 1)])
def test_closed_books_are_closed_forward_only(until: date) -> None:
    # given
    close_books(TUESDAY, by="user-1")

    # then
    with pytest.raises(DateRefused):
        close_books(until, by="user-1")
    assert PeriodClosing.objects.count() == 1


@pytest.mark.parametrize("days", [0, 1, 400])
def test_day_that_is_not_over_is_not_closed(days: int) -> None:
    with pytest.raises(DateRefused):
        close_books(dates.today() + timedelta(days=days), by="user-1")
