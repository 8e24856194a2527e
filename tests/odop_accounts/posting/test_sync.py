from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from odop_accounts import api
from odop_accounts.checks import check_ledger, check_sales
from odop_accounts.handlers import on_order, on_sales
from odop_accounts.ledger.balances import balance
from odop_accounts.ledger.chart import Purpose
from odop_accounts.ledger.periods import close_books
from odop_accounts.models import JournalEntry, SaleFigures
from odop_accounts.posting.sync import sync_orders
from odop_consignment import api as consignment
from odop_consignment.api.errors import WrongChoice
from odop_consignment.api.exchange_rates import record_exchange_rate
from odop_consignment.events import SalesChanged
from odop_consignment.models import Sale
from odop_consignment.sales.sync import sync_sales
from odop_core.events import OrderChanged
from odop_core.health import Problem
from odop_core.india import dates
from odop_core.models import InboxEvent, OrderRecord
from odop_core.store.orders import OrderSnapshot
from tests.factories import MOMENT, cancelled, line, offer, order, supplier, switch
from tests.odop_consignment.sales.order_states import returned, sent

pytestmark = pytest.mark.django_db

ORDER = "order-1"
# A kurta for 1,180 with and 1,000 without GST; 10 % commission, and 18 % GST on that.
KURTA: dict[str, Any] = {"unit_price_net": 100_000, "total_net": 100_000}
HERS = 88_200


def tell(told: OrderSnapshot) -> OrderSnapshot:
    """As the core does: the order is on record when the plugins hear of it."""
    OrderRecord.objects.update_or_create(
        order_id=told.id,
        defaults={
            "number": told.number, "store_updated_at": told.updated_at, "content_hash": "",
            "snapshot": told.model_dump(mode="json"),
        },
    )  # fmt: skip
    sync_sales(told)
    return told


def sell() -> OrderSnapshot:
    offer("kurta", by=supplier(pan="ABCPK1234F"))
    return tell(order(line("kurta", **KURTA)))


def deliver(at: datetime = MOMENT) -> None:
    consignment.record_delivered(list(Sale.objects.values_list("pk", flat=True)), at, "carrier")


def kinds() -> set[str]:
    return set(JournalEntry.objects.values_list("kind", flat=True))


def earned() -> tuple[int, int]:
    (found,) = api.balances_of([Sale.objects.latest("pk").supplier_id]).values()
    return found.earned_paise, found.due_paise


def test_a_sale_is_entered_when_it_is_heard_of() -> None:
    # given
    sell()

    # when
    on_sales(SalesChanged(order_id=ORDER))

    # then
    assert kinds() == {"sold", "paid"}
    assert balance(Purpose.BUYER_ADVANCE) == -118_000
    assert balance(Purpose.GATEWAY) == 118_000


def test_the_same_news_again_enters_nothing() -> None:
    # given
    sell()
    deliver()
    sync_orders([ORDER])

    # when
    again = sync_orders([ORDER])

    # then
    assert again == 0
    assert earned() == (HERS, 0)


def test_news_of_orders_nobody_sold_of_enter_nothing() -> None:
    tell(order(line("kurta")))  # nobody offers it

    assert sync_orders([ORDER, "order-404"]) == 0


def test_what_is_paid_back_is_entered_though_no_sale_changed() -> None:
    # given
    told = sell()
    sync_orders([ORDER])
    tell(told.model_copy(update={"charged": told.charged - told.charged, "refunded": told.charged}))

    # when
    on_order(OrderChanged(order_id=ORDER, payload={}))

    # then
    assert balance(Purpose.GATEWAY) == 0


def test_an_order_that_is_not_in_the_books_is_no_matter_of_its_payments() -> None:
    sell()

    on_order(OrderChanged(order_id=ORDER, payload={}))

    assert kinds() == set()


