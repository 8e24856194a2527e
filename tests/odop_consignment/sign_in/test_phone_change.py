"""Changing one's own number: only with a code that came to the new one."""

from __future__ import annotations

import pytest

from odop_consignment.models import CodePurpose, OneTimeCode, Supplier, Verification
from odop_consignment.sign_in import codes, phone_change, sessions
from odop_consignment.sign_in.errors import WrongCode
from odop_consignment.suppliers.errors import SupplierRefused
from odop_core.models import InboxEvent
from tests import factories
from tests.odop_consignment.sign_in.signing_in import NETWORK, NOW, OTHER_PHONE, PHONE, asked, signed_in

pytestmark = pytest.mark.django_db
BY = "supplier:1"


def requested(supplier_id: int) -> tuple[str, str]:
    handle = phone_change.request_phone_change(supplier_id, "98000 00002", network=NETWORK, now=NOW).handle
    issued = codes.issue_code(OneTimeCode.objects.latest("pk").pk, NOW)
    assert issued is not None
    assert issued.phone == OTHER_PHONE
    return handle, issued.code


def confirm(supplier_id: int, handle: str, code: str, session_id: int | None = None) -> Supplier:
    return phone_change.confirm_phone_change(
        supplier_id, handle, code, network=NETWORK, by=BY, session_id=session_id, now=NOW
    )


def test_the_number_changes_with_the_code_that_came_to_the_new_one() -> None:
    # given
    supplier = factories.supplier()
    handle, code = requested(supplier.id)

    # when
    changed = confirm(supplier.id, handle, code)

    # then: it counts as verified, and the number before will be informed
    assert changed.phone == OTHER_PHONE
    assert [(row.item, row.result, row.source) for row in Verification.objects.all()] == [
        ("phone", "verified", "one-time code")
    ]
    event = InboxEvent.objects.get(kind="consignment.phone_changed")
    assert event.payload["former_phone"] == PHONE


def test_the_session_goes_on_and_others_end() -> None:
    # given
    supplier = factories.supplier()
    here, elsewhere = signed_in(), signed_in()
    handle, code = requested(supplier.id)

    # when
    confirm(supplier.id, handle, code, here.session_id)

    # then
    assert sessions.read_access_token(here.access_token, NOW)
    assert sessions.read_access_token(elsewhere.access_token, NOW) is None
    assert asked(PHONE)[1] is None


def test_a_wrong_code_changes_nothing() -> None:
    # given
    supplier = factories.supplier()
    handle, code = requested(supplier.id)

    # when / then
    with pytest.raises(WrongCode):
        confirm(supplier.id, handle, f"{(int(code) + 1) % 10**6:06}")
    assert Supplier.objects.get().phone == PHONE


def test_the_code_of_one_supplier_changes_nobody_elses_number() -> None:
    # given
    supplier, other = factories.supplier("Asha"), factories.supplier("Bela", phone="+919800000003")
    handle, code = requested(supplier.id)

    # when / then
    with pytest.raises(WrongCode):
        confirm(other.id, handle, code)
    assert {row.phone for row in Supplier.objects.all()} == {PHONE, "+919800000003"}


def test_a_code_to_sign_in_changes_no_number() -> None:
    # given
    supplier = factories.supplier()
    handle, issued = asked(purpose=CodePurpose.SIGN_IN)
    assert issued is not None

    # when / then
    with pytest.raises(WrongCode):
        confirm(supplier.id, handle, issued.code)


def test_the_number_that_is_theirs_already_needs_no_code() -> None:
    # given
    supplier = factories.supplier()

    # when / then
    with pytest.raises(SupplierRefused):
        phone_change.request_phone_change(supplier.id, PHONE, network=NETWORK)
