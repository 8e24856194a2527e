"""What an artisan's app sends besides signing in: each document of `operations/artisan`, run once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import storefront_schema
from odop_consignment.api import SupplierInfo, privacy
from odop_consignment.models import Objection, Sale
from odop_core.india.dates import today
from odop_core.queue import worker
from odop_provenance.api import save_artisan
from odop_provenance.models import ArtisanProfile
from storefront_schema import ids
from storefront_schema.viewer import Viewer
from tests import factories
from tests.storefront_schema.client import STAFF, ask
from tests.storefront_schema.supplier_rows import a_complete_draft

OPERATIONS = Path(storefront_schema.__file__).parent / "operations"
POINT = ids.make("Warehouse", "lucknow")


def run(name: str, viewer: Viewer, **variables: Any) -> Any:
    (answer,) = ask((OPERATIONS / f"{name}.graphql").read_text(encoding="utf-8"), viewer, **variables).values()
    return answer


@pytest.fixture
def asha() -> SupplierInfo:
    return factories.supplier("Asha", artisan_slug="asha")


def viewer_of(supplier: SupplierInfo) -> Viewer:
    return Viewer("supplier", supplier_id=supplier.id, session_id=1)


def test_becoming_a_supplier(asha: SupplierInfo) -> None:
    # given
    me, viewer = ids.make("Supplier", asha.id), viewer_of(asha)
    account = {"holder": "Asha", "vpa": "asha@okbank"}

    # when
    proposed = run("artisan/bank_account_propose", viewer, id=me, account=account)
    again = run("artisan/bank_account_propose", viewer, id=me, account=account)

    # then
    assert (proposed["errors"], proposed["bankAccount"]["status"]) == ([], "PROPOSED")
    assert again["errors"][0]["code"] == "UNIQUE"


def test_handing_in_the_papers(asha: SupplierInfo) -> None:
    # given
    a_complete_draft(asha)

    # when
    submitted = run("artisan/submit", viewer_of(asha), id=ids.make("Supplier", asha.id))

    # then
    assert (submitted["errors"], submitted["supplier"]["status"]) == ([], "SUBMITTED")


def test_who_saw_their_data(asha: SupplierInfo) -> None:
    # given
    privacy.disclose_value(asha.id, "phone", reason="To call them.", by="staff-1")

    # when
    (edge,) = run("artisan/disclosures", viewer_of(asha), first=5)["edges"]

    # then
    assert (edge["node"]["field"], edge["node"]["reason"]) == ("phone", "To call them.")
    assert edge["node"]["createdBy"]["kind"] == "USER"


def test_an_objection_and_its_answer(asha: SupplierInfo) -> None:
    # given
    me, viewer = ids.make("Supplier", asha.id), viewer_of(asha)
    what = {"subject": "SUPPLIER", "subjectId": me, "text": "Why?"}

    # when
    raised = run("artisan/objection_create", viewer, id=me, objection=what)["objection"]
    answered = run("staff_objection_answer", STAFF, id=raised["id"], text="A mistake, it is mended.")["objection"]
    more = run("artisan/objection_reply", viewer, id=raised["id"], text="Thank you.")["objection"]
    (edge,) = run("artisan/objections", viewer)["edges"]
    withdrawn = run("artisan/objection_withdraw", viewer, id=raised["id"])["objection"]

    # then
    assert [one["status"] for one in (raised, answered, more, withdrawn)] == ["OPEN", "ANSWERED", "OPEN", "WITHDRAWN"]
    assert edge["node"]["subjectId"] == me
    assert [entry["isAnswer"] for entry in edge["node"]["entries"]] == [False, True, False]
    assert Objection.objects.count() == 1


def test_goods_that_come(asha: SupplierInfo) -> None:
    # given
    me, viewer = ids.make("Supplier", asha.id), viewer_of(asha)
    offer = ids.make("Offer", factories.offer("kurta", POINT, asha).id)
    note = {"kind": "RECEIPT", "supplierId": me, "pickupPointId": POINT}

    # when
    made = run("artisan/goods_announce", viewer, note=note | {"lines": [{"offerId": offer, "quantity": 3}]})
    posted = run("artisan/goods_announce", viewer, note=note | {"post": True})
    elsewhere = run("artisan/goods_announce", viewer, note=note | {"pickupPointId": ids.make("Warehouse", "x")})
    back = run("artisan/goods_announce", viewer, note=note | {"kind": "UNSOLD_RETURN"})
    cancelled = run("artisan/goods_cancel", viewer, id=made["note"]["id"])

    # then
    assert (made["errors"], made["note"]["status"]) == ([], "DRAFT")
    assert [one["errors"][0]["field"] for one in (posted, elsewhere, back)] == ["post", "pickupPointId", "kind"]
    assert cancelled["note"]["status"] == "CANCELLED"


def test_an_own_offer_off_and_on(asha: SupplierInfo) -> None:
    # given
    viewer, offer = viewer_of(asha), ids.make("Offer", factories.offer(by=asha).id)

    # when / then
    assert run("artisan/offer_off", viewer, id=offer)["offer"]["isActive"] is False
    assert run("artisan/offer_on", viewer, id=offer)["offer"]["isActive"] is True


def test_a_part_is_ready_and_a_call_is_wanted(asha: SupplierInfo) -> None:
    # given
    me, viewer = ids.make("Supplier", asha.id), viewer_of(asha)
    factories.offer("kurta", by=asha)
    factories.announce(factories.order(factories.line("kurta", 5)))
    worker.run_due()
    sale = ids.make("ConsignmentSale", Sale.objects.get().pk)

    # when
    divided = run("artisan/part_ready", viewer, id=sale, ready=3, restReadyOn=str(today()))
    wrong = run("artisan/part_ready", viewer, id=divided["restSale"]["id"], ready=9, restReadyOn=str(today()))
    call = run("artisan/call_request", viewer, id=me, note="About the rest.")

    # then
    assert [(divided[name]["quantity"], divided[name]["status"]) for name in ("readySale", "restSale")] == [
        (3, "READY"), (2, "CONFIRMED"),
    ]  # fmt: skip
    assert wrong["errors"][0]["field"] == "ready"
    assert (call["errors"], bool(call["dueAt"])) == ([], True)


def test_a_profile_is_public_once_staff_have_seen_it(asha: SupplierInfo) -> None:
    # given
    me, viewer = ids.make("Supplier", asha.id), viewer_of(asha)
    story = {"storyEn": "I weave.", "storyHi": "मैं बुनती हूँ।"}
    save_artisan("asha", name="Asha", district_slug="lucknow", shows_name=True)

    # when
    without_consent = run("artisan/profile_propose", viewer, id=me, profile=story)
    privacy.record_consent(asha.id, "profile", given=True, channel="app", by="test")
    proposed = run("artisan/profile_propose", viewer, id=me, profile=story)
    (waiting,) = run("staff_artisan_profiles", STAFF, where={"status": {"eq": "PROPOSED"}})["edges"]
    before = run("artisan/profile", viewer)["artisan"]["story"]
    run("staff_artisan_profile_approve", STAFF, id=waiting["node"]["id"])
    after = run("artisan/profile", viewer)
    late = run("staff_artisan_profile_reject", STAFF, id=waiting["node"]["id"], reason="No.")

    # then
    assert without_consent["errors"][0]["code"] == "REQUIRED"
    assert proposed["profile"]["id"] == waiting["node"]["id"]
    assert (before, after["artisan"]["story"], after["profile"]["status"]) == (None, "मैं बुनती हूँ।", "PUBLISHED")
    assert late["errors"][0]["code"] == "INVALID_STATUS"
    assert ArtisanProfile.objects.get().state == "published"
