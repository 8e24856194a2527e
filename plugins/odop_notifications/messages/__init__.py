"""Messages: writing them, taking them back, sending them again."""

from odop_notifications.messages.resend import CannotResend, resend
from odop_notifications.messages.withdrawal import asking_key, stop_asking, take_back
from odop_notifications.messages.writer import About, write
from odop_notifications.suppliers.recipients import Recipient

__all__ = ["About", "CannotResend", "Recipient", "asking_key", "resend", "stop_asking", "take_back", "write"]
