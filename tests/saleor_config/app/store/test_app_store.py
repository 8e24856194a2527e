"""The store port over GraphQL, against a Saleor made of recorded answers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from devtools.replay import RecordedSaleor, Recording, recorded_answer, recorded_ids
from odop_core.store.orders import FulfillmentLine, OrderSnapshot
from odop_core.store.port import FulfillmentRequest, MalformedOrder, StoreInvoice, StoreRefused, StoreUnavailable
from saleor_config.app.models import Installation
from saleor_config.app.store import app_store as store_module
from saleor_config.app.store.app_store import AppStore
from saleor_config.app.store.order_payload import order_snapshot

pytestmark = pytest.mark.django_db
EARLY = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def order(saleor: RecordedSaleor, installation: Installation, stories: dict[str, Recording]) -> OrderSnapshot:
    """A paid order the Saleor holds, with nothing shipped yet."""
    delivery = stories["several-lines-one-supplier"].deliveries[-1]
    saleor.play(delivery)
    return order_snapshot(delivery.orders[0])


def request_for(order: OrderSnapshot, tracking_number: str = "AWB1") -> FulfillmentRequest:
    lines = tuple(FulfillmentLine(order_line_id=line.id, quantity=line.quantity) for line in order.lines)
    return FulfillmentRequest(order.id, order.lines[0].allocations[0].warehouse_id, tracking_number, lines)


def test_reading_an_order_needs_no_call(stories: dict[str, Recording]) -> None:
    # given
    node = stories["single-line"].deliveries[0].orders[0]

    # when / then
    assert AppStore().read_order({"order": node}) == order_snapshot(node)


def test_a_payload_without_an_order_is_malformed() -> None:
    with pytest.raises(MalformedOrder):
        AppStore().read_order({"product": {}})


def test_a_recorded_answer_is_read_like_an_event(
    saleor: RecordedSaleor, installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    recorded = recorded_answer("orders_changed_since")
    monkeypatch.setattr(saleor, "answer", lambda *_arguments: _last_page(recorded["answer"]))

    # when
    changed = list(AppStore().orders_changed_since(EARLY))

    # then
    assert changed
    assert all(AppStore().read_order(row.payload).id == row.order_id for row in changed)


def _last_page(answer: dict[str, Any]) -> dict[str, Any]:
    orders = answer["data"]["orders"]
    return {"data": {"orders": {**orders, "pageInfo": {"hasNextPage": False, "endCursor": None}}}}


def test_changed_orders_come_oldest_first_over_all_pages(
    saleor: RecordedSaleor,
    installation: Installation,
    stories: dict[str, Recording],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # given
    for story in stories.values():
        for delivery in story.deliveries:
            saleor.play(delivery)
    monkeypatch.setattr(store_module, "PAGE", 7)

    # when
    changed = list(AppStore().orders_changed_since(EARLY))

    # then
    assert {row.order_id for row in changed} == set(saleor.orders)
    assert len(changed) == len(saleor.orders) > 20
    assert [row.updated_at for row in changed] == sorted(row.updated_at for row in changed)


def test_orders_that_did_not_change_are_not_asked_for(order: OrderSnapshot) -> None:
    assert list(AppStore().orders_changed_since(order.updated_at + timedelta(seconds=1))) == []


def test_a_fulfilment_is_made(saleor: RecordedSaleor, order: OrderSnapshot) -> None:
    # when
    made = AppStore().create_fulfillment(request_for(order))

    # then
    (fulfillment,) = saleor.orders[order.id]["fulfillments"]
    assert (fulfillment["id"], fulfillment["trackingNumber"]) == (made, "AWB1")
    assert saleor.orders[order.id]["status"] == "FULFILLED"


def test_asking_again_returns_the_first_fulfilment(saleor: RecordedSaleor, order: OrderSnapshot) -> None:
    # given
    first = AppStore().create_fulfillment(request_for(order))

    # when / then
    assert AppStore().create_fulfillment(request_for(order)) == first
    assert saleor.made_fulfillments == 1


def test_a_cancelled_fulfilment_is_not_taken_for_the_one_asked_for(
    saleor: RecordedSaleor, order: OrderSnapshot
) -> None:
    # given
    saleor.orders[order.id]["fulfillments"] = [{"id": "old", "status": "CANCELED", "trackingNumber": "AWB1"}]

    # when / then
    assert AppStore().create_fulfillment(request_for(order)) != "old"


def test_a_refusal_says_what_saleor_said(order: OrderSnapshot) -> None:
    # given
    AppStore().create_fulfillment(request_for(order))

    # when / then
    refused = recorded_answer("order_fulfill_refused")["answer"]["data"]["orderFulfill"]["errors"][0]
    with pytest.raises(StoreRefused, match=refused["code"]):
        AppStore().create_fulfillment(request_for(order, "AWB2"))


def test_an_order_saleor_does_not_have_is_refused(installation: Installation, order: OrderSnapshot) -> None:
    # given
    unknown = order.model_copy(update={"id": "T3JkZXI6bm9uZQ=="})

    # when / then
    with pytest.raises(StoreRefused, match="has no order"):
        AppStore().create_fulfillment(request_for(unknown))


def test_a_pickup_point_is_a_warehouse(installation: Installation) -> None:
    # given
    warehouse = recorded_ids()["warehouses"]["rehana-begum"]

    # when
    point = AppStore().pickup_point(warehouse)

    # then
    assert point is not None
    assert (point.id, point.name, point.address.country_code) == (warehouse, "Chowk Chikan Workshop", "IN")


def test_an_unknown_pickup_point_is_none(installation: Installation) -> None:
    assert AppStore().pickup_point("V2FyZWhvdXNlOm5vbmU=") is None


def test_before_any_installation_the_store_is_unavailable() -> None:
    with pytest.raises(StoreUnavailable, match="/api/manifest"):
        AppStore().pickup_point("any")


def test_a_saleor_that_is_away_is_unavailable(installation: Installation) -> None:
    # given
    installation.api_url = "http://127.0.0.1:9/graphql/"
    installation.save()

    # when / then
    with pytest.raises(StoreUnavailable, match=r"127\.0\.0\.1:9"):
        AppStore().pickup_point("any")


@pytest.mark.parametrize(
    ("code", "error"),
    [("PermissionDenied", StoreRefused), ("GraphQLError", StoreRefused), ("OperationalError", StoreUnavailable)],
)
def test_saleors_own_trouble_is_told_from_its_refusals(
    saleor: RecordedSaleor,
    installation: Installation,
    monkeypatch: pytest.MonkeyPatch,
    code: str,
    error: type[Exception],
) -> None:
    # given
    answer = {"errors": [{"message": "no", "extensions": {"exception": {"code": code}}}], "data": None}
    monkeypatch.setattr(saleor, "answer", lambda *_arguments: answer)

    # when / then
    with pytest.raises(error):
        AppStore().pickup_point("any")


def test_an_invoice_is_created_once(saleor: RecordedSaleor, installation: Installation, order: OrderSnapshot) -> None:
    # given two documents with one number, of two sellers
    first = StoreInvoice(order.id, "7", "TI2627-00001", "https://odop.example/accounts/documents/a")
    second = StoreInvoice(order.id, "8", "TI2627-00001", "https://odop.example/accounts/documents/b")

    # when each is attached, and the first again
    made = [AppStore().attach_invoice(each) for each in (first, second, first)]

    # then
    assert made[0] == made[2] != made[1]
    assert len(saleor.invoices[order.id]) == 2


def test_an_order_that_saleor_does_not_have_takes_no_invoice(
    saleor: RecordedSaleor, installation: Installation
) -> None:
    with pytest.raises(StoreRefused):
        AppStore().attach_invoice(StoreInvoice("order-404", "7", "TI2627-00001", "https://odop.example/a"))
