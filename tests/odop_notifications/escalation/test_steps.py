from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from odop_consignment import api as consignment
from odop_core.india.dates import IST
from odop_core.models import OutboxItem
from odop_core.plugin import configuration
from odop_core.queue import periodic, work, worker
from odop_notifications.escalation import policies, steps
from odop_notifications.escalation.policies import Step
from odop_notifications.models import Call, Message, Question
from odop_notifications.settings import PLUGIN_ID, NotificationSettings, open_hours, per_channel
from odop_notifications.suppliers import endpoints
from tests.factories import cancelled, line, offer, order, supplier, switch
from tests.gateway import SECRET, Gateway, answer
from tests.odop_notifications.questions import announce_orders, ask_supplier, sale_states, send_reply

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]
HOURS = per_channel.Hours(datetime.min.time().replace(hour=9), datetime.min.time().replace(hour=20))


@pytest.fixture(autouse=True)
def set_up(gateway: Gateway) -> Gateway:
    """The gateway works, nights count, and it is asked again over the gateway after 60 minutes."""
    switch(PLUGIN_ID, gateway_url=gateway.url, gateway_secret=SECRET, waiting_counts_at_night=True, hours="")
    policies.save_policy("ordinary", [Step(60, "gateway"), Step(30, "console"), Step(60, "helpline")], position=1)
    return gateway


def reminders() -> list[str]:
    return list(Message.objects.filter(occasion="reminder").order_by("id").values_list("channel", flat=True))


def after(minutes: int) -> datetime:
    return Question.objects.get().opened_at + timedelta(minutes=minutes)


def ist(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC) - timedelta(hours=5, minutes=30)


def test_nothing_is_repeated_before_its_time() -> None:
    # given
    ask_supplier()

    # when
    taken = steps.take_due_steps(after(59))

    # then
    assert (taken, reminders()) == (0, [])


def test_unanswered_question_goes_from_channel_to_channel_and_to_the_helpline() -> None:
    # given
    ask_supplier()

    # when
    for minutes in (60, 89, 90, 149):
        steps.take_due_steps(after(minutes))

    # then
    assert reminders() == ["gateway", "console"]
    assert Call.objects.count() == 0

    # when
    steps.take_due_steps(after(150))

    # then
    call = Call.objects.get()
    assert (call.reason, call.state, call.order_number) == ("unanswered", "waiting", "1")
    assert Question.objects.get().state == "at_helpline"


def test_reminder_reaches_the_gateway(set_up: Gateway) -> None:
    # given
    ask_supplier()

    # when
    steps.take_due_steps(after(60))
    worker.run_due()

    # then
    assert [post.json["occasion"] for post in set_up.posts] == ["bought", "reminder"]
    assert "उत्तर नहीं मिला" in set_up.posts[1].json["text"]


def test_answer_ends_the_steps() -> None:
    # given
    ask_supplier()
    send_reply("kal")

    # when
    steps.take_due_steps(after(500))

    # then
    assert reminders() == []
    assert Call.objects.count() == 0


def test_cancellation_ends_the_steps() -> None:
    # given
    question = ask_supplier()
    reported = order(line("kurta", id="line-kurta-1"))
    announce_orders(cancelled(reported))

    # when
    steps.take_due_steps(question.opened_at + timedelta(days=1))

    # then
    assert (reminders(), Question.objects.get().state) == ([], "closed")


def test_what_staff_marked_ready_is_answered() -> None:
    # given
    question = ask_supplier()

    # when
    consignment.record_ready(question.sale_ids, by="staff")
    worker.run_due()

    # then
    question.refresh_from_db()
    assert (question.state, question.meaning, question.answered_by) == ("answered", "ready", "elsewhere")


def test_channel_that_is_not_set_up_is_passed_over() -> None:
    # given
    policies.save_policy("ordinary", [Step(60, "whatsapp"), Step(60, "voice"), Step(10, "helpline")], position=1)
    ask_supplier()

    # when
    steps.take_due_steps(after(10))

    # then
    assert reminders() == []
    assert Call.objects.count() == 1


