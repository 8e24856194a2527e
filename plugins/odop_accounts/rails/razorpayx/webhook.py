"""What RazorpayX tells us (https://razorpay.com/docs/webhooks/validate-test/): HMAC-SHA256 of the body in hexadecimal,
by the secret that the merchant chose for the webhook. There is no moment in it, so an old one can come again.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping

from odop_accounts.rails.port import BadWebhook, TransferStatus
from odop_accounts.rails.razorpayx.statuses import UnreadablePayout, read_payout
from odop_core.security.signatures import BadSignature
from odop_core.web.bodies import BadJson, read_json


def read_webhook(secret: str, headers: Mapping[str, str], body: bytes) -> TransferStatus | None:
    """None for events that are of no payout. Raises BadSignature, BadWebhook."""
    given = headers.get("x-razorpay-signature", "")
    if not given:
        raise BadSignature("unsigned", "The header X-Razorpay-Signature is needed.")
    expected = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    if not secret or not hmac.compare_digest(expected.encode(), given.strip().lower().encode()):
        raise BadSignature("bad-signature", "The signature does not fit the body and the webhook's secret.")
    try:
        told = read_json(body)
    except BadJson as error:
        raise BadWebhook(str(error)) from error
    if not isinstance(told, dict) or not isinstance(told.get("event"), str):
        raise BadWebhook("The body names no event.")
    if not told["event"].startswith("payout.") or told["event"].startswith("payout.downtime."):
        return None
    payload = told.get("payload")
    payout = payload.get("payout") if isinstance(payload, dict) else None
    entity = payout.get("entity") if isinstance(payout, dict) else None
    try:
        return read_payout(entity)
    except UnreadablePayout as error:
        raise BadWebhook(str(error)) from error
