"""What other parts of the suite may ask of notifications. Everything here is plain data, never a model.

To have a supplier notified, announce a request in the transaction of the fact itself:

    facts = {"amount": "12,345.50", "reference": "UTIBR5..."}
    request = NotificationRequested(occasion="payout_sent", supplier_id=3, key="payout-7", facts=facts)
    inbox.announce(request, key="notifications.requested:payout-7")

`facts` are the occasion's variables (`list_occasions()`). See `odop_core.events.NotificationRequested`.
"""

from __future__ import annotations

from odop_notifications.api.channels import ChannelHealth, list_channel_health
from odop_notifications.api.messages import (
    MESSAGES,
    AttemptInfo,
    CannotResend,
    MessageInfo,
    MessageState,
    ReceiptInfo,
    UnknownMessage,
    attempts_of_messages,
    messages_of_order,
    messages_of_sales,
    receipts_of_messages,
    resend_message,
)
from odop_notifications.api.templates import (
    OccasionInfo,
    Preview,
    Problem,
    TemplateData,
    TemplateRefused,
    UnknownOccasion,
    Wording,
    list_occasions,
    list_templates,
    preview_template,
    save_template,
)

__all__ = [
    "MESSAGES",
    "AttemptInfo",
    "CannotResend",
    "ChannelHealth",
    "MessageInfo",
    "MessageState",
    "OccasionInfo",
    "Preview",
    "Problem",
    "ReceiptInfo",
    "TemplateData",
    "TemplateRefused",
    "UnknownMessage",
    "UnknownOccasion",
    "Wording",
    "attempts_of_messages",
    "list_channel_health",
    "list_occasions",
    "list_templates",
    "messages_of_order",
    "messages_of_sales",
    "preview_template",
    "receipts_of_messages",
    "resend_message",
    "save_template",
]
