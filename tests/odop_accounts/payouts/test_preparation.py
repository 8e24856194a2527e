"""What is due becomes payouts, once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from odop_accounts.models import ObstacleKind, Payout, PayoutBatch, PayoutMode, PayoutObstacle, PayoutState
from odop_accounts.payouts import ways
from odop_accounts.payouts.preparation import next_day, prepare_batch, prepare_when_due
from odop_accounts.payouts.ways import Way
from odop_accounts.posting.holds import place_hold
from odop_accounts.settings import PayoutInterval
from odop_consignment.models import BankAccount, Supplier
from tests.factories import switch
from tests.odop_accounts.payouts.samples import DUE, PREPARER, due_to, owe, payee, payout_in, under_way_to

pytestmark = pytest.mark.django_db
TOMORROW = datetime.now(UTC) + timedelta(days=1)


def prepared() -> dict[int, int]:
    """Amounts by supplier, of all payouts that wait for a second person."""
    prepare_batch(by=PREPARER)
    return dict(Payout.objects.filter(state=PayoutState.PREPARED).values_list("supplier_id", "amount_paise"))


def test_what_is_due_is_prepared_with_a_frozen_copy_of_the_account() -> None:
    # given
    owe(payee())

    # when
    prepare_batch(by=PREPARER)

    # then
    made = Payout.objects.get()
    account = BankAccount.objects.get()
    assert (made.amount_paise, made.beneficiary_name, made.account_number, made.ifsc) == (
        DUE, account.holder, account.account_number, account.ifsc
    )  # fmt: skip
    assert (made.bank_account_id, made.prepared_by) == (account.pk, PREPARER)
    assert (due_to(), under_way_to()) == (DUE, 0)


def test_keys_cannot_be_guessed_and_are_letters_and_digits() -> None:
    # given
    for supplier_id in (1, 2):
        owe(payee(supplier_id))

    # when
    prepare_batch(by=PREPARER)

    # then
    keys = set(Payout.objects.values_list("key", flat=True))
    assert len(keys) == 2
    assert all(key.isalnum() and len(key) == 20 for key in keys)


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ([10_000], {1: 10_000}),
        ([9_999], {}),
        ([-5_000], {}),
        ([20_000, -8_000], {1: 12_000}),
        ([20_000, -15_000], {}),
        ([], {}),
    ],
)
def test_who_owes_the_shop_is_netted_off_and_less_than_the_minimum_waits(
    amounts: list[int], expected: dict[int, int]
) -> None:
    # given
    payee()
    for turn, amount in enumerate(amounts):
        owe(1, amount, name=str(turn))

    # then
    assert prepared() == expected


def test_the_minimum_is_a_setting() -> None:
    # given
    switch("odop.accounts", payout_minimum_rupees=1)
    owe(payee(), 100)

    # then
    assert prepared() == {1: 100}


@pytest.mark.parametrize("state", [PayoutState.PREPARED, PayoutState.APPROVED, PayoutState.SENT, PayoutState.IN_DOUBT])
def test_who_has_an_open_payout_gets_no_second_one(state: PayoutState) -> None:
    # given
    payout_in(state)
    owe(1, 50_000, name="more")

    # when
    prepare_batch(by=PREPARER)

    # then
    assert Payout.objects.count() == 1


@pytest.mark.parametrize("state", [PayoutState.FAILED, PayoutState.RETURNED, PayoutState.CANCELLED])
def test_what_was_not_paid_is_prepared_again(state: PayoutState) -> None:
    # given
    payout_in(state)

    # then
    assert prepared() == {1: DUE}


def test_what_was_paid_is_not_prepared_again() -> None:
    # given
    payout_in(PayoutState.PAID)

    # then
    assert prepared() == {}


@pytest.mark.parametrize(
    ("obstacle", "kind"),
    [
        (lambda: place_hold(1, None, reason="Suspended.", by="user:1"), ObstacleKind.HELD),
        (lambda: Supplier.objects.update(state="suspended"), ObstacleKind.SUSPENDED),
        (lambda: BankAccount.objects.all().delete(), ObstacleKind.NO_ACCOUNT),
        (lambda: BankAccount.objects.update(state="refused"), ObstacleKind.NO_ACCOUNT),
        (
            lambda: BankAccount.objects.update(state="proposed", decided_by="", usable_from=None),
            ObstacleKind.ACCOUNT_NOT_APPROVED,
        ),
        (lambda: BankAccount.objects.update(usable_from=TOMORROW), ObstacleKind.ACCOUNT_COOLS_OFF),
        (lambda: BankAccount.objects.update(account_number="", ifsc=""), ObstacleKind.UPI_ONLY),
    ],
)
def test_what_is_in_the_way_is_written_down(obstacle: Callable[[], object], kind: ObstacleKind) -> None:
    # given
    owe(payee())
    obstacle()

    # when
    batch = prepare_batch(by=PREPARER)

    # then
    found = PayoutObstacle.objects.get()
    assert (batch, found.supplier_id, found.kind, found.due_paise) == (None, 1, kind, DUE)


def test_an_obstacle_that_is_gone_is_forgotten() -> None:
    # given
    owe(payee())
    Supplier.objects.update(state="suspended")
    prepare_batch(by=PREPARER)
    Supplier.objects.update(state="approved")

    # when
    prepare_batch(by=PREPARER)

    # then
    assert not PayoutObstacle.objects.exists()
    assert Payout.objects.count() == 1


def test_an_account_in_use_stays_in_use_while_a_new_one_cools_off() -> None:
    # given
    owe(payee())
    old = BankAccount.objects.get()
    BankAccount.objects.create(
        supplier_id=1, holder="Rukhsana", account_number="999999999", ifsc="HDFC0001234", state="approved",
        account_digest="new", proposed_by="clerk", decided_by="reviewer", decided_at=datetime.now(UTC),
        usable_from=TOMORROW,
    )  # fmt: skip

    # when
    prepare_batch(by=PREPARER)

    # then
    assert Payout.objects.get().bank_account_id == old.pk


def test_a_rail_takes_what_it_says_is_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    by_rail = Way("razorpayx", PayoutMode.IMPS)
    monkeypatch.setattr(ways, "_choosers", {"test": lambda amounts: {one: by_rail for one in amounts if one < 50_000}})
    for supplier_id, amount in enumerate([49_999, 50_000, 200_000_00], 1):
        owe(payee(supplier_id), amount)

    # when
    prepare_batch(by=PREPARER)

    # then
    assert list(Payout.objects.order_by("supplier_id").values_list("rail", "mode")) == [
        ("razorpayx", "IMPS"), ("bank_file", "NEFT"), ("bank_file", "RTGS")
    ]  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_two_who_prepare_at_once_prepare_once() -> None:
    # given
    for supplier_id in range(1, 6):
        owe(payee(supplier_id))

    def prepare(_turn: int) -> None:
        try:
            prepare_batch(by=PREPARER)
        finally:
            connection.close()

    # when
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(prepare, range(4)))

    # then
    assert sorted(Payout.objects.values_list("supplier_id", flat=True)) == [1, 2, 3, 4, 5]
    assert PayoutBatch.objects.count() == 1


@pytest.mark.parametrize(
    ("interval", "last", "expected"),
    [
        (PayoutInterval.DAILY, date(2026, 11, 30), date(2026, 12, 1)),
        (PayoutInterval.WEEKLY, date(2026, 11, 30), date(2026, 12, 7)),
        (PayoutInterval.FORTNIGHTLY, date(2026, 12, 20), date(2027, 1, 3)),
        (PayoutInterval.MONTHLY, date(2026, 11, 30), date(2026, 12, 30)),
        (PayoutInterval.MONTHLY, date(2027, 1, 31), date(2027, 2, 28)),
        (PayoutInterval.MONTHLY, date(2026, 12, 5), date(2027, 1, 5)),
    ],
)
def test_the_day_on_which_payouts_are_prepared_next(interval: PayoutInterval, last: date, expected: date) -> None:
    assert next_day(last, interval) == expected


def test_the_calendar_prepares_once_in_an_interval() -> None:
    # given
    owe(payee())

    # when
    first, second = prepare_when_due(), prepare_when_due()

    # then
    assert first is not None
    assert (first.prepared_by, second) == ("calendar", None)


@pytest.mark.parametrize("settings", [{"payout_interval": "never"}, {"active": False}])
def test_the_calendar_rests_where_it_is_told_to(settings: dict[str, bool]) -> None:
    # given
    switch("odop.accounts", **settings)
    owe(payee())

    # then
    assert prepare_when_due() is None
    assert not Payout.objects.exists()


def test_the_calendar_looks_once_in_an_interval_where_nothing_is_due() -> None:
    # when
    first, second = prepare_when_due(), prepare_when_due()

    # then
    assert first is not None
    assert (first.payouts.count(), second) == (0, None)
