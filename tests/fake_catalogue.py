"""A catalogue that lives in memory: the attributes and products it was given, and no others.

As Saleor does, it makes a value's slug of its name. Events tell it of a product by `{"product": <ProductSnapshot>}`, or
`{"gone": true}`. The real adapters have their own tests.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from odop_core.store.catalogue import (
    AttributeSpec,
    ChangedProduct,
    ProductSnapshot,
    ProductTax,
    ValueSpec,
    VariantInfo,
)
from odop_core.store.port import MalformedProduct, StoreError, StoreRefused


@dataclass
class FakeCatalogue:
    products: dict[str, ProductSnapshot] = field(default_factory=dict)
    # By attribute slug: the values' names by reference.
    attributes: dict[str, dict[str, str]] = field(default_factory=dict)
    # By product type slug: the attributes its products have.
    product_types: dict[str, list[str]] = field(default_factory=dict)
    # By SKU; and how many SKUs were asked for, each time.
    variants: dict[str, VariantInfo] = field(default_factory=dict)
    asked: list[int] = field(default_factory=list)
    # Rates of tax classes by name, and by product ID its name, tax class and dearest price.
    tax_classes: dict[str, int] = field(default_factory=dict)
    taxes: dict[str, tuple[str, str, int | None]] = field(default_factory=dict)
    # Raised by whatever talks with the store.
    trouble: StoreError | None = None

    def hold(self, *products: ProductSnapshot) -> None:
        """From now on the store has these products as they are here."""
        self.products |= {product.id: product for product in products}

    def ensure_attribute(self, spec: AttributeSpec) -> list[str]:
        self._answer()
        changes = [] if spec.slug in self.attributes else [f"attribute {spec.slug} created"]
        self.attributes.setdefault(spec.slug, {})
        return changes + [change for value in spec.values for change in self.ensure_value(spec.slug, value)]

    def ensure_value(self, attribute: str, value: ValueSpec) -> list[str]:
        self._answer()
        values = self.attributes.get(attribute)
        if values is None or values.get(value.reference) == value.name:
            return []
        values[value.reference] = value.name
        return [f"value {value.name} of {attribute}"]

    def assign_attributes(self, attributes: list[str], product_types: list[str]) -> list[str]:
        self._answer()
        if unknown := set(product_types) - self.product_types.keys():
            raise StoreRefused(f"There is no product type {', '.join(sorted(unknown))}.")
        missing = [
            (kind, slug) for kind in product_types for slug in attributes if slug not in self.product_types[kind]
        ]
        for kind, slug in missing:
            self.product_types[kind].append(slug)
        return [f"{slug} assigned to {kind}" for kind, slug in missing]

    def read_product(self, payload: dict[str, Any]) -> ProductSnapshot | None:
        if payload.get("gone"):
            return None
        try:
            return ProductSnapshot.model_validate(payload["product"])
        except (KeyError, ValidationError) as error:
            raise MalformedProduct(f"This is no product: {error}") from error

    def products_changed_since(self, moment: datetime) -> Iterator[ChangedProduct]:
        self._answer()
        changed = [product for product in self.products.values() if product.updated_at >= moment]
        for product in sorted(changed, key=lambda product: (product.updated_at, product.id)):
            yield ChangedProduct(product.id, product.updated_at, product_payload(product))

    def variants_by_sku(self, skus: Iterable[str]) -> dict[str, VariantInfo]:
        self._answer()
        wanted = set(skus)
        self.asked.append(len(wanted))
        return {sku: self.variants[sku] for sku in wanted & self.variants.keys()}

    def read_product_taxes(self) -> Iterator[ProductTax]:
        self._answer()
        for product_id, (name, tax_class, price) in self.taxes.items():
            yield ProductTax(product_id, name, tax_class, self.tax_classes.get(tax_class), price)

    def ensure_tax_class(self, name: str, rate_bp: int) -> list[str]:
        self._answer()
        if self.tax_classes.get(name) == rate_bp:
            return []
        self.tax_classes[name] = rate_bp
        return [f"tax class {name}"]

    def assign_tax_class(self, name: str, product_ids: Iterable[str]) -> None:
        self._answer()
        for product_id in product_ids:
            product, _before, price = self.taxes[product_id]
            self.taxes[product_id] = product, name, price

    def _answer(self) -> None:
        if self.trouble:
            raise self.trouble


def product_payload(product: ProductSnapshot) -> dict[str, Any]:
    """What an inbox event about this product carries."""
    return {"product": product.model_dump(mode="json")}
