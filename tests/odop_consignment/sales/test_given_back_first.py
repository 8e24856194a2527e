"""The store tells of a return before we know that the goods left."""

from __future__ import annotations

import pytest

from odop_consignment.api import collect_sales, sales_of_order
from odop_core.queue import worker
from tests.factories import announce, line, offer, order
from tests.odop_consignment.sales.order_states import returned, sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]


def test_what_came_back_counts_as_soon_as_its_sale_is_collected() -> None:
    # given: of two pieces one was sent and came back, and the other is still with its supplier
    offer("kurta")
    told = order(line("kurta", 2))
    half = returned(sent(told, "lucknow", kurta=1), "lucknow", kurta=1)
    for minute, state in enumerate((told, half)):
        announce(state.model_copy(update={"updated_at": told.updated_at.replace(minute=minute)}))
        worker.run_due()
    (sale,) = sales_of_order(told.id)
    assert (sale.state, sale.returned) == ("placed", 0)

    # when
    collect_sales([sale.id], by="carrier")

    # then
    assert [(each.state, each.returned) for each in sales_of_order(told.id)] == [("collected", 1)]
