from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest
from django.db import connection

from odop_accounts.ledger.balances import balance
from odop_accounts.ledger.chart import Purpose
from odop_accounts.ledger.entries import Entry, Line, post_entries, read_entry, reverse_entry
from odop_accounts.ledger.refusals import (
    AlreadyReversed,
    DateRefused,
    KeyReused,
    LedgerError,
    MixedCurrencies,
    NotReversible,
    Unbalanced,
)
from odop_accounts.models import Account, JournalEntry, JournalLine
from odop_core.india import dates
from tests.odop_accounts.ledger.samples import MONDAY, RUKHSANA, TUESDAY, WEDNESDAY, sold

pytestmark = pytest.mark.django_db


def reverse(number: int, key: str = "sale:1:refunded", on: date = WEDNESDAY) -> int:
    return reverse_entry(number, key=key, effective_on=on, narration="came back", recorded_by="user-1")


def test_entry_moves_the_balances_of_its_accounts() -> None:
    # when
    post_entries([sold()])

    # then
    assert balance(Purpose.SUPPLIER_PAYABLE, RUKHSANA) == -106_200
    assert balance(Purpose.COMMISSION) == -11_800
    assert balance(Purpose.BUYER_ADVANCE) == 118_000


def test_entry_is_read_as_it_was_posted() -> None:
    # given
    entry = replace(sold(), narration="दो दुपट्टे", recorded_by="user-7")

    # when
    (number,) = post_entries([entry])

    # then
    assert read_entry(number) == entry


def test_same_entry_again_is_the_entry_that_is_there() -> None:
    # given
    first = post_entries([sold()])

    # when
    again = post_entries([replace(sold(), recorded_by="somebody else", narration="in other words")])

    # then
    assert again == first
    assert JournalEntry.objects.count() == 1
    assert balance(Purpose.COMMISSION) == -11_800


def test_order_of_the_lines_makes_no_difference_to_a_repeat() -> None:
    # given
    first = post_entries([sold()])

    # then
    assert post_entries([replace(sold(), lines=sold().lines[::-1])]) == first


@pytest.mark.parametrize(
    "different",
    [
        sold(amount=236_000),
        sold(on=WEDNESDAY),
        sold(party="supplier:2"),
        replace(sold(), source="sale:2"),
        replace(sold(), kind="sale_cancelled"),
        replace(sold(), currency="USD"),
    ],
)
def test_key_is_not_taken_for_another_entry(different: Entry) -> None:
    # given
    post_entries([sold()])

    # then
    with pytest.raises(KeyReused, match="sale:1:delivered"):
        post_entries([different])
    assert JournalEntry.objects.count() == 1


def test_two_different_entries_of_one_key_in_one_call_are_refused() -> None:
    with pytest.raises(KeyReused):
        post_entries([sold(), sold(amount=500)])
    assert not JournalEntry.objects.exists()


def test_same_entry_twice_in_one_call_is_posted_once() -> None:
    first, second = post_entries([sold(), sold()])
    assert first == second
    assert JournalLine.objects.count() == 3


@pytest.mark.parametrize(
    "lines",
    [
        (),
        (Line(Purpose.BANK, 1),),
        (Line(Purpose.BANK, 100), Line(Purpose.GATEWAY, -99)),
        (Line(Purpose.BANK, 0), Line(Purpose.GATEWAY, 0)),
        (Line(Purpose.BANK, 2**63), Line(Purpose.GATEWAY, -(2**63))),
    ],
)
def test_what_does_not_balance_leaves_no_trace(lines: tuple[Line, ...]) -> None:
    with pytest.raises(Unbalanced):
        post_entries([sold(), replace(sold("sale:2:delivered"), lines=lines)])
    assert not JournalEntry.objects.exists()
    assert not Account.objects.exists()


def test_entry_of_a_day_to_come_is_refused() -> None:
    with pytest.raises(DateRefused):
        post_entries([sold(on=dates.today() + timedelta(days=3))])


def test_no_entries_are_no_trouble() -> None:
    assert post_entries([]) == []


