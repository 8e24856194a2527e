"""Sales in another currency that wait for the rate of their day, and are settled once somebody has recorded it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, QuerySet

from odop_consignment.models import ExchangeRate, SaleState, SaleTerms
from odop_consignment.sales import exchange_rates
from odop_consignment.sales.exchange_rates import RateInfo, rate_info
from odop_consignment.sales.order_sales import OrderSales, finish_changes, lock_orders

# In one transaction.
ORDERS_AT_ONCE = 100


@dataclass(frozen=True)
class MissingRate:
    """So many sales wait for the rate of a currency on an Indian day."""

    currency: str
    day: date
    sales: int


def missing_rates(using: str = "default") -> list[MissingRate]:
    """What rates staff must record, the oldest day first. Sales that were called off need none."""
    waiting = SaleTerms.objects.using(using).filter(gross_paise=None).exclude(sale__state=SaleState.CANCELLED)
    days = waiting.values("currency", "ordered_on").annotate(sales=Count("id")).order_by("ordered_on", "currency")
    return [MissingRate(row["currency"], row["ordered_on"], row["sales"]) for row in days]


def record_exchange_rate(
    currency: str, day: date, rate: str | Decimal, *, source: str, by: str, until: date | None = None
) -> list[RateInfo]:
    """Record a rate (see `exchange_rates.record_rate`) and settle what waited for it: the first hundred orders at
    once, the others soon. Raises WrongChoice."""
    with transaction.atomic():
        rows = exchange_rates.record_rate(currency, day, rate, source=source, by=by, until=until)
        settle_sales()
    return [rate_info(row) for row in rows]


@transaction.atomic
def settle_sales() -> int:
    """A periodic job: reckon in rupees what waits for a rate that is known by now. Returns how many orders it was."""
    order_ids = sorted(set(_settleable().values_list("sale__order_id", flat=True)[:ORDERS_AT_ONCE]))
    if not order_ids:
        return 0
    lock_orders(order_ids)
    orders = [OrderSales(order_id) for order_id in order_ids]
    for order_sales in orders:
        order_sales.settle()
    finish_changes(orders)
    return len(orders)


def _settleable() -> QuerySet[SaleTerms]:
    known = ExchangeRate.objects.filter(currency=OuterRef("currency"), day=OuterRef("ordered_on"))
    return SaleTerms.objects.filter(Exists(known), gross_paise=None).order_by(F("id"))
