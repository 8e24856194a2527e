"""Writing messages to makers, taking them back, and carrying them to their channel."""

from __future__ import annotations

from typing import Any

from django.db.models.functions import Now

from odop_consignment import api as consignment
from odop_consignment.api import SaleInfo, SupplierInfo
from odop_core import outbox, plugin_settings
from odop_core.models import OutboxItem
from odop_core.outbox import Withdrawal
from odop_notifications import wording
from odop_notifications.channels import CHANNELS
from odop_notifications.channels.message import OutgoingMessage
from odop_notifications.models import Message, MessageState
from odop_notifications.settings import PLUGIN_ID, NotificationSettings

TOPIC = "notifications.message"
BOUGHT = "bought"
CANCELLED = "cancelled"


def tell_of_sales(order_id: str) -> None:
    """Tell each supplier of an order what was bought or called off. Saying it again changes nothing."""
    sales = [sale for sale in consignment.sales_of_order(order_id) if sale.supplier_id is not None]
    people = consignment.suppliers({sale.supplier_id for sale in sales if sale.supplier_id is not None})
    for sale in sales:
        person = people[sale.supplier_id or 0]
        if sale.is_placed:
            _write(BOUGHT, sale, person)
        elif sale.is_cancelled:
            _take_back(sale, person)


def _take_back(sale: SaleInfo, person: SupplierInfo) -> None:
    """Unsay what was bought: silently if surely nobody heard it yet, else with a second message."""
    bought = Message.objects.filter(key=_key(BOUGHT, sale, person)).first()
    if bought is None or bought.state == MessageState.WITHDRAWN:
        return
    withdrawal = outbox.withdraw(bought.key)
    if withdrawal is not Withdrawal.TOO_LATE:
        bought.state = MessageState.WITHDRAWN
        bought.save(update_fields=["state"])
    if withdrawal is not Withdrawal.UNHEARD:
        _write(CANCELLED, sale, person, after=bought.key)


def _write(occasion: str, sale: SaleInfo, person: SupplierInfo, after: str = "") -> None:
    key = _key(occasion, sale, person)
    name = person.name_hi if person.language == "hi" and person.name_hi else person.name
    text, language = wording.words(
        occasion, person.language, name=name, quantity=sale.quantity, product=sale.product_name,
        order=sale.order_number,
    )  # fmt: skip
    _message, created = Message.objects.get_or_create(
        key=key,
        defaults={
            "occasion": occasion,
            "sale_id": sale.id,
            "order_id": sale.order_id,
            "recipient_name": name,
            "address": person.phone,
            "channel": plugin_settings.load(NotificationSettings).channel,
            "language": language,
            "text": text,
        },
    )
    if created:
        outbox.put(TOPIC, sale.order_id, {"order_number": sale.order_number}, key=key, after=after)


def _key(occasion: str, sale: SaleInfo, person: SupplierInfo) -> str:
    return f"message:{occasion}:sale-{sale.id}:supplier-{person.id}"


class MessageDeliverer:
    """Carries outbox items of `TOPIC` to the channel the merchant chose."""

    plugin_id = PLUGIN_ID

    def deliver(self, item: OutboxItem) -> dict[str, Any]:
        message = Message.objects.get(key=item.key)
        settings = plugin_settings.load(NotificationSettings)
        outgoing = OutgoingMessage(
            key=message.key,
            channel=message.channel,
            address=message.address,
            recipient_name=message.recipient_name,
            language=message.language,
            occasion=message.occasion,
            text=message.text,
            order_number=item.payload["order_number"],
        )
        accepted = CHANNELS[message.channel](outgoing, settings)
        return {"gateway_id": accepted.gateway_id, "detail": accepted.detail}

    def delivered(self, item: OutboxItem, answer: dict[str, Any]) -> None:
        Message.objects.filter(key=item.key).update(
            state=MessageState.SENT, gateway_id=answer["gateway_id"], sent_at=Now(), failure=""
        )

    def given_up(self, item: OutboxItem, reason: str) -> None:
        Message.objects.filter(key=item.key).update(state=MessageState.FAILED, failure=reason)
