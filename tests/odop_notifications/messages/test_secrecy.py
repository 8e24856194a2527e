"""Secrets in messages are blanked once they are of no use."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from odop_notifications.messages import CannotResend, Recipient, resend_message, secrecy, write_message
from odop_notifications.models import Message, MessageState
from odop_notifications.settings import PLUGIN_ID
from tests.factories import switch

pytestmark = pytest.mark.django_db
TO = Recipient("Asha", "+919800000001", "en")


@pytest.fixture(autouse=True)
def _console() -> None:
    switch(PLUGIN_ID, channel="console")


def test_a_code_is_blanked_after_its_time() -> None:
    # given
    message = write_message("sign_in_code", TO, {"code": "482913"}, key="m-1", channel="console")

    # when
    early = secrecy.blank_expired()
    done = [secrecy.blank_expired(timezone.now() + timedelta(minutes=11)) for _time in range(2)]

    # then
    kept = Message.objects.get()
    assert (early, done) == (0, [1, 0])
    assert "482913" in message.text
    assert "482913" not in f"{kept.text} {kept.variables}"


def test_other_messages_stay() -> None:
    # given
    write_message("phone_changed", TO, {"phone": "XXXX3210"}, key="m-1", channel="console")

    # when / then
    assert secrecy.blank_expired(timezone.now() + timedelta(minutes=11)) == 0


def test_a_code_is_never_sent_again() -> None:
    # given
    message = write_message("sign_in_code", TO, {"code": "482913"}, key="m-1", channel="console")
    Message.objects.update(state=MessageState.FAILED)

    # when / then
    with pytest.raises(CannotResend):
        resend_message(message.pk)


def test_a_code_keeps_to_no_courtesy_hours() -> None:
    # given: voice is used in one minute of the day
    switch(PLUGIN_ID, channel="console", hours="voice 03:00-03:01")

    # when
    message = write_message("sign_in_code", TO, {"code": "4 8 2 9 1 3"}, key="m-1", channel="voice")

    # then
    assert (message.state, message.not_before) == (MessageState.QUEUED, None)
    assert message.text.count("4 8 2 9 1 3") == 2
