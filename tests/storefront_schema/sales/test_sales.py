"""Sales, as staff and the supplier they are of see them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from odop_consignment.models import CheckoutRefusal, Sale
from odop_core.india.dates import today
from odop_core.queue import worker
from odop_core.security.permissions import Permission
from storefront_schema import ids
from storefront_schema.viewer import Viewer
from tests import factories
from tests.odop_consignment.sales.order_states import returned, sent
from tests.storefront_schema.client import BUYER, answer_to, ask, staff, where
from tests.storefront_schema.goods import artisan, sold

MAY = staff(Permission.MANAGE_CONSIGNMENT)
OWN = Viewer("customer", "user-own")
FACTS = """id quantity returnedQuantity unitPrice { amount } totalGross { text } totalNet { amountPaise } readyOn
  createdAt deliveredAt returnWindowEndsAt notificationStatus"""
TERMS = """terms { supplyModel taxRegime sellerName sellerGstin agreement agreementVersion rule commission { amount }
  supplierAmount { amount } returnWindowDays figures { code amount { text } text hi: text(language: HI) }
  explanation hi: explanation(language: HI) agreedAt }"""


def shop(**changes: Any) -> None:
    """A kurta of Shabana's, who has an account, sold in order 1."""
    factories.offer(by=factories.supplier("Shabana", user_id="user-own", **changes))
    factories.announce(factories.order(user_id="user-1"))
    worker.run_due()


def sale_id() -> str:
    return ids.make("ConsignmentSale", Sale.objects.get().pk)


def sale(selection: str, viewer: Viewer = MAY) -> dict[str, Any]:
    found: dict[str, Any] = ask(f'{{ consignmentSale(id: "{sale_id()}") {{ {selection} }} }}', viewer)[
        "consignmentSale"
    ]
    return found


def listed(viewer: Viewer = MAY, **given: Any) -> int:
    question = "query($where: ConsignmentSaleWhereInput) { consignmentSales(where: $where) { totalCount } }"
    return int(ask(question, viewer, where=where(**given))["consignmentSales"]["totalCount"])


@pytest.mark.parametrize("viewer", [MAY, OWN], ids=["staff", "own"])
def test_staff_and_the_supplier_see_the_terms_a_sale_was_made_on(viewer: Viewer) -> None:
    # given
    shop()

    # when
    found = sale(f"{FACTS} {TERMS} supplier {{ name }} variant {{ id }} pickupPoint {{ id }}", viewer)
    terms = found["terms"]

    # then
    assert found["unitPrice"] == {"amount": "1180.00"}
    assert found["totalGross"] == {"text": "₹1,180.00"}
    assert (terms["supplyModel"], terms["agreementVersion"], terms["commission"]) == (
        "CONSIGNMENT", 1, {"amount": "118.00"}
    )  # fmt: skip
    assert terms["supplierAmount"] == {"amount": "1062.00"}
    assert terms["figures"]
    assert all(figure["text"] != figure["hi"] for figure in terms["figures"])
    assert "Left for the supplier" in terms["explanation"]
    assert "आपूर्तिकर्ता" in terms["hi"]
    assert found["supplier"] == {"name": "Shabana"}


@pytest.mark.parametrize("viewer", [BUYER, staff(Permission.MANAGE_LOGISTICS)], ids=["buyer", "logistics"])
@pytest.mark.parametrize(
    "selection", ["terms { rule }", "events { createdAt }", "returns { id }", "totalNet { text }", "issue", "readyOn"]
)
def test_what_a_sale_was_made_on_is_for_nobody_else(selection: str, viewer: Viewer) -> None:
    # given
    shop()
    question = f"""{{ _entities(representations: [{{__typename: "OrderLine", id: "line-kurta"}}]) {{
        ... on OrderLine {{ consignments {{ {selection} }} }} }} }}"""

    # when / then
    assert answer_to(question, viewer).is_refused


