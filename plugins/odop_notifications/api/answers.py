"""Answers of suppliers, as plain data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from odop_core.database.pagination import Window
from odop_core.security.masks import mask_phone_after_country
from odop_notifications.answers import call_requests, settlement
from odop_notifications.answers.call_requests import BadNote, NoSuchQuestion, TooManyCalls
from odop_notifications.answers.settlement import BadAnswer, SettledAlready, UnknownAnswer
from odop_notifications.calls.queue import OPEN_CALLS
from odop_notifications.models import Answer, Call, Effect, Meaning, Queue

__all__ = [
    "AnswerInfo",
    "BadAnswer",
    "BadNote",
    "Effect",
    "Meaning",
    "NoSuchQuestion",
    "SettledAlready",
    "TooManyCalls",
    "UnknownAnswer",
    "WantedAnswers",
    "answers_of_orders",
    "answers_of_questions",
    "count_answers",
    "list_answers",
    "record_answer",
    "request_call",
    "settle_answer",
]  # fmt: skip


@dataclass(frozen=True)
class AnswerInfo:
    """`text` is what they wrote: personal data, staff only. `sender` is masked. `sale_id` is the one sale it is about,
    None when it is about all that the question is about."""

    id: int
    channel: str
    given_by: str
    sender: str
    text: str
    said_at: datetime
    received_at: datetime
    question_id: int | None
    sale_id: int | None
    supplier_id: int | None
    order_id: str
    meaning: str
    ready_on: date | None
    effect: str
    remark: str


@dataclass(frozen=True)
class WantedAnswers:
    """Which answers to list; what is None or "" does not matter. `waits`: those a person must still look at, or all
    but these. Received from `since` on and before `until` (UTC)."""

    supplier_id: int | None = None
    order_id: str = ""
    channel: str = ""
    meaning: Meaning | None = None
    effect: Effect | None = None
    waits: bool | None = None
    since: datetime | None = None
    until: datetime | None = None


def list_answers(wanted: WantedAnswers, window: Window, using: str = "default") -> list[AnswerInfo]:
    return [_answer(row) for row in window.select(_wanted(wanted, using))]


def count_answers(wanted: WantedAnswers, using: str = "default") -> int:
    return _wanted(wanted, using).count()


def answers_to_review(using: str = "default") -> QuerySet[Answer]:
    """Those that a person must still look at."""
    return _wanted(WantedAnswers(waits=True), using)


def answers_of_orders(order_ids: Iterable[str], using: str = "default") -> dict[str, list[AnswerInfo]]:
    """By order, oldest first."""
    found: dict[str, list[AnswerInfo]] = defaultdict(list)
    for row in Answer.objects.using(using).filter(order_id__in=list(order_ids)).order_by("id"):
        found[row.order_id].append(_answer(row))
    return found


def answers_of_questions(ids: Iterable[int], using: str = "default") -> dict[int, list[AnswerInfo]]:
    """By question, oldest first."""
    found: dict[int, list[AnswerInfo]] = defaultdict(list)
    for row in Answer.objects.using(using).filter(question_id__in=list(ids)).order_by("id"):
        found[row.question_id or 0].append(_answer(row))
    return found


def record_answer(
    question_id: int, meaning: Meaning, *, ready_on: date | None = None, note: str, by: str
) -> AnswerInfo:
    """A supplier answered otherwise, and staff (`by`) write it down. Raises UnknownAnswer, BadAnswer."""
    return _answer(settlement.record_answer(question_id, meaning, ready_on, note, by))


def request_call(supplier_id: int, *, note: str = "", question_id: int | None = None) -> datetime:
    """A supplier asks to be called; returns when the call is due. Raises NoSuchQuestion, TooManyCalls, BadNote."""
    return call_requests.request_call(supplier_id, note=note, question_id=question_id).due_at


def settle_answer(
    answer_id: int,
    meaning: Meaning,
    *,
    ready_on: date | None = None,
    note: str,
    by: str,
    question_id: int | None = None,
) -> AnswerInfo:
    """What an answer meant that was left to a person; `question_id` where it may answer several questions.

    Raises UnknownAnswer, BadAnswer, SettledAlready.
    """
    return _answer(settlement.settle_answer(answer_id, meaning, ready_on, note, by, question_id))


def _wanted(wanted: WantedAnswers, using: str) -> QuerySet[Answer]:
    exact = {
        "supplier_id": wanted.supplier_id, "order_id": wanted.order_id or None, "channel": wanted.channel or None,
        "meaning": wanted.meaning, "effect": wanted.effect,
        "received_at__gte": wanted.since, "received_at__lt": wanted.until,
    }  # fmt: skip
    given = {name: value for name, value in exact.items() if value is not None}
    rows = Answer.objects.using(using).filter(**given)
    if wanted.waits is None:
        return rows
    calls = Call.objects.using(using).filter(queue=Queue.OPERATORS, state__in=OPEN_CALLS)
    is_called = Exists(calls.filter(answer_id=OuterRef("pk"))) | Exists(
        calls.filter(question_id=OuterRef("question_id"))
    )
    waits = Q(is_called, effect=Effect.TO_HELPLINE)
    return rows.filter(waits if wanted.waits else ~waits)


def _answer(row: Answer) -> AnswerInfo:
    return AnswerInfo(
        row.pk, row.channel, row.given_by, mask_phone_after_country(row.sender), row.text, row.said_at, row.received_at,
        row.question_id, row.sale_id, row.supplier_id, row.order_id, row.meaning, row.ready_on, row.effect, row.remark,
    )  # fmt: skip
