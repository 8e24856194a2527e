from __future__ import annotations

import pytest
from django.db import connection

from odop_consignment.api import AlreadyThere
from odop_consignment.api.suppliers import IdentityError, SupplierRefused
from odop_core.database.pagination import Window
from tests.odop_consignment.suppliers.onboarded import (
    CLERK,
    OTHER_PAN,
    PAN,
    REVIEWER,
    api,
    approved,
    draft,
    gstin,
    row,
    verify,
)

pytestmark = pytest.mark.django_db


def status(supplier_id: int, item: str) -> str:
    return next(each.status.value for each in api.checklist(supplier_id) if each.item == item)


def test_new_supplier_is_a_draft_and_their_pan_is_not_readable_in_the_table() -> None:
    supplier_id = draft()
    assert row(supplier_id).state == "draft"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pan, pan_digest FROM odop_consignment_supplier")
        pan, digest = cursor.fetchone()
    assert PAN not in pan
    assert len(digest) == 64


def test_details_are_masked() -> None:
    supplier_id = draft(email="shabana@example.com")
    details = api.supplier_details([supplier_id])[supplier_id]
    assert (details.phone, details.pan) == ("•••••••••3210", "AAAPZ••••C")
    assert (details.email, details.address) == ("s•••@example.com", "••• 226•••")


def test_same_pan_is_found_behind_two_suppliers() -> None:
    one, other = draft(), draft(state_code="10")
    draft(pan=OTHER_PAN)
    assert api.supplier_details([one])[one].same_taxpayer == [other]


def test_changed_pan_is_unverified_again() -> None:
    # given
    supplier_id = draft()
    verify(supplier_id, "pan")
    assert status(supplier_id, "pan") == "verified"

    # when
    api.change_supplier(supplier_id, pan=OTHER_PAN, by=CLERK)

    # then
    assert status(supplier_id, "pan") == "given"
    api.change_supplier(supplier_id, pan=PAN, by=CLERK)
    assert status(supplier_id, "pan") == "verified"


def test_approved_supplier_with_another_pan_is_suspended_until_somebody_else_looked() -> None:
    # given
    supplier_id = approved()

    # when
    api.change_supplier(supplier_id, pan=OTHER_PAN, by=CLERK)

    # then
    assert row(supplier_id).state == "suspended"
    with pytest.raises(api.Incomplete, match="PAN is not verified"):
        api.lift_supplier(supplier_id, reason="PAN card seen", by=REVIEWER)
    verify(supplier_id, "pan")
    with pytest.raises(api.NeedsSecondPerson):
        api.lift_supplier(supplier_id, reason="PAN card seen", by=CLERK)
    assert api.lift_supplier(supplier_id, reason="PAN card seen", by=REVIEWER).state == "approved"


def test_approved_supplier_with_another_spelling_or_phone_stays_approved() -> None:
    supplier_id = approved()
    api.change_supplier(supplier_id, name="Shabana Banu", phone="9876543211", by=CLERK)
    assert row(supplier_id).state == "approved"
    assert "phone number" in str(api.steps_of([supplier_id])[supplier_id][-1].reason)


def test_state_of_somebody_submitted_cannot_change() -> None:
    supplier_id = approved()
    with pytest.raises(IdentityError, match="State cannot change"):
        api.change_supplier(supplier_id, state_code="10", by=CLERK)


def test_pan_of_somebody_submitted_cannot_go() -> None:
    supplier_id = approved()
    with pytest.raises(IdentityError, match="PAN is needed"):
        api.change_supplier(supplier_id, pan="", by=CLERK)


def test_gstin_of_a_corrected_pan_is_seen_to_be_wrong() -> None:
    supplier_id = approved("marketplace_vendor", "registered")
    api.change_supplier(supplier_id, pan=OTHER_PAN, by=CLERK)
    assert status(supplier_id, "gstin") == "refused"
    assert gstin() != gstin(OTHER_PAN)


def test_account_signs_in_one_supplier_only() -> None:
    one, other = draft(user_id="VXNlcjox"), draft()
    assert api.supplier_of_user("VXNlcjox") == api.suppliers_by_id([one])[one]
    assert api.supplier_of_user("") is None
    with pytest.raises(AlreadyThere):
        api.change_supplier(other, user_id="VXNlcjox", by=CLERK)


def test_reference_is_one_suppliers_and_finds_them() -> None:
    one, other = draft(reference="UP-LKO-0017"), draft()
    assert [info.id for info in api.SUPPLIERS.read(Window(limit=5), search="UP-LKO-0017")] == [one]
    with pytest.raises(AlreadyThere, match="reference UP-LKO-0017"):
        api.change_supplier(other, reference="UP-LKO-0017", by=CLERK)


def test_wrong_value_names_its_field_and_changes_nothing() -> None:
    supplier_id = draft()
    with pytest.raises(IdentityError) as refusal:
        api.change_supplier(supplier_id, name="Other", udyam="UDYAM", by=CLERK)
    assert refusal.value.field == "udyam"
    assert row(supplier_id).name == "Shabana Bano"


def test_list_is_filtered_searched_paged_and_counted() -> None:
    vendor = approved("marketplace_vendor", "registered", name="Imran", pan=OTHER_PAN)
    drafts = [draft(name=name, name_hi=hi) for name, hi in (("Meena", "मीना"), ("Rahul", "राहुल"))]
    window = Window(limit=10)

    def found(search: str = "", **wanted: object) -> list[int]:
        return [info.id for info in api.SUPPLIERS.read(window, wanted, search)]

    assert found() == [vendor, *drafts]
    assert found(status="draft") == drafts
    assert found(supply_model="marketplace_vendor") == [vendor]
    assert found(search="imr") == [vendor]
    assert found(search="राहुल") == drafts[1:]
    assert found(state_code="10") == []
    assert api.SUPPLIERS.count({"status": "draft"}) == 2
    newest = api.SUPPLIERS.read(Window(limit=1, newest_first=True))
    assert [info.id for info in newest] == drafts[1:]


def test_erased_supplier_is_not_changed() -> None:
    from odop_consignment.api import privacy

    supplier_id = draft()
    privacy.request_erasure(supplier_id, by=CLERK)
    with pytest.raises(SupplierRefused, match="erased"):
        api.change_supplier(supplier_id, name="Back", by=CLERK)
