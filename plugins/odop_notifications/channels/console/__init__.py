"""The console channel: the message goes to the worker's log. For trying things out."""

from __future__ import annotations

import logging

from odop_notifications.gateways.message import Accepted, OutgoingMessage
from odop_notifications.settings import NotificationSettings

logger = logging.getLogger(__name__)


def send_message(message: OutgoingMessage, _settings: NotificationSettings) -> Accepted:
    logger.info("To %s (…%s): %s", message.recipient_name, message.address[-4:], message.text)
    return Accepted(detail={"status": "printed"})


def recognises_repeats(_settings: NotificationSettings) -> bool:
    """Who reads the log sees that a line is there twice."""
    return True
