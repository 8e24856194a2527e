"""Showing personal data unmasked: only with a reason, and never without a record of who saw it."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from odop_consignment import interests
from odop_consignment.errors import WrongChoice
from odop_consignment.lookups import find_row
from odop_consignment.models import BankAccount, Disclosure, Supplier
from odop_consignment.suppliers import identity
from odop_core.i18n import _

_SHOWN: dict[str, Callable[[Supplier], str]] = {
    "phone": lambda supplier: supplier.phone,
    "email": lambda supplier: supplier.email,
    "address": lambda supplier: supplier.address,
    "pan": lambda supplier: supplier.pan,
    "bank": lambda supplier: _newest_account(supplier),
}
WHAT = tuple(_SHOWN)


@transaction.atomic
def disclose_value(supplier_id: int, what: str, *, reason: str, by: str, bank_account_id: int | None = None) -> str:
    """The clear value of one of `WHAT`, and a `Disclosure` in the same transaction. Of "bank" it is the newest account,
    unless one is named: holder, number and IFSC (or UPI address), a line each.

    Raises UnknownRow, WrongChoice, IdentityError, OwnInterest: what is kept of oneself is in one's own export.
    """
    supplier = find_row(Supplier, supplier_id)
    interests.refuse_own_interest(by, [supplier_id])
    if what not in _SHOWN:
        raise WrongChoice(
            _("There is no {what!r} to show; choose one of {choices}.", what=what, choices=", ".join(WHAT))
        )
    record_disclosure(supplier, what, reason=reason, by=by)
    if bank_account_id is None:
        return _SHOWN[what](supplier)
    account = find_row(BankAccount, bank_account_id)
    if what != "bank" or account.supplier_id != supplier_id:
        raise WrongChoice(_("This bank account is not the supplier's."))
    return _account(account)


def record_disclosure(supplier: Supplier, what: str, *, reason: str, by: str) -> None:
    """Write down that somebody saw it."""
    if not by:
        raise WrongChoice(_("Give your name to see personal data."))
    Disclosure.objects.create(supplier=supplier, what=what, reason=identity.read_reason(reason), seen_by=by)


def _newest_account(supplier: Supplier) -> str:
    account = BankAccount.objects.filter(supplier=supplier).order_by("-id").first()
    return _account(account) if account else ""


def _account(account: BankAccount) -> str:
    return "\n".join(part for part in (account.holder, account.account_number, account.ifsc, account.vpa) if part)
