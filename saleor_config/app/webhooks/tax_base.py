"""What a Saleor tells of a checkout or order when it asks for the taxes, and what we answer.

It waits for the answer, so nothing goes over the network, and there are as many queries however long the cart is. Where
the rules cannot tell (no rate is known, another currency, a bug of ours), the rates of the store's tax classes are
taken, which come with the question; that is logged and counted.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Any

from django.db import transaction
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from odop_accounts.api.carts import (
    CartFacts,
    CartLine,
    Destination,
    Priced,
    apportion,
    count_fallback,
    tax_choices,
    tax_flat,
)
from odop_core.india.dates import today
from odop_core.money import RUPEES, Money, rounded_money
from odop_core.store.orders import Address

logger = logging.getLogger(__name__)

SHIPPING = "SHIPPING"


class _Node(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, extra="ignore", frozen=True)


class _Amount(_Node):
    amount: Decimal


class _Country(_Node):
    code: str


class _ClassRate(_Node):
    country: _Country
    rate: Annotated[Decimal, Field(ge=0)]


class _TaxClass(_Node):
    countries: list[_ClassRate] = []


class _Product(_Node):
    id: str
    tax_class: _TaxClass | None = None


class _Variant(_Node):
    id: str
    product: _Product


class _SourceLine(_Node):
    id: str
    # Of a checkout line, or of an order line (the two have different types); none when it was deleted since.
    variant: _Variant | None = None
    order_variant: _Variant | None = None

    @property
    def goods(self) -> _Variant | None:
        return self.variant or self.order_variant


class _Line(_Node):
    quantity: int
    total_price: _Amount
    source_line: _SourceLine


class _Address(_Node):
    country_area: str = ""
    postal_code: str = ""
    country: _Country

    def as_address(self) -> Address:
        return Address(country_area=self.country_area, postal_code=self.postal_code, country_code=self.country.code)


class _Source(_Node):
    billing_address: _Address | None = None
    shipping_address: _Address | None = None


class _Discount(_Node):
    type: str
    amount: _Amount


class TaxBase(_Node):
    prices_entered_with_tax: bool
    currency: str
    shipping_price: _Amount
    discounts: list[_Discount] = []
    source_object: _Source
    lines: list[_Line]


class TaxQuestion(_Node):
    tax_base: TaxBase


def answer_taxes(base: TaxBase) -> dict[str, Any]:
    """The tax of each line and of the delivery, in the words that Saleor reads."""
    amounts, delivery = _discounted(base)
    try:
        with transaction.atomic():
            lines, shipping = _by_rules(base, amounts, delivery)
    except Exception as error:
        logger.warning("GST is by the store's tax classes: %s", error, exc_info=True)
        count_fallback()
        lines, shipping = _by_classes(base, amounts, delivery)
    return {
        "shipping_price_net_amount": _written(shipping.net_paise, base.currency),
        "shipping_price_gross_amount": _written(shipping.gross_paise, base.currency),
        "shipping_tax_rate": _percent(shipping.rate_bp),
        "lines": [
            {
                "total_net_amount": _written(line.net_paise, base.currency),
                "total_gross_amount": _written(line.gross_paise, base.currency),
                "tax_rate": _percent(line.rate_bp),
            }
            for line in lines
        ],
    }


def _discounted(base: TaxBase) -> tuple[list[int], int]:
    """What the lines and the delivery cost after discounts of the whole order, in the smallest coins."""
    totals = [_coins(line.total_price, base.currency) for line in base.lines]
    whole = sum(totals)
    of_delivery = sum(_coins(each.amount, base.currency) for each in base.discounts if each.type == SHIPPING)
    of_goods = sum(_coins(each.amount, base.currency) for each in base.discounts if each.type != SHIPPING)
    if totals:
        shares = apportion(min(of_goods, whole), totals)
        totals = [total - share for total, share in zip(totals, shares, strict=True)]
    return totals, max(_coins(base.shipping_price, base.currency) - of_delivery, 0)


def _by_rules(base: TaxBase, amounts: Sequence[int], delivery: int) -> tuple[list[Priced], Priced]:
    """Raises TaxRefusal, and whatever a bug of ours raises."""
    if base.currency != RUPEES:
        raise ValueError(f"The rules are for rupees, not for {base.currency}.")
    variants = [line.source_line.goods for line in base.lines]
    facts = CartFacts({variant.id: variant.product.id for variant in variants if variant}, today(), tax_choices())
    source, with_tax = base.source_object, base.prices_entered_with_tax
    to = Destination(
        source.billing_address.as_address() if source.billing_address else None,
        source.shipping_address.as_address() if source.shipping_address else None,
    )
    taxed = [
        facts.tax_line(
            CartLine(
                line.source_line.id,
                variant.id if variant else "",
                variant.product.id if variant else "",
                line.quantity,
                amount,
            ),
            to,
            with_tax=with_tax,
        )
        for line, variant, amount in zip(base.lines, variants, amounts, strict=True)
    ]
    return [line.priced for line in taxed], facts.tax_delivery(delivery, taxed, with_tax=with_tax)


def _by_classes(base: TaxBase, amounts: Sequence[int], delivery: int) -> tuple[list[Priced], Priced]:
    """Delivery has the highest rate of the lines."""
    source = base.source_object
    address = source.shipping_address or source.billing_address
    country = address.country.code if address else "IN"
    percents = [_class_percent(line.source_line.goods, country) for line in base.lines]
    with_tax = base.prices_entered_with_tax
    lines = [tax_flat(amount, percent, with_tax=with_tax) for amount, percent in zip(amounts, percents, strict=True)]
    return lines, tax_flat(delivery, max(percents, default=Decimal(0)), with_tax=with_tax)


def _class_percent(variant: _Variant | None, country: str) -> Decimal:
    rates = variant.product.tax_class.countries if variant and variant.product.tax_class else []
    return next((each.rate for each in rates if each.country.code == country), Decimal(0))


def _coins(amount: _Amount, currency: str) -> int:
    return rounded_money(amount.amount, currency).minor


def _written(minor: int, currency: str) -> str:
    return str(Money(minor, currency).amount)


def _percent(rate_bp: int) -> str:
    return str(Decimal(rate_bp).scaleb(-2))
