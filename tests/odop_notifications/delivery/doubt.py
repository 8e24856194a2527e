"""A text message of which nobody knows whether the gateway took it."""

from __future__ import annotations

import json
from typing import Any

from django.utils import timezone

from odop_core.models import OutboxItem
from odop_core.queue import work, worker
from odop_core.retry import DELIVERY
from odop_notifications.gateways.message import Receipt, ReceiptStatus
from odop_notifications.messages import Recipient, receipts, write_message
from odop_notifications.messages.writer import About
from odop_notifications.models import Message
from odop_notifications.settings import PLUGIN_ID
from tests.factories import make_due, switch
from tests.gateway import SECRET, Gateway

FACTS = {"quantity": 1, "product": "kurta", "order": "7"}


def description(gateway: Gateway, **more: Any) -> str:
    request = {"url": gateway.url, "json": {"to": "{to}", "text": "{text}", "ref": "{id}"}}
    receipt = {"id": "sid", "key": "ref", "status": "state", "statuses": {"done": "delivered", "lost": "failed"}}
    reported = {"title": "Own", "request": request, "answer": {"id": "sid"}, "receipt": receipt}
    return json.dumps(reported | more)


def set_up(gateway: Gateway, **more: Any) -> Gateway:
    switch(
        PLUGIN_ID, channel="sms", sms_preset="own", sms_gateway=description(gateway, **more), dlt_required=False,
        rates="", hours="", sms_webhook_secret=SECRET, gateway_url=gateway.url, gateway_secret=SECRET,
    )  # fmt: skip
    return gateway


def tell(key: str = "m-1", channel: str = "sms") -> Message:
    about = About(sale_id=5, order_id="order-7", order_number="7")
    return write_message(
        "bought", Recipient("Shabana", "+919800000001", "en"), FACTS, key=key, channel=channel, about=about
    )


def killed_while_sending() -> None:
    (item,) = work.claim_due(OutboxItem, 1)
    work.begin_attempt(item, DELIVERY, in_doubt=True)
    make_due()


def run_all_due() -> None:
    for _turn in range(3):
        worker.run_due()
        make_due()


def state() -> str:
    return str(Message.objects.get(key="m-1").state)


def reported(status: ReceiptStatus = ReceiptStatus.DELIVERED, message_key: str = "m-1") -> None:
    receipts.record_receipt(
        Receipt("sms", "theirs-1", status, f"r-{status}", at=timezone.now(), message_key=message_key)
    )
