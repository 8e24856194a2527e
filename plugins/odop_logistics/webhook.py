"""What the logistics partner reports to us: signed, accepted once, and handled later by a worker.

The body is `{"event": "pickup.collected", "pickup": <our reference>, "tracking_number": "…"}`. Both hosts serve it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from odop_core import inbox, plugin_settings, refusals, signing
from odop_logistics.settings import PLUGIN_ID, LogisticsSettings

CARRIER_EVENT = "logistics.carrier"
SIZE_LIMIT = 64 * 1024


def receive(headers: Mapping[str, str], body: bytes) -> tuple[int, dict[str, Any]]:
    """Returns the HTTP status and answer. A genuine message is kept even if nobody can make sense of it."""
    if len(body) > SIZE_LIMIT:
        refusals.count(PLUGIN_ID, "oversized")
        return 413, {"error": f"A message may have at most {SIZE_LIMIT} bytes."}
    settings = plugin_settings.load(LogisticsSettings)
    try:
        message_id = signing.verify([settings.partner_secret], headers, body)
    except signing.BadSignature as error:
        refusals.count(PLUGIN_ID, error.reason)
        return 401, {"error": str(error)}
    key = f"partner:{message_id}"[:255]
    try:
        content = json.loads(body)
        event, reference = content["event"], str(content["pickup"])
        if event != "pickup.collected" or not str(content.get("tracking_number", "")):
            raise ValueError("only pickup.collected with a tracking_number is known")
    except (ValueError, KeyError, TypeError) as error:
        reason = f"Not a message we know: {error}"
        inbox.accept_unreadable(CARRIER_EVENT, "", body.decode("utf-8", "replace"), reason, key=key)
        return 202, {"accepted": False, "error": reason}
    return 200, {"accepted": inbox.accept(CARRIER_EVENT, reference, content, key=key, name=event)}