def test_a_sale_called_off_leaves_the_buyers_money_to_be_given_back() -> None:
    # given
    told = sell()
    sync_orders([ORDER])

    # when
    tell(cancelled(told))
    sync_orders([ORDER])

    # then
    assert kinds() == {"sold", "paid", "called_off"}
    assert balance(Purpose.BUYER_RECEIVABLE) == -118_000
    assert balance(Purpose.BUYER_ADVANCE) == 0


def test_figures_of_a_sale_stay_when_the_settings_change() -> None:
    # given
    sell()
    sync_orders([ORDER])

    # when
    switch("odop.accounts", commission_gst_bp=0)
    deliver()
    sync_orders([ORDER])

    # then
    assert earned() == (HERS, 0)


def test_nobody_changes_figures_in_the_database() -> None:
    sell()
    sync_orders([ORDER])

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        SaleFigures.objects.update(gross_paise=1)


def test_a_sale_in_dollars_is_entered_in_rupees_once_the_rate_is_known() -> None:
    # given
    offer("kurta")
    prices: dict[str, Any] = {
        "unit_price_gross": 10_000,
        "unit_price_net": 8_475,
        "total_gross": 10_000,
        "total_net": 8_475,
    }
    tell(order(line("kurta", currency="USD", **prices)))
    assert sync_orders([ORDER]) == 0

    # when
    record_exchange_rate("USD", dates.indian_day(MOMENT), "84.105", source="Customs", by="accountant")
    sync_orders([ORDER])

    # then: USD 100
    assert balance(Purpose.BUYER_ADVANCE) == -841_050
    assert balance(Purpose.GATEWAY) == 841_050


def test_rounding_of_another_currency_leaves_nobody_owing_a_paisa() -> None:
    # given: three amounts, each 0.3 paise over a whole one
    offer("kurta")
    offer("shawl")
    prices: dict[str, Any] = {"unit_price_gross": 333, "unit_price_net": 333, "total_gross": 333, "total_net": 333}
    lines = [line(name, currency="USD", **prices) for name in ("kurta", "shawl")]
    record_exchange_rate("USD", dates.indian_day(MOMENT), "84.1", source="Customs", by="accountant")
    tell(order(*lines, shipping_gross=333, total_gross=999, charged=999))

    # when
    sync_orders([ORDER])

    # then
    assert balance(Purpose.BUYER_RECEIVABLE) == 0
    assert abs(balance(Purpose.ROUNDING)) == 1


def test_what_comes_late_for_a_closed_day_is_of_the_first_open_one() -> None:
    # given
    sell()
    yesterday = dates.today() - timedelta(days=1)
    close_books(yesterday, by="accountant")

    # when
    sync_orders([ORDER])

    # then
    assert set(JournalEntry.objects.values_list("effective_on", flat=True)) == {dates.today()}


def test_an_entry_is_of_the_day_on_which_it_happened() -> None:
    # given
    sell()
    deliver(datetime(2026, 11, 5, 20, 0, tzinfo=UTC))  # past midnight in India

    # when
    sync_orders([ORDER])

    # then
    assert JournalEntry.objects.get(kind="delivered").effective_on == date(2026, 11, 6)


def test_a_held_sale_is_not_due_until_it_is_released() -> None:
    # given
    sell()
    deliver()
    hold = api.hold_sale(Sale.objects.get().pk, reason="The buyer disputes it.", by="user:1")
    Sale.objects.update(state="final")
    sync_orders([ORDER])
    assert earned() == (HERS, 0)

    # when
    api.release_hold(hold.id, reason="Settled.", by="user:1")

    # then
    assert earned() == (0, HERS)


def test_what_is_due_is_taken_back_by_a_hold() -> None:
    # given
    sell()
    deliver()
    Sale.objects.update(state="final")
    sync_orders([ORDER])

    # when
    api.hold_sale(Sale.objects.get().pk, reason="The buyer disputes it.", by="user:1")

    # then
    assert earned() == (HERS, 0)