def test_an_account_holds_one_currency_only() -> None:
    # when
    post_entries([sold(), replace(sold("sale:2:delivered"), currency="USD")])

    # then
    assert balance(Purpose.COMMISSION) == -11_800
    assert balance(Purpose.COMMISSION, currency="USD") == -11_800


def test_reversal_takes_the_whole_entry_back() -> None:
    # given
    (number,) = post_entries([sold()])

    # when
    reversal = reverse(number)

    # then
    assert balance(Purpose.SUPPLIER_PAYABLE, RUKHSANA) == 0
    assert balance(Purpose.SUPPLIER_PAYABLE, RUKHSANA, at=TUESDAY) == -106_200
    assert JournalEntry.objects.get(pk=number).reversed_by.pk == reversal


def test_reversal_of_the_same_key_again_is_the_one_that_is_there() -> None:
    # given
    (number,) = post_entries([sold()])

    # then
    assert reverse(number) == reverse(number)


def test_entry_is_reversed_once() -> None:
    # given
    (number,) = post_entries([sold()])
    reverse(number)

    # then
    with pytest.raises(AlreadyReversed):
        reverse(number, "sale:1:refunded-again")


def test_reversal_is_not_reversed() -> None:
    # given
    (number,) = post_entries([sold()])
    reversal = reverse(number)

    # then
    with pytest.raises(NotReversible):
        reverse(reversal, "sale:1:unrefunded")


def test_reversal_is_of_no_earlier_day() -> None:
    # given
    (number,) = post_entries([sold()])

    # then
    with pytest.raises(NotReversible):
        reverse(number, on=MONDAY)


def test_part_of_an_entry_is_not_reversed() -> None:
    # given
    (number,) = post_entries([sold()])
    half = tuple(replace(line, amount=-line.amount // 2) for line in sold().lines)

    # then
    with pytest.raises(NotReversible):
        post_entries([replace(sold("sale:1:refunded", WEDNESDAY), lines=half, reversal_of=number)])


@pytest.mark.parametrize("error", [MixedCurrencies, NotReversible, Unbalanced])
def test_all_refusals_are_of_one_type(error: type[Exception]) -> None:
    assert issubclass(error, LedgerError)


def at_once(work: list[Callable[[], object]]) -> list[object]:
    """What each gave or raised, begun at one moment."""
    begin = threading.Barrier(len(work))
    results: list[object] = [None] * len(work)

    def run(turn: int) -> None:
        begin.wait()
        try:
            results[turn] = work[turn]()
        except Exception as error:  # it is looked at below
            results[turn] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[turn]) for turn in range(len(work))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.django_db(transaction=True)
def test_same_entry_posted_by_many_at_once_is_posted_once() -> None:
    # when
    results = at_once([lambda: post_entries([sold()])] * 6)

    # then
    assert len({str(result) for result in results}) == 1
    assert balance(Purpose.COMMISSION) == -11_800


@pytest.mark.django_db(transaction=True)
def test_entry_reversed_by_many_at_once_is_reversed_once() -> None:
    # given
    (number,) = post_entries([sold()])

    # when
    results = at_once([partial(reverse, number, f"sale:1:refunded-{turn}") for turn in range(6)])

    # then
    assert sum(isinstance(result, int) for result in results) == 1
    assert sum(isinstance(result, AlreadyReversed) for result in results) == 5
    assert balance(Purpose.COMMISSION) == 0


@pytest.mark.django_db(transaction=True)
def test_many_who_post_to_the_same_accounts_do_not_block_each_other() -> None:
    # given: each posts to all accounts, in an order of its own
    parties = [f"supplier:{number}" for number in range(8)]

    def batch(turn: int) -> list[Entry]:
        order = parties[turn:] + parties[:turn]
        return [sold(f"sale:{turn}-{party}:delivered", party=party) for party in order]

    # when
    results = at_once([partial(post_entries, batch(turn)) for turn in range(8)])

    # then
    assert [result for result in results if isinstance(result, Exception)] == []
    assert balance(Purpose.COMMISSION) == -11_800 * 64
