"""What becomes of values that look like something else, and of Aadhaar numbers: nobody keeps one (statutory.md C9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from odop_consignment.api import Purpose
from odop_consignment.suppliers import consents
from odop_core.india import aadhaar
from odop_core.plugin.configuration import parse_settings
from odop_notifications.messages import Recipient, resend_message, write_message
from odop_notifications.messages.composition import Composed, compose_message, fill_template
from odop_notifications.models import Message, Template
from odop_notifications.settings import NotificationSettings
from odop_notifications.templates import registry
from odop_notifications.templates.registry import Wording
from tests.factories import supplier

pytestmark = pytest.mark.django_db
SETTINGS = parse_settings(NotificationSettings, {"dlt_entity_id": "1101000000000000001", "dlt_header": "ODOPUP"})
SHABANA = Recipient("Shabana", "+919800000001", "en")
SALE = {"product": "kurta", "quantity": 2, "order": "7"}
AADHAAR = ["2341 2341 2346", "234123412346", "२३४१ २३४१ २३४६", "2341\n2341   2346"]
# A bank's reference of today that passes for an Aadhaar number, as every tenth does.
REFERENCE = next(str(number) for number in range(632112345670, 632112345690) if aadhaar.contains_aadhaar(str(number)))


@pytest.fixture(autouse=True)
def registered() -> None:
    Template.objects.filter(channel="sms").update(dlt_template_id="1107160000000000001")


def composed(occasion: str, facts: Mapping[str, object], channel: str = "sms", to: Recipient = SHABANA) -> Composed:
    return compose_message(occasion, channel, to, facts, SETTINGS)


@pytest.mark.parametrize("product", ["Sherwani 38 40 42", "Kurta set 38-40-42", "Brass set 2024-2025"])
def test_supplier_is_told_of_goods_with_sizes_and_years(product: str) -> None:
    assert composed("bought", SALE | {"product": product}).refusal == ""


@pytest.mark.parametrize("product", ["Nawab’s “A” – Kurta…", "Chikankārī\u00a0Śāl 10×12", "Diya 🪔 ₹500"])
def test_a_curly_quote_makes_no_sms_of_three_parts_out_of_one(product: str) -> None:
    # given
    plain = composed("bought", SALE | {"product": "k" * len(product)})

    # when
    message = composed("bought", SALE | {"product": product})

    # then
    assert (message.encoding, message.parts, message.refusal) == ("gsm7", plain.parts, "")


def test_words_in_hindi_and_words_on_whatsapp_stay_as_they_were_written() -> None:
    # given
    shabana = replace(SHABANA, language="hi")

    # then
    assert "“दीया” – बड़ा" in composed("bought", SALE | {"product": "“दीया” – बड़ा"}, to=shabana).text
    assert "Nawab’s" in composed("bought", SALE | {"product": "Nawab’s"}, to=shabana).text
    assert "Nawab’s" in composed("bought", SALE | {"product": "Nawab’s"}, "whatsapp").text


@pytest.mark.parametrize("product", ["Call 98765.43210", "Mob.9876543210", "९८७६५४३२१०", "goo.gl/abc", "odop.store/x"])
def test_what_the_networks_would_drop_is_refused(product: str) -> None:
    assert "reject product as #alphanumeric#" in composed("bought", SALE | {"product": product}).refusal


@pytest.mark.parametrize("channel", ["sms", "console", "whatsapp"])
@pytest.mark.parametrize("reference", [REFERENCE, "916112345678", "UTIBR52026112400", "N328261234567890"])
def test_supplier_is_told_of_money_whatever_the_banks_reference_looks_like(channel: str, reference: str) -> None:
    # when
    message = composed("payout_sent", {"amount": "100.00", "reference": reference}, channel)

    # then
    assert (message.refusal, message.variables["reference"]) == ("", reference)
    assert reference in message.text


@pytest.mark.parametrize("number", AADHAAR)
def test_refused_message_keeps_no_aadhaar_number(number: str) -> None:
    # when
    message = write_message("bought", SHABANA, SALE | {"product": f"Kurta for {number}"}, key="m-1", channel="console")

    # then
    message.refresh_from_db()
    assert (message.state, message.failure) == ("refused", "The text holds what can be an Aadhaar number.")
    assert "Kurta for ××××" in message.text
    assert message.variables["product"].startswith("Kurta for ××××")
    assert not aadhaar.contains_aadhaar(message.text + str(message.variables))


def kept(message: Composed) -> str:
    return f"{message.recipient_name} {message.text} {message.variables} {message.refusal}"


def test_no_aadhaar_number_is_kept_where_a_fact_is_missing() -> None:
    # when
    message = composed("pickup_missed", SALE | {"product": "2341 2341 2346"})

    # then
    assert message.refusal == "Nothing was said of date."
    assert not aadhaar.contains_aadhaar(kept(message))


def test_no_aadhaar_number_is_kept_where_there_is_no_address() -> None:
    # when
    message = composed("bought", SALE, "console", replace(SHABANA, name="2341 2341 2346", address=""))

    # then
    assert message.refusal == "No address of ×××× ×××× ×××× is known for console."
    assert not aadhaar.contains_aadhaar(kept(message))


def test_no_aadhaar_number_is_kept_where_there_is_no_template() -> None:
    # given
    Template.objects.filter(channel="sms").update(active=False)

    # when
    message = composed("bought", SALE | {"product": "2341 2341 2346"}, to=replace(SHABANA, name="2341 2341 2346"))

    # then
    assert message.refusal == "There is no template for 'bought' over sms."
    assert not aadhaar.contains_aadhaar(kept(message))


def test_what_the_words_make_no_use_of_is_kept_without_an_aadhaar_number() -> None:
    # when: the SMS about a pickup names no goods
    message = composed("pickup_booked", SALE | {"date": "24/11/2026", "product": "2341 2341 2346"})

    # then
    assert message.refusal == ""
    assert message.variables["product"] == "×××× ×××× ××××"


def test_aadhaar_number_is_hidden_before_a_long_value_is_cut() -> None:
    # when: the cut would leave half of it
    message = composed("bought", SALE | {"product": "Hand-embroidered kurta of 2341 2341 2346"})

    # then
    assert "2341" not in message.text + str(message.variables)


def test_aadhaar_number_made_of_words_and_value_is_refused_and_hidden() -> None:
    # given
    template = registry.draft_template("bought", "console", "en", Wording("Order 2341{quantity}"))

    # when
    message = fill_template(template, "console", SHABANA, SALE | {"quantity": "23412346"}, SETTINGS)

    # then
    assert "Aadhaar" in message.refusal
    assert message.text == "Order ××××××××××××"


def test_refused_message_can_be_sent_again_without_the_number() -> None:
    # given
    message = write_message(
        "bought", SHABANA, SALE | {"product": "Kurta for 234123412346"}, key="m-1", channel="console"
    )

    # when
    again = resend_message(message.pk)

    # then
    assert again.state == "queued"
    assert "Kurta for ××××××××××××" in again.text


@pytest.mark.parametrize("language", ["hi", "en"])
@pytest.mark.parametrize("occasion", ["cannot_supply", "endpoint_disabled"])
def test_staff_and_owners_of_endpoints_are_told_by_sms_too(occasion: str, language: str) -> None:
    # given
    reason = "The endpoint of supplier 3 could not be reached: https://supplier.example"
    facts = SALE if occasion == "cannot_supply" else {"link": "https://supplier.example/odop", "reason": reason}

    # then
    assert composed(occasion, facts, to=replace(SHABANA, language=language)).refusal == ""


@pytest.mark.parametrize(("header", "refusal"), [("", "The networks (DLT) need a DLT header"), ("512345", "")])
def test_promotional_sms_does_not_go_under_the_header_for_service(header: str, refusal: str) -> None:
    # given: it may have been saved before it needed one of its own
    shabana = supplier()
    consents.record_consent(shabana.id, Purpose.PROMOTION, given=True, channel="counter", by="staff")
    text = "ODOP Mart festival offer on your {product#alphanumeric#} and more goods! Reply STOP to opt out of offers."
    wording = Wording(text, category="promotional", header=header, dlt_template_id="1107")

    # when
    template = registry.draft_template("stock_low", "sms", "en", wording)
    message = fill_template(template, "sms", replace(SHABANA, supplier_id=shabana.id), SALE, SETTINGS)

    # then
    assert message.refusal.startswith(refusal)
    assert bool(message.refusal) is bool(refusal)


def test_without_a_template_it_is_refused() -> None:
    # given
    Template.objects.filter(channel="sms", occasion="bought").update(active=False)

    # when
    message = write_message("bought", SHABANA, SALE, key="m-1", channel="sms")

    # then
    assert Message.objects.get().state == "refused"
    assert message.failure == "There is no template for 'bought' over sms."
