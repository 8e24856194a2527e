"""Suppliers as staff and they themselves see them."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from odop_consignment.models import Disclosure, Erasure, Supplier
from odop_core.i18n import Text
from odop_core.security.permissions import Permission
from storefront_schema import ids
from storefront_schema.viewer import ANONYMOUS, Viewer
from tests import factories
from tests.odop_consignment.suppliers import onboarded
from tests.storefront_schema.client import BUYER, STAFF, answer_to, ask, staff
from tests.storefront_schema.goods import artisan

WHOLE = """
    id name reference phone email address pan udyam user { id } turnoverStopYear erasedAt createdAt updatedAt stateCode
      status
    supplyModel taxRegime artisan { name } suppliersWithSamePan { name }
    regime { validFrom supplyModel taxRegime gstin enrolmentNumber createdBy { id } createdAt }
    regimes { supplyModel }
    checklist { item isRequired status checkedBy { id } source remark isEnoughToApprove requiredAction }
    closingBlockers
    events { fromStatus toStatus reason createdBy { id } }
    verifications { item result source createdBy { id } }
    bankAccounts { id holder account ifsc status isInUse proposedBy { id } decidedBy { id }
      sharedWith { name } supplier { name } }
    consents { purpose isGiven noticeVersion language medium }
    erasures { id status }
    turnover { year sold { amount } elsewhere { amountPaise text } total { text } limit { text } percent description }
    turnoverDeclarations { year elsewhere { text } declaredOn }
    agreements { reference versions { rules { description } document { url } } }
    offers { variant { id } isActive availability { isUsable unavailableReason } agreement { reference } }
