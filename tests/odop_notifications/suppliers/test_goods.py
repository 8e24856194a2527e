"""Whoever reads Hindi reads the products' Hindi names, as far as the store has them."""

from __future__ import annotations

import pytest

from odop_consignment.api import sales_of_order
from odop_core.models import ProductRecord
from odop_notifications.api import helpline
from odop_notifications.escalation import policies, steps
from odop_notifications.escalation.policies import Step
from odop_notifications.models import Message, Question
from odop_notifications.settings import PLUGIN_ID
from odop_notifications.suppliers import goods
from tests.factories import MOMENT, line, offer, order, supplier, switch
from tests.odop_notifications.questions import announce_orders, send_reply

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]
HINDI = "चिकन कुर्ता"


@pytest.fixture(autouse=True)
def _console() -> None:
    switch(PLUGIN_ID, channel="console", hours="", waiting_counts_at_night=True)


def translate(name: str = "kurta", **hindi: str) -> None:
    """What the store told of the product."""
    ProductRecord.objects.create(
        product_id=f"product-{name}", store_updated_at=MOMENT, content_hash="x",
        snapshot={"id": f"product-{name}", "name": name, "slug": name, "product_type": "odop",
                  "updated_at": MOMENT.isoformat(), **hindi},
    )  # fmt: skip


def bought(*names: str, language: str = "hi") -> None:
    shabana = supplier("Shabana", phone="+919876543210", language=language)
    for name in names:
        offer(name, by=shabana)
    announce_orders(order(*map(line, names)))


def products_told() -> list[str]:
    return [message.variables["product"] for message in Message.objects.order_by("id")]


def test_who_reads_hindi_reads_the_hindi_name() -> None:
    # given
    translate(name_hi=HINDI)

    # when
    bought("kurta")

    # then
    assert f"आपका माल बिका है: {HINDI}, नग: 1" in Message.objects.get().text


@pytest.mark.parametrize("hindi", [{}, {"name_hi": ""}])
def test_without_a_translation_the_name_at_the_time_of_the_sale_stands(hindi: dict[str, str]) -> None:
    # given: one product was told of long ago, the other never
    translate("kurta", **hindi)

    # when
    bought("kurta", "shawl")

    # then
    assert sorted(products_told()) == ["kurta", "shawl"]


def test_who_reads_english_reads_the_english_name() -> None:
    # given
    translate(name_hi=HINDI)

    # when
    bought("kurta", language="en")

    # then
    assert products_told() == ["kurta"]


def test_a_reminder_names_each_product_once_in_hindi() -> None:
    # given
    policies.save_policy("ordinary", [Step(60, "console"), Step(60, "helpline")], position=1)
    translate(name_hi=HINDI)
    bought("kurta", "shawl")

    # when
    steps.take_due_steps(Question.objects.get().due_at)

    # then
    assert Message.objects.get(occasion="reminder").variables["product"] == f"{HINDI}, shawl"


def test_operators_read_the_name_of_the_language_they_speak() -> None:
    # given
    translate(name_hi=HINDI)
    bought("kurta")
    send_reply("kya?")

    # when
    card = helpline.claim_next_call("Asha")

    # then
    assert card is not None
    assert f"1 × {HINDI}" in card.script.lines[1]
    english = helpline.find_card(card.call.id, "Asha", "en")
    assert english is not None
    assert "1 × kurta" in english.script.lines[1]


def test_many_names_are_one_question(django_assert_num_queries: pytest.FixtureRequest) -> None:
    # given
    names = [f"kurta-{number}" for number in range(5)]
    for name in names:
        translate(name, name_hi=f"{HINDI} {name}")
    bought(*names)
    sales = sales_of_order("order-1")

    # then
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert {sale.product_name for sale in goods.name_goods("hi", sales)} == {f"{HINDI} {name}" for name in names}
