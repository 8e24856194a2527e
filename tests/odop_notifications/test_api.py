from __future__ import annotations

from typing import Any

import pytest

from odop_core.database.pagination import Window
from odop_core.queue import worker
from odop_notifications import api
from odop_notifications.api import MESSAGES, MessageInfo, Wording
from odop_notifications.gateways.message import Receipt, ReceiptStatus
from odop_notifications.messages import About, Recipient, receipts, write_message
from odop_notifications.models import Message
from odop_notifications.settings import PLUGIN_ID
from tests.factories import switch
from tests.gateway import SECRET, Gateway, answer

pytestmark = pytest.mark.django_db
FACTS = {"quantity": 1, "product": "kurta", "order": "7"}


@pytest.fixture
def reached(gateway: Gateway) -> Gateway:
    switch(PLUGIN_ID, gateway_url=gateway.url, gateway_secret=SECRET, prices="sms 25/part", rates="")
    return gateway


def tell(number: int, **changes: object) -> int:
    to = Recipient("Shabana", "+919800000001", "en", supplier_id=3)
    about = About(sale_id=number, order_id="order-7")
    return int(write_message("bought", to, FACTS, key=f"m-{number}", about=about, **changes).pk)  # type: ignore[arg-type]


def found(**wanted: Any) -> list[MessageInfo]:
    return MESSAGES.read(Window(10), wanted)


def test_messages_are_listed_newest_first_page_by_page(reached: Gateway) -> None:
    # given
    ids = [tell(number) for number in range(5)]

    # when
    first = MESSAGES.read(Window(2, newest_first=True))
    second = MESSAGES.read(Window(2, after=first[-1].id, newest_first=True))

    # then
    assert [message.id for message in first + second] == ids[:0:-1]
    assert MESSAGES.count() == 5


def test_messages_are_found_by_what_they_are_about(reached: Gateway) -> None:
    # given
    tell(1)
    tell(2, channel="console")
    worker.run_due()

    # then
    assert [message.sale_id for message in found(transport="console", status=api.MessageState.SENT)] == [2]
    assert [message.sale_id for message in found(supplier_id=3, sale_id=1)] == [1]
    assert found(occasion="cancelled") == []


def test_a_messages_history_is_told(reached: Gateway) -> None:
    # given
    reached.answers.append(answer(400, b"no such number"))
    failed, sent = tell(1), tell(2)
    worker.run_due()
    receipts.record_receipt(Receipt("gateway", "m-2", ReceiptStatus.DELIVERED, "r-1", detail="DELIVRD"))

    # then
    attempts = api.attempts_of_messages([failed, sent])
    assert [attempt.outcome for attempt in attempts[failed] + attempts[sent]] == ["permanent", "accepted"]
    reported = api.receipts_of_messages([failed, sent])
    assert {message: [receipt.status for receipt in found] for message, found in reported.items()} == {
        sent: ["delivered"]
    }


def test_a_failed_message_is_sent_again(reached: Gateway) -> None:
    # given
    reached.answers.append(answer(400))
    failed = tell(1)
    worker.run_due()

    # then
    assert api.resend_message(failed).state == "queued"


def test_the_channels_health_counts_what_waits_and_what_was_given_up(reached: Gateway) -> None:
    # given
    reached.answers += [answer(400), answer(503)]
    tell(1)
    tell(2)
    worker.run_due()

    # when
    health = {one.channel: one for one in api.list_channel_health()}

    # then
    assert set(health) == {"console", "email", "gateway", "sms", "voice", "webhook", "whatsapp"}
    assert (health["gateway"].waiting, health["gateway"].given_up, health["gateway"].failures_in_a_row) == (1, 1, 1)
    assert (health["sms"].waiting, health["sms"].is_resting) == (0, False)


def test_templates_tell_what_to_register_and_what_is_missing(reached: Gateway) -> None:
    # when
    (template,) = api.list_templates(occasion="reminder", channel="sms", language="en")

    # then
    assert template.dlt_content.startswith("ODOP Mart: no answer yet about {#alphanumeric#} of order {#alphanumeric#}.")
    assert [problem.code for problem in template.problems] == ["unregistered"]


def test_a_saved_template_is_in_force_and_its_past_is_kept(reached: Gateway) -> None:
    # when
    saved = api.save_template("bought", "", "en", Wording("{name}, look!"), by="staff")

    # then
    assert [one.version for one in api.list_templates(occasion="bought", channel="", language="en")] == [saved.version]
    past = api.list_templates(history=True, occasion="bought", channel="", language="en")
    assert [(one.version, one.active, one.created_by) for one in past] == [(2, True, "staff"), (1, False, "shipped")]


def test_a_preview_shows_text_parts_cost_and_problems(reached: Gateway) -> None:
    # when
    preview = api.preview_template(
        "bought", "sms", "en", Wording("Order {order#numeric#} {quantity#numeric#}"), {"order": "abc"}
    )

    # then
    assert (preview.text, preview.encoding, preview.parts, preview.cost_paise) == ("Order abc 2", "gsm7", 1, 25)
    assert {problem.code for problem in preview.problems if problem.blocks} == {"adjacent", "fixed_text"}
    assert "it is not a number" in preview.refusal


def test_a_preview_of_what_is_in_force_needs_no_wording(reached: Gateway) -> None:
    # when
    preview = api.preview_template("payout_sent", "whatsapp", "hi")

    # then
    assert preview.text == "नमस्ते शबाना बानो जी, आपके बैंक खाते में राशि भेजी गई है: ₹12,345.50 (UTR UTIBR52026112400)।"
    assert preview.refusal == ""
    with pytest.raises(api.UnknownOccasion):
        api.preview_template("birthday", "sms", "hi")


def test_who_reads_a_message_cannot_answer_by_the_link_in_it(reached: Gateway) -> None:
    # given
    message_id = tell(1)
    sent = Message.objects.get()
    sent.text = "Ready? https://odop.example/a/7Q2KM4PX9TRB0"
    sent.save()

    # when
    (message,) = found()

    # then
    assert message.id == message_id
    assert message.text == "Ready? https://odop.example/a/…"
