"""What the store says of an order: an immutable, typed snapshot, the same from both hosts.

Every id is a Saleor global ID string. Money is of the order's currency, times are aware and in UTC.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from odop_core.money import Money


class OrderStatus(StrEnum):
    DRAFT = "DRAFT"
    UNCONFIRMED = "UNCONFIRMED"
    UNFULFILLED = "UNFULFILLED"
    PARTIALLY_FULFILLED = "PARTIALLY_FULFILLED"
    FULFILLED = "FULFILLED"
    PARTIALLY_RETURNED = "PARTIALLY_RETURNED"
    RETURNED = "RETURNED"
    CANCELED = "CANCELED"
    EXPIRED = "EXPIRED"


class ChargeStatus(StrEnum):
    NONE = "NONE"
    PARTIAL = "PARTIAL"
    FULL = "FULL"
    OVERCHARGED = "OVERCHARGED"


NOT_YET_PLACED = {OrderStatus.DRAFT, OrderStatus.UNCONFIRMED}
PAID = {ChargeStatus.FULL, ChargeStatus.OVERCHARGED}
WITHDRAWN = {OrderStatus.CANCELED, OrderStatus.EXPIRED, OrderStatus.RETURNED}


class Snapshot(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Address(Snapshot):
    """A postal address. `country_area` is the State's name as Saleor keeps it, e.g. "Uttar Pradesh"."""

    first_name: str = ""
    last_name: str = ""
    company_name: str = ""
    street_address_1: str = ""
    street_address_2: str = ""
    city: str = ""
    city_area: str = ""
    postal_code: str = ""
    country_area: str = ""
    country_code: str = ""
    phone: str = ""

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.first_name, self.last_name) if part)


class Allocation(Snapshot):
    """Saleor's promise that so many pieces of a line come from one warehouse (our pickup point)."""

    warehouse_id: str
    quantity: int


class OrderLine(Snapshot):
    """One line of an order; prices are per unit, totals for the whole quantity, after discounts."""

    id: str
    product_id: str | None = None
    variant_id: str | None = None
    product_name: str
    variant_name: str = ""
    sku: str | None = None
    quantity: int = Field(ge=0)
    quantity_fulfilled: int = 0
    unit_price_gross: Money
    unit_price_net: Money
    total_gross: Money
    total_net: Money
    # The same before promotions and vouchers; None where the store does not say.
    undiscounted_total_gross: Money | None = None
    undiscounted_total_net: Money | None = None
    # Tax in basis points of the net price: 5 % is 500.
    tax_rate_bp: int | None = None
    allocations: tuple[Allocation, ...] = ()

    @property
    def discount_gross(self) -> Money:
        """What promotions and vouchers took off the whole line. Never below zero."""
        return _taken_off(self.undiscounted_total_gross, self.total_gross)

    @property
    def discount_net(self) -> Money:
        """The same of the price without GST."""
        return _taken_off(self.undiscounted_total_net, self.total_net)


def undiscounted_totals(
    unit_gross: Money, unit_net: Money, quantity: int, total_gross: Money, total_net: Money
) -> tuple[Money, Money]:
    """What a line came to before discounts, from Saleor's undiscounted prices of a unit.

    A line without a discount is what it is: the rounding of unit prices is no discount.
    """
    gross, net = unit_gross * quantity, unit_net * quantity
    if gross.minor - total_gross.minor < quantity:
        return total_gross, total_net
    return gross, max(net, total_net, key=lambda amount: amount.minor)


def _taken_off(before: Money | None, after: Money) -> Money:
    return Money(max(before.minor - after.minor, 0) if before else 0, after.currency)


class FulfillmentLine(Snapshot):
    order_line_id: str
    quantity: int


class Fulfillment(Snapshot):
    """Goods that left (or will leave) together. `status` is Saleor's own word in upper case."""

    id: str
    status: str
    tracking_number: str = ""
    warehouse_id: str | None = None
    lines: tuple[FulfillmentLine, ...] = ()


class OrderSnapshot(Snapshot):
    """An order as it stood at `updated_at`, the store's own clock for its changes."""

    id: str
    number: str
    status: OrderStatus
    charge_status: ChargeStatus
    origin: str = ""
    channel: str
    currency: str
    language: str = "en"
    created_at: datetime
    updated_at: datetime
    user_id: str | None = None
    user_email: str = ""
    total_gross: Money
    total_net: Money
    shipping_gross: Money
    charged: Money
    refunded: Money
    billing_address: Address | None = None
    shipping_address: Address | None = None
    lines: tuple[OrderLine, ...] = ()
    fulfillments: tuple[Fulfillment, ...] = ()

    @property
    def is_paid(self) -> bool:
        return self.charge_status in PAID

    @property
    def is_placed(self) -> bool:
        return self.status not in NOT_YET_PLACED

    @property
    def has_left(self) -> bool:
        """Every piece of it is on its way, or further."""
        return all(line.quantity_fulfilled >= line.quantity for line in self.lines)

    @property
    def is_refunded_in_full(self) -> bool:
        """All money went back. (Paid twice and refunded once is still paid: Saleor's `charged` is what stays.)"""
        return self.refunded.minor > 0 and self.charged.minor <= 0

    @property
    def is_withdrawn(self) -> bool:
        """The buyer no longer gets these goods: cancelled, expired, returned, or all money given back."""
        return self.status in WITHDRAWN or self.is_refunded_in_full
