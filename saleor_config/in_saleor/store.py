"""The store port inside Saleor: orders are rows of the same database, fulfilments are Saleor's own functions.

It reads and writes the writer database, so it is used inside `background_work()` or a mutation. A transaction of the
caller is joined: what Saleor announces about a fulfilment goes out when that commits.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

import graphene
from django.contrib.sites.models import Site
from django.core.exceptions import ValidationError
from django.db import OperationalError, transaction
from django.db.models import Q
from saleor.core.exceptions import InsufficientStock
from saleor.order import FulfillmentStatus, OrderStatus
from saleor.order.actions import create_fulfillments
from saleor.order.lock_objects import order_lines_qs_select_for_update
from saleor.order.models import Fulfillment, Order
from saleor.plugins.manager import get_plugins_manager
from saleor.site.models import SiteSettings
from saleor.warehouse.models import Warehouse

from odop_core.store.orders import OrderSnapshot
from odop_core.store.port import (
    ChangedOrder,
    FulfillmentRequest,
    MalformedOrder,
    NewPickupPoint,
    PickupPoint,
    StockChange,
    StockLevel,
    StoreInvoice,
    StoreRefused,
    StoreUnavailable,
)
from saleor_config.in_saleor import invoices, pickup_points, stock
from saleor_config.in_saleor.snapshot import address, global_id, read_snapshot

# Changed orders read at once.
PAGE = 500
NOT_TO_BE_FULFILLED = {OrderStatus.DRAFT, OrderStatus.CANCELED, OrderStatus.EXPIRED}


class InSaleorStore:
    """Fulfils `odop_core.store.port.Store`. An inbox event about an order carries only `{"order_id": <global ID>}`."""

    def read_order(self, payload: dict[str, Any]) -> OrderSnapshot | None:
        try:
            return read_snapshot(_pk("Order", str(payload["order_id"])))
        except (KeyError, ValueError) as error:  # pydantic's and NotMoney are ValueErrors too
            raise MalformedOrder(f"{payload!r} cannot be read as an order: {error}") from error

    def orders_changed_since(self, moment: datetime) -> Iterator[ChangedOrder]:
        page = _page(Q(updated_at__gte=moment))
        while page:
            yield from (_changed(*row) for row in page)
            last_pk, _number, last_change = page[-1]
            page = _page(Q(updated_at__gt=last_change) | Q(updated_at=last_change, pk__gt=last_pk))

    def create_fulfillment(self, request: FulfillmentRequest) -> str:
        try:
            with transaction.atomic():
                return _fulfil(request)
        except OperationalError as error:  # a deadlock with the Dashboard, a server going down
            raise StoreUnavailable(f"Saleor's database did not take the fulfilment: {error}") from error

    def attach_invoice(self, invoice: StoreInvoice) -> str:
        try:
            with transaction.atomic():
                return invoices.attach_invoice(invoice)
        except OperationalError as error:
            raise StoreUnavailable(f"Saleor's database did not take the invoice: {error}") from error

    def pickup_point(self, warehouse_id: str) -> PickupPoint | None:
        try:
            pk = _pk("Warehouse", warehouse_id)
        except ValueError:
            return None
        warehouse = Warehouse.objects.select_related("address").filter(pk=pk).first()
        place = address(warehouse.address) if warehouse else None
        if warehouse is None or place is None:
            return None
        return PickupPoint(id=global_id("Warehouse", warehouse.pk), name=warehouse.name, address=place)

    def create_pickup_point(self, wanted: NewPickupPoint) -> str:
        try:
            with transaction.atomic():
                return pickup_points.create_pickup_point(wanted)
        except OperationalError as error:
            raise StoreUnavailable(f"Saleor's database did not take the pickup point: {error}") from error

    def stock(self, pairs: Iterable[tuple[str, str]]) -> list[StockLevel]:
        return stock.read_levels(pairs)

    def adjust_stock(self, change: StockChange) -> StockLevel:
        try:
            with transaction.atomic():
                return stock.adjust_level(change)
        except OperationalError as error:  # a deadlock with the Dashboard, a server going down
            raise StoreUnavailable(f"Saleor's database did not take the stock: {error}") from error


def _page(condition: Q) -> list[tuple[UUID, int, datetime]]:
    orders = Order.objects.filter(condition).exclude(status=OrderStatus.DRAFT).order_by("updated_at", "pk")
    return list(orders.values_list("pk", "number", "updated_at")[:PAGE])


def _changed(pk: UUID, number: int, updated_at: datetime) -> ChangedOrder:
    order_id = global_id("Order", pk)
    return ChangedOrder(order_id, str(number), updated_at, {"order_id": order_id})


def _fulfil(request: FulfillmentRequest) -> str:
    """Runs in a transaction. The order's lines are locked first, in Saleor's own sequence, so that two requests of ours
    see each other and none of ours deadlocks with a person fulfilling the same order in the Dashboard."""
    order = _order(request)
    lines = {line.pk: line for line in order_lines_qs_select_for_update().filter(order_id=order.pk)}
    if known := _fulfilled_before(request, order):
        return known
    settings = SiteSettings.objects.get(site=Site.objects.get_current())  # read anew: only the site is cached
    _require_fulfillable(order, settings)
    try:
        made = create_fulfillments(
            None, None, order, _quantities(request, lines), get_plugins_manager(allow_replica=False), settings,
            notify_customer=request.notifies_buyer, auto_approved=settings.fulfillment_auto_approve,
            tracking_number=request.tracking_number,
        )  # fmt: skip
    except InsufficientStock as error:
        raise StoreRefused(str(error)) from error
    except ValidationError as error:
        raise StoreRefused("; ".join(error.messages)) from error
    return global_id("Fulfillment", made[0].pk)


def _order(request: FulfillmentRequest) -> Any:
    order = None
    if (pk := _pk_or_none("Order", request.order_id)) is not None:
        order = Order.objects.select_related("channel").filter(pk=pk).first()
    if order is None:
        raise StoreRefused(f"Saleor has no order {request.order_id}.")
    return order


def _fulfilled_before(request: FulfillmentRequest, order: Any) -> str | None:
    repeated = Fulfillment.objects.filter(order_id=order.pk, tracking_number=request.tracking_number)
    found = repeated.exclude(status=FulfillmentStatus.CANCELED).order_by("pk").first()
    return global_id("Fulfillment", found.pk) if found else None


def _require_fulfillable(order: Any, settings: Any) -> None:
    """The rules of Saleor's orderFulfill mutation that lie outside the function it calls."""
    order.refresh_from_db()  # as it is now that its lines are locked
    if order.status in NOT_TO_BE_FULFILLED:
        raise StoreRefused(f"Order {order.number} is {order.status}; there is nothing to fulfil.")
    if not order.is_fully_paid() and settings.fulfillment_auto_approve and not settings.fulfillment_allow_unpaid:
        raise StoreRefused(f"Order {order.number} is not paid, and this shop does not fulfil unpaid orders.")


