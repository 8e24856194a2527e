"""Payouts to test with, and the money they are of."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction

from odop_accounts.ledger.balances import balance, balances
from odop_accounts.ledger.chart import Purpose
from odop_accounts.ledger.entries import Entry, Line, post_entries
from odop_accounts.models import Payout, PayoutBatch, PayoutState
from odop_accounts.payouts import states
from odop_accounts.posting.figures import supplier_party
from odop_consignment.models import BankAccount, Supplier
from tests.factories import supplier

DUE = 88_200
PREPARER, APPROVER, CLERK = "preparer", "approver", "clerk"
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
NUMBER = "123456789012"
STATES = {
    PayoutState.PREPARED: (),
    PayoutState.APPROVED: ("approve",),
    PayoutState.SENDING: ("approve", "sending"),
    PayoutState.SENT: ("approve", "sending", "sent"),
    PayoutState.PAID: ("approve", "sending", "sent", "paid"),
    PayoutState.FAILED: ("approve", "sending", "failed"),
    PayoutState.RETURNED: ("approve", "sending", "paid", "returned"),
    PayoutState.IN_DOUBT: ("approve", "sending", "doubt"),
    PayoutState.CANCELLED: ("approve", "cancelled"),
}


def payee(supplier_id: int = 1, **changes: Any) -> int:
    """A supplier whose bank account is approved and in use."""
    if not Supplier.objects.filter(pk=supplier_id).exists():
        supplier("Rukhsana Begum", pk=supplier_id, phone=f"+9198{supplier_id:08}")
    values: dict[str, Any] = {
        "holder": "Rukhsana Begum", "account_number": NUMBER, "ifsc": "SBIN0001234", "proposed_by": CLERK,
        "account_digest": f"digest-{supplier_id}", "state": "approved", "decided_by": "user:reviewer",
        "decided_at": LONG_AGO, "usable_from": LONG_AGO,
    }  # fmt: skip
    BankAccount.objects.get_or_create(supplier_id=supplier_id, defaults=values | changes)
    return supplier_id


def owe(supplier_id: int, amount: int = DUE, on: date = date(2026, 11, 24), name: str = "1") -> None:
    """So much is due to a supplier; below zero: the supplier owes it."""
    lines = (Line(Purpose.BUYER_ADVANCE, amount), Line(Purpose.SUPPLIER_PAYABLE, -amount, supplier_party(supplier_id)))
    post_entries([Entry(f"sale:{supplier_id}:{name}", "due", f"sale:{supplier_id}", on, lines)])


def payout(supplier_id: int = 1, amount: int = DUE, key: str = "", **changes: Any) -> Payout:
    """One that a person prepared, of what is due."""
    account = BankAccount.objects.get(supplier_id=payee(supplier_id))
    values: dict[str, Any] = {
        "key": key or f"ODOPTEST{supplier_id:08}", "supplier_id": supplier_id, "amount_paise": amount, "mode": "NEFT",
        "bank_account_id": account.pk, "bank_account_proposed_by": CLERK, "beneficiary_name": account.holder,
        "account_number": account.account_number, "ifsc": account.ifsc, "prepared_by": PREPARER,
    }  # fmt: skip
    batch = changes.pop("batch", None) or PayoutBatch.objects.create(prepared_by=PREPARER)
    return Payout.objects.create(batch=batch, **(values | changes))


def payout_in(state: PayoutState, supplier_id: int = 1, **changes: Any) -> Payout:
    """One that came to this state in the usual way, of what was due before."""
    owe(supplier_id, name=f"for-{state}")
    made = payout(supplier_id, **changes)
    for told in STATES[state]:
        tell(made.key, told)
    made.refresh_from_db()
    assert made.state == state
    return made


def tell(key: str, what: str) -> bool:
    """Somebody says this of a payout. Raises WrongState."""
    if what == "approve":
        with transaction.atomic():
            locked = states.lock_payout(key)
            if locked.state != PayoutState.PREPARED:
                return False
            post_entries(states.take_step(locked, PayoutState.APPROVED, by=APPROVER))
            return True
    return {
        "sending": lambda: states.record_sending(key),
        "unsent": lambda: states.record_unsent(key, "The rail is down."),
        "sent": lambda: states.record_sent(key),
        "paid": lambda: states.record_paid(key, utr="SBINR52026112400001"),
        "failed": lambda: states.record_failed(key, "Account closed."),
        "returned": lambda: states.record_returned(key, "No such account."),
        "doubt": lambda: states.record_doubt(key, "No answer."),
        "cancelled": lambda: states.record_cancelled(key, "Not now.", by=PREPARER),
    }[what]()


def due_to(supplier_id: int = 1) -> int:
    return -balance(Purpose.SUPPLIER_PAYABLE, supplier_party(supplier_id))


def under_way_to(supplier_id: int = 1) -> int:
    return -balances(supplier_party(supplier_id)).get(Purpose.PAYOUT_UNDER_WAY, 0)


def gone_from_bank() -> int:
    return -balance(Purpose.BANK)
