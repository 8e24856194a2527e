"""Reading an order as Saleor's GraphQL gives it (the `OdopOrder` fragment) into the suite's own snapshot.

The shape is described by pydantic models, so that whatever is wrong with a payload is named by its place in it, such
as "lines.0.taxRate". Saleor writes amounts as JSON numbers of the main unit and rates as fractions; ours are minor
units and basis points.
"""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError
from pydantic.alias_generators import to_camel

from odop_core.india.money import NotMoney
from odop_core.money import Money, money, rounded_money
from odop_core.store.orders import (
    Address,
    Allocation,
    ChargeStatus,
    Fulfillment,
    FulfillmentLine,
    OrderLine,
    OrderSnapshot,
    OrderStatus,
    undiscounted_totals,
)
from odop_core.store.port import MalformedOrder

BASIS_POINTS = 10_000


class _Node(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, extra="ignore", frozen=True)


class _Reference(_Node):
    id: str


class _Money(_Node):
    amount: Decimal
    # Where our document asks for it.
    currency: str | None = None


class _TaxedMoney(_Node):
    gross: _Money
    net: _Money


class _Total(_TaxedMoney):
    currency: str


class _Country(_Node):
    code: str


class _Address(_Node):
    first_name: str
    last_name: str
    company_name: str
    street_address_1: str
    street_address_2: str
    city: str
    city_area: str
    postal_code: str
    country_area: str
    country: _Country
    phone: str | None


class _Variant(_Node):
    id: str
    product: _Reference


class _Allocation(_Node):
    quantity: int
    warehouse: _Reference


class _Line(_Node):
    id: str
    product_name: str
    variant_name: str
    product_sku: str | None
    product_variant_id: str | None
    quantity: int
    quantity_fulfilled: int
    tax_rate: Decimal | None
    unit_price: _TaxedMoney
    total_price: _TaxedMoney
    undiscounted_unit_price: _TaxedMoney | None = None
    variant: _Variant | None
    # Saleor leaves them out (null) for lines whose stock it does not track.
    allocations: list[_Allocation] | None


class _FulfillmentLine(_Node):
    quantity: int
    order_line: _Reference | None


class _Fulfillment(_Node):
    id: str
    status: str
    tracking_number: str
    warehouse: _Reference | None
    lines: list[_FulfillmentLine] | None


class _Channel(_Node):
    slug: str


class _Order(_Node):
    id: str
    number: str
    status: OrderStatus
    charge_status: ChargeStatus
    origin: str
    created: AwareDatetime
    updated_at: AwareDatetime
    language_code_enum: str
    user_email: str | None
    user: _Reference | None
    channel: _Channel
    total: _Total
    shipping_price: _TaxedMoney
    total_charged: _Money
    total_refunded: _Money
    billing_address: _Address | None
    shipping_address: _Address | None
    lines: list[_Line]
    fulfillments: list[_Fulfillment]


def order_snapshot(node: Any) -> OrderSnapshot:
    """The snapshot of one GraphQL order. Raises MalformedOrder, naming what is missing or wrong."""
    try:
        return _snapshot(_Order.model_validate(node))
    except ValidationError as error:
        problems = [f"{'.'.join(map(str, problem['loc'])) or 'order'}: {problem['msg']}" for problem in error.errors()]
        raise MalformedOrder("The order cannot be read: " + "; ".join(problems[:5])) from error
    except NotMoney as error:
        raise MalformedOrder(f"The order cannot be read: {error}") from error


def _snapshot(order: _Order) -> OrderSnapshot:
    currency = order.total.currency
    return OrderSnapshot(
        id=order.id,
        number=order.number,
        status=order.status,
        charge_status=order.charge_status,
        origin=order.origin,
        channel=order.channel.slug,
        currency=currency,
        language=order.language_code_enum.lower().replace("_", "-"),
        created_at=_utc(order.created),
        updated_at=_utc(order.updated_at),
        user_id=order.user.id if order.user else None,
        user_email=order.user_email or "",
        total_gross=_exact(order.total.gross, currency),
        total_net=_exact(order.total.net, currency),
        shipping_gross=_exact(order.shipping_price.gross, currency),
        charged=_exact(order.total_charged, currency),
        refunded=_exact(order.total_refunded, currency),
        billing_address=_address(order.billing_address) if order.billing_address else None,
        shipping_address=_address(order.shipping_address) if order.shipping_address else None,
        lines=tuple(_line(line, currency) for line in order.lines),
        fulfillments=tuple(_fulfillment(fulfillment) for fulfillment in order.fulfillments),
    )


def _line(line: _Line, currency: str) -> OrderLine:
    total_gross, total_net = _exact(line.total_price.gross, currency), _exact(line.total_price.net, currency)
    undiscounted_gross, undiscounted_net = _undiscounted(line, total_gross, total_net)
    return OrderLine(
        id=line.id,
        product_id=line.variant.product.id if line.variant else None,
        variant_id=line.variant.id if line.variant else line.product_variant_id,
        product_name=line.product_name,
        variant_name=line.variant_name,
        sku=line.product_sku,
        quantity=line.quantity,
        quantity_fulfilled=line.quantity_fulfilled,
        unit_price_gross=rounded_money(line.unit_price.gross.amount, currency),
        unit_price_net=rounded_money(line.unit_price.net.amount, currency),
        total_gross=total_gross,
        total_net=total_net,
        undiscounted_total_gross=undiscounted_gross,
        undiscounted_total_net=undiscounted_net,
        tax_rate_bp=None if line.tax_rate is None else int((line.tax_rate * BASIS_POINTS).to_integral_value()),
        allocations=tuple(
            Allocation(warehouse_id=allocation.warehouse.id, quantity=allocation.quantity)
            for allocation in line.allocations or []
        ),
    )


def _undiscounted(line: _Line, gross: Money, net: Money) -> tuple[Money | None, Money | None]:
    unit = line.undiscounted_unit_price
    if unit is None:
        return None, None
    unit_gross = rounded_money(unit.gross.amount, gross.currency)
    unit_net = rounded_money(unit.net.amount, gross.currency)
    return undiscounted_totals(unit_gross, unit_net, line.quantity, gross, net)


def _exact(amount: _Money, currency: str) -> Money:
    """An amount of the order, which is all of one currency. Raises NotMoney."""
    if amount.currency not in {None, currency}:
        raise NotMoney(f"{amount.amount} {amount.currency} is no amount of an order in {currency}.")
    return money(amount.amount, currency)


def _fulfillment(fulfillment: _Fulfillment) -> Fulfillment:
    return Fulfillment(
        id=fulfillment.id,
        status=fulfillment.status,
        tracking_number=fulfillment.tracking_number,
        warehouse_id=fulfillment.warehouse.id if fulfillment.warehouse else None,
        lines=tuple(
            FulfillmentLine(order_line_id=line.order_line.id, quantity=line.quantity)
            for line in fulfillment.lines or []
            if line.order_line
        ),
    )


def read_address(node: Any) -> Address:
    """An `OdopAddress` of something that is no order. Raises pydantic's ValidationError."""
    return _address(_Address.model_validate(node))


def _address(address: _Address) -> Address:
    values = address.model_dump(exclude={"country", "phone"})
    return Address(**values, country_code=address.country.code, phone=address.phone or "")


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
