from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from odop_consignment.api import AlreadyThere, WrongChoice, bank
from odop_consignment.api.suppliers import IdentityError, NeedsSecondPerson
from odop_consignment.models import BankAccount
from odop_consignment.settings import PLUGIN_ID
from odop_consignment.suppliers.bank import account_in_use
from odop_core.database.pagination import Window
from odop_core.events import NotificationRequested
from odop_core.models import InboxEvent
from tests.factories import switch
from tests.odop_consignment.suppliers.onboarded import CLERK, OTHER_PAN, REVIEWER, draft

pytestmark = pytest.mark.django_db
NUMBER = "123456789"


def proposed(supplier_id: int, number: str = NUMBER) -> bank.BankAccountInfo:
    return bank.propose_bank_account(
        supplier_id, holder="Shabana Bano", account_number=number, ifsc="SBIN0001234", by=CLERK
    )


@pytest.mark.parametrize("number", ["234123412346", "2341 2341 2346", "२३४१२३४१२३४६"])
def test_number_that_may_be_an_aadhaar_number_needs_a_paper_of_the_bank(number: str) -> None:
    # given
    supplier_id = draft()
    with pytest.raises(IdentityError, match="which paper of the bank shows it"):
        proposed(supplier_id, number)

    # when
    info = bank.propose_bank_account(
        supplier_id,
        holder="Shabana Bano",
        account_number=number,
        ifsc="SBIN0001234",
        proof="passbook, page 1",
        by=CLERK,
    )

    # then
    assert (info.account, info.proof) == ("•••• 2346", "passbook, page 1")
    assert BankAccount.objects.get().account_number == "234123412346"


@pytest.mark.parametrize(("number", "proof"), [("12", "passbook"), (NUMBER, "2341 2341 2346")])
def test_proof_makes_no_other_mistake_right(number: str, proof: str) -> None:
    with pytest.raises(IdentityError):
        bank.propose_bank_account(
            draft(), holder="Shabana", account_number=number, ifsc="SBIN0001234", proof=proof, by=CLERK
        )


def test_account_is_shown_masked_and_kept_encrypted() -> None:
    info = proposed(draft())
    assert (info.account, info.holder, info.state) == ("•••• 6789", "S••• B•••", "proposed")
    assert BankAccount.objects.get().account_number == NUMBER


def test_upi_address_instead_of_an_account() -> None:
    info = bank.propose_bank_account(draft(), holder="Shabana", vpa="shabana@oksbi", by=CLERK)
    assert (info.account, info.ifsc) == ("sh••••@oksbi", "")


@pytest.mark.parametrize(
    "given", [{}, {"account_number": NUMBER, "ifsc": "SBIN0001234", "vpa": "a@b"}, {"account_number": NUMBER}]
)
def test_neither_both_nor_half_an_account(given: dict[str, str]) -> None:
    with pytest.raises(IdentityError):
        bank.propose_bank_account(draft(), holder="Shabana", by=CLERK, **given)


def test_approved_account_is_used_after_the_cooling_off() -> None:
    # given
    supplier_id = draft()
    info = proposed(supplier_id)

    # when
    info = bank.approve_bank_account(info.id, by=REVIEWER)

    # then
    assert account_in_use(supplier_id) is None
    assert info.usable_from is not None
    assert timedelta(hours=47) < info.usable_from - datetime.now(UTC) <= timedelta(hours=48)
    assert account_in_use(supplier_id, info.usable_from) == BankAccount.objects.get()
    assert account_in_use(supplier_id, info.usable_from - timedelta(seconds=1)) is None


def test_supplier_is_told_at_once() -> None:
    supplier_id = draft()
    bank.approve_bank_account(proposed(supplier_id).id, by=REVIEWER)
    (told,) = InboxEvent.objects.filter(kind=NotificationRequested.kind)
    assert (told.payload["occasion"], told.payload["supplier_id"]) == ("bank_changed", supplier_id)
    assert told.payload["facts"]["account"] == "XXXX 6789"
    assert NUMBER not in str(told.payload)


def test_former_account_is_used_until_the_new_one_has_cooled_off() -> None:
    # given
    switch(PLUGIN_ID, bank_cooling_hours=0)
    supplier_id = draft()
    former = bank.approve_bank_account(proposed(supplier_id).id, by=REVIEWER)
    switch(PLUGIN_ID, bank_cooling_hours=48)

    # when
    later = bank.approve_bank_account(proposed(supplier_id, "987654321").id, by=REVIEWER)

    # then
    assert [(info.id, info.in_use) for info in bank.bank_accounts_of([supplier_id])[supplier_id]] == [
        (later.id, False), (former.id, True),
    ]  # fmt: skip


def test_who_proposed_does_not_decide() -> None:
    info = proposed(draft())
    for same_or_nobody in (CLERK, ""):
        with pytest.raises(NeedsSecondPerson):
            bank.approve_bank_account(info.id, by=same_or_nobody)
        with pytest.raises(NeedsSecondPerson):
            bank.refuse_bank_account(info.id, reason="no", by=same_or_nobody)


def test_database_too_wants_a_second_person() -> None:
    proposed(draft())
    with pytest.raises(IntegrityError), transaction.atomic():
        BankAccount.objects.update(decided_by=CLERK)


def test_supplier_may_object_before_the_account_is_used_and_not_after() -> None:
    supplier_id = draft()
    info = bank.approve_bank_account(proposed(supplier_id).id, by=REVIEWER)
    assert bank.refuse_bank_account(info.id, reason="not mine, she says", by="user-third").state == "refused"
    switch(PLUGIN_ID, bank_cooling_hours=0)
    used = bank.approve_bank_account(proposed(supplier_id).id, by=REVIEWER)
    with pytest.raises(WrongChoice, match="only a proposed one"):
        bank.refuse_bank_account(used.id, reason="too late", by="user-third")


def test_one_proposal_at_a_time() -> None:
    supplier_id = draft()
    proposed(supplier_id)
    with pytest.raises(AlreadyThere):
        proposed(supplier_id)
    assert bank.BANK_ACCOUNTS.count({"status": "proposed"}) == 1
    assert [info.supplier_id for info in bank.BANK_ACCOUNTS.read(Window(limit=5), {"status": "proposed"})] == [
        supplier_id
    ]


def test_account_of_several_suppliers_is_noticed() -> None:
    one, other = draft(), draft(pan=OTHER_PAN)
    proposed(one)
    assert proposed(other).shared_with == [one]
    refused = bank.bank_accounts_of([one])[one][0]
    bank.refuse_bank_account(refused.id, reason="belongs to a relative", by=REVIEWER)
    assert bank.bank_accounts_of([other])[other][0].shared_with == []