"""


def supplier(supplier_id: int, selection: str, viewer: Viewer = STAFF) -> Any:
    question = f"query($id: ID!) {{ supplier(id: $id) {{ {selection} }} }}"
    return ask(question, viewer, id=ids.make("Supplier", supplier_id))["supplier"]


def listed(where: str = "{}", viewer: Viewer = STAFF, search: str = "") -> list[str]:
    answer = ask(
        f'{{ suppliers(first: 50, where: {where}, search: "{search}") {{ totalCount edges {{ node {{ name }} }} }} }}',
        viewer,
    )
    names = [edge["node"]["name"] for edge in answer["suppliers"]["edges"]]
    assert answer["suppliers"]["totalCount"] == len(names)
    return names


def test_staff_see_all_that_is_on_record_masked() -> None:
    # given
    artisan()
    supplier_id = onboarded.approved(email="shabana@example.in", artisan_slug="shabana")
    factories.supplier("Twin", pan_digest=Supplier.objects.get(pk=supplier_id).pan_digest)

    # when
    found = supplier(supplier_id, WHOLE)

    # then
    assert (found["status"], found["supplyModel"], found["taxRegime"]) == ("APPROVED", "CONSIGNMENT", "UNREGISTERED")
    assert found["artisan"] == {"name": "Shabana Khatoon"}
    assert found["suppliersWithSamePan"] == [{"name": "Twin"}]
    assert {item["status"] for item in found["checklist"] if item["isRequired"]} <= {"VERIFIED", "GIVEN"}
    assert found["bankAccounts"][0]["isInUse"] is False
    assert found["consents"][0]["medium"] == "paper form"
    assert found["turnover"]["limit"] == {"text": "₹40,00,000.00"}
    assert found["turnover"]["elsewhere"] == {"amountPaise": "0", "text": "₹0.00"}
    assert found["events"][-1]["toStatus"] == "APPROVED"
    assert found["closingBlockers"] == []
    hidden = ("9876543210", "AAAPZ1234C", "123456789", "shabana@example.in", "12 Chowk")
    assert not [text for text in hidden if text in str(found)]


def test_a_supplier_sees_their_own_record_but_not_who_else_they_are() -> None:
    # given
    supplier_id = onboarded.approved(user_id="user-own")

    shown = WHOLE.replace("suppliersWithSamePan { name }", "").replace("sharedWith { name }", "")

    # when
    mine = ask(
        f"{{ mySupplier {{ {shown} }} }}",
        me(),
    )
    refused = answer_to("{ mySupplier { suppliersWithSamePan { name } } }", me())

    # then
    assert mine["mySupplier"]["id"] == ids.make("Supplier", supplier_id)
    assert refused.is_refused


def me() -> Viewer:
    return Viewer("customer", "user-own")


@pytest.mark.parametrize("viewer", [ANONYMOUS, BUYER, STAFF], ids=["anonymous", "customer", "staff"])
def test_who_is_no_supplier_is_told_so(viewer: Viewer) -> None:
    # given
    factories.supplier(user_id="user-own")

    # when / then
    assert ask("{ mySupplier { id } }", viewer) == {"mySupplier": None}


def test_suppliers_are_found_by_state_model_place_and_name() -> None:
    # given
    factories.supplier("Asha", reference="UP-1")
    factories.supplier("Bela", model="marketplace_vendor", tax="registered", gstin="09AAAPZ1234C1Z5")
    factories.supplier("Chand", state="draft", state_code="07", name_hi="चाँद")
    factories.supplier("Devi", stopped_in_year=onboarded.financial_years.year_of(onboarded.dates.today()))

    # when / then
    assert listed() == ["Asha", "Bela", "Chand", "Devi"]
    assert listed("{status: {eq: DRAFT}}") == ["Chand"]
    assert listed("{supplyModel: {eq: MARKETPLACE_VENDOR}}") == ["Bela"]
    assert listed('{stateCode: {eq: "07"}}') == ["Chand"]
    assert listed(search="ash") == ["Asha"]
    assert listed(search="UP-1") == ["Asha"]
    assert listed(search="चाँद") == ["Chand"]
    assert listed("{isStopped: true}") == ["Devi"]


def test_a_page_asks_as_much_of_the_database_however_long_it_is() -> None:
    # given
    def count(pages: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            ask(f"{{ suppliers(first: {pages}) {{ edges {{ node {{ {WHOLE} }} }} }} }}", STAFF)
        return len(queries)

    for number in range(4):
        owner = factories.supplier(f"Supplier {number}", pan_digest=f"digest-{number}", artisan_slug="shabana")
        factories.offer(f"v{number}", by=owner)
        factories.offer(f"w{number}", by=owner)
        onboarded.bank.propose_bank_account(
            owner.id, holder="Somebody", account_number=f"12345678{number}", ifsc="SBIN0001234", by="clerk"
        )
        onboarded.turnover_api.declare_turnover(owner.id, year=2025, elsewhere_paise=100, by="clerk")

    # when / then
    assert count(1) == count(4)


def test_an_id_of_something_else_is_refused_and_an_unknown_one_is_nobody() -> None:
    assert supplier(10**9, "id") is None
    assert "is not the ID of a Supplier" in answer_to('{ supplier(id: "T2ZmZXI6MQ==") { id } }', STAFF).messages[0]


def test_accounts_to_decide_wait_for_a_second_person() -> None:
    # given
    onboarded.complete()

    # when
    answer = ask(
        "{ supplierBankAccounts(where: {status: {eq: PROPOSED}}) { totalCount edges { node { account status "
        "supplier { name } } } } }",
        STAFF,
    )

    # then
    (edge,) = answer["supplierBankAccounts"]["edges"]
    assert edge["node"]["supplier"] == {"name": "Shabana Bano"}
    assert edge["node"]["status"] == "PROPOSED"
    assert "123456789" not in edge["node"]["account"]


def test_who_may_see_suppliers_data_sees_wishes_to_be_forgotten_and_disclosures() -> None:
    # given
    owner = factories.supplier()
    Erasure.objects.create(supplier_id=owner.id, state="held", kept_because=Text("Sales."), requested_by="clerk")
    Disclosure.objects.create(supplier_id=owner.id, what="pan", reason="A call.", seen_by="user-9")
    viewer = staff(Permission.SEE_SUPPLIER_DATA)

    # when
    erasures = ask("{ supplierErasures(where: {status: {eq: HELD}}) { totalCount edges { node { status } } } }", viewer)
    seen = ask("{ supplierDisclosures { totalCount edges { node { field reason createdBy { id } } } } }", viewer)

    # then
    assert erasures["supplierErasures"]["totalCount"] == 1
    assert seen["supplierDisclosures"]["edges"][0]["node"] == {
        "field": "pan",
        "reason": "A call.",
        "createdBy": {"id": "user-9"},
    }


@pytest.mark.parametrize("language", ["HI", "EN"])
def test_anybody_can_read_the_notice(language: str) -> None:
    # when
    notice = ask(f"{{ supplierNotice(language: {language}) {{ version language text }} }}")["supplierNotice"]

    # then
    assert notice["language"] == language
    assert notice["version"]
    assert any("ऀ" <= letter <= "ॿ" for letter in notice["text"]) is (language == "HI")
