"""Who is not paid for now: one sale (a dispute), or all of a supplier.

A held sale's earnings are not due, and are taken out of what is due if they were; a held supplier is not paid, whatever
is due. Nobody decides this for themselves.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models.functions import Now

from odop_accounts.models import Hold
from odop_consignment.api.errors import UnknownRow, WrongChoice
from odop_consignment.api.sales import refuse_own_interest
from odop_core.database.locks import lock_subject
from odop_core.i18n import _

REASON_LENGTH = 255


def held_sales(sale_ids: Iterable[int]) -> set[int]:
    """Those of these sales that are held by themselves."""
    rows = Hold.objects.filter(sale_id__in=list(sale_ids), released_at=None)
    return set(rows.values_list("sale_id", flat=True))


def held_suppliers(supplier_ids: Iterable[int]) -> set[int]:
    """Those of these suppliers who are not paid for now, whatever is due."""
    rows = Hold.objects.filter(supplier_id__in=list(supplier_ids), sale_id=None, released_at=None)
    return set(rows.values_list("supplier_id", flat=True))


def is_supplier_held(supplier_id: int, using: str = "default") -> bool:
    return Hold.objects.using(using).filter(supplier_id=supplier_id, sale_id=None, released_at=None).exists()


@transaction.atomic
def place_hold(supplier_id: int, sale_id: int | None, *, reason: str, by: str) -> Hold:
    """Raises WrongChoice without a reason or where it is held already, OwnInterest. The caller syncs the order."""
    refuse_own_interest(by, [supplier_id])
    reason = _clean(reason)
    lock_subject("hold", f"{supplier_id}:{sale_id or ''}")
    if Hold.objects.filter(supplier_id=supplier_id, sale_id=sale_id, released_at=None).exists():
        raise WrongChoice(_("This is held already. Release that first."))
    return Hold.objects.create(supplier_id=supplier_id, sale_id=sale_id, reason=reason, placed_by=by)


@transaction.atomic
def release_hold(hold_id: int, *, reason: str, by: str) -> Hold:
    """Raises UnknownRow, WrongChoice, OwnInterest. The caller then syncs the order."""
    hold = Hold.objects.select_for_update().filter(pk=hold_id).first()
    if hold is None:
        raise UnknownRow(_("There is no hold {number}.", number=hold_id))
    refuse_own_interest(by, [hold.supplier_id])
    if hold.released_at:
        raise WrongChoice(_("Hold {number} was released already.", number=hold_id))
    reason = _clean(reason)
    Hold.objects.filter(pk=hold.pk).update(released_at=Now(), released_by=by, release_reason=reason)
    hold.refresh_from_db()
    return hold


def _clean(reason: str) -> str:
    reason = " ".join(reason.split())[:REASON_LENGTH]
    if not reason:
        raise WrongChoice(_("Say why."))
    return reason
