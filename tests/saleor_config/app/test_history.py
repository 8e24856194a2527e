"""A shop with a past, beside Saleor: what it sold before the App came is recorded, and nobody hears of it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from devtools.replay import RecordedSaleor, Recording
from odop_certificates.models import Dispatch
from odop_consignment.models import Sale
from odop_core.models import OrderRecord, PluginStart
from odop_core.queue import reconciler, worker
from odop_logistics.models import Pickup
from odop_notifications.models import Message
from tests import factories

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.usefixtures("installation")
def test_the_first_run_in_a_shop_with_a_past_tells_nobody(
    saleor: RecordedSaleor, stories: dict[str, Recording]
) -> None:
    # given: orders paid, sent, returned and called off, all before the App was installed; somebody offers the goods
    for story in stories.values():
        for delivery in story.deliveries:
            saleor.play(delivery)
    lines = [line for order in saleor.orders.values() for line in order["lines"]]
    by = factories.supplier()
    factories.offer(by=by, variant_id=lines[0]["productVariantId"])
    assert PluginStart.objects.filter(plugin_id="odop.consignment").exists()

    # when
    found = reconciler.ORDERS.run(LONG_AGO)
    worker.run_due()

    # then
    assert found == OrderRecord.objects.count() == len(saleor.orders)
    assert not Sale.objects.exists()
    assert not Message.objects.exists()
    assert not Pickup.objects.exists()
    assert not Dispatch.objects.exists()


@pytest.mark.usefixtures("installation")
def test_what_is_paid_afterwards_is_live(saleor: RecordedSaleor, stories: dict[str, Recording]) -> None:
    # given: the last thing that a first run finds is an order that nobody paid
    deliveries = stories["authorised-then-captured"].deliveries
    unpaid = next(delivery for delivery in deliveries if delivery.orders[0]["chargeStatus"] != "FULL")
    saleor.play(unpaid)
    reconciler.ORDERS.run(LONG_AGO)
    worker.run_due()
    assert not Sale.objects.exists()

    # when: it is paid, which only the reconciler finds
    for delivery in deliveries:
        saleor.play(delivery)
    reconciler.ORDERS.run(LONG_AGO)
    worker.run_due()

    # then
    assert Sale.objects.exists()
