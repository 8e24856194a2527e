"""Messages that other plugins request by announcing an event."""

from __future__ import annotations

from odop_core.events import NotificationRequested
from odop_core.plugin import configuration
from odop_core.retry import PermanentFailure
from odop_notifications.messages import About, write_message
from odop_notifications.notices import members
from odop_notifications.settings import NotificationSettings
from odop_notifications.suppliers.recipients import find_recipient
from odop_notifications.templates.occasions import UnknownOccasion, find_occasion


def write_requested(wanted: NotificationRequested) -> None:
    """Do what an event asks for. Raises PermanentFailure for one that says what cannot be: no retry mends it."""
    try:
        find_occasion(wanted.occasion)
    except UnknownOccasion as error:
        raise PermanentFailure(str(error)) from error
    channel = wanted.channel or configuration.load_settings(NotificationSettings).channel
    to = find_recipient(wanted.supplier_id, channel)
    if to is None:
        raise PermanentFailure(f"There is no supplier {wanted.supplier_id} to be told of {wanted.occasion!r}.")
    key = f"message:{wanted.occasion}:{wanted.key}"
    about = About(wanted.sale_id, wanted.order_id, wanted.order_number, wanted.about)
    write_message(wanted.occasion, to, wanted.facts, key=key, channel=channel, about=about)
    members.write_copies(wanted.occasion, wanted.supplier_id, wanted.facts, key=key, channel=channel, about=about)
