"""What is left of a supplier whose data are erased: numbers of messages, and no word or number of theirs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from odop_consignment.events import SupplierErased
from odop_consignment.models import Supplier
from odop_core.events import NotificationRequested
from odop_core.models import Handling, InboxEvent, OutboxItem
from odop_core.queue import inbox, worker
from odop_notifications.escalation import links
from odop_notifications.events import InboundReceived
from odop_notifications.gateways.message import Inbound
from odop_notifications.inbound import intake
from odop_notifications.messages import CannotResend, resend_message, write_message
from odop_notifications.models import (
    Answer,
    AnswerLink,
    Call,
    Message,
    MessageAttempt,
    Question,
    WebhookEndpoint,
)
from odop_notifications.settings import PLUGIN_ID
from odop_notifications.suppliers import endpoints, erasure
from odop_notifications.suppliers.recipients import find_recipient
from tests.factories import switch
from tests.gateway import SECRET, Gateway, answer
from tests.odop_notifications.questions import PHONE, ask_supplier

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]


@pytest.fixture
def shabana(gateway: Gateway) -> int:
    """They were asked, wrote something nobody understands, wait for a call, and have an endpoint."""
    switch(PLUGIN_ID, channel="gateway", gateway_url=gateway.url, gateway_secret=SECRET, hours="")
    gateway.answers.append(answer(503))
    question = ask_supplier()
    intake.accept_report(Inbound("sms", PHONE, "बेटी की शादी है", "r1"))
    worker.run_due()
    links.issue_code(question, question.opened_at)
    endpoints.save_endpoint(question.supplier_id, "https://shabana.example/odop")
    return question.supplier_id


def erase(supplier_id: int) -> None:
    """What consignment announces once nothing holds the data any more."""
    Supplier.objects.filter(pk=supplier_id).update(name="Supplier (erased)", name_hi="", phone="")
    inbox.announce(SupplierErased(supplier_id=supplier_id, artisan_slug=""), key=f"erased:{supplier_id}")
    worker.run_due()


def test_no_word_and_no_number_is_left(shabana: int) -> None:
    # given
    before = Message.objects.count(), Answer.objects.count(), Call.objects.count()
    assert (Call.objects.get().state, Message.objects.get().recipient_name) == ("waiting", "Supplier of kurta")

    # when
    erase(shabana)

    # then
    assert (Message.objects.count(), Answer.objects.count(), Call.objects.count()) == before
    message, said, call = Message.objects.get(), Answer.objects.get(), Call.objects.get()
    assert (message.recipient_name, message.address, message.text, message.variables) == ("", "", "", {})
    assert (said.sender, said.text, said.meaning) == ("", "", "unclear")
    assert (call.sender, call.detail, call.state) == ("", "", "withdrawn")
    assert Question.objects.get().phone_digest == ""
    assert not AnswerLink.objects.exists()
    assert {attempt.detail for attempt in MessageAttempt.objects.all()} <= {""}
    assert InboxEvent.objects.get(kind=InboundReceived.kind).payload == {}
    assert not Handling.objects.exclude(state="done").exists()


def test_nothing_is_sent_any_more_and_the_endpoint_is_off(shabana: int, gateway: Gateway) -> None:
    # given
    sent = len(gateway.posts)

    # when
    erase(shabana)
    OutboxItem.objects.update(due_at="2026-01-01T00:00Z")
    worker.run_due()

    # then
    message, endpoint = Message.objects.get(), WebhookEndpoint.objects.get()
    assert (len(gateway.posts), message.state) == (sent, "withdrawn")
    assert (endpoint.url, endpoint.secret, bool(endpoint.disabled_at)) == ("", "", True)
    with pytest.raises(CannotResend):
        resend_message(message.pk)


def test_others_keep_their_words(shabana: int) -> None:
    # given
    other = ask_supplier(2, "saree", phone="+919800000077").supplier_id
    to = find_recipient(other, "console")
    assert to is not None
    write_message("delivered", to, {"quantity": 1, "product": "saree", "order": "2"}, key="m", channel="console")

    # when
    erase(shabana)

    # then
    assert all(message.text for message in Message.objects.filter(supplier_id=other))
    assert Question.objects.get(supplier_id=other).phone_digest


def test_forgetting_again_changes_nothing(shabana: int) -> None:
    # given
    erase(shabana)
    voided = Message.objects.get().void_at

    # when
    erasure.erase_supplier(shabana)

    # then
    assert Message.objects.get().void_at == voided


def unattributed() -> tuple[Answer, Call]:
    """Words from a telephone that two suppliers share, of nobody in particular."""
    questions = [ask_supplier(1), ask_supplier(2, "saree")]
    Question.objects.update(opened_at=timezone.now() - timedelta(days=40), state="closed")
    intake.accept_report(Inbound("sms", PHONE, "मेरा नया पता गली 5", "r2"))
    worker.run_due()
    answer, call = Answer.objects.get(), Call.objects.get()
    assert {question.supplier_id for question in questions}.isdisjoint({answer.supplier_id, call.supplier_id})
    return answer, call


def test_words_that_nobody_could_attribute_go_with_the_number_they_came_from() -> None:
    # given
    answer, call = unattributed()

    # when
    erase(Question.objects.latest("id").supplier_id)

    # then
    answer.refresh_from_db()
    call.refresh_from_db()
    assert (answer.sender, answer.sender_digest, answer.text) == ("", "", "")
    assert (call.sender, call.phone_digest, call.detail, call.state) == ("", "", "", "withdrawn")
    assert InboxEvent.objects.get(kind=InboundReceived.kind).payload == {}


def test_words_from_other_numbers_stay() -> None:
    # given
    question = ask_supplier()
    intake.accept_report(Inbound("sms", "+919333333333", "haan", "r3"))
    worker.run_due()

    # when
    erase(question.supplier_id)

    # then
    assert (Answer.objects.get().text, Call.objects.get().detail) == ("haan", "haan")


def test_what_waits_for_the_plugin_is_not_emptied_before_it_is_handled() -> None:
    # given
    question = ask_supplier()
    switch(PLUGIN_ID, active=False)
    facts = {"quantity": "1", "product": "kurta", "order": "1"}
    wanted = NotificationRequested(occasion="delivered", supplier_id=question.supplier_id, key="one", facts=facts)
    inbox.announce(wanted, key="tell:one")
    worker.run_due()

    # when
    erasure.erase_supplier(question.supplier_id)

    # then
    assert InboxEvent.objects.get(kind=wanted.kind).payload == wanted.as_json()
