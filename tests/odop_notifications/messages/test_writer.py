from __future__ import annotations

from typing import Any

import pytest

from odop_core.models import OutboxItem
from odop_core.queue import worker
from odop_notifications.channels import sms
from odop_notifications.gateways.message import Accepted, OutgoingMessage
from odop_notifications.messages import About, Recipient, write_message
from odop_notifications.models import Message, Template
from odop_notifications.settings import PLUGIN_ID, NotificationSettings
from odop_notifications.suppliers import endpoints, recipients
from odop_notifications.templates import registry
from odop_notifications.templates.occasions import UnknownOccasion
from odop_notifications.templates.registry import Wording
from tests.factories import supplier, switch

pytestmark = pytest.mark.django_db
FACTS = {"quantity": 2, "product": "चिकनकारी कुर्ता", "order": "7"}
SHABANA = Recipient("Shabana", "+919800000001", "hi", name_hi="शबाना", supplier_id=3)
DLT: dict[str, Any] = {"dlt_entity_id": "1101000000000000001", "dlt_header": "ODOPUP"}


@pytest.fixture
def registered() -> None:
    """The merchant has done all that the networks ask for."""
    switch(PLUGIN_ID, channel="sms", prices="sms 25/part", **DLT)
    Template.objects.filter(channel="sms").update(dlt_template_id="1107160000000000001")


def tell(occasion: str = "bought", to: Recipient = SHABANA, key: str = "m-1", **changes: Any) -> Message:
    facts = changes.pop("facts", FACTS)
    return write_message(occasion, to, facts, key=key, **changes)


def test_an_sms_is_written_with_its_parts_and_cost(registered: None) -> None:
    # when
    message = tell()

    # then
    assert message.text == (
        "ODOP मार्ट: आदेश 7 में आपका माल बिका है: चिकनकारी कुर्ता, कुल नग: 2. माल तैयार रखें। "
        "उत्तर भेजें: 1 तैयार है, 2 बाद में, 3 नहीं दे सकते, 4 फ़ोन करें"
    )
    assert (message.state, message.category, message.language) == ("queued", "service", "hi")
    assert (message.encoding, message.parts, message.cost_paise) == ("ucs2", 3, 75)
    assert OutboxItem.objects.get().topic == "notifications.message.sms"


def test_a_channel_gets_all_it_needs_of_the_template(registered: None, monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    carried: list[OutgoingMessage] = []

    def carry(message: OutgoingMessage, _settings: NotificationSettings) -> Accepted:
        carried.append(message)
        return Accepted("gw-1")

    monkeypatch.setattr(sms, "send_message", carry)
    tell(about=About(sale_id=5, order_id="order-7", order_number="7"))

    # when
    worker.run_due()

    # then
    (message,) = carried
    assert message.template is not None
    assert (message.key, message.address, message.sale_id, message.order_number) == ("m-1", "+919800000001", 5, "7")
    assert (message.template.dlt_template_id, message.template.entity_id, message.template.header) == (
        "1107160000000000001", *DLT.values(),
    )  # fmt: skip
    assert list(message.template.variables.items()) == [("order", "7"), ("product", "चिकनकारी कुर्ता"), ("quantity", "2")]
    assert Message.objects.get().gateway_id == "gw-1"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"facts": {**FACTS, "order": "7" * 41}}, "reject order as #alphanumeric#: it is longer than 40"),
        ({"facts": {**FACTS, "quantity": "two"}}, "reject quantity as #numeric#: it is not a number"),
        ({"facts": {**FACTS, "product": "kurta from kurta.com"}}, "reject product as #alphanumeric#: it holds a link"),
        ({"facts": {"order": "7", "product": "kurta"}}, "Nothing was said of quantity"),
        ({"facts": {**FACTS, "product": "2345 6789 0124"}}, "Aadhaar"),
        ({"to": Recipient("Shabana", "")}, "No address of Shabana is known for sms"),
    ],
)
def test_what_would_be_rejected_is_refused_and_kept(registered: None, changes: dict[str, Any], reason: str) -> None:
    # when
    message = tell(**changes)

    # then
    assert message.state == "refused"
    assert reason in message.failure
    assert not OutboxItem.objects.exists()


