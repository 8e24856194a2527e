from __future__ import annotations

from typing import Any

import pytest

from odop_core.database.pagination import Window
from odop_core.events import NotificationRequested
from odop_core.models import Handling, InboxEvent
from odop_core.queue import worker
from odop_notifications.api import MESSAGES
from odop_notifications.messages import Recipient, withdraw_messages, write_message
from odop_notifications.messages.writer import About
from odop_notifications.models import Message
from odop_notifications.settings import PLUGIN_ID
from tests.factories import supplier, switch

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _console() -> None:
    switch(PLUGIN_ID, channel="console")


def ask(number: int = 1, **payload: object) -> None:
    """Another plugin announces that somebody must be told."""
    kind = NotificationRequested.kind
    InboxEvent.objects.create(kind=kind, subject="payout-7", payload=payload, key=f"tell-{number}")
    worker.run_due()


def test_any_plugin_may_have_a_supplier_told() -> None:
    # given
    shabana = supplier("Shabana", language="en")
    facts = {"amount": "1,180.00", "reference": "UTIBR5"}

    # when
    for number in range(2):
        ask(number, occasion="payout_sent", supplier_id=shabana.id, key="payout-7", facts=facts, about="payout:7")

    # then
    (message,) = MESSAGES.read(Window(10), {"supplier_id": shabana.id})
    assert message.text == "Namaste Shabana, we sent money to your bank account: ₹1,180.00 (UTR UTIBR5)."
    assert (message.key, message.subject, message.state) == ("message:payout_sent:payout-7", "payout:7", "sent")


@pytest.mark.parametrize(
    "payload",
    [
        {"occasion": "payout_sent", "supplier_id": 4711, "key": "payout-7"},
        {"occasion": "birthday", "supplier_id": 1, "key": "x"},
        {"occasion": "payout_sent"},
        {"occasion": "payout_sent", "supplier_id": 1, "key": "x", "colour": "blue"},
    ],
)
def test_an_event_that_cannot_be_is_shown_to_a_person_at_once(payload: dict[str, Any]) -> None:
    # given
    supplier()

    # when
    ask(**payload)

    # then
    assert Handling.objects.get(handler=f"{PLUGIN_ID}:{NotificationRequested.kind}").state == "dead"
    assert not Message.objects.exists()


def test_everything_that_asked_for_the_goods_is_taken_back_over_every_channel() -> None:
    # given
    to, about = Recipient("Shabana", "+919800000001", "en"), About(sale_id=5)
    facts = {"quantity": 1, "product": "kurta", "order": "7", "date": "24-11-2026"}
    for occasion, channel in [("bought", "gateway"), ("reminder", "voice"), ("pickup_booked", "whatsapp")]:
        write_message(occasion, to, facts, key=occasion, channel=channel, about=about)
    write_message("collected", to, facts, key="collected", channel="gateway", about=about)

    # when
    taken_back = withdraw_messages(5)

    # then
    assert not taken_back.maybe_heard
    states = dict(Message.objects.values_list("key", "state"))
    assert states == {
        "bought": "withdrawn", "reminder": "withdrawn", "pickup_booked": "withdrawn", "collected": "queued",
    }  # fmt: skip
