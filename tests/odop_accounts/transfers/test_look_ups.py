"""How often a transfer is asked for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from odop_accounts.models import Payout, PayoutIssue, PayoutState
from odop_accounts.transfers import look_ups
from odop_accounts.transfers.look_ups import LONGEST, pause_before
from odop_accounts.transfers.rails import Pace
from odop_core.models import OutboxItem
from odop_core.models.work import OPEN_STATES
from tests.odop_accounts.transfers.conftest import Shop

APPROVED_AT = datetime(2026, 11, 24, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("state", "utr", "age", "pause"),
    [
        (PayoutState.SENT, "", timedelta(), timedelta(minutes=1)),
        (PayoutState.SENT, "", timedelta(hours=1), timedelta(minutes=30)),
        (PayoutState.SENT, "", timedelta(days=80), timedelta(hours=6)),
        (PayoutState.IN_DOUBT, "", timedelta(days=80), timedelta(hours=6)),
        (PayoutState.PAID, "", timedelta(minutes=4), timedelta(minutes=2)),
        (PayoutState.PAID, "SBIN1", timedelta(minutes=4), timedelta(days=1)),
        (PayoutState.PAID, "SBIN1", timedelta(days=4), None),
        (PayoutState.FAILED, "", timedelta(), None),
        (PayoutState.RETURNED, "SBIN1", timedelta(), None),
        (PayoutState.CANCELLED, "", timedelta(), None),
    ],
)
def test_the_longer_it_takes_the_more_rarely_it_is_asked(
    state: PayoutState, utr: str, age: timedelta, pause: timedelta | None
) -> None:
    payout = Payout(state=state.value, utr=utr, approved_at=APPROVED_AT)
    assert pause_before(payout, APPROVED_AT + age) == pause


def test_in_a_day_it_is_asked_some_twenty_times() -> None:
    # given
    payout, age, times = Payout(state=PayoutState.SENT.value, approved_at=APPROVED_AT), timedelta(), 0

    # when
    while age < timedelta(days=1):
        age += pause_before(payout, APPROVED_AT + age) or LONGEST
        times += 1

    # then
    assert 10 < times < 25


def test_there_is_one_look_up_to_come(shop: Shop) -> None:
    # given
    key = shop.approved()

    # when
    shop.send()
    for _time in range(3):
        shop.send_later()

    # then
    waiting = OutboxItem.objects.filter(key__startswith=f"look-up:{key}:", state__in=OPEN_STATES)
    assert [item.key for item in waiting] == [f"look-up:{key}:4"]


def test_what_is_under_way_for_days_is_for_a_person_until_it_is_paid(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    key = shop.approved()
    shop.send()
    monkeypatch.setattr(look_ups, "LONG_UNDER_WAY", timedelta())

    # when
    shop.send_later()

    # then
    assert Payout.objects.get(key=key).issue == PayoutIssue.NOT_CONFIRMED

    # when
    shop.simulator.pay(key, utr="SBIN000012345678")
    shop.send_later()

    # then
    paid = Payout.objects.get(key=key)
    assert (paid.state, paid.issue) == (PayoutState.PAID, None)


def test_no_more_is_begun_in_a_second_than_a_rail_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    now = [100.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    pace = Pace(5)

    # when
    taken = [pace.take(20), pace.take(20)]
    now[0] += 0.4
    taken.append(pace.take(20))
    pace.give_back(1)
    now[0] += 60
    taken += [pace.take(3), pace.take(20)]

    # then
    assert taken == [5, 0, 2, 3, 2]
