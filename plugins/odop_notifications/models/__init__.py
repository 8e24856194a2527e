"""Messages and their fate, the templates they are written from, and the health of the channels that carry them."""

from odop_notifications.models.channel_state import ChannelState
from odop_notifications.models.message import Message, MessageState
from odop_notifications.models.record import AttemptOutcome, DeliveryReceipt, MessageAttempt
from odop_notifications.models.template import Template

__all__ = [
    "AttemptOutcome",
    "ChannelState",
    "DeliveryReceipt",
    "Message",
    "MessageAttempt",
    "MessageState",
    "Template",
]
