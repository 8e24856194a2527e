"""A supplier has only a part of what was bought."""

from __future__ import annotations

from datetime import timedelta

import pytest

from odop_consignment import api
from odop_consignment.api import sales
from odop_consignment.models import Sale
from odop_consignment.sales.sync import sync_sales
from odop_core.india.dates import today
from odop_core.queue import worker
from odop_notifications.models import Message, Question
from odop_notifications.settings import PLUGIN_ID
from tests.factories import announce, line, offer, order, supplier, switch
from tests.odop_consignment.sales.order_states import in_lots, unsold

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]
OWN = "supplier:1"


def now_there() -> list[tuple[str, int, int | None]]:
    """What stands of the order: state, pieces, supplier."""
    found = [sale for sale in api.sales_of_order("order-1") if not sale.is_cancelled]
    return [(sale.state, sale.quantity, sale.supplier_id) for sale in found]


def test_three_of_five_are_ready_and_the_rest_gets_a_day() -> None:
    # given
    shabana = supplier()
    offer("kurta", by=shabana)
    sync_sales(order(line("kurta", 5)))
    day = today() + timedelta(days=4)

    # when
    divided = sales.record_part_ready(Sale.objects.get().pk, 3, by=OWN, rest_on=day)

    # then
    assert now_there() == [("ready", 3, shabana.id), ("confirmed", 2, shabana.id)]
    assert api.sales_by_id([divided.rest_id])[divided.rest_id].ready_on == day


def test_the_pieces_of_their_lots_stay_theirs() -> None:
    # given
    shabana = offer("kurta", by=supplier())
    in_lots(shabana, 8, today())
    sync_sales(order(line("kurta", 5)))

    # when
    sales.record_part_ready(Sale.objects.get().pk, 3, by=OWN, rest_on=today())

    # then
    assert unsold(shabana) == 3


def test_the_rest_that_they_cannot_supply_goes_to_somebody_else() -> None:
    # given
    shabana = supplier("Shabana")
    offer("kurta", by=shabana, priority=1)
    asha = offer("kurta", by=supplier("Asha"), priority=2)
    sync_sales(order(line("kurta", 5)))

    # when
    sales.record_part_ready(Sale.objects.get().pk, 3, by=OWN, reason="The loom broke.")

    # then
    assert now_there() == [("ready", 3, shabana.id), ("placed", 2, asha.supplier_id)]


def test_the_rest_that_nobody_has_is_staffs_to_look_at() -> None:
    # given
    shabana = supplier()
    offer("kurta", by=shabana)
    sync_sales(order(line("kurta", 5)))

    # when
    divided = sales.record_part_ready(Sale.objects.get().pk, 3, by=OWN, reason="The loom broke.")

    # then
    assert now_there() == [("ready", 3, shabana.id), ("placed", 2, shabana.id)]
    assert "The loom broke." in str(api.sales_by_id([divided.rest_id])[divided.rest_id].issue)


def test_said_again_it_is_the_same() -> None:
    # given
    offer("kurta")
    sync_sales(order(line("kurta", 5)))
    number = Sale.objects.get().pk

    # when
    first, second = (sales.record_part_ready(number, 3, by=OWN, rest_on=today()) for _time in range(2))

    # then
    assert first == second
    assert Sale.objects.count() == 3


def test_the_stores_next_word_changes_nothing_of_it() -> None:
    # given
    offer("kurta")
    bought = order(line("kurta", 5))
    sync_sales(bought)
    sales.record_part_ready(Sale.objects.get().pk, 3, by=OWN, rest_on=today())
    before = now_there()

    # when
    sync_sales(order(line("kurta", 5), minute=5))

    # then
    assert now_there() == before


@pytest.mark.parametrize("ready", [-1, 0, 5, 6])
def test_all_or_none_is_no_part(ready: int) -> None:
    # given
    offer("kurta")
    sync_sales(order(line("kurta", 5)))

    # when / then
    with pytest.raises(sales.WrongPart):
        sales.record_part_ready(Sale.objects.get().pk, ready, by=OWN, rest_on=today())
    assert Sale.objects.count() == 1


def test_a_day_in_the_past_is_no_day() -> None:
    # given
    offer("kurta")
    sync_sales(order(line("kurta", 5)))

    # when / then
    with pytest.raises(sales.BadDay):
        sales.record_part_ready(Sale.objects.get().pk, 3, by=OWN, rest_on=today() - timedelta(days=1))


def test_they_hear_nothing_of_what_they_said_themselves() -> None:
    # given
    switch(PLUGIN_ID, channel="console")
    offer("kurta", by=supplier())
    announce(order(line("kurta", 5)))
    worker.run_due()

    # when
    sales.record_part_ready(Sale.objects.get().pk, 3, by=OWN, reason="The loom broke.")
    worker.run_due()

    # then
    assert [message.occasion for message in Message.objects.order_by("id") if message.occasion != "pickup_booked"] == [
        "bought"
    ]
    assert Question.objects.filter(closed_at=None).count() == 0
