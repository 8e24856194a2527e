"""Why a supplier to whom something is due cannot be paid now: no account that is verified and past its cooling-off
time, or held back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from odop_accounts.models import ObstacleKind, Payout
from odop_accounts.posting.holds import held_suppliers
from odop_consignment.api import suppliers_by_id
from odop_consignment.api.bank import AccountToPay, BankAccountState, accounts_to_pay, bank_accounts_of
from odop_consignment.api.suppliers import SupplierState
from odop_core.i18n import Text, _

OBSTACLES: Mapping[ObstacleKind, Text] = {
    ObstacleKind.HELD: _("All that is due to this supplier is held back."),
    ObstacleKind.SUSPENDED: _("This supplier is suspended, or not approved yet."),
    ObstacleKind.NO_ACCOUNT: _("No bank account of this supplier is known."),
    ObstacleKind.ACCOUNT_NOT_APPROVED: _("A second person must approve this supplier's bank account."),
    ObstacleKind.ACCOUNT_COOLS_OFF: _("This supplier's bank account is new: they may still object to it."),
    ObstacleKind.UPI_ONLY: _("Only a UPI address of this supplier is known; a bank account is needed."),
}
_ACCOUNT_CHANGED = _("This supplier has another bank account now.")
_MAY_BE_PAID = {SupplierState.APPROVED.value, SupplierState.CLOSED.value}


@dataclass(frozen=True)
class Standing:
    """Of each supplier either the account to pay into or what is in the way."""

    accounts: Mapping[int, AccountToPay]
    obstacles: Mapping[int, ObstacleKind]


def find_standing(supplier_ids: Collection[int]) -> Standing:
    """The number of queries does not depend on how many suppliers are asked for."""
    found = {pk: info for pk, info in suppliers_by_id(supplier_ids).items() if info.state in _MAY_BE_PAID}
    held = held_suppliers(supplier_ids)
    accounts = accounts_to_pay(supplier_ids)
    obstacles: dict[int, ObstacleKind] = {}
    for supplier_id in supplier_ids:
        account = accounts.get(supplier_id)
        if supplier_id in held:
            obstacles[supplier_id] = ObstacleKind.HELD
        elif supplier_id not in found:
            obstacles[supplier_id] = ObstacleKind.SUSPENDED
        elif account and not account.account_number:
            obstacles[supplier_id] = ObstacleKind.UPI_ONLY
    without = [pk for pk in supplier_ids if pk not in accounts and pk not in obstacles]
    obstacles |= _without_account(without)
    return Standing({pk: account for pk, account in accounts.items() if pk not in obstacles}, obstacles)


def reason_against(payout: Payout, standing: Standing) -> Text | None:
    """Why a payout that was prepared is not to go out as it stands."""
    if obstacle := standing.obstacles.get(payout.supplier_id):
        return OBSTACLES[obstacle]
    account = standing.accounts[payout.supplier_id]
    return None if account.id == payout.bank_account_id else _ACCOUNT_CHANGED


def _without_account(supplier_ids: Collection[int]) -> dict[int, ObstacleKind]:
    known = bank_accounts_of(supplier_ids) if supplier_ids else {}
    found: dict[int, ObstacleKind] = {}
    for supplier_id in supplier_ids:
        states = {account.state for account in known.get(supplier_id, ())}
        if BankAccountState.APPROVED in states:
            found[supplier_id] = ObstacleKind.ACCOUNT_COOLS_OFF
        elif BankAccountState.PROPOSED in states:
            found[supplier_id] = ObstacleKind.ACCOUNT_NOT_APPROVED
        else:
            found[supplier_id] = ObstacleKind.NO_ACCOUNT
    return found
