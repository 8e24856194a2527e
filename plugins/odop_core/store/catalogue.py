"""The port to Saleor's catalogue: the attributes we want it to have, and what it tells us of its products.

Two adapters fulfil it, in `saleor_config`, as with the `Store`, whose errors it raises. Only attributes whose slug
begins with `PREFIX` are ours: nothing else of a merchant's catalogue is read, kept or changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from odop_core.store.orders import Snapshot

PREFIX = "odop-"
# How a yes/no attribute's value reads in a snapshot.
YES, NO = "true", "false"


class InputType(StrEnum):
    """Saleor's names for how a merchant fills an attribute in."""

    DROPDOWN = "DROPDOWN"
    BOOLEAN = "BOOLEAN"


@dataclass(frozen=True)
class ValueSpec:
    """One choice of a dropdown.

    `reference` is its lasting identity (Saleor's external reference, unique in the whole shop). Saleor makes a value's
    slug of its name, and a new one when a merchant renames it; `slug`, if given, is kept where we can reach it, which
    is in Saleor. So is the Hindi translation of the name ("": none).
    """

    reference: str
    name: str
    slug: str = ""
    name_hi: str = ""


@dataclass(frozen=True)
class AttributeSpec:
    """An attribute of products as we want it, with the choices it must have at least."""

    slug: str
    name: str
    input_type: InputType = InputType.DROPDOWN
    values: tuple[ValueSpec, ...] = ()
    # Whether buyers see it among the product's attributes, and may filter by it.
    is_public: bool = True


class ProductSnapshot(Snapshot):
    """A product as it stood at `updated_at`, as far as it concerns us.

    `attributes` holds our attributes that have a value: for each slug the `ValueSpec.reference` of its values, or the
    slug of a value that a merchant added, or YES or NO. `category_ids` begins with the product's own category and goes
    up to the root. `name_hi` is the store's Hindi translation of `name`; "" when it has none.
    """

    id: str
    name: str
    name_hi: str = ""
    slug: str
    product_type: str
    attributes: dict[str, tuple[str, ...]] = {}
    category_ids: tuple[str, ...] = ()
    updated_at: datetime

    def value(self, attribute: str) -> str:
        """The only (or first) value of an attribute; "" when it has none."""
        return next(iter(self.attributes.get(attribute, ())), "")


@dataclass(frozen=True)
class ChangedProduct:
    """A product the store changed. `payload` is what an inbox event about it carries (see `Catalogue.read_product`)."""

    product_id: str
    updated_at: datetime
    payload: dict[str, Any]

    @property
    def subject(self) -> str:
        return self.product_id


@dataclass(frozen=True)
class VariantInfo:
    """A variant of the store, and the product it is of."""

    variant_id: str
    product_id: str
    product_name: str


@dataclass(frozen=True)
class ProductTax:
    """The tax class by which the store taxes a product ("" for none), its own or that of its type, and the rate this
    has for India, in basis points. `highest_paise`: what its dearest variant costs in rupees, as entered."""

    product_id: str
    name: str
    tax_class: str
    rate_bp: int | None
    highest_paise: int | None


class Catalogue(Protocol):
    """What was changed is told in sentences, one per write; an empty list says that all was as wanted."""

    def ensure_attribute(self, spec: AttributeSpec) -> list[str]:
        """Create the attribute and the values that are missing, and name the values again as the spec does, in Saleor
        also in Hindi.

        A value is known by its reference, or else by the slug its name makes. The attribute's own name is the
        merchant's to change, and values the spec does not name are left alone. Raises StoreRefused (also for an
        attribute of this slug that is of another kind), StoreUnavailable.
        """

    def ensure_value(self, attribute: str, value: ValueSpec) -> list[str]:
        """As above for one value. An attribute that was never set up is left so."""

    def assign_attributes(self, attributes: list[str], product_types: list[str]) -> list[str]:
        """Let products of these types (by slug) have these attributes. Raises StoreRefused for an unknown one."""

    def read_product(self, payload: dict[str, Any]) -> ProductSnapshot | None:
        """The product an inbox event is about; None when the store no longer has it.

        Called in a transaction, so it must not go over the network. Raises MalformedProduct.
        """

    def products_changed_since(self, moment: datetime) -> Iterator[ChangedProduct]:
        """All products updated at or after `moment`, oldest change first; otherwise as `Store.orders_changed_since`."""

    def variants_by_sku(self, skus: Iterable[str]) -> dict[str, VariantInfo]:
        """The variants of these SKUs, letter for letter; unknown ones are left out. (A SKU is unique in Saleor.)

        As many requests as there are hundreds of SKUs. Raises StoreRefused, StoreUnavailable.
        """

    def read_product_taxes(self) -> Iterator[ProductTax]:
        """Of all products, in pages. Raises StoreRefused, StoreUnavailable."""

    def ensure_tax_class(self, name: str, rate_bp: int) -> list[str]:
        """Create the tax class, or repair its rate for India. Raises StoreRefused, StoreUnavailable."""

    def assign_tax_class(self, name: str, product_ids: Iterable[str]) -> None:
        """Let these products have it. Raises StoreRefused for an unknown one, StoreUnavailable."""
