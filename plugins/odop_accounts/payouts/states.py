"""How a payout goes from state to state; each step in one transaction with its entry in the ledger.

The state says where the money stands (`STANDS_ON`): still due to the supplier, under way, or gone from the bank. A step
that changes that posts it from the one account to the other, so that the ledger follows from the states alone.

    prepared ─► approved ─► sending ─► sent ─► paid ─► returned
        │           │          └► in doubt ┘ └─► failed
        └───────────┴─► cancelled

What a rail or a bank tells may come twice, late and out of order. Each `record_*` says whether it changed something:
what is known already, or is older than what is known (sent, of what is paid), changes nothing. What contradicts itself
(paid, of what was called failed) is believed where it says that money is gone, and is an issue for a person.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from odop_accounts.ledger.chart import Purpose
from odop_accounts.ledger.entries import Entry, Line, post_entries
from odop_accounts.ledger.periods import closed_until
from odop_accounts.models import Payout, PayoutIssue, PayoutState, PayoutStep
from odop_accounts.payouts.errors import WrongState
from odop_accounts.payouts.obstacles import find_standing, reason_against
from odop_accounts.posting.facts import Kind
from odop_accounts.posting.figures import supplier_party
from odop_consignment.api.errors import UnknownRow
from odop_core.i18n import Text, _, in_english
from odop_core.india import dates

PREPARED, APPROVED, SENDING, SENT, PAID, FAILED, RETURNED, IN_DOUBT, CANCELLED = PayoutState

# What may follow what.
NEXT: Mapping[PayoutState, Collection[PayoutState]] = {
    PREPARED: {APPROVED, CANCELLED},
    APPROVED: {SENDING, SENT, IN_DOUBT, PAID, FAILED, RETURNED, CANCELLED},
    SENDING: {APPROVED, SENT, IN_DOUBT, PAID, FAILED, RETURNED},
    SENT: {IN_DOUBT, PAID, FAILED, RETURNED},
    IN_DOUBT: {APPROVED, SENT, PAID, FAILED, RETURNED},
    PAID: {RETURNED},
    FAILED: {PAID},
    RETURNED: set(),
    CANCELLED: {PAID},
}

STANDS_ON: Mapping[PayoutState, Purpose] = {
    PREPARED: Purpose.SUPPLIER_PAYABLE,
    APPROVED: Purpose.PAYOUT_UNDER_WAY,
    SENDING: Purpose.PAYOUT_UNDER_WAY,
    SENT: Purpose.PAYOUT_UNDER_WAY,
    IN_DOUBT: Purpose.PAYOUT_UNDER_WAY,
    PAID: Purpose.BANK,
    FAILED: Purpose.SUPPLIER_PAYABLE,
    RETURNED: Purpose.SUPPLIER_PAYABLE,
    CANCELLED: Purpose.SUPPLIER_PAYABLE,
}
_KINDS = {
    APPROVED: Kind.PAYOUT_ORDERED,
    PAID: Kind.PAYOUT_PAID,
    FAILED: Kind.PAYOUT_FAILED,
    RETURNED: Kind.PAYOUT_RETURNED,
    CANCELLED: Kind.PAYOUT_CANCELLED,
}
REASON_LENGTH = 255
BY_RAIL = "system"


@dataclass(frozen=True)
class _News:
    """What somebody says of a payout. Empty: not said."""

    state: PayoutState
    by: str = BY_RAIL
    reason: Text | str = ""
    utr: str = ""
    rail_reference: str = ""
    day: date | None = None


@transaction.atomic
def record_sending(key: str) -> bool:
    """It is going to be handed to the rail: from now on nobody else hands it over.

    False if it is not to be handed over: somebody does already, or it is called off here, since the supplier was held
    or gave another account after it was approved.
    """
    payout = lock_payout(key)
    reason = reason_against(payout, find_standing([payout.supplier_id])) if payout.state == APPROVED else None
    if reason:
        post_entries(take_step(payout, CANCELLED, by=BY_RAIL, reason=reason))
        return False
    return _record(key, _News(SENDING))


def record_unsent(key: str, reason: str) -> bool:
    """The rail surely has not taken it, and may later: it may be sent again, under the same key, or cancelled."""
    return _record(key, _News(APPROVED, reason=reason))


def record_sent(key: str, *, rail_reference: str = "", by: str = BY_RAIL) -> bool:
    """The rail, or the bank, has the order."""
    return _record(key, _News(SENT, by=by, rail_reference=rail_reference))


def record_paid(
    key: str, *, utr: str = "", rail_reference: str = "", paid_on: date | None = None, by: str = BY_RAIL
) -> bool:
    """The bank paid it, on a day in India (by default today). Called again with the UTR when that is late."""
    return _record(key, _News(PAID, by=by, utr=utr, rail_reference=rail_reference, day=paid_on))


def record_failed(key: str, reason: str, *, by: str = BY_RAIL) -> bool:
    """It was surely not paid, and will not be: the amount is due again."""
    return _record(key, _News(FAILED, by=by, reason=reason))


def record_returned(key: str, reason: str, *, returned_on: date | None = None, by: str = BY_RAIL) -> bool:
    """It was paid and came back: the amount is due again."""
    return _record(key, _News(RETURNED, by=by, reason=reason, day=returned_on))


def record_doubt(key: str, reason: str) -> bool:
    """Nobody saw whether the rail took it: it is asked, and nothing is sent again before it answered."""
    return _record(key, _News(IN_DOUBT, reason=reason))


def record_cancelled(key: str, reason: str, *, by: str) -> bool:
    """Called off before it was sent. Raises WrongState when it was."""
    return _record(key, _News(CANCELLED, by=by, reason=reason))


@transaction.atomic
def _record(key: str, news: _News) -> bool:
    """Raises UnknownRow; WrongState for what cannot be."""
    payout = lock_payout(key)
    before = PayoutState(payout.state)
    was_approved = payout.approved_by != ""
    if news.state in NEXT[before] and (was_approved or news.state == CANCELLED):
        post_entries(take_step(payout, news.state, by=news.by, reason=news.reason, day=news.day))
    elif not was_approved and news.state != before:
        raise WrongState(_("Nobody has approved payout {number}.", number=payout.pk))
    elif news.state == CANCELLED and news.state != before:
        raise WrongState(_("Payout {number} was sent, so it cannot be cancelled any more.", number=payout.pk))
    learned = _learn(payout, news)
    return learned or payout.state != before


def lock_payout(key: str) -> Payout:
    """Nobody else moves it until this transaction ends. Raises UnknownRow."""
    payout = Payout.objects.select_for_update().filter(key=key).first()
    if payout is None:
        raise UnknownRow(_("There is no payout {number}.", number=key))
    return payout


def take_step(
    payout: Payout, after: PayoutState, *, by: str, reason: Text | str = "", day: date | None = None
) -> list[Entry]:
    """Write the step down; the entry that the caller has to post in the same transaction, if money moves.

    The caller holds the row locked, and asks for nothing that cannot follow. `day` is the one in India on which money
    moved.
    """
    before = PayoutState(payout.state)
    if after not in NEXT[before]:
        raise ValueError(f"{payout} is {before.value} and cannot become {after.value}.")
    payout.state, payout.reason, payout.changed_at = after.value, _short(in_english(reason)), timezone.now()
    changed = ["state", "reason", "changed_at"]
    if after == PAID:
        payout.paid_on = day or dates.today()
        changed.append("paid_on")
        if STANDS_ON[before] == Purpose.SUPPLIER_PAYABLE:
            payout.issue = PayoutIssue.PAID_AFTER_FAILED.value
            changed.append("issue")
    if after == APPROVED and before == PREPARED:
        payout.approved_by, payout.approved_at = by, payout.changed_at
        changed += ["approved_by", "approved_at"]
    payout.save(update_fields=changed)
    PayoutStep.objects.create(payout=payout, before=before.value, after=after.value, reason=payout.reason, moved_by=by)
    return _entries(payout, before, after, by=by, day=day)


def _entries(payout: Payout, before: PayoutState, after: PayoutState, *, by: str, day: date | None) -> list[Entry]:
    """The amount goes from where it stood to where it stands now. Each state that money moves to is reached once, so
    its name is the key."""
    if STANDS_ON[before] == STANDS_ON[after]:
        return []
    lines = (
        Line(STANDS_ON[before], payout.amount_paise, _party(payout, STANDS_ON[before])),
        Line(STANDS_ON[after], -payout.amount_paise, _party(payout, STANDS_ON[after])),
    )
    source = payout_source(payout.pk)
    return [Entry(f"{source}:{after.value}", _KINDS[after].value, source, _open_day(day), lines, recorded_by=by)]


def payout_source(payout_id: int) -> str:
    """The source of all entries of a payout."""
    return f"payout:{payout_id}"


def _party(payout: Payout, purpose: Purpose) -> str:
    return "" if purpose == Purpose.BANK else supplier_party(payout.supplier_id)


def _open_day(day: date | None) -> date:
    today, closed = dates.today(), closed_until()
    wanted = min(day or today, today)
    return max(wanted, closed + timedelta(days=1)) if closed else wanted


def _learn(payout: Payout, news: _News) -> bool:
    """What the news says besides the state. A reference that is known already is kept."""
    found: dict[str, str] = {}
    if news.rail_reference and not payout.rail_reference:
        found["rail_reference"] = news.rail_reference[:64]
    if news.utr and not payout.utr:
        found["utr"] = news.utr[:32]
        if Payout.objects.filter(utr=found["utr"]).exclude(pk=payout.pk).exists():
            found["issue"] = PayoutIssue.UTR_SHARED.value
    elif news.utr and payout.utr != news.utr[:32] and payout.issue is None:
        found["issue"] = PayoutIssue.UTR_CHANGED.value
    if news.state == FAILED and payout.state == PAID and payout.issue is None:
        found["issue"] = PayoutIssue.FAILED_AFTER_PAID.value
    if found:
        Payout.objects.filter(pk=payout.pk).update(**found)
    return bool(found)


def _short(reason: str) -> str:
    return " ".join(reason.split())[:REASON_LENGTH]
