"""It takes two people, and none of them is a machine, to let somebody sell or be paid elsewhere."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from odop_consignment.api import bank, regimes
from odop_consignment.api.suppliers import NeedsSecondPerson
from odop_consignment.models import BankAccount, SupplierState
from odop_consignment.suppliers.bank import account_in_use, accounts_in_use
from odop_core.india import dates
from tests.odop_consignment.suppliers.onboarded import (
    CLERK,
    OTHER_PAN,
    REVIEWER,
    api,
    approved,
    complete,
    gstin,
    row,
    submitted,
    verify,
)

pytestmark = pytest.mark.django_db
NOBODY = ["", "app", "system", "store", "import:12", f"import:{REVIEWER}", CLERK, f"helpline:{CLERK}"]


@pytest.mark.parametrize("by", NOBODY)
def test_no_machine_and_not_the_same_person_approves_a_supplier(by: str) -> None:
    supplier_id = submitted()
    with pytest.raises(NeedsSecondPerson):
        api.approve_supplier(supplier_id, by=by)
    assert row(supplier_id).state == SupplierState.SUBMITTED


@pytest.mark.parametrize("by", NOBODY)
def test_no_machine_and_not_the_same_person_approves_a_bank_account(by: str) -> None:
    supplier_id = complete()
    account = bank.bank_accounts_of([supplier_id])[supplier_id][0]
    with pytest.raises(NeedsSecondPerson):
        bank.approve_bank_account(account.id, by=by)


def test_who_changes_what_was_submitted_does_not_approve_it() -> None:
    # given
    supplier_id = submitted()

    # when
    api.change_supplier(supplier_id, phone="9876500000", by=REVIEWER)

    # then
    with pytest.raises(NeedsSecondPerson, match="changed their data since"):
        api.approve_supplier(supplier_id, by=REVIEWER)
    assert api.approve_supplier(supplier_id, by="user-chief").state == SupplierState.APPROVED


def test_who_changes_the_regime_of_somebody_submitted_does_not_approve_them() -> None:
    supplier_id = submitted("marketplace_vendor", "registered")
    regimes.record_regime(
        supplier_id, valid_from=dates.today(), supply_model="marketplace_vendor", tax_regime="composition",
        gstin=gstin(), by=REVIEWER,
    )  # fmt: skip
    with pytest.raises(NeedsSecondPerson):
        api.approve_supplier(supplier_id, by=REVIEWER)


def test_who_recorded_an_unverified_gstin_does_not_lift_the_suspension_it_brought() -> None:
    # given
    supplier_id = approved()
    regimes.record_regime(
        supplier_id, valid_from=dates.today(), supply_model="marketplace_vendor", tax_regime="registered",
        gstin=gstin(), by=CLERK,
    )  # fmt: skip
    assert row(supplier_id).state == SupplierState.SUSPENDED

    # when
    verify(supplier_id, "gstin")

    # then
    with pytest.raises(NeedsSecondPerson):
        api.lift_supplier(supplier_id, reason="seen", by=CLERK)
    assert api.lift_supplier(supplier_id, reason="seen", by=REVIEWER).state == SupplierState.APPROVED


def test_who_changes_the_pan_of_somebody_suspended_does_not_lift_them() -> None:
    supplier_id = approved()
    api.suspend_supplier(supplier_id, reason="to be looked at", by=CLERK)
    api.change_supplier(supplier_id, pan=OTHER_PAN, by=REVIEWER)
    verify(supplier_id, "pan")
    with pytest.raises(NeedsSecondPerson):
        api.lift_supplier(supplier_id, reason="all right", by=REVIEWER)


@pytest.mark.parametrize("item", ["pan", "address"])
def test_what_is_found_wrong_later_stops_sales_until_a_second_person_looked(item: str) -> None:
    # given
    supplier_id = approved()

    # when
    api.record_verification(supplier_id, item, "refused", source="portal", remark="cancelled", by=CLERK)

    # then
    assert row(supplier_id).state == SupplierState.SUSPENDED
    verify(supplier_id, item)
    with pytest.raises(NeedsSecondPerson):
        api.lift_supplier(supplier_id, reason="mended", by=CLERK)
    assert api.lift_supplier(supplier_id, reason="mended", by=REVIEWER).state == SupplierState.APPROVED


def test_a_wrong_phone_number_stops_no_sales() -> None:
    supplier_id = approved()
    api.record_verification(supplier_id, "phone", "refused", source="helpline", remark="wrong number", by=CLERK)
    assert row(supplier_id).state == SupplierState.APPROVED


def test_a_gstin_of_tomorrow_that_is_wrong_stops_nobody_today() -> None:
    supplier_id = approved()
    regimes.record_regime(
        supplier_id, valid_from=dates.today() + timedelta(days=1), supply_model="marketplace_vendor",
        tax_regime="registered", gstin=gstin(), by=CLERK,
    )  # fmt: skip
    api.record_verification(supplier_id, "gstin", "refused", source="portal", remark="unknown", by=REVIEWER)
    assert row(supplier_id).state == SupplierState.APPROVED


def test_of_two_approved_accounts_the_one_approved_last_is_used() -> None:
    """Also when the cooling-off time was shortened in between, so that the older one comes of age later."""
    # given
    supplier_id = complete()
    account = bank.bank_accounts_of([supplier_id])[supplier_id][0]
    bank.approve_bank_account(account.id, by=REVIEWER)
    newer = bank.propose_bank_account(supplier_id, holder="Shabana", vpa="shabana@upi", by=CLERK)
    bank.approve_bank_account(newer.id, by=REVIEWER)

    # when
    now = datetime.now(UTC)
    BankAccount.objects.filter(pk=account.id).update(usable_from=now - timedelta(hours=1))
    BankAccount.objects.filter(pk=newer.id).update(usable_from=now - timedelta(hours=2))

    # then
    used = account_in_use(supplier_id)
    assert used is not None
    assert used.pk == newer.id
    assert accounts_in_use([supplier_id]) == {supplier_id: newer.id}
