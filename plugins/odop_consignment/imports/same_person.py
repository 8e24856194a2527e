"""A hint when the row's person may be on record under another reference: by their PAN (and so GSTIN), phone or account.

Only a hint, since it may be right: one PAN has a supplier for each State, and a family shares a telephone.
"""

from __future__ import annotations

from collections.abc import Iterable

from odop_consignment.imports.problems import Problem
from odop_consignment.imports.records import Record
from odop_consignment.imports.references import reference_of
from odop_consignment.models import BankAccount, BankAccountState, Supplier
from odop_core.i18n import Text, _, comma_separated, quoted

# So many are named; who shares a number with more is somebody's office.
NAMED = 3

PHONE, PAN, ACCOUNT = _("phone number"), _("PAN"), _("bank account")


def add_hints(row: Record, supplier: Supplier) -> None:
    """For what the row says, not for what was on record before."""
    others = Supplier.objects.exclude(pk=supplier.pk)
    if row.unmasked("phone") and supplier.phone_digest:
        _hint(row, "phone", PHONE, others.filter(phone_digest=supplier.phone_digest).order_by("pk")[:NAMED])
    if row.unmasked("pan") and supplier.pan_digest:
        _hint(row, "pan", PAN, others.filter(pan_digest=supplier.pan_digest).order_by("pk")[:NAMED])
    for column in ("account_number", "vpa"):
        if row.unmasked(column):
            _hint(row, column, ACCOUNT, _owners_of_same_account(supplier))


def _owners_of_same_account(supplier: Supplier) -> Iterable[Supplier]:
    account = BankAccount.objects.filter(supplier=supplier).order_by("-pk").first()
    if account is None:
        return ()
    same = BankAccount.objects.filter(account_digest=account.account_digest).exclude(state=BankAccountState.REFUSED)
    owners = Supplier.objects.filter(pk__in=same.values("supplier_id")).exclude(pk=supplier.pk)
    return owners.order_by("pk")[:NAMED]


def _hint(row: Record, column: str, what: Text, others: Iterable[Supplier]) -> None:
    if references := [quoted(reference_of(other)) for other in others]:
        hint = _(
            "The same {what} is on record under the reference {references}. If it is the same person, use that "
            "reference; if not, nothing need be done.",
            what=what,
            references=comma_separated(references),
        )
        row.hints.append(Problem(hint, column))
