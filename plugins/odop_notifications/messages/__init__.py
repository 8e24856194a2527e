"""Messages: writing them, taking them back, sending them again."""

from odop_notifications.messages.recipients import Recipient
from odop_notifications.messages.resending import CannotResend, resend
from odop_notifications.messages.taking_back import asking_key, stop_asking, take_back
from odop_notifications.messages.writing import About, write

__all__ = ["About", "CannotResend", "Recipient", "asking_key", "resend", "stop_asking", "take_back", "write"]
