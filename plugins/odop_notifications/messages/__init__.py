"""Messages: writing them, taking them back, sending them again."""

from odop_notifications.messages.composing import Recipient
from odop_notifications.messages.resending import CannotResend, resend
from odop_notifications.messages.taking_back import take_back
from odop_notifications.messages.writing import About, write

__all__ = ["About", "CannotResend", "Recipient", "resend", "take_back", "write"]
