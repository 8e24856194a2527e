"""What Cashfree tells us (https://www.cashfree.com/docs/api-reference/payouts/v2/webhooks/webhooks-v2): HMAC-SHA256 of
timestamp and body in base64, by the client secret. A webhook that is repeated for hours may carry its first moment, so
an old one is no reason to refuse it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping

from odop_accounts.rails.cashfree.statuses import UnreadableTransfer, read_transfer
from odop_accounts.rails.port import BadWebhook, TransferStatus
from odop_core.security.signatures import BadSignature
from odop_core.web.bodies import BadJson, read_json

# Of one transfer; there are others, of batches, balances and the merchant's test.
EVENTS = {
    "TRANSFER_ACKNOWLEDGED", "TRANSFER_SUCCESS", "TRANSFER_FAILED", "TRANSFER_REVERSED", "TRANSFER_REJECTED",
    "TRANSFER_APPROVED",
}  # fmt: skip


def read_webhook(secret: str, headers: Mapping[str, str], body: bytes) -> TransferStatus | None:
    """None for events that are of no single transfer. Raises BadSignature, BadWebhook."""
    given, moment = headers.get("x-webhook-signature", ""), headers.get("x-webhook-timestamp", "")
    if not (given and moment):
        raise BadSignature("unsigned", "The headers x-webhook-signature and x-webhook-timestamp are needed.")
    digest = hmac.new(secret.encode(), moment.encode() + body, hashlib.sha256).digest()
    if not secret or not hmac.compare_digest(base64.b64encode(digest), given.strip().encode()):
        raise BadSignature("bad-signature", "The signature does not fit the body and the client secret.")
    try:
        told = read_json(body)
    except BadJson as error:
        raise BadWebhook(str(error)) from error
    if not isinstance(told, dict) or not isinstance(told.get("type"), str):
        raise BadWebhook("The body names no type of event.")
    if told["type"] not in EVENTS:
        return None
    try:
        return read_transfer(told.get("data"))
    except UnreadableTransfer as error:
        raise BadWebhook(str(error)) from error
