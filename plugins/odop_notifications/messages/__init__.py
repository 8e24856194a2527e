"""Messages: writing, withdrawing and resending them, and their delivery reports."""

from odop_notifications.messages.resend import CannotResend, resend_message
from odop_notifications.messages.withdrawal import reminder_key, withdraw_messages, withdraw_reminders
from odop_notifications.messages.writer import About, write_message
from odop_notifications.suppliers.recipients import Recipient

__all__ = [
    "About",
    "CannotResend",
    "Recipient",
    "reminder_key",
    "resend_message",
    "withdraw_messages",
    "withdraw_reminders",
    "write_message",
]
