"""What RazorpayX says of a payout, in our words (https://razorpay.com/docs/x/payouts/states-life-cycle/).

`reversed` means that the money left and came back, also where it was never said to be processed.
"""

from __future__ import annotations

from typing import Any

from odop_accounts.rails.port import TransferState, TransferStatus
from odop_accounts.rails.texts import reason_in, reference_in, utr_in

STATES = {
    "pending": TransferState.UNDER_WAY, "queued": TransferState.UNDER_WAY, "scheduled": TransferState.UNDER_WAY,
    "processing": TransferState.UNDER_WAY, "processed": TransferState.PAID, "reversed": TransferState.RETURNED,
    "cancelled": TransferState.FAILED, "rejected": TransferState.FAILED, "failed": TransferState.FAILED,
}  # fmt: skip
# Why a payout is not, or not yet, on its way; of one that is processed it is no news.
_QUIET = {"processed", "processing"}


class UnreadablePayout(ValueError):
    """It is no payout as RazorpayX describes it; the message says what is missing."""


def read_payout(entity: Any) -> TransferStatus:
    """A payout entity. A state that is new to us is one of being under way. Raises UnreadablePayout."""
    if not isinstance(entity, dict):
        raise UnreadablePayout("The payout is missing.")
    key, amount, status = entity.get("reference_id"), entity.get("amount"), entity.get("status")
    if not isinstance(key, str) or not key:
        raise UnreadablePayout("The payout's reference_id is missing.")
    if not isinstance(amount, int) or isinstance(amount, bool):
        raise UnreadablePayout("The payout's amount is missing.")
    if not isinstance(status, str):
        raise UnreadablePayout("The payout's status is missing.")
    if entity.get("currency", "INR") != "INR":
        raise UnreadablePayout("The payout is not in rupees.")
    details = entity.get("status_details")
    described = details.get("description") if isinstance(details, dict) else None
    return TransferStatus(
        key=key,
        state=STATES.get(status, TransferState.UNDER_WAY),
        amount_paise=amount,
        rail_reference=reference_in(entity.get("id")),
        utr=utr_in(entity.get("utr")),
        reason="" if status in _QUIET else reason_in(described, entity.get("failure_reason"), status),
    )
