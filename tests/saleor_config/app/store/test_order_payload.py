"""Reading orders as Saleor tells them."""

from __future__ import annotations

import copy
import json
from datetime import UTC
from typing import Any

import pytest

from devtools.replay import Recording, recordings
from odop_core.money import Money
from odop_core.store.orders import ChargeStatus, OrderStatus
from odop_core.store.port import MalformedOrder
from saleor_config.app.store.order_payload import order_snapshot

STORIES = [pytest.param(story, id=story.slug) for story in recordings()]


def nodes(story: Recording) -> list[dict[str, Any]]:
    return [node for delivery in story.deliveries for node in delivery.orders]


@pytest.fixture
def node(stories: dict[str, Recording]) -> dict[str, Any]:
    """One GraphQL order, free to be spoiled."""
    return copy.deepcopy(stories["single-line"].deliveries[0].orders[0])


@pytest.mark.parametrize("story", STORIES)
def test_every_recorded_order_is_read_to_the_paisa(story: Recording) -> None:
    for node in nodes(story):
        order = order_snapshot(node)

        lines_total = sum(line.total_gross.minor for line in order.lines)
        assert lines_total + order.shipping_gross.minor == order.total_gross.minor
        assert order.total_gross.minor == round(node["total"]["gross"]["amount"] * 100)
        assert all(line.tax_rate_bp in {0, 500, 1200, 1800} for line in order.lines)


@pytest.mark.parametrize(
    ("currency", "amount", "minor"), [("USD", 100.0, 10_000), ("JPY", 10_000.0, 10_000), ("KWD", 12.345, 12_345)]
)
def test_an_order_of_another_currency_is_read_in_its_own_coins(
    node: dict[str, Any], currency: str, amount: float, minor: int
) -> None:
    # given
    _spend(node, currency, amount)

    # when
    order = order_snapshot(node)

    # then
    assert order.currency == currency
    assert order.total_gross == order.lines[0].total_gross == Money(minor, currency)
    assert order.charged == order.lines[0].unit_price_net == Money(minor, currency)


def test_an_order_of_two_currencies_is_none(node: dict[str, Any]) -> None:
    node["totalCharged"]["currency"] = "USD"

    with pytest.raises(MalformedOrder, match="USD"):
        order_snapshot(node)


def _spend(node: Any, currency: str, amount: float) -> None:
    """Everything in the order is paid in this currency, and costs this."""
    for name, value in list(node.items()) if isinstance(node, dict) else enumerate(node):
        if name in {"currency", "currencyCode"}:
            node[name] = currency
        elif name == "amount" and isinstance(value, float):
            node[name] = amount
        elif isinstance(value, dict | list):
            _spend(value, currency, amount)


@pytest.mark.parametrize("story", STORIES)
def test_a_snapshot_survives_being_kept_as_json(story: Recording) -> None:
    for node in nodes(story):
        order = order_snapshot(node)

        assert type(order).model_validate(json.loads(order.model_dump_json())) == order


def test_the_facts_of_a_line_are_taken_over(stories: dict[str, Recording]) -> None:
    # when
    order = order_snapshot(stories["two-pickup-points-one-line"].deliveries[-1].orders[0])

    # then
    (line,) = order.lines
    assert (line.sku, line.quantity) == ("LKO-CHK-ANK-M", 8)
    assert line.product_id not in {None, line.variant_id}
    assert sum(allocation.quantity for allocation in line.allocations) == 8
    assert len(line.allocations) == 2
    assert line.tax_rate_bp == 500


def test_money_that_went_back_is_in_paise(stories: dict[str, Recording]) -> None:
    # when
    order = order_snapshot(stories["partial-refund"].deliveries[-1].orders[0])

    # then
    assert order.refunded.minor == 47_250
    assert not order.is_withdrawn


def test_a_cancelled_order_is_withdrawn(stories: dict[str, Recording]) -> None:
    # when
    order = order_snapshot(stories["cancelled-and-refunded"].deliveries[-1].orders[0])

    # then
    assert order.status is OrderStatus.CANCELED
    assert order.charge_status is ChargeStatus.NONE
    assert order.is_withdrawn


def test_fulfilments_are_taken_over(stories: dict[str, Recording]) -> None:
    # when
    order = order_snapshot(stories["shipment-cancelled-and-repeated"].deliveries[-1].orders[0])

    # then
    assert [fulfillment.status for fulfillment in order.fulfillments] == ["CANCELED", "FULFILLED"]
    assert all(fulfillment.warehouse_id and fulfillment.tracking_number for fulfillment in order.fulfillments)


def test_times_are_in_utc(node: dict[str, Any]) -> None:
    # given
    node["updatedAt"] = "2026-11-23T05:50:35+05:30"

    # when / then
    assert order_snapshot(node).updated_at.isoformat() == "2026-11-23T00:20:35+00:00"
    assert order_snapshot(node).created_at.tzinfo is UTC


@pytest.mark.parametrize(("code", "language"), [("EN", "en"), ("HI", "hi"), ("EN_IN", "en-in")])
def test_the_buyers_language_is_a_language_tag(node: dict[str, Any], code: str, language: str) -> None:
    # given
    node["languageCodeEnum"] = code

    # when / then
    assert order_snapshot(node).language == language


def test_a_line_whose_variant_was_deleted_keeps_its_name_and_id(node: dict[str, Any]) -> None:
    # given
    node["lines"][0]["variant"] = None

    # when
    (line,) = order_snapshot(node).lines

    # then
    assert line.product_id is None
    assert line.variant_id == node["lines"][0]["productVariantId"]


def test_a_line_without_stock_tracking_has_no_allocations(node: dict[str, Any]) -> None:
    # given
    node["lines"][0]["allocations"] = None

    # when / then
    assert order_snapshot(node).lines[0].allocations == ()


@pytest.mark.parametrize(
    ("path", "value", "named"),
    [
        (("updatedAt",), None, "updatedAt"),
        (("updatedAt",), "2026-11-23T00:20:35", "updatedAt"),
        (("status",), "DREAMING", "status"),
        (("lines", 0, "quantity"), "many", "lines.0.quantity"),
        (("lines", 0, "unitPrice", "gross", "amount"), "free", "lines.0.unitPrice.gross.amount"),
        (("total", "gross", "amount"), 10.005, "10.005"),
        (("channel",), None, "channel"),
    ],
)
def test_what_is_wrong_is_named(node: dict[str, Any], path: tuple[Any, ...], value: Any, named: str) -> None:
    # given
    place = node
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value

    # when / then
    with pytest.raises(MalformedOrder, match=named.replace(".", r"\.")):
        order_snapshot(node)


@pytest.mark.parametrize("nothing", [None, [], "order", {}])
def test_what_is_no_order_at_all_is_refused(nothing: Any) -> None:
    with pytest.raises(MalformedOrder):
        order_snapshot(nothing)
