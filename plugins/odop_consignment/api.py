"""What other parts of the suite may ask of consignment. Everything here is plain data, never a model.

Functions that read for GraphQL take `using`, the database alias of the request (Saleor reads from a replica).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypedDict, Unpack

from django.db import IntegrityError, models, transaction

from odop_consignment import sales
from odop_consignment.models import Offer, Sale, SaleState, Supplier, SupplyModel
from odop_consignment.sales import SALES_CHANGED

__all__ = [
    "SALES_CHANGED",
    "AlreadyThere",
    "OfferInfo",
    "SaleInfo",
    "SaleState",
    "SupplierInfo",
    "SupplyModel",
    "UnknownRow",
    "WrongChoice",
    "assign_sale",
    "change_offer",
    "change_supplier",
    "collect_sales",
    "count_unassigned_sales",
    "create_offer",
    "sales_of_lines",
    "sales_of_order",
    "sales_of_orders",
    "save_offer",
    "save_supplier",
    "suppliers",
    "unassigned_sales",
]  # fmt: skip


class UnknownRow(LookupError):
    """There is no such supplier, offer or sale; the message names it."""


class WrongChoice(ValueError):
    """The values do not go together; the message says why."""


class AlreadyThere(ValueError):
    """This supplier offers this variant from this pickup point already; the message says so."""


@dataclass(frozen=True)
class SupplierInfo:
    """A supplier as the other plugins need them. `phone` is personal data: show it masked."""

    id: int
    name: str
    name_hi: str
    language: str
    phone: str
    artisan_slug: str
    supply_model: str


@dataclass(frozen=True)
class OfferInfo:
    id: int
    supplier_id: int
    variant_id: str
    pickup_point_id: str
    priority: int
    active: bool


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


def suppliers(ids: Iterable[int], using: str = "default") -> dict[int, SupplierInfo]:
    return {row.pk: _supplier(row) for row in Supplier.objects.using(using).filter(pk__in=list(ids))}


def save_supplier(
    *,
    name: str,
    phone: str,
    name_hi: str = "",
    language: str = "hi",
    artisan_slug: str = "",
    supply_model: str = SupplyModel.CONSIGNMENT,
    supplier_id: int | None = None,
) -> SupplierInfo:
    """Create a supplier, or change the one of `supplier_id`. Raises UnknownRow, WrongChoice."""
    if supply_model not in SupplyModel.values():
        raise WrongChoice(f"Supply model {supply_model!r} is none of {', '.join(SupplyModel.values())}.")
    supplier = Supplier() if supplier_id is None else _row(Supplier, supplier_id)
    supplier.name, supplier.name_hi, supplier.language = name, name_hi, language
    supplier.phone, supplier.artisan_slug, supplier.supply_model = phone, artisan_slug, supply_model
    supplier.save()
    return _supplier(supplier)


def save_offer(
    *, supplier_id: int, variant_id: str, pickup_point_id: str, priority: int = 100, active: bool = True
) -> OfferInfo:
    """Say that a supplier supplies a variant from a pickup point (a Saleor warehouse). Raises UnknownRow."""
    offer, _created = Offer.objects.update_or_create(
        supplier=_row(Supplier, supplier_id),
        variant_id=variant_id,
        pickup_point_id=pickup_point_id,
        defaults={"priority": priority, "active": active},
    )
    return _offer(offer)


class SupplierChanges(TypedDict, total=False):
    """What may be said of a supplier; what is left out stays as it is."""

    name: str
    name_hi: str
    language: str
    phone: str
    artisan_slug: str
    supply_model: str


@transaction.atomic
def change_supplier(supplier_id: int, **values: Unpack[SupplierChanges]) -> SupplierInfo:
    """Raises UnknownRow."""
    supplier = Supplier.objects.select_for_update().filter(pk=supplier_id).first()
    if supplier is None:
        raise UnknownRow(f"There is no supplier {supplier_id}.")
    for name, value in values.items():
        setattr(supplier, name, value)
    supplier.save(update_fields=list(values) or None)
    return _supplier(supplier)


def create_offer(
    *, supplier_id: int, variant_id: str, pickup_point_id: str, priority: int = 100, active: bool = True
) -> OfferInfo:
    """As `save_offer`, but raises AlreadyThere instead of changing an offer. Raises UnknownRow."""
    offer = Offer(
        supplier=_row(Supplier, supplier_id), variant_id=variant_id, pickup_point_id=pickup_point_id,
        priority=priority, active=active,
    )  # fmt: skip
    try:
        with transaction.atomic():
            offer.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyThere("This supplier offers this variant from this pickup point already.") from error
    return _offer(offer)


@transaction.atomic
def change_offer(offer_id: int, *, priority: int | None = None, active: bool | None = None) -> OfferInfo:
    """Raises UnknownRow."""
    offer = Offer.objects.select_for_update().filter(pk=offer_id).first()
    if offer is None:
        raise UnknownRow(f"There is no offer {offer_id}.")
    offer.priority = offer.priority if priority is None else priority
    offer.active = offer.active if active is None else active
    offer.save(update_fields=["priority", "active"])
    return _offer(offer)


@transaction.atomic
def assign_sale(sale_id: int, offer_id: int) -> SaleInfo:
    """Say by hand who supplies an unassigned sale. Raises UnknownRow, WrongChoice."""
    sales.hold(_row(Sale, sale_id).order_id)
    sale, offer = _row(Sale, sale_id), _row(Offer, offer_id)
    if sale.offer_id is not None or sale.state != SaleState.PLACED:
        raise WrongChoice(f"Sale {sale_id} is not waiting for a supplier (it is {sale.state}).")
    if sale.variant_id != offer.variant_id:
        raise WrongChoice(f"Offer {offer_id} is of another variant than sale {sale_id}.")
    before = sales.fingerprint(sale.order_id)
    sales.assign(sale, offer)
    sales.announce(sale.order_id, before)
    return _sale(sale)


@transaction.atomic
def collect_sales(sale_ids: Iterable[int]) -> None:
    """The carrier has these goods. Repeating it changes nothing; a cancelled sale stays cancelled."""
    rows = Sale.objects.filter(pk__in=list(sale_ids))
    for order_id in sorted(set(rows.values_list("order_id", flat=True))):
        sales.hold(order_id)
        before = sales.fingerprint(order_id)
        sales.mark_collected(rows.filter(order_id=order_id))
        sales.announce(order_id, before)


def _standing(using: str) -> models.QuerySet[Sale]:
    rows = Sale.objects.using(using).exclude(state=SaleState.CANCELLED)
    return rows.select_related("supplier").order_by("id")


def _unassigned(using: str) -> models.QuerySet[Sale]:
    return Sale.objects.using(using).filter(offer=None, state=SaleState.PLACED).select_related("supplier")


def _row(model: Any, pk: int) -> Any:
    row = model.objects.filter(pk=pk).first()
    if row is None:
        raise UnknownRow(f"There is no {model.__name__.lower()} {pk}.")
    return row


def _supplier(row: Supplier) -> SupplierInfo:
    return SupplierInfo(row.pk, row.name, row.name_hi, row.language, row.phone, row.artisan_slug, row.supply_model)


def _offer(row: Offer) -> OfferInfo:
    return OfferInfo(row.pk, row.supplier_id, row.variant_id, row.pickup_point_id, row.priority, row.active)


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
