"""The documents of stock, sales and tables, sent as they stand. (`test_operations` proves that they are valid.)"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from odop_consignment.models import Sale
from odop_core.india.dates import today
from odop_core.queue import worker
from storefront_schema import ids
from storefront_schema.viewer import Viewer
from tests import factories
from tests.odop_consignment.sales.order_states import returned, sent
from tests.storefront_schema.client import STAFF
from tests.storefront_schema.test_operations import run

POINT = ids.make("Warehouse", "lucknow")
OWN = Viewer("customer", "user-own")
SECOND = Viewer("staff", "user-10", STAFF.permissions)


def shop(*, at: str = "lucknow", **line: Any) -> str:
    """A kurta of a supplier with an account, sold; the ID of the sale."""
    factories.offer(by=factories.supplier(user_id="user-own"), at=at)
    factories.announce(factories.order(factories.line(at=at, **line)))
    worker.run_due()
    return ids.make("ConsignmentSale", Sale.objects.get().pk)


def test_what_staff_do_with_goods() -> None:
    # given
    offer = factories.offer(at=POINT)
    offer_id = ids.make("Offer", offer.id)
    given = {
        "kind": "RECEIPT", "supplierId": ids.make("Supplier", offer.supplier_id), "pickupPointId": POINT, "post": True,
        "lines": [{"offerId": offer_id, "quantity": 5}],
    }  # fmt: skip

    # when
    note = run("staff_note_create", input=given)["consignmentNoteCreate"]["note"]
    paper = run("staff_note_document", id=note["id"], language="HI")["consignmentNote"]["document"]
    (lot,) = run("staff_lots", where={"isAvailable": True})["consignmentLots"]["edges"]
    (difference,) = run("staff_stock_differences")["stockDifferences"]["edges"]
    count = run("staff_count_create", pickupPointId=POINT)["stockCountCreate"]["stockCount"]
    entered = run("staff_count_lines_update", id=count["id"], lines=[{"offerId": offer_id, "counted": 4}])[
        "stockCountLinesUpdate"
    ]
    settled = run("staff_count_complete", SECOND, id=count["id"])["stockCountComplete"]["stockCount"]

    # then
    assert (note["status"], paper["number"], paper["goodPieces"]) == ("POSTED", note["number"], 5)
    assert lot["node"]["movements"]["edges"][0]["node"]["kind"] == "RECEIVED"
    assert difference["node"]["quantity"] == -5
    assert entered["stockCount"]["lines"][0]["difference"] == -1
    assert settled["status"] == "COMPLETED"


def test_what_staff_do_with_sales() -> None:
    # given
    sale_id = shop()
    gone = sent(factories.order(), at="lucknow", kurta=1)
    for minute, told in enumerate((gone, returned(gone, at="lucknow", kurta=1)), start=1):
        factories.announce(told.model_copy(update={"updated_at": factories.MOMENT + timedelta(minutes=minute)}))
        worker.run_due()

    # when
    (back,) = run("staff_returns")["consignmentReturns"]["edges"]
    looked_at = run("staff_return_inspect", id=back["node"]["id"], good=1, damaged=0)["consignmentReturnInspect"]
    sale = run("staff_sale", id=sale_id, language="HI")["consignmentSale"]

    # then
    assert looked_at["errors"] == []
    assert sale["status"] == "RETURNED"
    assert "आपूर्तिकर्ता" in sale["terms"]["explanation"]
    assert run("staff_sales_with_issue")["consignmentSales"]["totalCount"] == 0


def test_what_staff_do_with_tables() -> None:
    # when
    refused = run("staff_import_start", input={"file": "0", "kind": "SUPPLIERS"})["importStart"]
    nothing = run("staff_import_job", id=ids.make("ImportJob", 1))["importJob"]
    exported = run("staff_consignment_export", kind="OFFERS", format="CSV")["consignmentExport"]
    unknown = run("staff_import_failed_rows", id=ids.make("ImportJob", 1))["importJobExportFailedRows"]

    # then
    assert [error["field"] for error in refused["errors"]] == ["file"]
    assert nothing is None
    assert [error["code"] for error in unknown["errors"]] == ["NOT_FOUND"]
    assert exported["file"]["fileName"].endswith(".csv")


def test_what_a_supplier_does_with_their_own_sales() -> None:
    # given
    sale_id = shop()

    # when
    (edge,) = run("supplier_sales", OWN, where={"status": {"oneOf": ["PLACED"]}}, language="HI")["consignmentSales"][
        "edges"
    ]
    promised = run("supplier_ready_on", OWN, ids=[sale_id], day=str(today()))["consignmentSaleSetReadyDate"]["sales"]
    cannot = run("supplier_decline", OWN, ids=[sale_id], reason="The loom broke.")["consignmentSaleDecline"]
    ready = run("supplier_ready", OWN, ids=[sale_id])["consignmentSaleMarkReady"]["sales"]

    # then
    assert edge["node"]["id"] == sale_id
    assert promised == [{"id": sale_id, "status": "CONFIRMED", "readyOn": str(today())}]
    assert cannot["errors"] == []
    assert ready == [{"id": sale_id, "status": "READY"}]
    assert run("supplier_stock", OWN)["consignmentLots"]["totalCount"] == 0