def _quantities(request: FulfillmentRequest, lines: dict[UUID, Any]) -> dict[UUID, list[dict[str, Any]]]:
    """The request in the words of `create_fulfillments`: lines and quantities by warehouse."""
    warehouse = _pk_or_none("Warehouse", request.warehouse_id)
    wanted: dict[UUID, int] = defaultdict(int)
    for line in request.lines:
        pk = _pk_or_none("OrderLine", line.order_line_id)
        if warehouse is None or pk not in lines or line.quantity <= 0:
            raise StoreRefused(
                f"{line.quantity} of line {line.order_line_id} cannot leave warehouse {request.warehouse_id} "
                f"for order {request.order_id}."
            )
        wanted[pk] += line.quantity
    if warehouse is None or not wanted:
        raise StoreRefused(f"The request {request.tracking_number} names no goods.")
    return {warehouse: [{"order_line": lines[pk], "quantity": quantity} for pk, quantity in wanted.items()]}


def _pk(type_name: str, gid: str) -> UUID:
    """Raises ValueError when the global ID is no ID of that type."""
    try:
        found, key = graphene.Node.from_global_id(gid)
    except Exception as error:  # graphql-relay raises whatever its decoding stumbles on
        raise ValueError(f"{gid!r} is not a global ID") from error
    if found != type_name:
        raise ValueError(f"{gid!r} is an ID of {found or 'nothing'}, not of {type_name}")
    return UUID(key)


def _pk_or_none(type_name: str, gid: str) -> UUID | None:
    try:
        return _pk(type_name, gid)
    except ValueError:
        return None
