"""The console channel: the message goes to the worker's log. For trying things out."""

from __future__ import annotations

import logging
from typing import Any

from odop_notifications.channels.message import OutgoingMessage
from odop_notifications.settings import NotificationSettings

logger = logging.getLogger(__name__)


def send(message: OutgoingMessage, _settings: NotificationSettings) -> dict[str, Any]:
    logger.info("To %s (…%s): %s", message.recipient_name, message.phone[-4:], message.text)
    return {"status": "printed"}
