from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from odop_consignment import api as consignment
from odop_consignment.models import Disclosure
from odop_notifications.api import helpline
from odop_notifications.api.helpline import CallCard
from odop_notifications.calls.priority import rank_at
from odop_notifications.helpline import claims, operators, script, supervision
from odop_notifications.helpline.outcomes import OutcomeReport, log_outcome
from odop_notifications.models import Call, CallReason, NumberUse
from odop_notifications.settings import PLUGIN_ID
from tests.factories import switch
from tests.odop_notifications.helpline.calls import waiting_call
from tests.odop_notifications.questions import NOON, PHONE, ask_supplier, send_reply

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]


@pytest.fixture(autouse=True)
def any_hour() -> None:
    """Suppliers may be called at any hour."""
    switch(PLUGIN_ID, channel="console", hours="")


def card(text: str = "kya?") -> CallCard:
    """The supplier answered unclearly, and the operator has the call."""
    ask_supplier(7)
    send_reply(text)
    found = helpline.claim_next_call("Asha")
    assert found is not None
    return found


def test_script_is_filled_in_in_hindi() -> None:
    # when
    lines = card("kya hua").script.lines

    # then
    assert lines[0].startswith("नमस्ते Supplier of kurta जी, मैं Asha")
    assert "1 × kurta (आदेश 7)" in lines[1]
    assert "“kya hua”" in lines[2]


def test_script_is_filled_in_in_english() -> None:
    # when
    found = helpline.find_card(card().call.id, "Asha", "en")

    # then
    assert found is not None
    assert (
        found.script.lines[0]
        == "Namaste Supplier of kurta, this is Asha from the ODOP Mart helpline. Do you have two minutes?"
    )
    assert found.script.language == "en"


@pytest.mark.parametrize("language", script.script_languages())
@pytest.mark.parametrize("reason", list(CallReason))
def test_there_is_a_script_for_every_reason(language: str, reason: CallReason) -> None:
    # given
    call = waiting_call(reason=reason, detail="{braces} stay", order_number="7")

    # when
    written = script.write_script(call, "Asha", None, [], language)

    # then
    assert len(written.lines) == 3
    assert not any("{" in line.replace("{braces}", "") for line in written.lines)


@pytest.mark.parametrize("language", script.script_languages())
def test_every_outcome_has_a_name(language: str) -> None:
    assert set(script.outcome_labels(language)) == {outcome.value for outcome in helpline.CallOutcome}


def test_language_without_a_script_is_spoken_in_hindi() -> None:
    assert script.write_script(waiting_call(language="ur"), "Asha", None, []).language == "hi"


def test_history_tells_what_was_said_before() -> None:
    # when
    entries = card().history

    # then
    assert [(entry.kind, entry.what) for entry in entries] == [("answer", "unclear"), ("message", "bought")]


def test_number_is_masked() -> None:
    # when
    found = card()

    # then
    assert found.call.number == "+91 ••••••3210"
    assert PHONE not in repr(found)


def test_number_in_clear_is_shown_for_a_reason_and_recorded() -> None:
    # given
    call = card().call

    # when
    number = helpline.show_number(call.id, "Asha", "telephony is down")

    # then
    assert number == PHONE
    assert Disclosure.objects.get().seen_by == "Asha"
    assert NumberUse.objects.get().shown is True


def test_click_to_call_is_recorded(caplog: pytest.LogCaptureFixture) -> None:
    # given
    operators.save_operator("Asha", phone="9000000001")
    call = card().call

    # when
    with caplog.at_level("INFO"):
        helpline.connect_call(call.id, "Asha")

    # then
    assert "…0001 is put through to …3210" in caplog.text
    assert [(use.operator, use.shown) for use in NumberUse.objects.all()] == [("Asha", False)]


