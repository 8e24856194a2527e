"""Changing a supplier's own number: shown to be theirs by a code, and the number before is informed.

The session in which it is done goes on; all others of the number before are over, since they hold only for it.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from odop_consignment.events import PhoneChanged
from odop_consignment.lookups import find_row
from odop_consignment.models import (
    CheckItem,
    CheckResult,
    CodeMedium,
    CodePurpose,
    OneTimeCode,
    SessionEnd,
    Supplier,
    SupplierSession,
)
from odop_consignment.sign_in import codes, people, sessions
from odop_consignment.sign_in.codes import RequestedCode
from odop_consignment.sign_in.errors import WrongCode
from odop_consignment.suppliers import records, verifications
from odop_consignment.suppliers.errors import SupplierRefused
from odop_core.i18n import _
from odop_core.queue import inbox

SOURCE = "one-time code"


def request_phone_change(
    supplier_id: int, phone: str, *, network: str, medium: str = CodeMedium.SMS, now: datetime | None = None
) -> RequestedCode:
    """Send a code to the new number. Raises UnknownRow, IdentityError, SupplierRefused, TooManyRequests."""
    number = records.clean_value("phone", phone)
    supplier = find_row(Supplier, supplier_id)
    if supplier.erased_at:
        raise SupplierRefused(_("This supplier's data are erased."))
    if supplier.phone == number:
        raise SupplierRefused(_("This is the number already."))
    return codes.request_code(
        number, network=network, medium=medium, purpose=CodePurpose.CHANGE_PHONE, supplier_id=supplier_id, now=now
    )


def confirm_phone_change(
    supplier_id: int, handle: str, code: str, *, network: str, by: str, session_id: int | None = None,
    now: datetime | None = None,
) -> Supplier:  # fmt: skip
    """The new number is theirs from now on. Call it outside of a transaction. Raises WrongCode, TooManyRequests, and as
    `records.change_supplier`."""
    now = now or timezone.now()
    row = codes.confirm_code(handle, code, purpose=CodePurpose.CHANGE_PHONE, network=network, now=now)
    if row.supplier_id != supplier_id:
        raise WrongCode
    return _change(row, by, session_id, now)


@transaction.atomic
def _change(row: OneTimeCode, by: str, session_id: int | None, now: datetime) -> Supplier:
    codes.use_code(row, now)
    supplier_id = row.supplier_id or 0
    former = find_row(Supplier, supplier_id).phone
    supplier = records.change_supplier(supplier_id, by=by, phone=row.phone)
    verifications.record_verification(
        supplier_id, CheckItem.PHONE, CheckResult.VERIFIED, source=SOURCE, reference=f"code {row.pk}", by="system"
    )
    own = SupplierSession.objects.filter(supplier_id=supplier_id, member=None)
    own.filter(pk=session_id).update(phone_digest=people.digest_phone(row.phone))
    sessions.end_sessions(own.exclude(pk=session_id), SessionEnd.REPLACED, now)
    event = PhoneChanged(supplier_id=supplier_id, code=row.pk, former_phone=former)
    inbox.announce(event, key=f"{event.kind}:{row.pk}")
    return supplier
