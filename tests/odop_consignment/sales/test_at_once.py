"""Everything that holds sales, goods, agreements and persons, at the same moment: nobody waits in a ring, and after it
every piece and every paisa is where it must be."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.db.models import Sum

from odop_consignment import api
from odop_consignment.api import stock
from odop_consignment.errors import UnknownRow, WrongChoice
from odop_consignment.models import Lot, Sale, SaleReversal, SaleState, SaleTerms, Supplier, Turnover
from odop_consignment.sales.sync import sync_sales
from odop_consignment.sales.terms import net_value_of
from odop_consignment.suppliers import onboarding, turnover
from odop_core.india.rules import load_seed
from odop_core.store.orders import OrderSnapshot
from tests.effort import effort
from tests.factories import line, offer, order, supplier
from tests.fake_store import FakeStore
from tests.odop_consignment.sales.order_states import returned, sent
from tests.odop_consignment.stock.goods import CHIEF, CLERK, receipt, receive

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _rules_and_empty_tables_after() -> Iterator[None]:
    load_seed()
    yield
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE odop_consignment_supplier, odop_consignment_sale CASCADE")


def at_once(*jobs: Callable[[], object]) -> list[Exception]:
    """Do all jobs at the same moment, each in a thread of its own; what went wrong, but for what is refused."""
    start = threading.Barrier(len(jobs))

    def do(job: Callable[[], object]) -> Exception | None:
        try:
            start.wait(60)
            with suppress(WrongChoice, UnknownRow):
                job()
        except Exception as error:  # a deadlock, above all
            return error
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(len(jobs)) as pool:
        return [error for error in pool.map(do, jobs) if error]


def of_order(number: int) -> list[int]:
    return list(Sale.objects.filter(order_id=f"order-{number}").values_list("pk", flat=True))


def require_the_books_are_right() -> None:
    """Turnover is what stands, less what was given back; lots gave what stands."""
    for row in Supplier.objects.all():
        stands = SaleTerms.objects.filter(supplier=row).exclude(sale__state=SaleState.CANCELLED).select_related("sale")
        undone = dict(SaleReversal.objects.values_list("sale").annotate(Sum("quantity")))
        net = sum(terms.net_paise - net_value_of(terms.sale, undone.get(terms.sale_id, 0)) for terms in stands)
        told = Turnover.objects.filter(supplier=row).aggregate(sum=Sum("sold_paise", default=0))["sum"]
        assert told == net
    for lot in Lot.objects.all():
        assert lot.received + lot.found == lot.sold + lot.sent_back + lot.damaged + lot.in_stock
        assert min(lot.sold, lot.in_stock, lot.damaged) >= 0


def test_suppliers_who_cannot_supply_several_orders_never_wait_for_each_other_in_a_ring() -> None:
    """Each word moves the sales of two orders to suppliers under two agreements: agreements are held before persons."""
    # given: goods of their own for each order, offered first by one supplier or by the other
    consignors = [supplier("One"), supplier("Two")]
    for number in range(24):
        for priority, consignor in enumerate(consignors if number % 4 in (0, 3) else reversed(consignors)):
            offer(f"kurta-{number}", by=consignor, priority=priority)
        sync_sales(order(line(f"kurta-{number}"), number=number))

    # when
    ids = [[*of_order(number), *of_order(number + 1)] for number in range(0, 24, 2)]
    errors = at_once(*(partial(api.record_cannot_supply, pair, CLERK, "ill") for pair in ids))

    # then
    assert errors == []
    require_the_books_are_right()


@pytest.mark.parametrize("seed", range(effort(2, nightly=20)))
def test_everything_at_once_holds_its_locks_in_one_order(seed: int, store: FakeStore) -> None:
    # given
    dice = random.Random(seed)
    consignors = [supplier(name) for name in ("Asha", "Bano", "Chand")]
    offers = [offer(name, by=consignor) for consignor in consignors for name in ("kurta", "sari")]
    for each in offers:
        receive(each, 6)
    told = [_bought(number) for number in range(10)]
    for snapshot in told[:5]:
        sync_sales(snapshot)
    notes = [receipt(each, 2) for each in offers]

    # when
    jobs: list[Callable[[], object]] = [
        *(lambda one=one: sync_sales(one) for one in told[5:]),
        *(lambda note=note: stock.post_note(note.pk, by=CHIEF) for note in notes),
        *(
            lambda number=number: api.record_cannot_supply(of_order(number), by=CLERK, reason="ill")
            for number in (0, 1)
        ),
        lambda: api.record_cannot_supply([*of_order(1), *of_order(2), *of_order(3)], by=CLERK, reason="ill"),
        *(lambda number=number: sync_sales(_gave_back(told[number])) for number in (3, 4)),
        lambda: onboarding.suspend_supplier(consignors[0].id, reason="to be looked at", by=CLERK),
        lambda: turnover.review_limit(consignors[1].id),
        lambda: turnover.declare_turnover(consignors[2].id, year=2026, elsewhere_paise=100, by=CLERK),
        lambda: stock.record_damage(offers[0].id, 1, "moths", by=CLERK),
    ]
    dice.shuffle(jobs)
    errors = at_once(*jobs)

    # then
    assert errors == []
    require_the_books_are_right()
    assert not Sale.objects.exclude(state__in=SaleState.values()).exists()


def _bought(number: int) -> OrderSnapshot:
    lines = [line("kurta", 2, id=f"line-k{number}"), line("sari", 1, id=f"line-s{number}")]
    return order(*(lines if number % 2 else reversed(lines)), number=number)


def _gave_back(told: OrderSnapshot) -> OrderSnapshot:
    """All of it left, and one kurta came back."""
    left: dict[str, Any] = {f"k{told.number}": 2, f"s{told.number}": 1}
    back: dict[str, Any] = {f"k{told.number}": 1}
    return returned(sent(told, "lucknow", **left), "lucknow", **back)
