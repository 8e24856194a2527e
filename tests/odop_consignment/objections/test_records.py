"""Objections: a supplier says that something is wrong, staff answer, and nothing of it is lost."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from odop_consignment.api import SupplierInfo, bank, objections
from odop_consignment.errors import UnknownRow
from odop_consignment.interests import OwnInterest
from odop_consignment.models import BankAccount, ObjectionEntry, StockCount, StockCountLine
from odop_consignment.suppliers.bank import stop_account
from odop_consignment.suppliers.identity import IdentityError
from odop_core.models import InboxEvent
from tests import factories
from tests.odop_consignment.stock import goods

pytestmark = pytest.mark.django_db
OWN, STAFF = "supplier:1", "staff-1"


def said(objection_id: int) -> list[tuple[bool, str]]:
    return [(one.is_answer, one.text) for one in objections.entries_of_objections([objection_id])[objection_id]]


def account(of: SupplierInfo, *, approved: bool = False, by: str = "clerk") -> int:
    found = bank.propose_bank_account(of.id, holder="Asha", account_number="123456789", ifsc="SBIN0001234", by=by)
    return bank.approve_bank_account(found.id, by=STAFF).id if approved else found.id


def test_both_sides_speak_and_all_of_it_stays() -> None:
    # given
    supplier = factories.supplier()
    raised = objections.raise_objection(supplier.id, "supplier", supplier.id, text="Why am I suspended?", by=OWN)

    # when
    answered = objections.answer_objection(raised.id, text="The PAN was wrong.", by=STAFF)
    again = objections.reply_to_objection(raised.id, text="It is right.", by=OWN)

    # then
    assert (raised.state, answered.state, again.state) == ("open", "answered", "open")
    assert said(raised.id) == [
        (False, "Why am I suspended?"), (True, "The PAN was wrong."), (False, "It is right."),
    ]  # fmt: skip
    asked = [event.payload["occasion"] for event in InboxEvent.objects.filter(kind="notifications.requested")]
    assert asked == ["objection_answered"]


def test_objecting_again_to_the_same_thing_says_more_of_it() -> None:
    # given
    supplier = factories.supplier()

    # when
    first, second = (
        objections.raise_objection(supplier.id, "supplier", supplier.id, text=text, by=OWN) for text in ("a", "b")
    )

    # then
    assert first.id == second.id
    assert said(first.id) == [(False, "a"), (False, "b")]


def test_what_was_said_is_never_changed() -> None:
    # given
    supplier = factories.supplier()
    objections.raise_objection(supplier.id, "supplier", supplier.id, text="Why?", by=OWN)

    # when / then
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        ObjectionEntry.objects.update(text="Nothing.")


@pytest.mark.parametrize("approved", [False, True], ids=["proposed", "cooling off"])
@pytest.mark.parametrize("by", ["clerk", OWN])
def test_a_bank_account_that_is_not_in_use_yet_is_stopped(approved: bool, by: str) -> None:
    # given
    supplier = factories.supplier()
    account_id = account(supplier, approved=approved, by=by)

    # when
    objections.raise_objection(supplier.id, "bank_account", account_id, text="Not mine.", by=OWN)

    # then
    kept = BankAccount.objects.get()
    assert (kept.state, kept.reason) == ("refused", "Not mine.")


def test_an_account_in_use_stays_until_staff_have_looked() -> None:
    # given
    supplier = factories.supplier()
    account_id = account(supplier, approved=True)
    BankAccount.objects.update(usable_from="2026-01-01T00:00Z")

    # when
    objections.raise_objection(supplier.id, "bank_account", account_id, text="Not mine.", by=OWN)

    # then
    assert BankAccount.objects.get().state == "approved"
    assert stop_account(account_id, reason="x", by="x") is False


def test_a_count_and_a_sale_and_a_note_of_theirs_can_be_objected_to() -> None:
    # given
    offer = factories.offer()
    count = StockCount.objects.create(pickup_point_id="lucknow", counted_by="clerk")
    StockCountLine.objects.create(count=count, offer_id=offer.id, expected=5, counted=3)
    rows = {"stock_count": count.pk, "sale": goods.sell(offer).pk, "note": goods.receipt(offer, 1).pk}

    # when
    raised = [
        objections.raise_objection(offer.supplier_id, subject, pk, text="Wrong.", by=OWN)
        for subject, pk in rows.items()
    ]

    # then
    assert [(one.subject, one.state) for one in raised] == [(subject, "open") for subject in rows]


@pytest.mark.parametrize("subject", ["supplier", "bank_account", "sale", "stock_count", "note", "agreement_version"])
def test_what_is_not_theirs_is_not_there(subject: str) -> None:
    # given
    offer = factories.offer()
    other = factories.supplier("Other")
    rows = {
        "supplier": offer.supplier_id, "sale": goods.sell(offer).pk, "note": goods.receipt(offer, 1).pk,
        "agreement_version": factories.agreement(factories.supplier("Third")).pk,
    }  # fmt: skip

    # when / then
    with pytest.raises(UnknownRow):
        objections.raise_objection(other.id, subject, rows.get(subject, 1), text="Wrong.", by=OWN)


@pytest.mark.parametrize("text", ["", "  ", "2345 6789 0124"], ids=["empty", "blank", "an Aadhaar number"])
def test_words_are_needed_and_hold_no_aadhaar_number(text: str) -> None:
    # given
    supplier = factories.supplier()

    # when / then
    with pytest.raises(IdentityError):
        objections.raise_objection(supplier.id, "supplier", supplier.id, text=text, by=OWN)


def test_nobody_answers_their_own_objection() -> None:
    # given
    supplier = factories.supplier(user_id="user-1")
    raised = objections.raise_objection(supplier.id, "supplier", supplier.id, text="Why?", by="user-1")

    # when / then
    with pytest.raises(OwnInterest):
        objections.answer_objection(raised.id, text="Never mind.", by="user-1")


def test_taken_back_it_stays_on_record() -> None:
    # given
    supplier = factories.supplier()
    raised = objections.raise_objection(supplier.id, "supplier", supplier.id, text="Why?", by=OWN)

    # when
    found = [objections.withdraw_objection(raised.id, by=OWN).state for _time in range(2)]

    # then
    assert found == ["withdrawn", "withdrawn"]
    assert said(raised.id) == [(False, "Why?")]
