"""A cancellation is told to whoever heard of the purchase, by whichever way."""

from __future__ import annotations

import pytest
from django.utils import timezone

from odop_core.models import OutboxItem
from odop_core.queue import work, worker
from odop_core.retry import DELIVERY
from odop_notifications.answers import records
from odop_notifications.answers.records import GivenAnswer
from odop_notifications.messages import About, Recipient, withdraw_messages, write_message
from odop_notifications.models import Meaning, Message, Question
from odop_notifications.settings import PLUGIN_ID
from tests.factories import cancelled, line, offer, order, switch
from tests.odop_notifications.questions import announce_orders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]


def answer_by_telephone(meaning: Meaning, monkeypatch: pytest.MonkeyPatch) -> None:
    """No message has gone out yet, but the helpline has spoken with the supplier."""
    switch(PLUGIN_ID, channel="console", hours="")
    offer()
    with monkeypatch.context() as patched:
        patched.setattr(worker.outbox, "deliver_item", lambda item: work.postpone_item(item, "not yet"))
        announce_orders(order(line()))
    records.apply_answer(
        GivenAnswer(meaning, None, "said", "helpline", timezone.now(), given_by="asha"), Question.objects.get()
    )


def said() -> list[tuple[str, str]]:
    return list(Message.objects.order_by("id").values_list("occasion", "state"))


def test_supplier_who_promised_the_goods_by_telephone_hears_of_the_cancellation(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # given
    answer_by_telephone(Meaning.READY, monkeypatch)

    # when
    announce_orders(cancelled(order(line())))

    # then
    assert said() == [("bought", "withdrawn"), ("cancelled", "sent")]


def test_supplier_who_cannot_supply_need_not_hear_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    answer_by_telephone(Meaning.CANNOT, monkeypatch)

    # when
    announce_orders(cancelled(order(line())))

    # then
    assert ("cancelled", "sent") not in said()


def under_way(key: str) -> None:
    """A worker is at it this moment."""
    item = OutboxItem.objects.get(key=key)
    (claimed,) = [one for one in work.claim_due(OutboxItem, 10) if one.pk == item.pk]
    work.begin_attempt(claimed, DELIVERY)


def test_the_cancellation_waits_for_the_message_that_is_under_way() -> None:
    # given: the reminder is long gone, the first message hangs at its gateway
    switch(PLUGIN_ID, channel="console", hours="")
    about, to, facts = About(sale_id=5), Recipient("Shabana", "+919800000001", "en"), {"order": "7"}
    write_message("reminder", to, facts | {"quantity": 1, "product": "kurta"}, key="m-1", about=about)
    worker.run_due()
    write_message("bought", to, facts | {"quantity": 1, "product": "kurta"}, key="m-2", about=about)
    under_way("m-2")
    write_message("reminder", to, facts | {"quantity": 1, "product": "kurta"}, key="m-3", about=about)

    # when
    taken_back = withdraw_messages(5)

    # then
    assert (taken_back.maybe_heard, taken_back.after) == (True, "m-2")
