from __future__ import annotations

import pytest

from odop_consignment.events import SalesChanged
from odop_core.models import Handling
from odop_core.queue import inbox, work, worker
from odop_logistics import api as logistics
from odop_logistics.models import Pickup
from odop_notifications.models import Message
from odop_notifications.settings import PLUGIN_ID
from tests.factories import cancelled, line, make_due, offer, order, supplier, switch
from tests.gateway import Gateway, answer
from tests.odop_notifications.notices.sales import happen, messages, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]


def test_supplier_is_told_what_was_bought(reached: Gateway) -> None:
    # given
    offer(by=supplier("Shabana", phone="+919876543210", language="en"))

    # when
    happen(order(line("kurta", 2), number=7))

    # then
    (post,) = reached.posts
    assert post.is_genuine()
    assert post.json == {
        "id": post.id,
        "to": "+919876543210",
        "name": "Shabana",
        "language": "en",
        "occasion": "bought",
        "order": "7",
        "text": "Namaste Shabana, your goods were bought on ODOP Mart: kurta, pieces: 2 (order 7). "
        "Please keep the goods ready.",
    }


def test_message_is_recorded_as_sent(reached: Gateway) -> None:
    # given
    offer()

    # when
    happen(order())

    # then
    (message,) = messages()
    assert (message.state, message.channel, message.failure) == ("sent", "gateway", "")
    assert message.sent_at is not None


def test_hindi_speaker_is_told_in_hindi_by_the_hindi_name(reached: Gateway) -> None:
    # given
    offer(by=supplier("Shabana", name_hi="शबाना", language="hi"))

    # when
    happen(order(line("kurta", product_name="चिकनकारी कुर्ता", quantity=2), number=7))

    # then
    assert reached.posts[0].json["text"] == (
        "नमस्ते शबाना जी, ODOP मार्ट पर आपका माल बिका है: चिकनकारी कुर्ता, नग: 2 (आदेश 7)। कृपया माल तैयार रखें।"
    )


def test_each_supplier_of_an_order_is_told_of_their_own(reached: Gateway) -> None:
    # given
    offer("saree", by=supplier("Weaver"))
    offer("vase", by=supplier("Potter"))

    # when
    happen(order(line("saree"), line("vase")))

    # then
    assert {(post.json["name"], "saree" in post.json["text"]) for post in reached.posts} == {
        ("Weaver", True),
        ("Potter", False),
    }


def test_sale_nobody_supplies_is_told_to_nobody(reached: Gateway) -> None:
    # when
    happen(order())

    # then
    assert messages() == []


def test_supplier_found_later_is_told_then(reached: Gateway) -> None:
    # given
    happen(order())
    offer()

    # when
    happen(order(minute=1))

    # then
    assert said() == [("bought", "sent")]


def test_same_sale_is_told_once_however_often_the_store_speaks(reached: Gateway) -> None:
    # given
    offer()

    # when
    happen(*(order(minute=minute) for minute in range(5)), order(minute=4), order())

    # then
    assert len(reached.posts) == 1


def test_same_sale_is_told_once_however_often_its_change_is_handled(reached: Gateway) -> None:
    # given
    offer()
    happen(order())

    # when
    for number in range(3):
        inbox.announce(SalesChanged(order_id="order-1"), key=f"again-{number}")
    worker.run_due()

    # then
    assert len(reached.posts) == 1


def test_more_pieces_are_told_as_such(reached: Gateway) -> None:
    # given
    offer()

    # when
    happen(order(line("kurta", 2)), order(line("kurta", 5), minute=1))

    # then
    assert [post.json["text"].split("pieces: ")[1].split(" ")[0] for post in reached.posts] == ["2", "3"]


def test_supplier_who_was_told_hears_of_the_cancellation(reached: Gateway) -> None:
    # given
    offer(by=supplier("Shabana", name_hi="शबाना", language="hi"))

    # when
    happen(order(number=7), cancelled(order(number=7)))

    # then
    assert said() == [("bought", "sent"), ("cancelled", "sent")]
    assert reached.posts[1].json["text"] == ("नमस्ते शबाना जी, आदेश 7 का यह माल रद्द हो गया है: kurta, नग: 1। कृपया इसे न भेजें।")


def test_supplier_who_surely_heard_nothing_is_told_nothing(reached: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    # given: no worker has begun to deliver
    offer()
    with monkeypatch.context() as patched:
        patched.setattr(worker.outbox, "deliver_item", lambda item: work.postpone_item(item, "not yet"))
        happen(order())

    # when
    happen(cancelled(order()))
    make_due()
    worker.run_due()

    # then
    assert reached.posts == []
    assert said() == [("bought", "withdrawn")]


def test_supplier_who_may_have_heard_is_told_of_the_cancellation(reached: Gateway) -> None:
    # given: the gateway failed after it may have passed the message on
    offer()
    reached.answers.append(answer(500))
    happen(order())

    # when
    happen(cancelled(order()))
    make_due()
    worker.run_due()

    # then
    assert said() == [("bought", "withdrawn"), ("cancelled", "sent")]
    assert [post.json["occasion"] for post in reached.posts] == ["bought", "cancelled"]


def test_plugin_switched_off_tells_nobody(reached: Gateway) -> None:
    # given
    offer()
    switch(PLUGIN_ID, active=False)

    # when
    happen(order())

    # then
    assert messages() == []
    assert Handling.objects.get(handler="odop.notifications:consignment.sales").note == "plugin is switched off"


def test_cancellation_is_not_told_twice(reached: Gateway) -> None:
    # given
    offer()
    happen(order(), cancelled(order()))

    # when
    happen(cancelled(order(), minute=61))
    inbox.announce(SalesChanged(order_id="order-1"), key="again")
    worker.run_due()

    # then
    assert len(reached.posts) == 2


def test_phone_is_kept_encrypted(reached: Gateway) -> None:
    # given
    offer(by=supplier(phone="+919876543210"))
    happen(order())

    # when
    row = Message.objects.extra(select={"raw": "address"}).values("raw").get()

    # then
    assert "9876543210" not in row["raw"]


def test_console_channel_prints_and_masks_the_phone(caplog: pytest.LogCaptureFixture) -> None:
    # given
    switch(PLUGIN_ID, channel="console")
    offer(by=supplier(phone="+919876543210"))

    # when
    with caplog.at_level("INFO"):
        happen(order())

    # then
    assert said() == [("bought", "sent")]
    assert "Please keep the goods ready" in caplog.text
    assert "9876543210" not in caplog.text


def test_supplier_hears_that_the_goods_were_collected(reached: Gateway) -> None:
    # given
    offer(by=supplier("Shabana", language="en"))
    happen(order(number=7))

    # when
    logistics.record_collected(Pickup.objects.get().reference, "TRACK-1")
    worker.run_due()

    # then
    assert said() == [("bought", "sent"), ("collected", "sent")]
    assert (
        reached.posts[1].json["text"]
        == "Namaste Shabana, the goods of order 7 were collected from you: kurta, pieces: 1. Thank you."
    )


def test_what_a_supplier_never_heard_of_is_not_told_as_collected(reached: Gateway) -> None:
    # given
    offer()
    happen(order())
    Message.objects.update(occasion="stock_low")

    # when
    logistics.record_collected(Pickup.objects.get().reference, "TRACK-1")
    worker.run_due()

    # then
    assert said() == [("stock_low", "sent")]
