from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from odop_notifications.api.escalation import Figures, compute_figures
from odop_notifications.models import Message, Question

pytestmark = pytest.mark.django_db
# 10:00 in India.
MORNING = datetime(2026, 11, 23, 4, 30, tzinfo=UTC)
DAY = date(2026, 11, 23)


def question(
    number: int, told: int | None = 1, answered: int | None = None, by: str = "sms", **changes: object
) -> None:
    """Ordered in the morning; told and answered so many seconds later."""
    ordered_at = changes.pop("ordered_at", MORNING)
    assert isinstance(ordered_at, datetime)
    values: dict[str, object] = {
        "order_id": f"order-{number}", "order_number": str(number), "supplier_id": 1, "sale_ids": [number],
        "language": "hi", "value_paise": 100, "ordered_at": ordered_at, "opened_at": ordered_at,
    }  # fmt: skip
    if answered is not None:
        values |= {"state": "answered", "meaning": "ready", "answered_by": by}
        values["answered_at"] = ordered_at + timedelta(seconds=answered)
    channel = changes.pop("channel", "sms")
    Question.objects.create(**values | changes)
    if told is not None:
        Message.objects.create(
            key=f"m-{number}", occasion="bought", supplier_id=1, order_id=f"order-{number}", recipient_name="x",
            address="+91", channel=channel, language="hi", text="x", state="sent",
            sent_at=ordered_at + timedelta(seconds=told),
        )  # fmt: skip


def test_times_are_counted_from_the_order() -> None:
    # given
    for number in range(1, 101):
        question(number, told=number, answered=number * 10)

    # when
    (figures,) = compute_figures(DAY, DAY)

    # then
    assert (figures.asked, figures.told, figures.answered) == (100, 100, 100)
    assert figures.message_p50 == 50.5
    assert figures.message_p95 == pytest.approx(95.05)
    assert figures.answer_p50 == 505
    assert figures.answer_p95 == pytest.approx(950.5)


def test_share_answered_without_a_call() -> None:
    # given
    question(1, answered=60)
    question(2, answered=60, by="link")
    question(3, answered=60, by="helpline")
    question(4)

    # when
    (figures,) = compute_figures(DAY, DAY)

    # then
    assert (figures.answered, figures.answered_without_call) == (3, 2)
    assert figures.share_without_call == 0.5


def test_what_was_called_off_counts_nowhere() -> None:
    # given
    question(1, answered=60)
    question(2, state="closed")

    # when
    (figures,) = compute_figures(DAY, DAY)

    # then
    assert (figures.asked, figures.told, figures.share_without_call) == (1, 1, 1.0)


def test_who_was_never_told_is_seen() -> None:
    # given
    question(1, told=None)

    # when
    (figures,) = compute_figures(DAY, DAY)

    # then
    assert (figures.asked, figures.told, figures.message_p50, figures.answer_p95) == (1, 0, None, None)


def test_figures_by_district_channel_and_day() -> None:
    # given
    question(1, district="lucknow")
    question(2, district="agra", channel="voice")
    question(3, district="agra", ordered_at=MORNING + timedelta(hours=15))

    # then
    tomorrow = DAY + timedelta(days=1)
    assert [(one.name, one.asked) for one in compute_figures(DAY, tomorrow, "district")] == [
        ("agra", 2),
        ("lucknow", 1),
    ]
    assert [(one.name, one.asked) for one in compute_figures(DAY, tomorrow, "channel")] == [("sms", 2), ("voice", 1)]
    assert [(one.name, one.asked) for one in compute_figures(DAY, tomorrow, "day")] == [
        ("2026-11-23", 2),
        ("2026-11-24", 1),
    ]


def test_day_is_an_indian_day() -> None:
    # given: 00:30 in India on the 23rd
    question(1, ordered_at=datetime(2026, 11, 22, 19, 0, tzinfo=UTC))

    # then
    assert [one.asked for one in compute_figures(DAY, DAY)] == [1]
    assert compute_figures(DAY - timedelta(days=1), DAY - timedelta(days=1)) == []


def test_second_question_of_an_order_has_its_own_first_message() -> None:
    # given: more was bought of the same supplier three days later, and they were told of it after two seconds
    later = MORNING + timedelta(days=3)
    question(1, answered=60)
    question(1, told=None, ordered_at=later, sale_ids=[2])
    Message.objects.create(
        key="m-2", occasion="bought", supplier_id=1, order_id="order-1", recipient_name="x", address="+91",
        channel="sms", language="hi", text="x", state="sent", sent_at=later + timedelta(seconds=2),
    )  # fmt: skip

    # when
    (figures,) = compute_figures(DAY + timedelta(days=3), DAY + timedelta(days=3))

    # then
    assert (figures.told, figures.message_p50) == (1, 2)


def test_nothing_asked_is_no_division() -> None:
    assert Figures("", 0, 0, 0, 0, None, None, None, None).share_without_call is None