def test_webhook_is_a_step_for_who_has_an_endpoint_that_is_on() -> None:
    # given
    policies.save_policy("ordinary", [Step(60, "webhook"), Step(10, "helpline")], position=1)
    question = ask_supplier()
    settings = configuration.load_settings(NotificationSettings)

    def next_channel() -> str:
        step = policies.find_next_step(question.policy_id, 1, settings, question.supplier_id)
        return step.channel if step else ""

    # then
    assert next_channel() == "helpline"
    endpoint = endpoints.save_endpoint(question.supplier_id, "https://supplier.example/odop")
    assert next_channel() == "webhook"
    endpoints.disable_endpoint(endpoint, "gone")
    assert next_channel() == "helpline"


def test_message_that_would_be_rejected_is_no_step(monkeypatch: pytest.MonkeyPatch) -> None:
    # given: SMS without a DLT registration
    monkeypatch.setattr(policies, "is_set_up", lambda channel, settings: True)
    policies.save_policy("ordinary", [Step(60, "sms"), Step(60, "console"), Step(60, "helpline")], position=1)
    ask_supplier()

    # when
    steps.take_due_steps(after(60))

    # then
    assert list(Message.objects.filter(occasion="reminder").values_list("channel", "state")) == [
        ("sms", "refused"),
        ("console", "queued"),
    ]


def test_two_sales_of_one_order_are_one_question() -> None:
    # given
    by = supplier()
    offer("kurta", by=by)
    offer("saree", by=by)
    announce_orders(order(line("kurta"), line("saree", 2)))

    # when
    steps.take_due_steps(after(60))

    # then
    (message,) = Message.objects.filter(occasion="reminder")
    assert message.variables["quantity"] == "3"
    assert message.variables["product"] == "kurta, saree"


def test_what_is_bought_later_in_the_same_order_is_asked_in_the_same_question() -> None:
    # given
    offer()
    announce_orders(order(line("kurta", 2)))

    # when
    announce_orders(order(line("kurta", 5), minute=1))

    # then
    assert len(Question.objects.get().sale_ids) == 2


def test_what_is_bought_after_they_answered_is_a_new_question() -> None:
    # given
    offer(by=supplier(phone="+919876543210"))
    announce_orders(order(line("kurta", 2)))
    send_reply("1")

    # when
    announce_orders(order(line("kurta", 5), minute=1))

    # then
    assert [question.state for question in Question.objects.order_by("id")] == ["answered", "waiting"]
    assert sorted(sale_states()) == ["placed", "ready"]


def test_dear_goods_have_a_policy_of_their_own() -> None:
    # given
    policies.save_policy("dear", [Step(5, "helpline")], position=0, min_value_paise=118_000 * 3)
    offer()

    # when
    announce_orders(order(line("kurta", 2), number=1), order(line("kurta", 3, id="dear"), number=2))

    # then
    assert [question.policy.name for question in Question.objects.order_by("id") if question.policy] == [
        "ordinary",
        "dear",
    ]


def test_urgent_goods_have_a_policy_of_their_own() -> None:
    # given: the order was placed weeks ago
    policies.save_policy("urgent", [Step(5, "helpline")], position=0, ready_within_hours=24)

    # when
    question = ask_supplier()

    # then
    assert question.policy is not None
    assert question.policy.name == "urgent"


@pytest.mark.parametrize(
    "wrong", [[], [Step(1, "gateway")], [Step(1, "pigeon"), Step(1, "helpline")], [Step(-1, "helpline")],
              [Step(1, "helpline"), Step(1, "helpline")]],
)  # fmt: skip
def test_policy_that_cannot_be_followed_is_refused(wrong: list[Step]) -> None:
    with pytest.raises(policies.BadPolicy):
        policies.save_policy("bad", wrong, position=1)


