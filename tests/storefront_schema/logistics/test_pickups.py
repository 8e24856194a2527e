"""The list of pickups, the day of one, and that the carrier missed it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from odop_core.events import NotificationRequested
from odop_core.india import dates
from odop_core.models import InboxEvent
from odop_core.queue import worker
from odop_core.security.permissions import Permission
from odop_core.store.port import StoreUnavailable
from odop_logistics.models import Pickup
from storefront_schema import ids
from tests import factories
from tests.fake_store import FakeStore
from tests.storefront_schema.client import STAFF, answer_to, ask, mutate, refusals, staff, where
from tests.storefront_schema.goods import sold

MAY = staff(Permission.MANAGE_LOGISTICS)
LIST = """query($where: PickupWhereInput, $first: Int) { pickups(where: $where, first: $first) {
  totalCount edges { node {
    id status pickupOn orderNumber pickupPoint { name city } sales { productName supplier { name } }
  } }
} }"""


@pytest.fixture(scope="module", autouse=True)
def _sold(rows_of_module: None) -> None:
    """Each test begins with a kurta that was sold and waits for its carrier."""
    sold()


def in_days(days: int) -> date:
    return dates.today() + timedelta(days=days)


def listed(**given: Any) -> list[str]:
    found = ask(LIST, STAFF, where=where(**given))["pickups"]
    assert found["totalCount"] == len(found["edges"])
    return [edge["node"]["orderNumber"] for edge in found["edges"]]


def pickup_id(number: int = 1) -> str:
    return ids.make("Pickup", Pickup.objects.get(order_number=str(number)).pk)


def schedule(of: str, day: date) -> dict[str, Any]:
    return mutate("pickupSchedule", "pickup { status pickupOn }", MAY, id=("ID!", of), date=("Date!", str(day)))


def miss(of: str, reason: str = "Nobody was at home.") -> dict[str, Any]:
    return mutate(
        "pickupMarkMissed", "pickup { status pickupOn failure }", MAY, id=("ID!", of), reason=("String!", reason)
    )


def notified() -> list[str]:
    rows = InboxEvent.objects.filter(kind=NotificationRequested.kind).order_by("id")
    return [event.payload["occasion"] for event in rows]


def test_the_list_says_where_goods_wait_and_whose_they_are() -> None:
    # when
    (edge,) = ask(LIST, STAFF)["pickups"]["edges"]

    # then
    assert edge["node"] == {
        "id": pickup_id(), "status": "BOOKED", "pickupOn": None, "orderNumber": "1",
        "pickupPoint": {"name": "Workshop lucknow", "city": "Lucknow"},
        "sales": [{"productName": "kurta", "supplier": {"name": "Shabana Khatoon"}}],
    }  # fmt: skip


def test_the_list_can_be_narrowed() -> None:
    # given
    sold(*(factories.order(factories.line(id=f"line-{n}"), number=n) for n in (2, 3)), offers=False)
    schedule(pickup_id(1), in_days(1))
    schedule(pickup_id(2), in_days(3))

    # when / then
    assert listed() == ["3", "2", "1"]
    assert listed(status=["BOOKED"]) == ["3", "2", "1"]
    assert listed(status=["FAILED"]) == []
    assert listed(hasDay=False) == ["3"]
    assert listed(hasDay=True) == ["2", "1"]
    assert listed(date={"gte": str(in_days(2))}) == ["2"]
    assert listed(date={"lte": str(in_days(2))}) == ["1"]
    assert listed(orderId="order-3") == ["3"]
    assert listed(pickupPointId="lucknow") == ["3", "2", "1"]
    assert listed(pickupPointId="agra") == []


def test_a_long_list_takes_no_more_queries_than_a_short_one() -> None:
    # given
    sold(*(factories.order(factories.line(id=f"line-{n}"), number=n) for n in (2, 3)), offers=False)

    def count(first: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            ask(LIST, STAFF, first=first)
        return len(queries)

    # when / then
    assert count(1) == count(3)


def test_one_pickup_is_found_by_its_id() -> None:
    # given
    question = "query($id: ID!) { pickup(id: $id) { orderNumber } }"

    # when / then
    assert ask(question, MAY, id=pickup_id())["pickup"] == {"orderNumber": "1"}
    assert ask(question, MAY, id=ids.make("Pickup", 999_999))["pickup"] is None


def test_a_store_that_cannot_be_reached_spoils_only_the_address(store: FakeStore) -> None:
    # given
    store.trouble = StoreUnavailable("away")

    # when
    answer = answer_to(LIST, STAFF)

    # then
    assert answer.data is not None
    node = answer.data["pickups"]["edges"][0]["node"]
    assert (node["pickupPoint"], node["orderNumber"]) == (None, "1")


def test_the_day_of_a_collection_by_hand_is_named_and_moved() -> None:
    # when
    named = schedule(pickup_id(), in_days(2))
    again = schedule(pickup_id(), in_days(2))
    moved = schedule(pickup_id(), in_days(4))

    # then
    assert named["errors"] == again["errors"] == moved["errors"] == []
    assert named["pickup"] == {"status": "BOOKED", "pickupOn": str(in_days(2))}
    assert moved["pickup"]["pickupOn"] == str(in_days(4))
    assert notified() == ["pickup_booked", "pickup_booked"]


def test_a_missed_collection_waits_for_another_day() -> None:
    # given
    schedule(pickup_id(), in_days(0))

    # when
    missed = miss(pickup_id())
    again = miss(pickup_id())
    waiting = listed(status=["FAILED"], hasDay=False)
    named = schedule(pickup_id(), in_days(1))

    # then
    assert missed["pickup"] == {"status": "FAILED", "pickupOn": None, "failure": "Nobody was at home."}
    assert again["errors"] == []
    assert waiting == ["1"]
    assert named["pickup"] == {"status": "BOOKED", "pickupOn": str(in_days(1))}
    assert notified() == ["pickup_booked", "pickup_missed", "pickup_booked"]


def test_goods_that_are_gone_need_no_carrier() -> None:
    # given
    order = factories.order(factories.line(id="line-2"), number=2)
    sold(order, offers=False)
    Pickup.objects.filter(order_number="1").update(state="collected")
    factories.announce(factories.cancelled(order))
    worker.run_due()

    # when / then
    for of in (pickup_id(1), pickup_id(2)):
        assert refusals(schedule(of, in_days(1))) == [("id", "INVALID_STATUS")]
        assert refusals(miss(of)) == [("id", "INVALID_STATUS")]


@pytest.mark.parametrize(
    ("reason", "refusal"),
    [(" ", ("reason", "REQUIRED")), ("x" * 1001, ("reason", "INVALID")), ("2345 6789 0124", ("reason", "INVALID"))],
)
def test_a_reason_that_cannot_be_kept_is_refused(reason: str, refusal: tuple[str, str]) -> None:
    # when / then
    assert refusals(miss(pickup_id(), reason)) == [refusal]


def test_what_cannot_be_a_day_or_a_pickup_is_refused() -> None:
    # when / then
    assert refusals(schedule(pickup_id(), in_days(-1))) == [("date", "INVALID")]
    assert refusals(schedule(ids.make("Pickup", 999_999), in_days(1))) == [("id", "NOT_FOUND")]
    assert refusals(schedule(ids.make("Sale", 1), in_days(1))) == [("id", "GRAPHQL_ERROR")]
    assert refusals(miss(ids.make("Pickup", 999_999))) == [("id", "NOT_FOUND")]
