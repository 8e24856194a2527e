"""Suppliers' bank accounts, as plain data, masked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from odop_consignment.models import BankAccount, BankAccountState
from odop_consignment.suppliers import bank
from odop_core.database.pagination import Window
from odop_core.security.masks import mask_account, mask_name

__all__ = [
    "BankAccountInfo", "BankAccountState", "approve_bank_account", "bank_accounts_of", "count_bank_accounts",
    "list_bank_accounts", "propose_bank_account", "refuse_bank_account",
]  # fmt: skip


@dataclass(frozen=True)
class BankAccountInfo:
    """`shared_with`: other suppliers who gave the same account, which somebody should look at. `proof`: the
    bank's paper that shows a number which may be an Aadhaar number; who approves must see it."""

    id: int
    supplier_id: int
    holder: str
    account: str
    ifsc: str
    state: str
    proposed_by: str
    proposed_at: datetime
    decided_by: str
    decided_at: datetime | None
    reason: str
    usable_from: datetime | None
    in_use: bool
    shared_with: list[int]
    proof: str = ""


def propose_bank_account(
    supplier_id: int, *, holder: str, by: str, account_number: str = "", ifsc: str = "", vpa: str = "", proof: str = ""
) -> BankAccountInfo:
    """Enter an account, or a UPI address. A number that may be an Aadhaar number is taken only with `proof`: which
    paper of the bank shows that it is theirs. Raises UnknownRow, IdentityError, AlreadyThere, SupplierRefused."""
    row = bank.propose_account(
        supplier_id, holder=holder, by=by, account_number=account_number, ifsc=ifsc, vpa=vpa, proof=proof
    )
    return _info(row)


def approve_bank_account(account_id: int, *, by: str) -> BankAccountInfo:
    """A second person finds it right; it is used after the cooling-off time. Raises UnknownRow, NeedsSecondPerson,
    WrongChoice."""
    return _info(bank.approve_account(account_id, by=by))


def refuse_bank_account(account_id: int, *, reason: str, by: str) -> BankAccountInfo:
    """A second person finds it wrong, or the supplier objects in time. Raises UnknownRow, NeedsSecondPerson,
    WrongChoice, IdentityError."""
    return _info(bank.refuse_account(account_id, reason=reason, by=by))


def bank_accounts_of(supplier_ids: Iterable[int], using: str = "default") -> dict[int, list[BankAccountInfo]]:
    """Every account of these suppliers, the newest first. Always two queries."""
    found: dict[int, list[BankAccountInfo]] = defaultdict(list)
    rows = BankAccount.objects.using(using).filter(supplier_id__in=list(supplier_ids)).order_by("-id")
    for info in _infos(list(rows), using):
        found[info.supplier_id].append(info)
    return found


def list_bank_accounts(state: str | None, window: Window, using: str = "default") -> list[BankAccountInfo]:
    """Accounts of all suppliers; those that are proposed wait for a second person."""
    return _infos(window.select(_in_state(state, using)), using)


def count_bank_accounts(state: str | None, using: str = "default") -> int:
    return _in_state(state, using).count()


def _in_state(state: str | None, using: str) -> QuerySet[BankAccount]:
    rows = BankAccount.objects.using(using)
    return rows.filter(state=state) if state else rows.all()


def _info(row: BankAccount) -> BankAccountInfo:
    return _infos([row], "default")[0]


def _infos(rows: list[BankAccount], using: str) -> list[BankAccountInfo]:
    used, shared = (
        bank.accounts_in_use({row.supplier_id for row in rows}, using),
        bank.find_shared_accounts(rows, using),
    )
    return [
        BankAccountInfo(
            row.pk, row.supplier_id, mask_name(row.holder), mask_account(row.account_number, row.vpa),
            row.ifsc, row.state, row.proposed_by,
            row.proposed_at, row.decided_by, row.decided_at, row.reason, row.usable_from,
            used.get(row.supplier_id) == row.pk, shared[row.pk], row.proof,
        )
        for row in rows
    ]  # fmt: skip
