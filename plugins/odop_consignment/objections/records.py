"""Raising an objection, answering it, saying more, taking it back. Nothing that was said is ever changed or deleted.

An objection to a bank account that is not in use yet stops it: whose money it is must not be in doubt. All others leave
things as they are until somebody of the staff has looked.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.db.models import Q

from odop_consignment import interests, notification_requests
from odop_consignment.errors import UnknownRow, WrongChoice
from odop_consignment.lookups import find_row
from odop_consignment.models import (
    AgreementVersion,
    BankAccount,
    ConsignmentNote,
    Objection,
    ObjectionEntry,
    ObjectionState,
    ObjectionSubject,
    Sale,
    StockCount,
    Supplier,
    VersionState,
)
from odop_consignment.suppliers import bank, identity
from odop_core.i18n import _

OPEN, ANSWERED, WITHDRAWN = ObjectionState.OPEN, ObjectionState.ANSWERED, ObjectionState.WITHDRAWN
MOST_OPEN = 50

# Whether the row is the supplier's to object to.
_OWN: dict[ObjectionSubject, Callable[[int, int], bool]] = {
    ObjectionSubject.SUPPLIER: lambda supplier, pk: supplier == pk,
    ObjectionSubject.BANK_ACCOUNT: lambda supplier, pk: BankAccount.objects.filter(pk=pk, supplier=supplier).exists(),
    ObjectionSubject.SALE: lambda supplier, pk: Sale.objects.filter(pk=pk, supplier=supplier).exists(),
    ObjectionSubject.STOCK_COUNT: lambda supplier, pk: StockCount.objects.filter(
        pk=pk, lines__offer__supplier=supplier
    ).exists(),
    ObjectionSubject.NOTE: lambda supplier, pk: ConsignmentNote.objects.filter(pk=pk, supplier=supplier).exists(),
    ObjectionSubject.AGREEMENT_VERSION: lambda supplier, pk: AgreementVersion.objects.filter(
        ~Q(state=VersionState.DRAFT), pk=pk, agreement__supplier=supplier
    ).exists(),
}


@transaction.atomic
def raise_objection(supplier_id: int, subject: ObjectionSubject, subject_id: int, *, text: str, by: str) -> Objection:
    """A supplier disagrees with something of theirs. Raises UnknownRow, also for what is not theirs, WrongChoice,
    IdentityError."""
    supplier = find_row(Supplier, supplier_id, lock=True)
    words = identity.read_reason(text, "text")
    if not _OWN[subject](supplier_id, subject_id):
        raise UnknownRow(_("There is no such thing of yours. Use the IDs from your own lists."))
    objection, is_new = Objection.objects.get_or_create(supplier=supplier, subject=subject, subject_id=subject_id)
    if is_new and Objection.objects.filter(supplier=supplier, state=OPEN).count() > MOST_OPEN:
        raise WrongChoice(_("Too many objections wait for an answer. Take one back, or wait."))
    _say(objection, words, by, OPEN)
    if subject is ObjectionSubject.BANK_ACCOUNT:
        bank.stop_account(subject_id, reason=words, by=f"objection:{objection.pk}")
    return objection


@transaction.atomic
def reply_to_objection(objection_id: int, *, text: str, by: str) -> Objection:
    """The supplier says more; staff are to answer again. Raises UnknownRow, IdentityError."""
    objection = find_row(Objection, objection_id, lock=True)
    return _say(objection, identity.read_reason(text, "text"), by, OPEN)


@transaction.atomic
def answer_objection(objection_id: int, *, text: str, by: str) -> Objection:
    """Staff answer; the supplier is notified. Raises UnknownRow, IdentityError, OwnInterest."""
    objection = find_row(Objection, objection_id, lock=True)
    interests.refuse_own_interest(by, [objection.supplier_id])
    _say(objection, identity.read_reason(text, "text"), by, ANSWERED, is_answer=True)
    count = objection.entries.filter(is_answer=True).count()
    notification_requests.request_notification(
        objection.supplier_id, "objection_answered", key=f"objection_answered:{objection.pk}:{count}",
        subject=f"objection:{objection.pk}",
    )  # fmt: skip
    return objection


@transaction.atomic
def withdraw_objection(objection_id: int, *, by: str) -> Objection:
    """The supplier takes it back; done again it changes nothing. What it stopped stays as it is. Raises UnknownRow."""
    objection = find_row(Objection, objection_id, lock=True)
    if objection.state != WITHDRAWN:
        objection.state = WITHDRAWN
        objection.save(update_fields=["state", "changed_at"])
    return objection


def _say(objection: Objection, words: str, by: str, state: ObjectionState, *, is_answer: bool = False) -> Objection:
    ObjectionEntry.objects.create(objection=objection, is_answer=is_answer, text=words, written_by=by)
    objection.state = state
    objection.save(update_fields=["state", "changed_at"])
    return objection