def test_a_supplier_sees_no_field_of_a_sale_of_another() -> None:
    # given
    shop()
    factories.supplier("Other", user_id="user-other", artisan_slug="other")
    question = """{ _entities(representations: [{__typename: "OrderLine", id: "line-kurta"}]) {
        ... on OrderLine { consignments { totalNet { text } } } } }"""

    # when / then
    assert answer_to(question, Viewer("customer", "user-other")).is_refused
    assert answer_to(question, OWN).messages == []


def test_buyers_see_who_sold_and_who_made_the_goods() -> None:
    # given
    artisan()
    shop(artisan_slug="shabana")
    question = """{ _entities(representations: [{__typename: "OrderLine", id: "line-kurta"}]) { ... on OrderLine {
      soldBy { isCorporation supplyModel } consignments { soldBy { isCorporation artisan { name } } artisan { name }
      district { slug } pickup { status } } } } }"""

    # when
    (line,) = ask(question)["_entities"]

    # then
    assert line["soldBy"] == [{"isCorporation": True, "supplyModel": "CONSIGNMENT"}]
    assert line["consignments"][0]["soldBy"] == {"isCorporation": True, "artisan": {"name": "Shabana Khatoon"}}
    assert line["consignments"][0]["district"] == {"slug": "lucknow"}


def test_a_sale_nobody_supplies_has_no_seller() -> None:
    # given
    sold(offers=False)

    # when / then
    assert sale("soldBy { name } terms { rule } supplier { name }") == {"soldBy": None, "terms": None, "supplier": None}


def test_the_steps_of_a_sale_are_told_and_who_made_them_to_staff() -> None:
    # given
    shop()
    ask(f'mutation {{ consignmentSaleMarkReady(ids: ["{sale_id()}"]) {{ errors {{ code }} }} }}', OWN)

    # when
    steps = sale("events { fromStatus toStatus createdBy { id } reason createdAt }")["events"]

    # then
    assert (steps[-1]["fromStatus"], steps[-1]["toStatus"], steps[-1]["createdBy"]) == (
        "PLACED",
        "READY",
        {"id": "user-own"},
    )
    assert sale("events { fromStatus toStatus createdAt }", OWN)["events"]
    assert answer_to(f'{{ consignmentSale(id: "{sale_id()}") {{ events {{ reason }} }} }}', OWN).is_refused


def test_sales_are_found() -> None:
    # given
    shop()
    Sale.objects.update(ready_on=today())
    day, now = timedelta(days=1), Sale.objects.get().created_at

    # when / then
    assert listed() == listed(status=["PLACED"]) == listed(orderId="order-1") == listed(orderNumber="1") == 1
    assert listed(createdAt={"gte": now.isoformat(), "lte": now.isoformat()}) == listed(hasIssue=False) == 1
    assert listed(readyOn={"lte": str(today())}, isWithSupplier=True) == 1
    assert (
        listed(status=["FINAL"]) == listed(orderId="order-2") == listed(isAssigned=False) == listed(hasIssue=True) == 0
    )
    assert listed(readyOn={"lte": str(today() - day)}) == listed(createdAt={"gte": (now + day).isoformat()}) == 0
    assert listed(createdAt={"lte": (now - day).isoformat()}) == 0
    assert listed(supplierId=ids.make("Supplier", Sale.objects.get().supplier_id)) == 1


def test_what_is_wrong_with_a_sale_is_for_staff() -> None:
    # given
    shop()

    # when / then
    assert listed(OWN) == 1
    assert answer_to("{ consignmentSales(where: {hasIssue: true}) { totalCount } }", OWN).is_refused
    assert answer_to(f'{{ consignmentSale(id: "{sale_id()}") {{ issue }} }}', OWN).is_refused


def test_the_newest_sale_comes_first() -> None:
    # given
    by = factories.supplier()
    for name in ("a", "b"):
        factories.offer(name, by=by)
    factories.announce(factories.order(factories.line("a"), factories.line("b")))
    worker.run_due()

    # when
    answer = ask("{ consignmentSales(first: 1) { edges { node { productName } } pageInfo { hasNextPage } } }", MAY)

    # then
    assert answer["consignmentSales"]["edges"] == [{"node": {"productName": "b"}}]
    assert answer["consignmentSales"]["pageInfo"]["hasNextPage"]


