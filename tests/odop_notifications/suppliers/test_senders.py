"""Who speaks: a supplier's own system, besides a number."""

from __future__ import annotations

import pytest

from odop_notifications.gateways.message import Inbound
from odop_notifications.inbound.replies import receive_reply
from tests.factories import supplier
from tests.odop_notifications.questions import ask_supplier, sale_states

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]


def test_suppliers_own_system_answers_for_its_supplier() -> None:
    # given
    question = ask_supplier()

    # when
    answer = receive_reply(Inbound("webhook", f"supplier:{question.supplier_id}", "1", "webhook:1"))

    # then
    assert (answer.question, answer.effect, sale_states()) == (question, "applied", ["ready"])


def test_only_the_webhook_channel_proves_whose_system_speaks() -> None:
    # given
    question = ask_supplier()

    # when
    answer = receive_reply(Inbound("sms", f"supplier:{question.supplier_id}", "1", "sms:1"))

    # then
    assert (answer.question, answer.supplier_id, answer.effect) == (None, None, "to_helpline")


def test_system_of_a_supplier_who_was_asked_nothing_is_no_stranger() -> None:
    # given
    shabana = supplier()

    # when
    answer = receive_reply(Inbound("webhook", f"supplier:{shabana.id}", "1", "webhook:1"))

    # then
    assert (answer.supplier_id, answer.effect) == (shabana.id, "to_helpline")