@pytest.mark.parametrize(
    ("missing", "reason"),
    [("dlt_entity_id", "principal entity id"), ("dlt_header", "DLT header"), ("", "the template's DLT id")],
)
def test_an_sms_that_is_not_registered_is_refused(missing: str, reason: str) -> None:
    # given
    switch(PLUGIN_ID, channel="sms", **{name: value for name, value in DLT.items() if name != missing})
    if missing:
        Template.objects.update(dlt_template_id="1107160000000000001")

    # when
    message = tell()

    # then
    assert message.state == "refused"
    assert reason in message.failure


def test_registration_can_be_waived_for_trials() -> None:
    # given
    switch(PLUGIN_ID, channel="sms", dlt_required=False)

    # then
    assert tell().state == "queued"


@pytest.mark.parametrize("channel", ["gateway", "whatsapp", "voice", "email", "webhook", "console"])
def test_other_channels_need_no_registration(channel: str) -> None:
    assert tell(channel=channel).state in ("queued", "held")


def test_a_promotional_message_needs_consent(registered: None) -> None:
    # given
    registry.save_template(
        "stock_low", "console", "en", Wording("Buy {product} now. Reply STOP", category="promotional")
    )

    # when
    message = tell("stock_low", Recipient("Shabana", "x", "en"), channel="console")

    # then
    assert message.state == "refused"
    assert "consent" in message.failure


def test_a_long_product_is_cut_and_the_message_goes(registered: None) -> None:
    # when
    message = tell(facts={**FACTS, "product": "Hand-embroidered Lucknow chikankari kurta, white, XL"})

    # then
    assert message.state == "queued"
    assert "chikankari k..." in message.text


def test_the_same_key_is_written_once(registered: None) -> None:
    # given
    first = tell()

    # when
    second = tell(facts={**FACTS, "quantity": 9})

    # then
    assert second.pk == first.pk
    assert "कुल नग: 2" in second.text
    assert OutboxItem.objects.count() == 1


def test_a_fact_that_must_be_made_is_made_once() -> None:
    # given
    made: list[str] = []

    def make() -> str:
        made.append("once")
        return "https://odop.example/a/1"

    registry.save_template("bought", "console", "en", Wording("{name}: {answer_link}"))
    facts = {**FACTS, "answer_link": make}

    # when
    for _ in range(2):
        message = tell(to=Recipient("Shabana", "x", "en"), channel="console", facts=facts)

    # then
    assert message.text == "Shabana: https://odop.example/a/1"
    assert made == ["once"]


def test_an_unknown_occasion_is_an_error() -> None:
    with pytest.raises(UnknownOccasion, match="birthday"):
        tell("birthday")


def test_over_the_webhook_a_supplier_needs_an_endpoint_that_is_on() -> None:
    # given
    shabana = supplier()
    assert recipients.recipient_of(shabana, "webhook").address == ""

    # when
    endpoint = endpoints.save_endpoint(shabana.id, "https://supplier.example/odop")

    # then
    assert recipients.recipient_of(shabana, "webhook").address == f"supplier:{shabana.id}"
    endpoints.disable_endpoint(endpoint, "gone")
    message = tell(to=recipients.recipient_of(shabana, "webhook"), channel="webhook")
    assert (message.state, message.failure) == ("refused", "No address of Shabana is known for webhook.")


def test_what_is_urgent_passes_what_is_not() -> None:
    # given
    tell("stock_low", key="low", channel="console")

    # when
    tell("bought", key="bought", channel="console")

    # then
    assert [item.key for item in OutboxItem.objects.order_by("due_at")] == ["bought", "low"]
