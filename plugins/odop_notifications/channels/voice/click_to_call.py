"""Connecting a helpline operator and a supplier, so that neither sees the other's number.

The telephony calls the operator first, and the supplier when the operator has answered; both see our number.
"""

from __future__ import annotations

import logging

from odop_notifications.channels import http_gateway
from odop_notifications.gateways.message import Accepted
from odop_notifications.settings import NotificationSettings

logger = logging.getLogger(__name__)


def connect_numbers(operator_number: str, supplier_number: str, key: str, settings: NotificationSettings) -> Accepted:
    """Both numbers in E.164; `key` names this call. Raises TemporaryFailure and PermanentFailure.

    The telephony rings the operator at once, so a failure is for the operator to see, not for a queue to repeat.
    """
    if settings.voice_click_to_call == "console":
        logger.info("Call %s: …%s is put through to …%s.", key, operator_number[-4:], supplier_number[-4:])
        return Accepted(detail={"status": "printed"})
    return http_gateway.connect_numbers(
        "voice", settings, {"operator": operator_number, "supplier": supplier_number, "id": key}
    )
