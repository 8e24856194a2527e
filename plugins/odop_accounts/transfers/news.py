"""What a rail says of a transfer, recorded in the payout it is of."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from odop_accounts.models import Payout, PayoutIssue, PayoutState
from odop_accounts.payouts import states
from odop_accounts.rails.port import TransferState, TransferStatus


class ForeignTransfer(LookupError):
    """No payout of ours goes under this key by this rail; the message says what was told."""


class OtherAmount(ValueError):
    """The rail names another amount than the payout's; the message has both. A person must look at the payout."""


def find_payout(rail: str, key: str) -> Payout:
    """Raises ForeignTransfer."""
    payout = Payout.objects.filter(key=key, rail=rail).first()
    if payout is None:
        raise ForeignTransfer(f"{rail} speaks of a transfer {key[:40]!r}, and no payout of ours is that.")
    return payout


def check_amount(payout: Payout, status: TransferStatus) -> None:
    """Raises OtherAmount, after it was marked on the payout."""
    if status.amount_paise == payout.amount_paise:
        return
    Payout.objects.filter(pk=payout.pk, issue=None).update(issue=PayoutIssue.AMOUNT_DIFFERS.value)
    raise OtherAmount(
        f"{payout.rail} says {status.amount_paise} paise of {payout}, which is of {payout.amount_paise} paise."
    )


def record_status(rail: str, status: TransferStatus) -> bool:
    """Whether it is news. What is told twice, late or out of order changes nothing. Raises ForeignTransfer."""
    payout = find_payout(rail, status.key)
    try:
        check_amount(payout, status)
    except OtherAmount:
        return False
    if status.state is not TransferState.UNDER_WAY:
        confirmed = Payout.objects.filter(pk=payout.pk, issue=PayoutIssue.NOT_CONFIRMED.value)
        confirmed.update(issue=None)
    if status.state is TransferState.PAID:
        return states.record_paid(status.key, utr=status.utr, rail_reference=status.rail_reference)
    if status.state is TransferState.FAILED:
        return states.record_failed(status.key, status.reason)
    if status.state is TransferState.RETURNED:
        return states.record_returned(status.key, status.reason)
    changed = states.record_sent(status.key, rail_reference=status.rail_reference)
    # Why it waits at the rail: for money, say, or for somebody's approval there.
    waits = Payout.objects.filter(pk=payout.pk, state=PayoutState.SENT.value)
    waits.exclude(reason=status.reason[: states.REASON_LENGTH]).update(reason=status.reason[: states.REASON_LENGTH])
    return changed


def to_json(status: TransferStatus) -> dict[str, Any]:
    return asdict(status)


def from_json(kept: dict[str, Any]) -> TransferStatus:
    return TransferStatus(**{**kept, "state": TransferState(kept["state"])})