def test_telephony_must_know_where_to_reach_the_operator() -> None:
    # given
    switch(PLUGIN_ID, channel="console", hours="", voice_click_to_call="telephony")
    call = card().call

    # then
    with pytest.raises(helpline.NoNumber, match="Your own telephone number"):
        helpline.connect_call(call.id, "Asha")


def test_queue_is_listed_in_the_order_in_which_it_is_given_out() -> None:
    # given
    late = waiting_call(1)
    urgent = waiting_call(2, rank_at=NOON - timedelta(hours=1))

    # then
    assert [call.id for call in helpline.list_next_calls()] == [urgent.pk, late.pk]
    assert helpline.count_open_calls() == 2


def test_supervisor_sees_what_waits_and_who_does_what() -> None:
    # given
    for number in range(4):
        waiting_call(number, due_at=NOON + timedelta(minutes=number))
    waiting_call(9, due_at=NOON + timedelta(days=1))
    first = claims.claim_next_call("asha", now=NOON + timedelta(minutes=4))
    assert first is not None
    now = NOON + timedelta(minutes=6)
    log_outcome(first.pk, "asha", OutcomeReport(helpline.CallOutcome.READY), now)
    claims.claim_next_call("bina", now=now)

    # when
    seen = supervision.overview(now=NOON + timedelta(minutes=122))

    # then
    assert (seen.waiting, seen.later, seen.claimed) == (2, 1, 1)
    assert seen.oldest == NOON + timedelta(minutes=2)
    assert seen.overdue == 2
    asha, bina = seen.operators
    assert (asha.operator, asha.calls, asha.answered, asha.seconds_per_call) == ("asha", 1, 1, 120.0)
    assert (bina.operator, bina.calls, bina.seconds_per_call) == ("bina", 0, None)
    assert bina.call_in_hand is not None


def test_empty_helpline_has_figures_too() -> None:
    # when
    seen = supervision.overview(now=datetime(2026, 11, 23, tzinfo=UTC))

    # then
    assert (seen.waiting, seen.overdue, seen.oldest, seen.operators, seen.seconds_per_call) == (0, 0, None, (), None)


def test_card_of_what_was_answered_meanwhile_says_so() -> None:
    # given
    found = card()
    send_reply("1")
    consignment.collect_sales(sale.id for sale in found.goods)

    # when
    again = helpline.find_card(found.call.id, "Asha")

    # then
    assert again is not None
    assert again.is_over


def test_dear_and_urgent_calls_have_a_head_start() -> None:
    # given
    now = timezone.now()
    plain = rank_at(now, "unanswered", 100_00, now + timedelta(days=2))

    # then
    assert rank_at(now, "unanswered", 60_000_00, now + timedelta(days=2)) < plain
    assert rank_at(now, "unanswered", 100_00, now + timedelta(hours=3)) < plain
    assert rank_at(now, "call_me", 100_00, now + timedelta(days=2)) < plain
    assert Call.objects.count() == 0


def test_carrier_that_got_nothing_has_the_supplier_called_once() -> None:
    # given
    question = ask_supplier(7)
    send_reply("1")

    # when
    calls = [
        helpline.request_call(question.sale_ids, CallReason.PICKUP_MISSED, "pickup-1", "shop closed") for _ in "12"
    ]

    # then
    call = Call.objects.get()
    assert {found.id for found in calls if found} == {call.pk}
    assert (call.reason, call.state, call.detail) == ("pickup_missed", "waiting", "shop closed")


def test_carrier_that_got_nothing_of_what_is_being_asked_joins_that_call() -> None:
    # given
    question = ask_supplier(7)
    send_reply("kya?")

    # when
    helpline.request_call(question.sale_ids, CallReason.PICKUP_MISSED, "pickup-1", "shop closed")

    # then
    call = Call.objects.get()
    assert (call.reason, call.detail) == ("pickup_missed", "shop closed\nkya?")


def test_nobody_is_called_about_what_nobody_was_asked() -> None:
    assert helpline.request_call([4711], CallReason.PICKUP_MISSED, "pickup-1") is None
