"""Suppliers' bank accounts, as plain data, masked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from odop_consignment.models import BankAccount, BankAccountState
from odop_consignment.supplier_search import find_suppliers
from odop_consignment.suppliers import bank
from odop_core.database.filters import Choice, Moments, RowID, String
from odop_core.database.lists import RowList
from odop_core.database.text_search import Search
from odop_core.security.masks import mask_account, mask_name

__all__ = [
    "BANK_ACCOUNTS", "AccountToPay", "BankAccountInfo", "BankAccountState", "accounts_to_pay", "approve_bank_account",
    "bank_accounts_of", "propose_bank_account", "refuse_bank_account",
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


@dataclass(frozen=True)
class AccountToPay:
    """In clear, for the bank: either number and IFSC, or a UPI address. Show it to nobody."""

    id: int
    supplier_id: int
    holder: str
    account_number: str
    ifsc: str
    vpa: str
    proposed_by: str


def accounts_to_pay(supplier_ids: Iterable[int]) -> dict[int, AccountToPay]:
    """The approved account of each that is to be paid into now; who has none is left out. Two queries."""
    ids = bank.accounts_in_use(supplier_ids).values()
    return {
        row.supplier_id: AccountToPay(
            row.pk, row.supplier_id, row.holder, row.account_number, row.ifsc, row.vpa, row.proposed_by
        )
        for row in BankAccount.objects.filter(pk__in=list(ids))
    }


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


BANK_ACCOUNTS = RowList(
    BankAccount,
    rows=lambda using: BankAccount.objects.using(using).all(),
    show=_infos,
    filters={
        "status": Choice("state", "How far they have come.", states=BankAccountState),
        "supplier_id": RowID("supplier_id", "Whose they are.", of="Supplier"),
        "ifsc": String("ifsc", "The code of the bank's branch."),
        "created_at": Moments("proposed_at", "When the account was entered."),
    },
    search=Search("Words of the supplier's names or reference.", others={"supplier_id": find_suppliers}),
    newest_first=False,
)
