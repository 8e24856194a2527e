"""The documents storefronts and staff send: every one is valid, and runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from graphql import parse, validate

import storefront_schema
from odop_consignment.models import Sale
from odop_core.india.dates import today
from odop_core.models import OutboxItem, WorkState
from odop_core.queue import worker
from odop_logistics.models import Pickup
from odop_provenance import api as provenance
from storefront_schema import ids
from storefront_schema.app import schema
from tests import factories
from tests.odop_certificates.certified import left, verified
from tests.odop_certificates.certified import sold as pieces_sold
from tests.storefront_schema.client import BUYER, STAFF, ask
from tests.storefront_schema.goods import PRODUCT_ID, artisan, chikankari, sold

OPERATIONS = Path(storefront_schema.__file__).parent / "operations"
# Those in `in_store` need the store's own types; the tests inside Saleor run them.
OURS = sorted(path for folder in ("", "subgraph/", "artisan/") for path in OPERATIONS.glob(f"{folder}*.graphql"))


def run(name: str, viewer: Any = STAFF, **variables: Any) -> dict[str, Any]:
    return ask((OPERATIONS / f"{name}.graphql").read_text(encoding="utf-8"), viewer, **variables)


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
def test_the_document_fits_the_schema(path: Path) -> None:
    assert validate(schema(), parse(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", sorted(OPERATIONS.glob("**/*.variables.json")), ids=lambda path: path.name)
def test_the_variables_to_try_a_document_with_work(path: Path) -> None:
    # given
    artisan()
    cache.clear()
    document = path.with_name(path.name.replace(".variables.json", ".graphql")).read_text(encoding="utf-8")

    # when
    data = ask(document, STAFF, **json.loads(path.read_text(encoding="utf-8")))

    # then
    assert all(value not in (None, []) for name, value in data.items() if name != "rejectedWebhooks")


def test_places() -> None:
    # given
    artisan()

    # when / then
    assert len(run("districts", language="HI")["districts"]) == 75
    assert run("district_page", slug="lucknow", language="HI")["district"]["crafts"]
    assert run("crafts", district="lucknow")["crafts"][0]["district"]["name"] == "Lucknow"
    assert run("artisan_page", slug="shabana", language="HI")["artisan"]["name"] == "शबाना ख़ातून"


def test_what_a_gateway_asks_of_a_product_and_an_order() -> None:
    # given
    sold()
    provenance.claim_origin(PRODUCT_ID, district_slug="lucknow", craft_slug=chikankari(), artisan_slug="shabana")

    # when
    (product,) = run("subgraph/product_provenance", products=[{"__typename": "Product", "id": PRODUCT_ID}])["_entities"]
    (line,) = run("subgraph/order_line_artisans", lines=[{"__typename": "OrderLine", "id": "line-kurta"}])["_entities"]
    (order,) = run("subgraph/my_order", BUYER, orders=[{"__typename": "Order", "id": "order-1"}])["_entities"]

    # then
    assert product["provenance"]["artisan"]["name"] == "Shabana Khatoon"
    assert line["consignments"][0]["pickup"]["status"] == "BOOKED"
    assert order["consignments"][0]["notificationStatus"] == "SENT"
    assert "extend type Product" in run("subgraph/service")["_service"]["sdl"]


def test_what_staff_do_with_an_unassigned_sale() -> None:
    # given
    sold(offers=False)
    offer = factories.offer(by=factories.supplier("Shabana"))

    # when
    (edge,) = run("staff_unassigned", first=10)["consignmentSales"]["edges"]
    assigned = run("staff_assign_sale", id=edge["node"]["id"], offerId=ids.make("Offer", offer.id))[
        "consignmentSaleAssign"
    ]

    # then
    assert edge["node"]["id"] == ids.make("ConsignmentSale", Sale.objects.get().pk)
    assert assigned["errors"] == []
    assert run("staff_unassigned")["consignmentSales"]["totalCount"] == 0


def test_what_staff_do_with_an_order() -> None:
    # given
    sold()

    # when
    (sale,) = run("staff_order", orderId="order-1")["orderConsignments"]
    (message,) = run("staff_messages", orderId="order-1")["orderMessages"]
    collected = run("staff_collect_pickup", reference=sale["pickup"]["reference"], trackingNumber="AWB-1")

    # then
    assert message["status"] == "SENT"
    assert collected["pickupMarkCollected"]["pickup"]["status"] == "COLLECTED"
    assert Pickup.objects.get().tracking_number == "AWB-1"


def test_what_staff_do_with_pickups() -> None:
    # given
    sold()

    # when
    (edge,) = run("staff_pickups", where={"hasDay": False})["pickups"]["edges"]
    named = run("staff_pickup_schedule", id=edge["node"]["id"], date=str(today()))["pickupSchedule"]
    missed = run("staff_pickup_mark_missed", id=edge["node"]["id"], reason="Rain.")["pickupMarkMissed"]

    # then
    assert edge["node"]["pickupPoint"]["city"] == "Lucknow"
    assert named == {"pickup": {"status": "BOOKED", "pickupOn": str(today())}, "errors": []}
    assert missed == {"pickup": {"status": "FAILED", "failure": "Rain."}, "errors": []}


def test_what_staff_do_with_dead_letters() -> None:
    # given
    factories.outbox_item()
    OutboxItem.objects.update(state=WorkState.DEAD)

    # when
    (edge,) = run("staff_failed_jobs", queue="OUTBOX")["failedJobs"]["edges"]

    # then
    assert run("staff_failed_job_retry", queue="OUTBOX", ids=[edge["node"]["id"]])["failedJobRetry"]["count"] == 1


def test_what_a_storefront_asks_of_origins_and_labels() -> None:
    # given
    artisan()
    verified("product-kurta", by="shabana")
    (piece,) = pieces_sold(user_id="user-1")
    factories.announce(left(user_id="user-1"))
    worker.run_due()

    # when
    (edge,) = run("products_by_origin", where={"isVerified": True}, language="HI")["odopProducts"]["edges"]
    (supplier,) = run("artisans", where={"district": {"eq": "lucknow"}}, language="HI")["artisans"]["edges"]
    (line,) = run("subgraph/order_line_labels", BUYER, lines=[{"__typename": "OrderLine", "id": "line-kurta"}])[
        "_entities"
    ]
    checked = run("verify_label", code=piece.serial, language="HI")["verifyProvenance"]

    # then
    assert edge["node"]["provenance"]["certificate"]["url"]
    assert supplier["node"]["name"] == "शबाना ख़ातून"
    assert [label["status"] for label in line["certificates"]] == ["ACTIVE"]
    assert (checked["status"], checked["artisan"]["name"]) == ("VALID", "शबाना ख़ातून")


def test_what_staff_do_with_claims() -> None:
    # given
    provenance.claim_origin(PRODUCT_ID, district_slug="lucknow")

    # when
    (edge,) = run("staff_review_queue", where={"status": {"eq": "ATTESTED"}})["provenanceClaims"]["edges"]
    given = {"version": edge["node"]["version"], "reason": "Seen.", "waiver": "A test."}
    decided = run("staff_verify_claim", productId=PRODUCT_ID, input=given)["provenanceClaimVerify"]
    revoked = run("staff_revoke_claim", productId=PRODUCT_ID, reason="Not so.")["provenanceClaimRevoke"]
    file = {"file": "0", "kind": "PHOTO", "productId": PRODUCT_ID}
    uploaded = run("staff_upload_evidence", input=file)["provenanceEvidenceUpload"]

    # then
    assert decided["claim"]["status"] == "VERIFIED"
    assert revoked["claim"]["status"] == "REVOKED"
    assert [error["field"] for error in uploaded["errors"]] == ["file"]


def test_what_staff_do_with_many_claims() -> None:
    # given
    provenance.claim_origin(PRODUCT_ID, district_slug="lucknow")
    given = {"action": "VERIFY", "productIds": [PRODUCT_ID], "reason": "Seen.", "waiver": "A test."}

    # when
    begun = run("staff_claim_bulk_update", input=given)["provenanceClaimBulkUpdate"]["job"]
    worker.run_due()

    # then
    assert run("staff_bulk_job", id=begun["id"])["provenanceBulkJob"]["done"] == 1


def test_what_staff_do_with_suppliers_agreements_and_offers() -> None:
    # given
    made = run("staff_supplier_create", supplier={"name": "Asha", "phone": "9876543210"})["supplierCreate"]["supplier"]
    terms = {
        "validFrom": "2026-04-01",
        "rules": [{"scope": "ALL", "kind": "SHARE", "tiers": [{"rateBasisPoints": 1000}]}],
    }
    written = run("staff_agreement_create", agreement={"supplierId": made["id"], "terms": terms})["agreementCreate"]
    paper = {"file": "0", "signedOn": "2026-04-01", "signedBy": "Asha"}
    offer = {
        "supplierId": made["id"],
        "variantId": ids.make("ProductVariant", 1),
        "pickupPointId": ids.make("Warehouse", "x"),
    }

    # when / then
    assert run("staff_suppliers", search="Asha")["suppliers"]["totalCount"] == 1
    assert run("staff_supplier", id=made["id"])["supplier"]["checklist"]
    assert run("staff_supplier_approve", id=made["id"])["supplierApprove"]["errors"][0]["code"] == "INVALID_STATUS"
    assert run("staff_bank_accounts")["supplierBankAccounts"]["edges"] == []
    assert written["version"]["rules"][0]["description"] == "Everything else: 10 % of the value without GST."
    signed = run("staff_agreement_sign", id=written["version"]["id"], input=paper)["agreementVersionSign"]
    assert signed["errors"][0]["field"] == "file"
    assert run("staff_offer_bulk_upsert", offers=[offer])["offerBulkUpsert"]["results"][0]["errors"][0]["message"]
    assert run("staff_offers")["offers"]["totalCount"] == 0


def test_what_a_supplier_asks_and_does() -> None:
    # given
    supplier = factories.supplier("Asha", user_id="user-1")
    factories.offer(by=supplier)
    me = ids.make("Supplier", supplier.id)

    # when
    home = run("supplier_home", BUYER)["mySupplier"]
    consent = {"purpose": "MESSAGES", "isGiven": False}

    # then
    assert (home["id"], home["offers"][0]["availability"]["isUsable"]) == (me, True)
    assert run("supplier_consent", BUYER, id=me, consent=consent)["supplierConsentRecord"]["errors"] == []
    assert run("supplier_export", BUYER, id=me)["supplierExport"]["json"]


def test_what_anybody_asks_of_sellers() -> None:
    # given
    factories.offer()

    # when
    (product,) = run("subgraph/product_sold_by", products=[{"__typename": "Product", "id": "product-kurta"}])[
        "_entities"
    ]

    # then
    assert product["soldBy"][0]["isCorporation"]
    assert run("corporation")["corporation"]["gstins"] == []
    assert run("supplier_notice", language="EN")["supplierNotice"]["text"]
