"""Numbers of suppliers: nobody's telephone rings outside the courtesy hours, and why a number was shown is kept."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from odop_notifications.api import helpline
from odop_notifications.helpline import claims, numbers
from odop_notifications.models import Call, NumberUse
from odop_notifications.settings import PLUGIN_ID
from tests.factories import switch
from tests.odop_notifications.helpline.calls import waiting_call
from tests.odop_notifications.questions import NOON, ask_supplier, send_reply

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]
# 22:55 in India.
NIGHT = datetime(2026, 11, 23, 17, 25, tzinfo=UTC)
STRANGER = "+919333333333"


def test_nobody_is_put_through_at_night() -> None:
    # given: taken by day, and kept since
    call = waiting_call(sender=STRANGER)
    claims.claim_next_call("asha", now=NOON)

    # then
    with pytest.raises(numbers.OutOfHours, match="voice 09:00-20:00") as refused:
        numbers.connect_call(call.pk, "asha", now=NIGHT)
    assert "फ़ोन नहीं किया जा सकता" in refused.value.text.in_language("hi")
    assert NumberUse.objects.count() == 0


def test_operators_are_put_through_by_day() -> None:
    # given
    call = waiting_call(sender=STRANGER)
    claims.claim_next_call("asha", now=NOON)

    # when
    numbers.connect_call(call.pk, "asha", now=NOON)

    # then
    assert NumberUse.objects.count() == 1


def strangers_call() -> Call:
    switch(PLUGIN_ID, channel="console", hours="")
    send_reply("haan", phone=STRANGER)
    call = claims.claim_next_call("asha")
    assert call is not None
    return call


def test_why_a_strangers_number_was_shown_is_kept() -> None:
    # given
    call = strangers_call()

    # when
    number = helpline.show_number(call.pk, "asha", "the telephony is down")

    # then
    assert number == STRANGER
    assert NumberUse.objects.get().reason == "the telephony is down"


def test_why_a_suppliers_number_was_shown_is_kept_by_consignment_alone() -> None:
    # given
    switch(PLUGIN_ID, channel="console", hours="")
    ask_supplier()
    send_reply("kya?")
    call = claims.claim_next_call("asha")
    assert call is not None

    # when
    helpline.show_number(call.pk, "asha", "the telephony is down")

    # then
    assert NumberUse.objects.get().reason == ""
