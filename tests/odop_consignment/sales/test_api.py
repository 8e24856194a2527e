from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from odop_consignment import api
from odop_consignment.api import UnknownRow, WrongChoice
from odop_consignment.events import SalesChanged
from odop_consignment.models import Sale
from odop_consignment.sales.supplier_answers import record_cannot_supply
from odop_consignment.sales.sync import sync_sales
from odop_core.database.pagination import Window
from odop_core.models import InboxEvent
from tests.factories import cancelled, line, offer, order, supplier


@pytest.mark.django_db
def test_unassigned_sale_is_given_to_a_supplier_by_hand() -> None:
    # given
    sync_sales(order(line("kurta", 2, at=None, variant_id="variant-kurta")))
    consignor = supplier()
    chosen = offer("kurta", at="lucknow", by=consignor)
    (waiting,) = api.unassigned_sales()

    # when
    sale = api.assign_sale(waiting.id, chosen.id)

    # then
    assert (sale.supplier_id, sale.pickup_point_id, sale.quantity) == (consignor.id, "lucknow", 2)
    assert api.unassigned_sales() == []


@pytest.mark.django_db
def test_sale_given_to_a_supplier_at_another_point_stays_there() -> None:
    # given
    sync_sales(order(line("kurta", at="lucknow")))
    chosen = offer("kurta", at="unnao")
    api.assign_sale(api.unassigned_sales()[0].id, chosen.id)

    # when
    sync_sales(order(line("kurta", at="lucknow")))

    # then
    assert [sale.pickup_point_id for sale in api.sales_of_order("order-1")] == ["unnao"]


@pytest.mark.django_db
def test_assignment_is_announced() -> None:
    # given
    sync_sales(order(line("kurta", at="lucknow")))
    before = InboxEvent.objects.filter(kind=SalesChanged.kind).count()

    # when
    api.assign_sale(api.unassigned_sales()[0].id, offer("kurta", at="unnao").id)

    # then
    assert InboxEvent.objects.filter(kind=SalesChanged.kind).count() == before + 1


@pytest.mark.django_db
def test_decline_is_announced_also_if_nobody_else_offers_the_goods() -> None:
    # given
    offer("kurta")
    sync_sales(order())
    before = InboxEvent.objects.filter(kind=SalesChanged.kind).count()

    # when
    record_cannot_supply([Sale.objects.get().pk], by="Shabana", reason="ill")

    # then
    assert InboxEvent.objects.filter(kind=SalesChanged.kind).count() == before + 1


@pytest.mark.django_db
def test_assigned_sale_is_not_assigned_again() -> None:
    # given
    chosen = offer("kurta")
    sync_sales(order())

    # when / then
    with pytest.raises(WrongChoice, match="is not waiting for a supplier"):
        api.assign_sale(Sale.objects.get().pk, chosen.id)


@pytest.mark.django_db
def test_cancelled_sale_is_not_assigned() -> None:
    # given
    sync_sales(order())
    sync_sales(cancelled(order()))

    # when / then
    with pytest.raises(WrongChoice, match="it is cancelled"):
        api.assign_sale(Sale.objects.get().pk, offer("kurta").id)


@pytest.mark.django_db
def test_offer_of_another_variant_does_not_fit() -> None:
    # given
    sync_sales(order())

    # when / then
    with pytest.raises(WrongChoice, match="another variant"):
        api.assign_sale(Sale.objects.get().pk, offer("attar").id)


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [(999_999, None), (None, 999_999)])
def test_unknown_sale_or_offer_is_named(rows: tuple[int | None, int | None]) -> None:
    # given
    sync_sales(order())
    sale_id, offer_id = rows

    # when / then
    with pytest.raises(UnknownRow, match="999999"):
        api.assign_sale(sale_id or Sale.objects.get().pk, offer_id or offer("attar").id)


@pytest.mark.django_db(transaction=True)
def test_sale_cancelled_while_it_is_being_assigned_is_not_revived() -> None:
    # given
    follow_in_transaction = transaction.atomic(sync_sales)
    follow_in_transaction(order())
    sale, chosen = Sale.objects.get(), offer("kurta", at="unnao")

    def assign() -> str:
        try:
            api.assign_sale(sale.pk, chosen.id)
            return "assigned"
        except WrongChoice:
            return "too late"
        finally:
            connection.close()

    # when: the cancellation holds the order while the assignment begins
    with ThreadPoolExecutor(1) as thread:
        with transaction.atomic():
            sync_sales(cancelled(order()))
            assigning = thread.submit(assign)
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_sleep(0.2)")
        answer = assigning.result(10)

    # then
    assert answer == "too late"
    assert Sale.objects.get().state == "cancelled"


@pytest.mark.django_db
def test_collecting_again_changes_nothing() -> None:
    # given
    offer("kurta")
    sync_sales(order())
    ids = [sale.id for sale in api.sales_of_order("order-1")]
    api.collect_sales(ids)
    before = InboxEvent.objects.count()

    # when
    api.collect_sales(ids)

    # then
    assert InboxEvent.objects.count() == before


@pytest.mark.django_db
def test_cancelled_sale_is_not_collected() -> None:
    # given
    sync_sales(order())
    sync_sales(cancelled(order()))

    # when
    api.collect_sales([Sale.objects.get().pk])

    # then
    assert Sale.objects.get().state == "cancelled"


@pytest.mark.django_db
def test_sales_of_lines_leave_cancelled_ones_out() -> None:
    # given
    sync_sales(order(line("kurta"), line("attar")))
    sync_sales(order(line("kurta")))

    # when
    found = api.sales_of_lines(["line-kurta", "line-attar", "line-unknown"])

    # then
    assert list(found) == ["line-kurta"]


@pytest.mark.django_db
def test_unassigned_sales_are_paged_oldest_first() -> None:
    # given
    sync_sales(order(*(line(f"v{n}") for n in range(5))))
    (first,) = api.unassigned_sales(Window(1))

    # when
    page = api.unassigned_sales(Window(2, after=first.id))

    # then
    assert [sale.product_name for sale in page] == ["v1", "v2"]
