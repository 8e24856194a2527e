"""Reads an order of this Saleor into a snapshot: the same figures Saleor's GraphQL gives about it, without the detour.

The number of queries does not depend on the order's length. Where GraphQL computes (refunds, a fulfilment's warehouse,
rounding to the currency), this computes alike, so that both hosts tell the plugins the same story.
"""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import graphene
from saleor.core.prices import quantize_price
from saleor.order.models import Order
from saleor.payment import ChargeStatus as PaymentStatus
from saleor.payment import TransactionKind
from saleor.payment.model_helpers import get_last_payment

from odop_core.money import Money, money
from odop_core.store.orders import (
    Address,
    Allocation,
    ChargeStatus,
    Fulfillment,
    FulfillmentLine,
    OrderLine,
    OrderSnapshot,
    undiscounted_totals,
)
from odop_core.store.orders import OrderStatus as Status

BASIS_POINTS = 10_000


def read_snapshot(order_pk: UUID) -> OrderSnapshot | None:
    """The order as the writer database has it now; None when there is none."""
    order = (
        Order.objects.select_related("channel", "user", "billing_address", "shipping_address")
        .prefetch_related(
            "lines__variant",
            "lines__allocations__stock",
            "fulfillments__lines__stock",
            "payments__transactions",
            "payment_transactions",
        )
        .filter(pk=order_pk)
        .first()
    )
    return snapshot(order) if order else None


def snapshot(order: Any) -> OrderSnapshot:
    """`order` is a Saleor order; anything not prefetched costs queries."""
    money_of = _Reader(order.currency)
    return OrderSnapshot(
        id=global_id("Order", order.pk),
        number=str(order.number),
        status=Status(_enum_name(order.status)),
        charge_status=ChargeStatus(_enum_name(order.charge_status)),
        origin=_enum_name(order.origin),
        channel=order.channel.slug,
        currency=order.currency,
        language=order.language_code.lower(),
        created_at=_utc(order.created_at),
        updated_at=_utc(order.updated_at),
        user_id=global_id("User", order.user_id) if order.user_id else None,
        user_email=order.user_email or (order.user.email if order.user else ""),
        total_gross=money_of(order.total_gross_amount),
        total_net=money_of(order.total_net_amount),
        shipping_gross=money_of(order.shipping_price_gross_amount),
        charged=money_of(order.total_charged_amount),
        refunded=money_of(_refunded(order)),
        billing_address=address(order.billing_address),
        shipping_address=address(order.shipping_address),
        lines=tuple(_line(line, money_of) for line in sorted(order.lines.all(), key=_creation)),
        fulfillments=tuple(_fulfillment(fulfillment) for fulfillment in _by_pk(order.fulfillments.all())),
    )


def address(saved: Any) -> Address | None:
    if saved is None:
        return None
    return Address(
        first_name=saved.first_name,
        last_name=saved.last_name,
        company_name=saved.company_name,
        street_address_1=saved.street_address_1,
        street_address_2=saved.street_address_2,
        city=saved.city,
        city_area=saved.city_area,
        postal_code=saved.postal_code,
        country_area=saved.country_area,
        country_code=saved.country.code or "",
        phone=str(saved.phone or ""),
    )


def global_id(type_name: str, pk: object) -> str:
    return str(graphene.Node.to_global_id(type_name, pk))


class _Reader:
    """Reads amounts of one currency, rounded to the currency's precision as Saleor's GraphQL rounds them."""

    def __init__(self, currency: str) -> None:
        self.currency = currency

    def __call__(self, amount: Decimal) -> Money:
        return money(quantize_price(amount, self.currency), self.currency)


def _line(line: Any, money_of: _Reader) -> OrderLine:
    total_gross, total_net = money_of(line.total_price_gross_amount), money_of(line.total_price_net_amount)
    undiscounted_gross, undiscounted_net = undiscounted_totals(
        money_of(line.undiscounted_unit_price_gross_amount), money_of(line.undiscounted_unit_price_net_amount),
        line.quantity, total_gross, total_net,
    )  # fmt: skip
    return OrderLine(
        id=global_id("OrderLine", line.pk),
        product_id=global_id("Product", line.variant.product_id) if line.variant else None,
        variant_id=global_id("ProductVariant", line.variant_id) if line.variant else line.product_variant_id,
        product_name=line.product_name,
        variant_name=line.variant_name,
        sku=line.product_sku,
        quantity=line.quantity,
        quantity_fulfilled=line.quantity_fulfilled,
        unit_price_gross=money_of(line.unit_price_gross_amount),
        unit_price_net=money_of(line.unit_price_net_amount),
        total_gross=total_gross,
        total_net=total_net,
        undiscounted_total_gross=undiscounted_gross,
        undiscounted_total_net=undiscounted_net,
        tax_rate_bp=round((line.tax_rate or 0) * BASIS_POINTS),
        allocations=tuple(
            Allocation(
                warehouse_id=global_id("Warehouse", allocation.stock.warehouse_id),
                quantity=allocation.quantity_allocated,
            )
            for allocation in _by_pk(line.allocations.all())
        ),
    )


def _fulfillment(fulfillment: Any) -> Fulfillment:
    lines = _by_pk(fulfillment.lines.all())
    stock = lines[0].stock if lines else None
    return Fulfillment(
        id=global_id("Fulfillment", fulfillment.pk),
        status=_enum_name(fulfillment.status),
        tracking_number=fulfillment.tracking_number,
        warehouse_id=global_id("Warehouse", stock.warehouse_id) if stock else None,
        lines=tuple(
            FulfillmentLine(order_line_id=global_id("OrderLine", line.order_line_id), quantity=line.quantity)
            for line in lines
        ),
    )


def _refunded(order: Any) -> Decimal:
    """What `Order.totalRefunded` says: of the last legacy payment if that is in use, else of all transactions."""
    payment = get_last_payment(list(order.payments.all()))
    if payment and (payment.is_active or payment.charge_status == PaymentStatus.FULLY_REFUNDED):
        refunds = [
            transaction.amount
            for transaction in payment.transactions.all()
            if transaction.kind == TransactionKind.REFUND and transaction.is_success
        ]
    else:
        refunds = [transaction.refunded_value for transaction in order.payment_transactions.all()]
    return sum(refunds, Decimal(0))


def _enum_name(value: str) -> str:
    """Saleor's stored word as its GraphQL enum spells it: "partially fulfilled" is PARTIALLY_FULFILLED."""
    return value.replace(" ", "_").replace("-", "_").upper()


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


def _creation(line: Any) -> tuple[datetime, str]:
    return line.created_at, str(line.pk)


def _by_pk(rows: Any) -> list[Any]:
    return sorted(rows, key=lambda row: row.pk)
