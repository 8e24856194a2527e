"""Saleor's tax classes, as rows of the same database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

import graphene
from django.db import transaction
from django.db.models import F, Max
from django.db.models.functions import Coalesce
from django.utils import timezone
from saleor.product.models import Product, ProductVariantChannelListing
from saleor.tax.models import TaxClass, TaxClassCountryRate

from odop_core.database.locks import lock_subject
from odop_core.india.money import paise
from odop_core.money import RUPEES
from odop_core.store.catalogue import ProductTax
from odop_core.store.port import StoreRefused
from saleor_config.in_saleor.snapshot import global_id

PAGE = 500
INDIA = "IN"


def read_product_taxes() -> Iterator[ProductTax]:
    """See `Catalogue.read_product_taxes`. A product without a class has that of its type."""
    names = dict(TaxClass.objects.values_list("pk", "name"))
    rates = dict(TaxClassCountryRate.objects.filter(country=INDIA).values_list("tax_class_id", "rate"))
    products = Product.objects.annotate(its_class=Coalesce(F("tax_class_id"), F("product_type__tax_class_id")))
    last = 0
    while page := list(products.filter(pk__gt=last).order_by("pk").values_list("pk", "name", "its_class")[:PAGE]):
        prices = _highest_prices([pk for pk, _name, _class in page])
        for pk, name, its_class in page:
            rate = rates.get(its_class) if its_class else None
            yield ProductTax(
                global_id("Product", pk), name, names.get(its_class, ""), _basis_points(rate), prices.get(pk)
            )
        last = page[-1][0]


@transaction.atomic
def ensure_tax_class(name: str, rate_bp: int) -> list[str]:
    """See `Catalogue.ensure_tax_class`."""
    lock_subject("tax class", name)
    rate = Decimal(rate_bp) / 100
    found = TaxClass.objects.filter(name=name).order_by("pk").first()
    if found is None:
        made = TaxClass.objects.create(name=name)
        TaxClassCountryRate.objects.create(tax_class=made, country=INDIA, rate=rate)
        return [f"tax class {name} created"]
    row = TaxClassCountryRate.objects.filter(tax_class=found, country=INDIA).first()
    if row and row.rate == rate:
        return []
    TaxClassCountryRate.objects.update_or_create(tax_class=found, country=INDIA, defaults={"rate": rate})
    return [f"rate of the tax class {name} repaired"]


def assign_tax_class(name: str, product_ids: Iterable[str]) -> None:
    """See `Catalogue.assign_tax_class`."""
    found = TaxClass.objects.filter(name=name).order_by("pk").first()
    if found is None:
        raise StoreRefused(f"The shop has no tax class {name}.")
    pks = [int(graphene.Node.from_global_id(product_id)[1]) for product_id in product_ids]
    Product.objects.filter(pk__in=pks).update(tax_class=found, updated_at=timezone.now())


def _highest_prices(products: list[int]) -> dict[int, int]:
    listings = ProductVariantChannelListing.objects.filter(
        variant__product__in=products, currency=RUPEES, price_amount__isnull=False
    )
    rows = listings.values_list("variant__product").annotate(highest=Max("price_amount"))
    return {pk: paise(highest) for pk, highest in rows}


def _basis_points(rate: Decimal | None) -> int | None:
    return None if rate is None else int((rate * 100).to_integral_value())
