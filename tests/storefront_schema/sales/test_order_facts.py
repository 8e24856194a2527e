"""What happens to sold goods, as the buyer, others and staff see it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from odop_consignment.models import Sale
from odop_core.security.permissions import Permission
from odop_logistics.models import Pickup
from odop_notifications.models import Message, MessageState
from odop_provenance import api as provenance
from odop_provenance.api import artisans
from storefront_schema import ids
from storefront_schema.viewer import ANONYMOUS, Viewer
from tests import factories
from tests.storefront_schema.client import (
    APP,
    BUYER,
    NEWCOMER,
    OTHER_BUYER,
    STAFF,
    Answer,
    answer_to,
    ask,
    everybody_but,
    staff,
)
from tests.storefront_schema.goods import sold

FACTS = """
  id order { id } orderNumber orderLineId productName quantity status
  artisan { slug name } district { slug }
  pickup { status carrier trackingNumber collectedAt }
"""


def of_line(selection: str, viewer: Viewer = ANONYMOUS, *lines: str) -> Answer:
    question = f"""query($lines: [_Any!]!) {{
        _entities(representations: $lines) {{ ... on OrderLine {{ consignments {{ {selection} }} }} }}
    }}"""
    keys = [{"__typename": "OrderLine", "id": line} for line in lines or ("line-kurta",)]
    return answer_to(question, viewer, lines=keys)


def only(answer: Answer) -> dict[str, Any]:
    assert answer.messages == []
    assert answer.data is not None
    (entity,) = answer.data["_entities"]
    (sale,) = entity["consignments"]
    found: dict[str, Any] = sale
    return found


def test_whoever_knows_the_order_line_sees_who_makes_the_goods_and_where_they_are() -> None:
    # given
    sold()

    # when / then
    assert only(of_line(FACTS)) == {
        "id": ids.make("ConsignmentSale", Sale.objects.get().pk),
        "order": {"id": "order-1"},
        "orderNumber": "1",
        "orderLineId": "line-kurta",
        "productName": "kurta",
        "quantity": 1,
        "status": "PLACED",
        "artisan": {"slug": "shabana", "name": "Shabana Khatoon"},
        "district": {"slug": "lucknow"},
        "pickup": {"status": "BOOKED", "carrier": "manual", "trackingNumber": None, "collectedAt": None},
    }


def test_an_order_tells_the_same_of_all_its_lines() -> None:
    # given
    sold(factories.order(factories.line("kurta"), factories.line("saree")), variants=("kurta", "saree"))
    question = """query($orders: [_Any!]!) {
        _entities(representations: $orders) { ... on Order { consignments { productName artisan { slug } } } }
    }"""

    # when
    answer = ask(question, orders=[{"__typename": "Order", "id": "order-1"}])["_entities"]

    # then
    assert answer == [
        {
            "consignments": [
                {"productName": "kurta", "artisan": {"slug": "shabana"}},
                {"productName": "saree", "artisan": {"slug": "shabana"}},
            ]
        }
    ]


def test_what_was_called_off_is_left_out() -> None:
    # given
    order = factories.order()
    sold(order, factories.cancelled(order))

    # when
    answer = of_line("id")

    # then
    assert answer.data == {"_entities": [{"consignments": []}]}


def test_an_unassigned_sale_has_no_supplier_but_what_is_said_of_the_product() -> None:
    # given
    provenance.claim_origin("product-kurta", district_slug="lucknow")
    sold(offers=False)

    # when / then
    assert only(of_line("artisan { slug } district { slug } pickup { status }")) == {
        "artisan": None, "district": {"slug": "lucknow"}, "pickup": None
    }  # fmt: skip


def test_a_group_that_consigns_shows_the_artisan_said_of_the_product() -> None:
    # given
    artisans.create_artisan("rukhsana", name="Rukhsana", district_slug="unnao", shows_name=True)
    provenance.claim_origin("product-kurta", district_slug="lucknow", artisan_slug="rukhsana")
    factories.offer("kurta", by=factories.supplier("A cooperative"))
    sold(offers=False)

    # when / then
    assert only(of_line("artisan { name } district { slug }")) == {
        "artisan": {"name": "Rukhsana"}, "district": {"slug": "lucknow"}
    }  # fmt: skip


@pytest.mark.parametrize(
    "viewer",
    [BUYER, STAFF, APP, staff(Permission.MANAGE_CONSIGNMENT), staff(Permission.MANAGE_NOTIFICATIONS)],
    ids=["buyer", "staff", "app", "consignment", "notifications"],
)
def test_the_orders_customer_and_staff_see_whether_the_supplier_was_told(viewer: Viewer) -> None:
    # given
    sold()

    # when / then
    assert only(of_line("notificationStatus", viewer)) == {"notificationStatus": "SENT"}


@pytest.mark.parametrize(
    "viewer",
    [ANONYMOUS, OTHER_BUYER, NEWCOMER, Viewer("app"), staff(Permission.MANAGE_LOGISTICS)],
    ids=["anonymous", "other buyer", "newcomer", "app", "logistics"],
)
def test_nobody_else_sees_whether_the_supplier_was_told(viewer: Viewer) -> None:
    # given
    sold()

    # when
    answer = of_line("notificationStatus productName", viewer)

    # then
    assert answer.is_refused
    assert answer.data == {"_entities": [{"consignments": [{"notificationStatus": None, "productName": "kurta"}]}]}


def test_an_order_without_a_customer_belongs_to_nobody() -> None:
    # given
    sold(factories.order(user_id=None))

    # when / then
    assert of_line("notificationStatus", ANONYMOUS).is_refused
    assert of_line("notificationStatus", BUYER).is_refused


@pytest.mark.parametrize("state", list(MessageState))
def test_the_status_is_that_of_the_latest_message(state: MessageState) -> None:
    # given
    sold()
    Message.objects.update(state=state)

    # when / then
    assert only(of_line("notificationStatus", STAFF)) == {"notificationStatus": state.name}


@pytest.mark.parametrize(
    ("selection", "permissions"),
    [
        ("variant { id }", [Permission.MANAGE_CONSIGNMENT]),
        ("pickupPoint { id }", [Permission.MANAGE_CONSIGNMENT, Permission.MANAGE_LOGISTICS]),
        ("supplier { name }", [Permission.MANAGE_CONSIGNMENT]),
        ("messages { text }", [Permission.MANAGE_NOTIFICATIONS]),
        ("pickup { reference }", [Permission.MANAGE_LOGISTICS]),
        ("pickup { failure }", [Permission.MANAGE_LOGISTICS]),
    ],
)
def test_what_staff_work_with_needs_its_permission(selection: str, permissions: list[Permission]) -> None:
    # given
    sold()

    # when / then
    for viewer in (ANONYMOUS, BUYER, NEWCOMER):
        assert of_line(selection, viewer).is_refused
    if len(permissions) == 1:
        assert of_line(selection, everybody_but(permissions[0])).is_refused
    for permission in permissions:
        assert of_line(selection, staff(permission)).messages == []


def test_staff_see_the_supplier_with_a_masked_phone() -> None:
    # given
    sold()

    # when
    sale = only(
        of_line("variant { id } pickupPoint { id } supplier { name phone } pickup { reference failure }", STAFF)
    )

    # then
    assert sale == {
        "variant": {"id": "variant-kurta"},
        "pickupPoint": {"id": "lucknow"},
        "supplier": {"name": "Shabana Khatoon", "phone": "•••••••••0001"},
        "pickup": {"reference": Pickup.objects.get().reference, "failure": None},
    }


def test_staff_read_the_messages_without_learning_whom_they_reach() -> None:
    # given
    sold()

    # when
    (message,) = ask(
        '{ orderMessages(orderId: "order-1") { occasion recipient language text status transport failure } }',
        staff(Permission.MANAGE_NOTIFICATIONS),
    )["orderMessages"]

    # then
    assert message["recipient"] == "S••• K•••"
    assert "kurta" in message.pop("text")
    assert (message["occasion"], message["language"], message["status"]) == ("bought", "EN", "SENT")


def test_staff_read_who_supplies_an_order() -> None:
    # given
    sold()

    # when
    answer = ask('{ orderConsignments(orderId: "order-1") { productName supplier { name } } }', STAFF)

    # then
    assert answer["orderConsignments"] == [{"productName": "kurta", "supplier": {"name": "Shabana Khatoon"}}]


@pytest.mark.parametrize("viewer", [BUYER, STAFF], ids=["buyer", "staff"])
def test_the_queries_of_an_order_do_not_grow_with_its_lines(viewer: Viewer) -> None:
    # given
    names = [f"kurta-{number}" for number in range(50)]
    sold(
        factories.order(*(factories.line(name) for name in names), user_id="user-1"),
        variants=tuple(names),
    )
    selection = FACTS + " notificationStatus"
    if viewer is STAFF:
        selection += " supplier { name } messages { text }"

    def count(*lines: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            answer = of_line(selection, viewer, *lines)
        assert answer.messages == []
        assert answer.data is not None
        assert all(entity["consignments"] for entity in answer.data["_entities"])
        return len(queries)

    # when
    one = count("line-kurta-0")
    fifty = count(*(f"line-{name}" for name in names))

    # then
    assert fifty == one <= 8
