"""Which orders are history.

Shops bring the orders of their old shop along (saleor/saleor #11720: "orders are already fulfilled or archived, I only
transfer the history"), and their dates may be wrong by some minutes (saleor/saleor #11870).
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from odop_core.models import OrderRecord, PluginStart
from odop_core.plugin import beginnings
from odop_core.queue import worker
from odop_core.store.history import is_history
from odop_core.store.orders import ChargeStatus, OrderStatus
from tests.factories import MOMENT, announce, order, switch

pytestmark = pytest.mark.django_db

PLUGIN = "odop.consignment"
LATER = MOMENT + timedelta(days=10)
UNPAID: dict[str, Any] = {"charge_status": ChargeStatus.NONE, "charged": 0}


def hear(name: str = "RECONCILED", **changes: Any) -> bool:
    """Whether the order, which the store tells of now, is history afterwards."""
    told = order(**changes)
    event = announce(told)
    event.name = name
    event.save()
    worker.run_due()
    return is_history(told, PLUGIN)


def begin(days: float = 5) -> None:
    """The suite came so many days after the order was placed."""
    beginnings.set_beginning(MOMENT + timedelta(days=days))


@pytest.mark.usefixtures("store")
class TestOrdersOfBefore:
    def test_placed_and_paid_before_the_suite_came(self) -> None:
        begin()

        assert hear()

    @pytest.mark.parametrize("name", ["ORDER_UPDATED", "FULFILLMENT_CREATED", "ORDER_CANCELLED", "READ"])
    def test_what_is_done_to_it_afterwards_leaves_it_history(self, name: str) -> None:
        begin()
        hear()

        assert hear(name, updated_at=LATER, user_email="new@example.com")

    def test_placed_after_the_suite_came(self) -> None:
        begin(-1)

        assert not hear()

    def test_found_before_anything_is_known_of_the_suites_beginning(self) -> None:
        assert not hear()

    def test_the_stores_clock_may_be_some_minutes_behind(self) -> None:
        begin(days=5 / 24 / 60)

        assert not hear()

    @pytest.mark.parametrize("name", ["ORDER_FULLY_PAID", "ORDER_PAID", "ORDER_CREATED", "ORDER_CONFIRMED"])
    def test_heard_being_placed_or_paid(self, name: str) -> None:
        begin()

        assert not hear(name, updated_at=LATER)

    def test_known_unpaid_and_paid_since(self) -> None:
        begin()
        assert hear(**UNPAID)

        assert not hear(updated_at=LATER)

    def test_known_unconfirmed_and_confirmed_since(self) -> None:
        begin()
        assert hear(status=OrderStatus.UNCONFIRMED)

        assert not hear(updated_at=LATER)

    def test_money_given_back_and_granted_is_no_payment(self) -> None:
        begin()
        hear(charge_status=ChargeStatus.PARTIAL, charged=100_000, refunded=18_000)

        assert hear(updated_at=LATER, refunded=18_000)

    def test_that_it_was_placed_is_heard_after_it_was_found(self) -> None:
        begin()
        assert hear(minute=5)

        # when: the same state, or an older one, by the store's own word
        assert not hear("ORDER_CREATED")

    def test_what_was_heard_before_the_plugin_was_switched_on_is_history_to_it(self) -> None:
        hear("ORDER_CREATED")
        OrderRecord.objects.update(witnessed_at=MOMENT)

        begin()

        assert is_history(order(), PLUGIN)


@pytest.mark.usefixtures("store")
class TestImports:
    @pytest.mark.parametrize(
        ("origin", "days", "history"),
        [
            ("BULK_CREATE", 400, True),
            ("BULK_CREATE", 3, True),
            ("BULK_CREATE", 1, False),
            ("CHECKOUT", 400, True),
            ("", 400, True),
            ("CHECKOUT", 20, False),
            ("DRAFT", 400, False),
        ],
    )
    def test_the_date_is_older_than_the_store_has_the_order(self, origin: str, days: int, history: bool) -> None:
        assert hear(origin=origin, created_at=MOMENT - timedelta(days=days)) is history

    def test_a_store_that_creates_an_old_order_imports_it(self) -> None:
        assert hear("ORDER_CREATED", created_at=MOMENT - timedelta(days=400))

    def test_a_draft_of_long_ago_that_is_completed_now_is_live(self) -> None:
        begin(days=-1)

        assert not hear("ORDER_CREATED", origin="DRAFT", created_at=MOMENT - timedelta(days=400))

    def test_what_was_fresh_stays_live_however_old_it_grows(self) -> None:
        hear(origin="BULK_CREATE")

        assert not hear("ORDER_UPDATED", origin="BULK_CREATE", updated_at=MOMENT + timedelta(days=400))

    def test_an_open_import_that_is_paid_now_is_live(self) -> None:
        old: dict[str, Any] = {"origin": "BULK_CREATE", "created_at": MOMENT - timedelta(days=400)}
        assert hear(**old, **UNPAID)

        assert not hear("ORDER_FULLY_PAID", **old, updated_at=LATER)


class TestBeginning:
    def test_a_plugin_begins_when_it_is_first_seen_on_in_a_shop(self, monkeypatch: pytest.MonkeyPatch) -> None:
        # given
        switch("odop.logistics", active=False)
        beginnings.record_beginnings()
        assert not PluginStart.objects.exists()

        # when
        monkeypatch.setattr("saleor_config.app.host.has_shop", lambda: True)
        beginnings.record_beginnings()

        # then
        begun = set(PluginStart.objects.values_list("plugin_id", flat=True))
        assert PLUGIN in begun
        assert "odop.logistics" not in begun

    def test_it_began_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        begin()
        monkeypatch.setattr("saleor_config.app.host.has_shop", lambda: True)

        beginnings.record_beginnings()

        assert set(PluginStart.objects.values_list("began_at", flat=True)) == {MOMENT + timedelta(days=5)}

    def test_an_operator_may_say_when_it_was(self, capsys: pytest.CaptureFixture[str]) -> None:
        call_command("odop_history", began="2026-11-22")

        assert "odop.consignment since 2026-11-22T00:00+00:00" in capsys.readouterr().out
        with pytest.raises(CommandError, match="2026-11-22"):
            call_command("odop_history", began="last week")