def test_what_came_back_waits_to_be_looked_at() -> None:
    # given
    shop()
    gone = sent(factories.order(user_id="user-1", minute=1), at="lucknow", kurta=1)
    back = returned(gone, at="lucknow", kurta=1)
    for minute, told in enumerate((gone, back), start=1):
        factories.announce(told.model_copy(update={"updated_at": factories.MOMENT + timedelta(minutes=minute)}))
        worker.run_due()

    # when
    answer = ask(
        "{ consignmentReturns(where: {needsInspection: true}) { totalCount edges { node { id kind quantity "
        "needsInspection productName sale { "
        "id } } } } }",
        MAY,
    )["consignmentReturns"]
    (edge,) = answer["edges"]
    inspected = ask(
        f"""mutation {{ consignmentReturnInspect(id: "{edge["node"]["id"]}", good: 1, damaged: 0) {{
          consignmentReturn {{ good needsInspection inspectedBy {{ id }} sale {{ returnedQuantity }} }}
          errors {{ code }} }}
            }}""",
        MAY,
    )["consignmentReturnInspect"]
    again = ask(
        f"""mutation {{ consignmentReturnInspect(id: "{edge["node"]["id"]}", good: 0, damaged: 1) {{ errors {{ code
    }} }} }}""",
        MAY,
    )["consignmentReturnInspect"]

    # then
    assert (edge["node"]["kind"], edge["node"]["quantity"]) == ("RETURNED", 1)
    assert inspected["consignmentReturn"] == {
        "good": 1, "needsInspection": False, "inspectedBy": {"id": "user-9"}, "sale": {"returnedQuantity": 1}
    }  # fmt: skip
    assert again["errors"] == [{"code": "INVALID"}]
    assert (
        ask("{ consignmentReturns(where: {needsInspection: true}) { totalCount } }", MAY)["consignmentReturns"][
            "totalCount"
        ]
        == 0
    )
    assert sale("returns { good }", OWN) == {"returns": [{"good": 1}]}


def test_refusals_at_checkout_are_listed_newest_first() -> None:
    # given
    by = factories.supplier("Ram", model="enrolled_supplier", tax="enrolled", enrolment="0926" + "0" * 11)
    for variant in ("a", "b"):
        CheckoutRefusal.objects.create(
            variant_id=variant, supplier_id=by.id, tax_regime="enrolled", supplier_state_code="09", ship_state_code="07"
        )

    # when
    answer = ask(
        """{ checkoutRefusals { totalCount edges { node {
          id variant { id } supplier { name } taxRegime supplierStateCode billingStateCode shippingStateCode createdAt }
            } } }""",
        MAY,
    )["checkoutRefusals"]

    # then
    node = answer["edges"][0]["node"]
    assert (answer["totalCount"], node["variant"], node["supplier"]) == (2, {"id": "b"}, {"name": "Ram"})
    assert (node["billingStateCode"], node["shippingStateCode"]) == (None, "07")


@pytest.mark.parametrize("viewer", [MAY, OWN], ids=["staff", "own"])
def test_the_queries_of_a_page_do_not_grow_with_it(viewer: Viewer) -> None:
    # given
    by = factories.supplier(user_id="user-own")
    names = [f"kurta-{number}" for number in range(15)]
    for name in names:
        factories.offer(name, by=by)
    factories.announce(factories.order(*(factories.line(name) for name in names)))
    worker.run_due()
    selection = (
        f"{FACTS} {TERMS} soldBy {{ name }} artisan {{ name }} supplier {{ name }} events {{ createdAt }} "
        f"returns {{ id }} "
        "pickup { status }"
    )

    def count(first: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            answer = ask(f"{{ consignmentSales(first: {first}) {{ edges {{ node {{ {selection} }} }} }} }}", viewer)
        assert len(answer["consignmentSales"]["edges"]) == first
        return len(queries)

    # when / then
    assert count(1) == count(15) <= 14
