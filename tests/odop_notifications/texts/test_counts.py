"""Some of the pieces that were bought are not all of them: a carrier would come for nothing."""

from __future__ import annotations

import pytest

from odop_notifications.models import Answer, Call
from tests.factories import line, offer, order, supplier
from tests.odop_notifications.questions import PHONE, announce_orders, sale_states, send_reply

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]


def asked_for(pieces: int) -> None:
    offer("kurta", by=supplier("Shabana", phone=PHONE, language="hi"))
    announce_orders(order(line("kurta", pieces)))


@pytest.mark.parametrize("text", ["2 piece taiyar hai", "1 kurta taiyar hai", "2 piece kal"])
def test_fewer_than_were_bought_are_asked_about(text: str) -> None:
    # given
    asked_for(5)

    # when
    answer = send_reply(text)

    # then
    assert (answer.meaning, answer.effect) == ("unclear", "to_helpline")
    assert Call.objects.get().reason == "unclear"
    assert sale_states() == ["placed"]


def test_as_many_as_were_bought_are_all() -> None:
    # given
    asked_for(5)

    # when
    answer = send_reply("5 piece taiyar hai")

    # then
    assert answer.effect == "applied"
    assert sale_states() == ["ready"]


def test_who_says_no_number_means_all() -> None:
    # given
    asked_for(5)

    # when
    send_reply("taiyar hai")

    # then
    assert Answer.objects.get().effect == "applied"
