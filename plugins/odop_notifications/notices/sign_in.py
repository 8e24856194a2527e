"""One-time codes, and what the number before is told when a supplier changes theirs.

A code goes to whoever asked for it this moment: it needs no consent and no courtesy hours, and is not worth sending
later. By voice its digits are read out one by one, twice.
"""

from __future__ import annotations

from django.db import transaction

from odop_consignment.api import sign_in, suppliers_by_id
from odop_consignment.events import PhoneChanged
from odop_core.plugin import configuration
from odop_core.security.masks import HIDDEN, mask_phone
from odop_notifications.messages import write_message
from odop_notifications.settings import NotificationSettings
from odop_notifications.suppliers.recipients import Recipient
from odop_notifications.templates.occasions import CODE, PHONE_CHANGED, SIGN_IN_CODE

# Channels that lead to the telephone itself; what goes to WhatsApp needs a template of a kind of its own there.
TO_PHONES = ("gateway", "sms", "console")


@transaction.atomic
def send_code(code_id: int) -> None:
    """Make a code and have it sent; of a number nobody here has, nothing is made. Doing it again changes nothing."""
    issued = sign_in.issue_code(code_id)
    if issued is None:
        return
    to = Recipient(issued.name, issued.phone, issued.language, issued.name_hi, issued.supplier_id)
    is_voice = issued.medium == sign_in.CodeMedium.VOICE
    spoken = " ".join(issued.code) if is_voice else issued.code
    channel = "voice" if is_voice else _channel()
    write_message(SIGN_IN_CODE, to, {CODE.name: spoken}, key=f"message:{SIGN_IN_CODE}:{code_id}", channel=channel)


def notify_former_phone(event: PhoneChanged) -> None:
    """Whoever has the number before hears that it is no longer the one."""
    supplier = suppliers_by_id([event.supplier_id]).get(event.supplier_id)
    if supplier is None or not event.former_phone:
        return
    to = Recipient(supplier.name, event.former_phone, supplier.language, supplier.name_hi, supplier.id)
    facts = {"phone": mask_phone(supplier.phone).replace(HIDDEN, "X")}
    write_message(PHONE_CHANGED, to, facts, key=f"message:{PHONE_CHANGED}:{event.code}", channel=_channel())


def _channel() -> str:
    """The merchant's usual channel, where it leads to a telephone."""
    usual = configuration.load_settings(NotificationSettings).channel
    return usual if usual in TO_PHONES else "sms"
