"""The sample ODOP catalogue: invented suppliers in real districts, with real crafts and believable products and prices.

`sample_catalogue()` reads `catalogue.json`. Every (district, craft) pair is one of the programme's own. Two products
have no supplier on purpose, and some variants are supplied by two suppliers: both happen in a real shop.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

CENTRAL_STORE = "central-store"

PinCode = Annotated[str, Field(pattern=r"^[1-9]\d{5}$")]
Rupees = Annotated[Decimal, Field(gt=0, max_digits=9, decimal_places=2)]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PickupPoint(_Record):
    """Where a carrier collects; in Saleor it is a Warehouse with this slug."""

    slug: str
    name: str
    street_address_1: str
    city: str
    postal_code: PinCode
    country_area: str


class Supplier(_Record):
    key: str
    name_en: str
    name_hi: str
    district: str
    craft: str
    village: str
    phone: str
    language: str
    pickup_point: PickupPoint


class Variant(_Record):
    """`stock` counts pieces per supplier key, or under `central-store`; `price` is in rupees with GST."""

    sku: str
    name: str
    price: Rupees
    stock: dict[str, Annotated[int, Field(ge=0)]]


class Product(_Record):
    """`weight` is in kilograms. `supplier` is the main supplier; None means nobody has offered to supply it."""

    slug: str
    name_en: str
    name_hi: str
    district: str
    craft: str
    supplier: str | None
    category: str
    hsn: str
    # Declared a handicraft; pre-packaged and labelled: what decides on the rate beside the code.
    handicraft: bool = False
    packaged: bool = False
    gst_percent: Decimal
    price_inr: Rupees
    weight: Decimal
    variants: tuple[Variant, ...]


class Catalogue(_Record):
    about: str
    central_store: PickupPoint
    suppliers: tuple[Supplier, ...]
    products: tuple[Product, ...]

    @model_validator(mode="after")
    def _stock_lies_somewhere(self) -> Catalogue:
        places = self.pickup_points().keys()
        unknown = {key for variant in self.variants() for key in variant.stock} - places
        if unknown:
            raise ValueError(f"Stock is counted for suppliers the catalogue does not have: {sorted(unknown)}")
        return self

    def pickup_points(self) -> dict[str, PickupPoint]:
        """By supplier key, with the central store under its own key."""
        return {CENTRAL_STORE: self.central_store} | {
            supplier.key: supplier.pickup_point for supplier in self.suppliers
        }

    def variants(self) -> Iterator[Variant]:
        for product in self.products:
            yield from product.variants


@cache
def sample_catalogue() -> Catalogue:
    return Catalogue.model_validate_json(files(__package__).joinpath("catalogue.json").read_bytes())
