from __future__ import annotations

import itertools
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odop_core.queue import worker
from odop_notifications.api import receipts_of_messages
from odop_notifications.api.channels import list_channel_health
from odop_notifications.gateways.message import Receipt, ReceiptStatus
from odop_notifications.inbound import intake
from odop_notifications.messages import Recipient, receipts, write_message
from odop_notifications.messages.receipts import furthest_status
from odop_notifications.models import DeliveryReceipt, Message
from odop_notifications.settings import PLUGIN_ID
from tests.factories import switch
from tests.gateway import SECRET, Gateway

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
ACCEPTED, DELIVERED = ReceiptStatus.ACCEPTED, ReceiptStatus.DELIVERED
READ, FAILED = ReceiptStatus.READ, ReceiptStatus.FAILED
FACTS = {"quantity": 1, "product": "kurta", "order": "7"}


@pytest.fixture
def message(gateway: Gateway) -> Message:
    return write(gateway, "m-1")


def write(gateway: Gateway, key: str) -> Message:
    """One that is not sent yet; its gateway will call it by its key."""
    switch(PLUGIN_ID, gateway_url=gateway.url, gateway_secret=SECRET)
    return write_message("bought", Recipient("Shabana", "+919800000001", "en"), FACTS, key=key)


def receipt(status: ReceiptStatus, key: str = "", of: str = "m-1") -> Receipt:
    return Receipt("gateway", of, status, key or f"r-{of}-{status}", at=NOON, detail=f"it says {status}")


def state() -> tuple[str, str]:
    message = Message.objects.get()
    return message.state, message.failure


@pytest.mark.parametrize(
    ("status", "state_then"), [(ACCEPTED, "sent"), (DELIVERED, "delivered"), (READ, "read"), (FAILED, "failed")]
)
def test_a_message_follows_its_receipt(message: Message, status: ReceiptStatus, state_then: str) -> None:
    # given
    worker.run_due()

    # when
    assert receipts.record_receipt(receipt(status))

    # then
    assert state() == (state_then, "it says failed" if status is FAILED else "")


def test_it_is_known_when_it_was_delivered_and_read(message: Message) -> None:
    # given
    worker.run_due()

    # when
    receipts.record_receipt(receipt(READ))

    # then
    message = Message.objects.get()
    assert (message.delivered_at, message.read_at) == (NOON, NOON)


def test_a_repeat_changes_nothing(message: Message) -> None:
    # given
    worker.run_due()
    receipts.record_receipt(receipt(DELIVERED))

    # then
    assert receipts.record_receipt(receipt(DELIVERED)) is False
    assert len(receipts_of_messages([message.pk])[message.pk]) == 1


def test_a_receipt_before_our_own_note_of_sending_is_not_lost(message: Message) -> None:
    # given
    receipts.record_receipt(receipt(DELIVERED))
    assert state() == ("queued", "")

    # when
    worker.run_due()

    # then
    assert state() == ("delivered", "")


def test_a_receipt_of_nobodys_message_is_kept() -> None:
    assert receipts.record_receipt(Receipt("sms", "unknown", FAILED, "r-1"))
    assert DeliveryReceipt.objects.count() == 1


def test_receipts_come_through_the_inbox(message: Message) -> None:
    # given
    worker.run_due()

    # when
    intake.accept_report(receipt(DELIVERED))
    worker.run_due()

    # then
    assert state() == ("delivered", "")


@pytest.mark.parametrize("order", itertools.permutations([ACCEPTED, FAILED, DELIVERED, READ]))
def test_the_order_of_receipts_does_not_matter(gateway: Gateway, order: tuple[ReceiptStatus, ...]) -> None:
    # given: messages of which so many receipts come before our own note of sending
    early = [write(gateway, f"m-{number}") for number in range(5)]

    # when
    for number, message in enumerate(early):
        for status in order[:number]:
            receipts.record_receipt(receipt(status, of=message.key))
    worker.run_due()
    for number, message in enumerate(early):
        for status in order[number:]:
            receipts.record_receipt(receipt(status, of=message.key))

    # then
    assert list(Message.objects.values_list("state", "failure")) == [("read", "")] * 5


@given(st.lists(st.sampled_from(list(ReceiptStatus)), min_size=1), st.randoms())
def test_the_furthest_is_the_same_in_any_order(statuses: list[ReceiptStatus], chance: object) -> None:
    # given
    shuffled = list(statuses)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    # then
    assert furthest_status(shuffled) == furthest_status(statuses)
    assert DELIVERED not in statuses or furthest_status(statuses) in (DELIVERED, READ)


def test_the_reason_of_a_failure_repeats_no_telephone_number(message: Message) -> None:
    # given
    worker.run_due()

    # when
    receipts.record_receipt(Receipt("gateway", "m-1", FAILED, "r-1", detail="Absent subscriber +919800000001"))

    # then
    assert state() == ("failed", "Absent subscriber")


def test_word_that_we_do_not_know_settles_nothing_and_is_counted(message: Message) -> None:
    # given
    worker.run_due()

    # when
    for word in ("parked", "parked again"):
        other = Receipt("gateway", "m-1", ReceiptStatus.OTHER, f"r-{word}", at=NOON, word=word, message_key="m-1")
        receipts.record_receipt(other)

    # then
    assert state() == ("sent", "")
    assert [receipt.word for receipt in receipts_of_messages([message.pk])[message.pk]] == ["parked", "parked again"]
    (gateway,) = [one for one in list_channel_health() if one.channel == "gateway"]
    assert [(word.word, word.count) for word in gateway.unknown_words] == [("parked", 1), ("parked again", 1)]


def test_word_that_we_do_not_know_is_no_proof_that_a_message_was_taken(message: Message) -> None:
    # when: nothing was sent yet
    receipts.record_receipt(
        Receipt("gateway", "m-1", ReceiptStatus.OTHER, "r-1", at=NOON, word="parked", message_key="m-1")
    )

    # then
    assert state() == ("queued", "")
    assert not receipts.has_receipts("gateway", "m-1")


def test_word_that_we_do_not_know_takes_nothing_back(message: Message) -> None:
    # given
    worker.run_due()
    receipts.record_receipt(receipt(DELIVERED))

    # when
    receipts.record_receipt(Receipt("gateway", "m-1", ReceiptStatus.OTHER, "r-1", at=NOON, word="undone"))

    # then
    assert state() == ("delivered", "")
