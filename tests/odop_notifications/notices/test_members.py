"""Members of a group who want the supplier's messages get them at their own numbers."""

from __future__ import annotations

import pytest

from odop_consignment.api import SupplierInfo, sign_in
from odop_core.events import NotificationRequested
from odop_notifications.models import Call, Message, Question
from odop_notifications.notices.requests import write_requested
from odop_notifications.notices.undelivered import follow_up_undelivered
from odop_notifications.settings import PLUGIN_ID
from tests.factories import cancelled, line, offer, order, supplier, switch
from tests.odop_notifications.notices.sales import happen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]
OWN, MEMBERS = "+919800000001", "+919800000002"


@pytest.fixture
def shabana() -> SupplierInfo:
    switch(PLUGIN_ID, channel="console")
    found = supplier("Shabana", language="hi")
    sign_in.add_member(found.id, name="Bela", phone=MEMBERS, language="en", gets_messages=True, by="test")
    sign_in.add_member(found.id, name="Chand", phone="+919800000003", by="test")
    return found


def sent() -> list[tuple[str, str, str]]:
    """Occasion, number and language of every message."""
    return [(one.occasion, one.address, one.language) for one in Message.objects.order_by("id")]


def test_who_wants_them_gets_them_in_their_own_language(shabana: SupplierInfo) -> None:
    # given
    offer("kurta", by=shabana)
    bought = order(line("kurta", 2))

    # when
    happen(bought, cancelled(bought))

    # then
    assert sent() == [
        ("bought", OWN, "hi"), ("bought", MEMBERS, "en"), ("cancelled", OWN, "hi"), ("cancelled", MEMBERS, "en"),
    ]  # fmt: skip


def test_what_other_plugins_ask_for_is_copied_once(shabana: SupplierInfo) -> None:
    # given
    facts = {"amount": "1,180.00", "reference": "UTIBR5"}
    wanted = NotificationRequested(occasion="payout_sent", supplier_id=shabana.id, key="payout-7", facts=facts)

    # when
    for _time in range(2):
        write_requested(wanted)

    # then
    assert sent() == [("payout_sent", OWN, "hi"), ("payout_sent", MEMBERS, "en")]


def test_a_copy_that_does_not_arrive_hurries_nobody(shabana: SupplierInfo) -> None:
    # given
    offer("kurta", by=shabana)
    happen(order(line("kurta", 2)))
    due = Question.objects.get().due_at

    # when
    follow_up_undelivered(Message.objects.latest("id"))

    # then
    assert Question.objects.get().due_at == due
    assert Call.objects.count() == 0


def test_a_copy_does_not_count_as_asking_the_supplier_again(shabana: SupplierInfo) -> None:
    # given
    offer("kurta", by=shabana)
    happen(order(line("kurta", 2)))
    before = Question.objects.get().due_at

    # when: the supplier's own message did not arrive
    follow_up_undelivered(Message.objects.earliest("id"))

    # then
    after = Question.objects.get().due_at
    assert before is not None
    assert after is not None
    assert after < before
