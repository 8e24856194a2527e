"""Suppliers, as plain data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypedDict, Unpack

from django.db import transaction

from odop_consignment.api.rows import find
from odop_consignment.models import Supplier


@dataclass(frozen=True)
class SupplierInfo:
    """A supplier as the other plugins need them. `phone` and `email` are personal data: show them masked."""

    id: int
    name: str
    name_hi: str
    language: str
    phone: str
    email: str
    artisan_slug: str
    state: str
    state_code: str


class SupplierChanges(TypedDict, total=False):
    """What may be said of a supplier; what is left out stays as it is."""

    name: str
    name_hi: str
    language: str
    phone: str
    artisan_slug: str


def suppliers(ids: Iterable[int], using: str = "default") -> dict[int, SupplierInfo]:
    return {found.pk: as_info(found) for found in Supplier.objects.using(using).filter(pk__in=list(ids))}


def save_supplier(
    *,
    name: str,
    phone: str,
    name_hi: str = "",
    language: str = "hi",
    artisan_slug: str = "",
    supplier_id: int | None = None,
) -> SupplierInfo:
    """Create a supplier, or change the one of `supplier_id`. Raises UnknownRow."""
    told: SupplierChanges = {
        "name": name, "phone": phone, "name_hi": name_hi, "language": language, "artisan_slug": artisan_slug,
    }  # fmt: skip
    if supplier_id is not None:
        return change_supplier(supplier_id, **told)
    return as_info(Supplier.objects.create(**told))


@transaction.atomic
def change_supplier(supplier_id: int, **values: Unpack[SupplierChanges]) -> SupplierInfo:
    """Raises UnknownRow."""
    supplier = find(Supplier, supplier_id, hold=True)
    for name, value in values.items():
        setattr(supplier, name, value)
    supplier.save(update_fields=[*values, "changed_at"])
    return as_info(supplier)


def as_info(supplier: Supplier) -> SupplierInfo:
    return SupplierInfo(
        supplier.pk, supplier.name, supplier.name_hi, supplier.language, supplier.phone, supplier.email,
        supplier.artisan_slug, supplier.state, supplier.state_code,
    )  # fmt: skip