def test_a_held_supplier_is_shown_as_one() -> None:
    # given
    sell()
    supplier_id = Sale.objects.get().supplier_id

    # when
    hold = api.hold_supplier(supplier_id, reason="Suspended.", by="user:1")

    # then
    assert api.balances_of([supplier_id])[supplier_id].is_held
    api.release_hold(hold.id, reason="Back.", by="user:1")
    assert not api.balances_of([supplier_id])[supplier_id].is_held


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_hold_needs_a_reason(reason: str) -> None:
    sell()

    with pytest.raises(WrongChoice, match="Say why"):
        api.hold_sale(Sale.objects.get().pk, reason=reason, by="user:1")


def test_what_is_held_is_held_once_and_released_once() -> None:
    # given
    sell()
    hold = api.hold_sale(Sale.objects.get().pk, reason="A dispute.", by="user:1")

    # then
    with pytest.raises(WrongChoice, match="held already"):
        api.hold_sale(Sale.objects.get().pk, reason="Another.", by="user:1")
    api.release_hold(hold.id, reason="Settled.", by="user:1")
    with pytest.raises(WrongChoice, match="released already"):
        api.release_hold(hold.id, reason="Again.", by="user:1")


def test_returns_before_the_delivery_was_reported_are_put_right() -> None:
    # given: it came back, and only then we hear that it was delivered
    told = sell()
    told = tell(
        sent(
            told.model_copy(update={"lines": (line("kurta", quantity_fulfilled=1, at=None, **KURTA),)}),
            "lucknow",
            kurta=1,
        )
    )
    tell(returned(told, "lucknow", kurta=1))
    sync_orders([ORDER])

    # when
    deliver()
    sync_orders([ORDER])

    # then
    assert earned() == (0, 0)
    assert balance(Purpose.GOODS_SOLD, "") == 0
    assert balance(Purpose.BUYER_ADVANCE) == 0
    assert balance(Purpose.BUYER_RECEIVABLE) == -118_000


def test_sales_are_announced_when_goods_are_refunded_and_kept() -> None:
    # given
    told = sell()
    told = tell(sent(told, "lucknow", kurta=1))
    before = InboxEvent.objects.filter(kind=SalesChanged.kind).count()

    # when
    tell(returned(told, "lucknow", "REFUNDED", kurta=1))

    # then
    assert InboxEvent.objects.filter(kind=SalesChanged.kind).count() == before + 1


@pytest.mark.django_db(transaction=True)
def test_many_who_enter_the_same_order_at_once_enter_it_once() -> None:
    # given
    sell()
    deliver()

    # when
    results = at_once([lambda: sync_orders([ORDER])] * 6)

    # then
    assert [result for result in results if isinstance(result, Exception)] == []
    assert earned() == (HERS, 0)
    assert JournalEntry.objects.filter(kind="delivered").count() == 1


def at_once(work: list[Callable[[], object]]) -> list[object]:
    results: list[object] = [None] * len(work)

    def run(turn: int) -> None:
        try:
            results[turn] = work[turn]()
        except Exception as error:  # it is looked at by the test
            results[turn] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[turn]) for turn in range(len(work))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_the_doctor_finds_what_is_not_entered_and_the_command_enters_it() -> None:
    # given
    sell()
    with pytest.raises(Problem, match=r"sale:.*odop_sync_books"):
        check_sales()

    # when
    said = StringIO()
    call_command("odop_sync_books", stdout=said)

    # then
    assert "1 orders looked at, 2 entries made." in said.getvalue()
    assert check_sales() == "1 orders agree"
    assert "the trial balance is zero" in check_ledger()


def test_the_doctor_is_told_of_books_that_do_not_agree() -> None:
    sell()
    said = StringIO()

    with pytest.raises(CommandError):
        call_command("odop_doctor", stdout=said)

    assert "✗ Books and sales:" in said.getvalue()
    assert "✓ Ledger:" in said.getvalue()


def test_the_doctor_does_not_look_while_the_plugin_is_off() -> None:
    sell()
    switch("odop.accounts", active=False)

    assert "switched off" in check_sales()
