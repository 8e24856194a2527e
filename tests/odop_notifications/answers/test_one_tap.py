from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from odop_core.india import dates
from odop_notifications.answers.one_tap import BadDay, answer_link, open_link
from odop_notifications.escalation import links
from odop_notifications.escalation.links import NoSuchLink
from odop_notifications.models import Answer, AnswerLink, Meaning, Message, Question
from odop_notifications.settings import PLUGIN_ID
from tests.factories import cancelled, line, order, switch
from tests.odop_notifications.questions import announce_orders, ask_supplier, sale_states, send_reply

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]


def code(question: Question | None = None, days: int = 1) -> str:
    return links.issue_code(question or ask_supplier(), timezone.now() + timedelta(days=days))


def test_opening_a_link_answers_nothing() -> None:
    # when
    page = open_link(code())

    # then
    assert (page.text, page.order_number, page.is_open, page.answered) == ("1 × kurta", "1", True, None)
    assert sale_states() == ["placed"]


def test_link_answers_once_and_shows_the_answer_afterwards() -> None:
    # given
    link = code()
    answer_link(link, Meaning.READY, None)

    # when
    page = answer_link(link, Meaning.CANNOT, None)

    # then
    assert (page.is_open, page.answered) == (False, Meaning.READY)
    assert sale_states() == ["ready"]
    assert Answer.objects.get().channel == "link"


def test_link_names_a_day() -> None:
    # given
    day = dates.today() + timedelta(days=2)

    # when
    page = answer_link(code(), Meaning.READY_ON, day)

    # then
    assert (page.answered, page.day) == (Meaning.READY_ON, day)
    assert sale_states() == ["confirmed"]


@pytest.mark.parametrize("days", [-1, 61])
def test_day_that_cannot_be_is_refused_and_the_link_stays_good(days: int) -> None:
    # given
    link = code()

    # when
    with pytest.raises(BadDay):
        answer_link(link, Meaning.READY_ON, dates.today() + timedelta(days=days))

    # then
    assert open_link(link).is_open


def test_code_is_read_however_it_is_typed() -> None:
    # given
    link = code()
    AnswerLink.objects.update(code_digest=links.digest_code("01ABCDEFGH234"))

    # then
    assert open_link("oIabc-defgh 234").is_open
    with pytest.raises(NoSuchLink):
        open_link(link)


def test_link_that_ran_out_is_none() -> None:
    # given
    link = code(days=-1)

    # then
    with pytest.raises(NoSuchLink):
        open_link(link)


def test_link_to_what_was_called_off_is_closed() -> None:
    # given
    link = code()
    announce_orders(cancelled(order(line("kurta", id="line-kurta-1"))))

    # when
    page = answer_link(link, Meaning.READY, None)

    # then
    assert (page.is_open, page.answered) == (False, None)
    assert Answer.objects.get().effect == "late"


def test_two_links_to_one_question_show_the_same_answer() -> None:
    # given
    question = ask_supplier()
    first, second = code(question), code(question)
    answer_link(first, Meaning.READY, None)

    # when
    page = open_link(second)

    # then
    assert (page.is_open, page.answered) == (True, Meaning.READY)


def test_call_me_waits_for_the_helpline() -> None:
    # when
    answer_link(code(), Meaning.CALL_ME, None)

    # then
    assert Question.objects.get().state == "at_helpline"


def test_message_holds_a_link_where_the_plugin_has_a_public_address() -> None:
    # given
    switch(PLUGIN_ID, channel="console", public_url="https://odop.example/n")

    # when
    ask_supplier()

    # then
    address = Message.objects.get(occasion="bought").variables["answer_link"]
    assert address.startswith("https://odop.example/n/a/")
    assert open_link(address.rpartition("/")[2]).is_open
    assert AnswerLink.objects.count() == 1


def test_message_holds_no_link_without_a_public_address() -> None:
    # when
    ask_supplier()

    # then
    assert not Message.objects.get(occasion="bought").variables.get("answer_link")


def test_code_is_hard_to_guess_and_not_kept() -> None:
    # given
    link = code()

    # then
    assert len(link) == 13
    assert set(link) <= set(links.ALPHABET)
    assert len(links.ALPHABET) ** links.LENGTH > 2**64
    assert link not in AnswerLink.objects.get().code_digest


def test_old_links_are_forgotten() -> None:
    # given
    code(days=-31)

    # when
    forgotten = links.delete_expired()

    # then
    assert (forgotten, AnswerLink.objects.count()) == (1, 0)


def test_late_word_by_another_channel_wins_over_the_link() -> None:
    # given
    answer_link(code(), Meaning.READY, None)

    # when
    send_reply("kal")

    # then
    assert Question.objects.get().meaning == "ready_on"