def test_switched_off_plugin_takes_no_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    ask_supplier()
    Question.objects.update(due_at=timezone.now() - timedelta(hours=1))
    switch(PLUGIN_ID, active=False)

    # when
    periodic.run_jobs()

    # then
    assert reminders() == []


def test_trouble_with_one_question_keeps_no_other_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    ask_supplier(1)
    ask_supplier(2, name="saree", phone="+919000000002")
    real = steps._ask_again

    def fail_for_the_first(question: Question, *rest: object) -> Message:
        if question.order_number == "1":
            raise RuntimeError("broken")
        return real(question, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(steps, "_ask_again", fail_for_the_first)

    # when
    steps.take_due_steps(timezone.now() + timedelta(minutes=61))

    # then
    assert list(Message.objects.filter(occasion="reminder").values_list("order_number", flat=True)) == ["2"]
    assert Question.objects.get(order_number="1").state == "waiting"


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        (ist(23, 15), 60, ist(23, 16)),
        (ist(23, 19, 30), 60, ist(24, 9, 30)),
        (ist(23, 19), 60, ist(24, 9)),
        (ist(23, 22), 60, ist(24, 10)),
        (ist(23, 3), 60, ist(23, 10)),
        (ist(23, 9), 11 * 60, ist(24, 9)),
        (ist(23, 10), 3 * 11 * 60, ist(26, 10)),
        (ist(23, 21), 0, ist(24, 9)),
    ],
)
def test_waiting_does_not_count_at_night(start: datetime, minutes: int, end: datetime) -> None:
    assert open_hours.add_open_minutes(start, minutes, HOURS) == end


def test_question_of_the_evening_is_asked_again_in_the_morning() -> None:
    # given
    switch(PLUGIN_ID, hours="voice 09:00-20:00")
    evening = ist(23, 19, 30)

    # when
    settings = configuration.load_settings(NotificationSettings)

    # then
    assert open_hours.end_of_wait(evening, 60, settings) == ist(24, 9, 30)


def night() -> None:
    """The gateway may be used by day only, and it is night."""
    hours = "gateway 09:00-09:01" if timezone.now().astimezone(IST).hour != 9 else "gateway 20:00-20:01"
    switch(PLUGIN_ID, channel="console", gateway_url="http://localhost", gateway_secret=SECRET, hours=hours)


def test_reminder_that_waits_for_the_morning_is_not_sent_to_who_answered_at_night() -> None:
    # given
    night()
    ask_supplier()
    steps.take_due_steps(after(60))
    reminder = Message.objects.get(occasion="reminder")
    assert reminder.state == "held"

    # when
    send_reply("1")

    # then
    reminder.refresh_from_db()
    assert reminder.state == "withdrawn"
    assert OutboxItem.objects.get(key=reminder.key).state == "withdrawn"


def test_reminder_that_waits_for_the_morning_is_not_sent_when_the_goods_are_gone() -> None:
    # given
    night()
    ask_supplier()
    steps.take_due_steps(after(60))

    # when
    announce_orders(cancelled(order(line("kurta", id="line-kurta-1"))))

    # then
    assert Message.objects.get(occasion="reminder").state == "withdrawn"


def test_reminder_the_gateway_never_took_is_not_replayed_to_who_answered(set_up: Gateway) -> None:
    # given
    ask_supplier()
    set_up.answers.append(answer(400))
    steps.take_due_steps(after(60))
    worker.run_due()
    assert Message.objects.get(occasion="reminder").state == "failed"
    send_reply("1")

    # when
    replayed = work.replay_dead(OutboxItem.objects.all())

    # then
    assert replayed == 0


def test_who_said_elsewhere_that_they_cannot_supply_is_asked_no_more() -> None:
    # given
    question = ask_supplier()

    # when
    consignment.record_cannot_supply(question.sale_ids, by="user-1", reason="the loom is broken")
    worker.run_due()
    steps.take_due_steps(after(60))

    # then
    question.refresh_from_db()
    assert (question.state, question.meaning, question.answered_by) == ("answered", "cannot", "elsewhere")
    assert reminders() == []
