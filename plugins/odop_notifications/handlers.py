"""What notifications does when it hears of something, and what it carries."""

from __future__ import annotations

from odop_consignment.api import SALES_CHANGED
from odop_core import inbox, outbox
from odop_notifications import messages
from odop_notifications.settings import PLUGIN_ID


def subscribe_all() -> None:
    inbox.subscribe(PLUGIN_ID, SALES_CHANGED, on_sales)
    outbox.register(messages.TOPIC, messages.MessageDeliverer())


def on_sales(event: inbox.Event) -> None:
    messages.tell_of_sales(event.subject)
