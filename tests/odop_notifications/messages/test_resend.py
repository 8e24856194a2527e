from __future__ import annotations

import pytest
from django.db.models import QuerySet

from odop_core.models import OutboxItem
from odop_core.queue import work, worker
from odop_notifications.gateways.message import Receipt, ReceiptStatus
from odop_notifications.messages import (
    CannotResend,
    Recipient,
    receipts,
    resend_message,
    withdraw_messages,
    write_message,
)
from odop_notifications.messages.resend import UnknownMessage
from odop_notifications.messages.writer import About
from odop_notifications.models import Message, Template
from odop_notifications.settings import PLUGIN_ID
from odop_notifications.templates import registry
from odop_notifications.templates.registry import Wording
from tests.factories import supplier, switch
from tests.gateway import SECRET, Gateway, answer

pytestmark = pytest.mark.django_db
FACTS = {"quantity": 1, "product": "kurta", "order": "7"}


@pytest.fixture
def reached(gateway: Gateway) -> Gateway:
    switch(PLUGIN_ID, gateway_url=gateway.url, gateway_secret=SECRET)
    return gateway


def tell(**changes: object) -> Message:
    to = Recipient("Shabana", "+919800000001", "en")
    return write_message("bought", to, FACTS, key="m-1", about=About(sale_id=5), **changes)  # type: ignore[arg-type]


def test_what_the_gateway_never_took_goes_again_under_its_key(reached: Gateway) -> None:
    # given
    reached.answers.append(answer(400))
    message = tell()
    worker.run_due()

    # when
    again = resend_message(message.pk)
    worker.run_due()

    # then
    assert (again.pk, again.state) == (message.pk, "queued")
    assert reached.ids == ["m-1", "m-1"]
    assert Message.objects.get().state == "sent"


def test_what_was_taken_and_not_delivered_is_written_anew(reached: Gateway) -> None:
    # given
    message = tell()
    worker.run_due()
    receipts.record_receipt(Receipt("gateway", "m-1", ReceiptStatus.FAILED, "r-1"))

    # when
    again = resend_message(message.pk)
    worker.run_due()

    # then
    assert again.key == "m-1:again-1"
    assert again.sale_id == 5
    assert reached.ids == ["m-1", "m-1:again-1"]


def test_a_refused_message_is_written_anew_to_todays_address(reached: Gateway) -> None:
    # given
    shabana = supplier(phone="+919800000009")
    to = Recipient("Shabana", "", "en", supplier_id=shabana.id)
    message = write_message("bought", to, FACTS, key="m-1")
    assert message.state == "refused"

    # when
    again = resend_message(message.pk)

    # then
    assert (again.state, again.address) == ("queued", "+919800000009")


def test_only_the_newest_is_written_anew(reached: Gateway) -> None:
    # given
    Template.objects.filter(occasion="bought").update(active=False)
    registry.save_template("bought", "gateway", "en", Wording("{name}: {answer_link}"))
    message = tell()
    newer = resend_message(message.pk)

    # then
    assert newer.state == "refused"
    with pytest.raises(CannotResend, match="already written again"):
        resend_message(message.pk)
    assert resend_message(newer.pk).key == "m-1:again-2"


def test_what_is_on_its_way_or_there_is_not_sent_twice(reached: Gateway) -> None:
    # given
    message = tell()
    with pytest.raises(CannotResend, match="is queued"):
        resend_message(message.pk)

    # when
    worker.run_due()

    # then
    with pytest.raises(CannotResend, match="is sent"):
        resend_message(message.pk)


def test_what_is_no_longer_true_is_not_sent_again(reached: Gateway) -> None:
    # given
    message = tell()
    worker.run_due()
    receipts.record_receipt(Receipt("gateway", "m-1", ReceiptStatus.FAILED, "r-1"))
    withdraw_messages(5)

    # then
    with pytest.raises(CannotResend, match="no longer true"):
        resend_message(message.pk)


def test_an_unknown_message_is_an_error() -> None:
    with pytest.raises(UnknownMessage):
        resend_message(4711)


def test_two_who_resend_at_the_same_moment_send_it_once(reached: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    # given: a colleague who is a moment quicker
    reached.answers.append(answer(400))
    message = tell()
    worker.run_due()
    replay = work.replay_dead

    def be_late(items: QuerySet[OutboxItem]) -> int:
        monkeypatch.setattr(work, "replay_dead", replay)
        resend_message(message.pk)
        return replay(items)

    monkeypatch.setattr(work, "replay_dead", be_late)

    # when
    with pytest.raises(CannotResend, match="is queued"):
        resend_message(message.pk)

    # then
    assert not Message.objects.filter(key__contains=":again-").exists()


def test_what_is_called_off_at_the_same_moment_is_not_sent(reached: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    reached.answers.append(answer(400))
    message = tell()
    worker.run_due()
    replay = work.replay_dead

    def be_late(items: QuerySet[OutboxItem]) -> int:
        withdraw_messages(5)
        return replay(items)

    monkeypatch.setattr(work, "replay_dead", be_late)

    # when
    with pytest.raises(CannotResend, match="called off"):
        resend_message(message.pk)
    worker.run_due()

    # then
    assert reached.ids == ["m-1"]
