"""Acting on several sales at once, order by order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from django.db import transaction

from odop_consignment.errors import UnknownRow
from odop_consignment.models import Offer, Sale
from odop_consignment.sales.order_sales import OrderSales, finish_changes, lock_orders
from odop_consignment.stock import lots
from odop_consignment.suppliers import turnover
from odop_core.database.locks import lock_subjects
from odop_core.i18n import _

Answer = TypeVar("Answer")


@transaction.atomic
def act_on_each_sale(
    sale_ids: Iterable[int], act: Callable[[OrderSales, Sale], Answer], *, locks_stock: bool = False
) -> list[Answer]:
    """What `act` says of each of the sales, in the order of their ids; all or none of it is done.

    With `locks_stock`, nobody else moves pieces of their variants meanwhile. Raises UnknownRow.
    """
    wanted = set(sale_ids)
    found = {sale.pk: sale for sale in Sale.objects.filter(pk__in=wanted).only("order_id", "variant_id")}
    if missing := wanted - found.keys():
        raise UnknownRow(_("There is no sale {number}.", number=min(missing)))
    order_ids = sorted({sale.order_id for sale in found.values()})
    lock_orders(order_ids)
    if locks_stock:
        lots.lock_stock(sale.variant_id for sale in found.values() if sale.variant_id)
    orders = [OrderSales(order_id) for order_id in order_ids]
    answers: dict[int, Answer] = {}
    for order_sales in orders:
        for sale in [sale for sale in order_sales.sales if sale.pk in wanted]:
            answers[sale.pk] = act(order_sales, sale)
    finish_changes(orders)
    return [answer for _pk, answer in sorted(answers.items(), key=lambda item: item[0])]


def lock_assignments(offer_of_sale: Mapping[int, int]) -> None:
    """Take in one order all locks that giving these sales to these offers needs, before the first of them is given
    away: who gives away several in one transaction would else wait for somebody who waits for them."""
    sales = list(Sale.objects.filter(pk__in=offer_of_sale).only("order_id", "variant_id"))
    lock_orders(sorted({sale.order_id for sale in sales}))
    lots.lock_stock(sale.variant_id for sale in sales if sale.variant_id)
    offers = list(Offer.objects.filter(pk__in=offer_of_sale.values()).only("agreement_id", "supplier_id"))
    lock_subjects("agreement", {str(offer.agreement_id) for offer in offers if offer.agreement_id})
    turnover.lock_turnover({offer.supplier_id for offer in offers})
