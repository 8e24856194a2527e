"""What Cashfree says of a transfer, in our words
(https://www.cashfree.com/docs/api-reference/payouts/v2/response-codes).

SUCCESS may still become REVERSED, mostly within a day (ACCOUNT_BLOCKED, BENE_NAME_DIFFERS and others).
"""

from __future__ import annotations

from typing import Any

from odop_accounts.rails.port import TransferState, TransferStatus
from odop_accounts.rails.texts import reason_in, reference_in, utr_in
from odop_core.india.money import NotMoney, paise

STATES = {
    "SUCCESS": TransferState.PAID, "REVERSED": TransferState.RETURNED, "FAILED": TransferState.FAILED,
    "REJECTED": TransferState.FAILED, "MANUALLY_REJECTED": TransferState.FAILED,
}  # fmt: skip


class UnreadableTransfer(ValueError):
    """It is no transfer as Cashfree describes it; the message says what is missing."""


def read_transfer(content: Any) -> TransferStatus:
    """A transfer of an answer or a webhook. A status that is new to us is one of being under way.

    Raises UnreadableTransfer.
    """
    if not isinstance(content, dict):
        raise UnreadableTransfer("The transfer is missing.")
    key, status = content.get("transfer_id"), content.get("status")
    if not isinstance(key, str) or not key:
        raise UnreadableTransfer("The transfer_id is missing.")
    if not isinstance(status, str):
        raise UnreadableTransfer("The transfer's status is missing.")
    state = STATES.get(status, TransferState.UNDER_WAY)
    code = content.get("status_code")
    described = " ".join(text for text in (code, content.get("status_description")) if isinstance(text, str))
    return TransferStatus(
        key=key,
        state=state,
        amount_paise=_amount(content.get("transfer_amount")),
        rail_reference=reference_in(content.get("cf_transfer_id")),
        utr=utr_in(content.get("transfer_utr")),
        reason="" if state == TransferState.PAID or status == "RECEIVED" else reason_in(described, status),
    )


def _amount(value: Any) -> int:
    """Rupees, written as a number or as text, in paise."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise UnreadableTransfer("The transfer_amount is missing.")
    try:
        return paise(value)
    except NotMoney as error:
        raise UnreadableTransfer(str(error)) from error
