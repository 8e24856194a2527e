"""Sales, as plain data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models, transaction

from odop_consignment.api.errors import WrongChoice
from odop_consignment.api.rows import find
from odop_consignment.models import Offer, Sale, SaleState
from odop_consignment.sales import following


@dataclass(frozen=True)
class SaleInfo:
    """So many pieces of one order line from one pickup point; `supplier_id` is None while unassigned."""

    id: int
    order_id: str
    order_number: str
    order_line_id: str
    product_id: str | None
    variant_id: str | None
    product_name: str
    pickup_point_id: str
    supplier_id: int | None
    artisan_slug: str
    quantity: int
    unit_price_gross_paise: int
    state: str

    @property
    def is_placed(self) -> bool:
        return self.state == SaleState.PLACED

    @property
    def is_cancelled(self) -> bool:
        return self.state == SaleState.CANCELLED


def sales_of_order(order_id: str) -> list[SaleInfo]:
    rows = Sale.objects.filter(order_id=order_id).select_related("supplier").order_by("id")
    return [_sale(row) for row in rows]


def sales_of_lines(order_line_ids: Iterable[str], using: str = "default") -> dict[str, list[SaleInfo]]:
    """Standing sales by order line; cancelled ones are left out."""
    found: dict[str, list[SaleInfo]] = defaultdict(list)
    for row in _standing(using).filter(order_line_id__in=list(order_line_ids)):
        found[row.order_line_id].append(_sale(row))
    return found


def sales_of_orders(order_ids: Iterable[str], using: str = "default") -> dict[str, list[SaleInfo]]:
    """Standing sales by order; cancelled ones are left out."""
    found: dict[str, list[SaleInfo]] = defaultdict(list)
    for row in _standing(using).filter(order_id__in=list(order_ids)):
        found[row.order_id].append(_sale(row))
    return found


def unassigned_sales(limit: int = 100, after: int = 0, using: str = "default") -> list[SaleInfo]:
    """What was sold and nobody is known to supply, oldest first, from beyond the sale `after`: somebody must look."""
    rows = _unassigned(using).filter(pk__gt=after).order_by("id")
    return [_sale(row) for row in rows[:limit]]


def count_unassigned_sales(using: str = "default") -> int:
    return _unassigned(using).count()


@transaction.atomic
def assign_sale(sale_id: int, offer_id: int) -> SaleInfo:
    """Say by hand who supplies an unassigned sale. Raises UnknownRow, WrongChoice."""
    following.hold(find(Sale, sale_id).order_id)
    sale, offer = find(Sale, sale_id), find(Offer, offer_id)
    if sale.offer_id is not None or sale.state != SaleState.PLACED:
        raise WrongChoice(f"Sale {sale_id} is not waiting for a supplier (it is {sale.state}).")
    if sale.variant_id != offer.variant_id:
        raise WrongChoice(f"Offer {offer_id} is of another variant than sale {sale_id}.")
    before = following.fingerprint(sale.order_id)
    following.assign(sale, offer)
    following.announce(sale.order_id, before)
    return _sale(sale)


@transaction.atomic
def collect_sales(sale_ids: Iterable[int]) -> None:
    """The carrier has these goods. Repeating it changes nothing; a cancelled sale stays cancelled."""
    rows = Sale.objects.filter(pk__in=list(sale_ids))
    for order_id in sorted(set(rows.values_list("order_id", flat=True))):
        following.hold(order_id)
        before = following.fingerprint(order_id)
        following.mark_collected(rows.filter(order_id=order_id))
        following.announce(order_id, before)


def _standing(using: str) -> models.QuerySet[Sale]:
    rows = Sale.objects.using(using).exclude(state=SaleState.CANCELLED)
    return rows.select_related("supplier").order_by("id")


def _unassigned(using: str) -> models.QuerySet[Sale]:
    return Sale.objects.using(using).filter(offer=None, state=SaleState.PLACED).select_related("supplier")


def _sale(row: Sale) -> SaleInfo:
    return SaleInfo(
        id=row.pk,
        order_id=row.order_id,
        order_number=row.order_number,
        order_line_id=row.order_line_id,
        product_id=row.product_id,
        variant_id=row.variant_id,
        product_name=row.product_name,
        pickup_point_id=row.pickup_point_id,
        supplier_id=row.supplier_id,
        artisan_slug=row.supplier.artisan_slug if row.supplier else "",
        quantity=row.quantity,
        unit_price_gross_paise=row.unit_price_gross_paise,
        state=row.state,
    )
