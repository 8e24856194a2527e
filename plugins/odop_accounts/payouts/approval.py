"""A second person lets payouts go: who neither prepared them, nor entered the account they go to, nor gains by them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from odop_accounts.ledger.balances import balances_by_party
from odop_accounts.ledger.chart import Purpose
from odop_accounts.ledger.entries import Entry, post_entries
from odop_accounts.models import Payout, PayoutBatch, PayoutIssueClearing, PayoutState
from odop_accounts.payouts.errors import NeedsSecondPerson, PayoutRefused
from odop_accounts.payouts.obstacles import find_standing, reason_against
from odop_accounts.payouts.states import lock_payout, record_cancelled, take_step
from odop_accounts.payouts.ways import send_by_rail
from odop_accounts.posting.figures import supplier_party
from odop_consignment.api.errors import UnknownRow
from odop_consignment.api.suppliers import OwnInterest, find_own_suppliers
from odop_core.i18n import _
from odop_core.security.interests import user_of

_LESS_IS_DUE = _("Less is due now than was prepared.")


@dataclass(frozen=True)
class Approved:
    """What became of the payouts of a batch, as their numbers. `cancelled`: something came in the way, and their
    amounts are prepared again when it is gone. `left`: another person must approve them."""

    approved: tuple[int, ...] = ()
    cancelled: tuple[int, ...] = ()
    left: tuple[int, ...] = ()


@transaction.atomic
def approve_batch(batch_id: int, *, by: str, payout_ids: Collection[int] | None = None) -> Approved:
    """Those of a batch that wait for it, or of these `payout_ids`. Called again, it changes nothing.

    Raises UnknownRow; NeedsSecondPerson and OwnInterest where all that wait are not for this person to approve.
    """
    batch = PayoutBatch.objects.select_for_update().filter(pk=batch_id).first()
    if batch is None:
        raise UnknownRow(_("There is no batch of payouts {number}.", number=batch_id))
    rows = Payout.objects.select_for_update().filter(batch=batch).order_by("id")
    if payout_ids is not None:
        rows = rows.filter(pk__in=payout_ids)
        if missing := set(payout_ids) - set(rows.values_list("pk", flat=True)):
            raise UnknownRow(_("There is no payout {number}.", number=min(missing)))
    waiting = [row for row in rows if row.state == PayoutState.PREPARED]
    if not waiting:
        return Approved()
    mine, others = _divide(waiting, by)
    standing = find_standing({row.supplier_id for row in mine})
    payable = balances_by_party(Purpose.SUPPLIER_PAYABLE, [supplier_party(row.supplier_id) for row in mine])
    entries: list[Entry] = []
    approved: list[Payout] = []
    cancelled: list[Payout] = []
    for row in mine:
        due = -payable.get(supplier_party(row.supplier_id), 0)
        reason = reason_against(row, standing) or (_LESS_IS_DUE if due < row.amount_paise else None)
        after = PayoutState.CANCELLED if reason else PayoutState.APPROVED
        entries += take_step(row, after, by=by, reason=reason or "")
        (cancelled if reason else approved).append(row)
    post_entries(entries)
    send_by_rail(approved)
    return Approved(_numbers(approved), _numbers(cancelled), _numbers(others))


@transaction.atomic
def cancel_payout(payout_id: int, *, reason: str, by: str) -> Payout:
    """Called off before it is sent; the amount stays due, or is due again.

    Raises UnknownRow, PayoutRefused, OwnInterest.
    """
    row = Payout.objects.filter(pk=payout_id).first()
    if row is None:
        raise UnknownRow(_("There is no payout {number}.", number=payout_id))
    if find_own_suppliers(by, [row.supplier_id]):
        raise OwnInterest
    if not reason.strip():
        raise PayoutRefused(_("Say why."))
    record_cancelled(row.key, reason, by=by)
    return lock_payout(row.key)


@transaction.atomic
def clear_issue(payout_id: int, *, reason: str, by: str) -> Payout:
    """A person settled what had to be looked at. The payout stays in its state.

    Raises UnknownRow, PayoutRefused where there is no issue, OwnInterest.
    """
    row = Payout.objects.select_for_update().filter(pk=payout_id).first()
    if row is None:
        raise UnknownRow(_("There is no payout {number}.", number=payout_id))
    if find_own_suppliers(by, [row.supplier_id]):
        raise OwnInterest
    if not reason.strip():
        raise PayoutRefused(_("Say why."))
    if row.issue is None:
        raise PayoutRefused(_("Payout {number} has no issue.", number=row.pk))
    PayoutIssueClearing.objects.create(
        payout=row, issue=row.issue, reason=" ".join(reason.split())[:255], cleared_by=by
    )
    row.issue = None
    row.save(update_fields=["issue"])
    return row


def _divide(rows: list[Payout], by: str) -> tuple[list[Payout], list[Payout]]:
    """Those that are this person's to approve, and the others."""
    own = find_own_suppliers(by, [row.supplier_id for row in rows])
    not_second = {row.pk for row in rows if not _is_second_person(row, by)}
    mine = [row for row in rows if row.supplier_id not in own and row.pk not in not_second]
    if not mine:
        raise NeedsSecondPerson if not_second else OwnInterest
    return mine, [row for row in rows if row not in mine]


def _is_second_person(row: Payout, by: str) -> bool:
    """A person, and none of those who did the first part."""
    return user_of(by) not in {"", user_of(row.prepared_by), user_of(row.bank_account_proposed_by)}


def _numbers(rows: list[Payout]) -> tuple[int, ...]:
    return tuple(row.pk for row in rows)
