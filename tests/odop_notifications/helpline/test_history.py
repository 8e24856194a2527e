"""What operators read of what happened: never a link by which they could answer in the supplier's place."""

from __future__ import annotations

import pytest
from django.utils import timezone

from odop_notifications.escalation import links
from odop_notifications.helpline import history
from odop_notifications.models import Call, Message, Question
from odop_notifications.settings import PLUGIN_ID
from tests.factories import switch
from tests.gateway import SECRET, Gateway
from tests.odop_notifications.questions import ask_supplier, send_reply

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]


def test_link_of_a_message_is_shown_without_its_code(gateway: Gateway) -> None:
    # given
    address = "https://mart.example/n"
    switch(PLUGIN_ID, channel="gateway", gateway_url=gateway.url, gateway_secret=SECRET, public_url=address)
    ask_supplier()
    send_reply("kya?")

    # when
    (text,) = [entry.text for entry in history.call_history(Call.objects.get()) if entry.kind == "message"]

    # then
    assert f"{address}/a/…" in text
    assert f"{address}/a/…" not in Message.objects.get().text


def test_text_without_a_link_is_shown_as_it_is() -> None:
    assert links.without_codes("Order 7/a/b: ready? 1234567890123") == "Order 7/a/b: ready? 1234567890123"


def test_every_code_is_hidden() -> None:
    # given
    code = links.issue_code(ask_supplier(), timezone.now())

    # then
    assert links.without_codes(f"https://x.example/a/{code}.") == "https://x.example/a/…."
    assert Question.objects.count() == 1
