"""Asking notifications to tell suppliers when their goods are collected."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from odop_consignment import api as consignment
from odop_consignment.api import SaleInfo
from odop_core.events import NotificationRequested
from odop_core.queue import inbox
from odop_core.store.product_names import find_product_names
from odop_logistics.models import Pickup

_FACTS = frozenset({"order", "date", "product", "quantity"})
# What suppliers are notified of, and the facts that go with it. Notifications has an occasion of the same name.
OCCASION_FACTS = {"pickup_booked": _FACTS, "pickup_tomorrow": _FACTS, "pickup_missed": _FACTS}


def notify_suppliers(pickup: Pickup, occasion: str, day: date) -> None:
    """Each supplier whose goods are in the pickup hears once of this occasion and day."""
    found = sales_by_supplier(pickup)
    suppliers = consignment.suppliers_by_id(found)
    for supplier_id, sales in found.items():
        request_notification(
            supplier_id,
            occasion,
            key=f"pickup-{pickup.pk}:{day}:{supplier_id}",
            sale=sales[0],
            order=pickup.order_number,
            date=f"{day:%d/%m/%Y}",
            product=_named(sales, suppliers[supplier_id].language),
            quantity=str(sum(sale.quantity for sale in sales)),
        )


def _named(sales: list[SaleInfo], language: str) -> str:
    """Each product once, in the supplier's language where the store translates it."""
    names = find_product_names(language, (sale.product_id for sale in sales))
    return ", ".join(dict.fromkeys(names.get(sale.product_id or "", sale.product_name) for sale in sales))


def request_notification(supplier_id: int, occasion: str, *, key: str, sale: SaleInfo, **facts: str) -> None:
    """They hear of it once this transaction commits; what asks for goods is taken back with the sale."""
    if facts.keys() != OCCASION_FACTS[occasion]:
        raise ValueError(f"Of {occasion} the facts are {sorted(OCCASION_FACTS[occasion])}, not {sorted(facts)}.")
    event = NotificationRequested(
        occasion=occasion, supplier_id=supplier_id, facts=facts, key=key, sale_id=sale.id, order_id=sale.order_id,
        order_number=sale.order_number,
    )  # fmt: skip
    inbox.announce(event, key=f"{event.kind}:{occasion}:{key}")


def sales_by_supplier(pickup: Pickup) -> dict[int, list[SaleInfo]]:
    """The sales in a pickup by who supplies them."""
    sales = consignment.sales_by_id([line.sale_id for line in pickup.lines.all()])
    found: dict[int, list[SaleInfo]] = defaultdict(list)
    for sale_id in sorted(sales):
        if supplier_id := sales[sale_id].supplier_id:
            found[supplier_id].append(sales[sale_id])
    return found
