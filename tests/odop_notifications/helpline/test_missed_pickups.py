"""Calls about a pickup that failed."""

from __future__ import annotations

import pytest
from django.utils import timezone

from odop_consignment.api import sales_of_order
from odop_notifications.calls import queue
from odop_notifications.escalation import policies
from odop_notifications.escalation.policies import Step
from odop_notifications.helpline import claims
from odop_notifications.models import Call, CallOutcome, CallReason
from odop_notifications.settings import PLUGIN_ID
from tests.factories import cancelled, line, order, switch
from tests.odop_notifications.helpline.calls import in_hand, log, taken
from tests.odop_notifications.questions import announce_orders, ask_supplier, send_reply

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]


@pytest.fixture(autouse=True)
def any_hour() -> None:
    """Suppliers may be called at any hour, unless a test says otherwise."""
    switch(PLUGIN_ID, channel="console", hours="", waiting_counts_at_night=True)
    policies.save_policy("ordinary", [Step(60, "helpline")], position=0)


def missed_pickup(operator: str = "asha") -> Call:
    """The supplier said ready, the carrier came for nothing, and the operator has taken the call about it."""
    ask_supplier()
    send_reply("1")
    [sale] = sales_of_order("order-1")
    queue.queue_call_about_sales([sale.id], CallReason.PICKUP_MISSED, "missed-1", "Nobody opened.", timezone.now())
    return taken(operator)


def test_call_about_a_missed_pickup_is_tried_again_though_the_question_was_answered() -> None:
    # given
    call = missed_pickup()

    # when
    log(call, CallOutcome.NO_ANSWER)

    # then
    call.refresh_from_db()
    assert (call.state, call.tries) == ("waiting", 1)


def test_call_given_back_after_the_supplier_answered_is_over() -> None:
    # given
    call = in_hand()
    send_reply("1")

    # when
    claims.release_call(call.pk, "asha")

    # then
    call.refresh_from_db()
    assert call.state == "withdrawn"
    assert claims.claim_next_call("bina") is None


def test_call_about_a_missed_pickup_is_given_back_to_the_queue() -> None:
    # given
    call = missed_pickup()

    # when
    claims.release_call(call.pk, "asha")

    # then
    assert taken("bina") == call


def test_nobody_is_called_about_a_missed_pickup_of_what_was_called_off_since() -> None:
    # given
    call = missed_pickup()
    claims.release_call(call.pk, "asha")

    # when
    announce_orders(cancelled(order(line("kurta", id="line-kurta-1"))))

    # then
    call.refresh_from_db()
    assert call.state == "withdrawn"
