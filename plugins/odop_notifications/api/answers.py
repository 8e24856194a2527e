"""Answers of suppliers, as plain data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from odop_consignment.api.suppliers import find_suppliers
from odop_core.database.filters import Choice, Flag, Moments, RowID, StoreID, String
from odop_core.database.lists import RowList
from odop_core.database.text_search import Search
from odop_core.security.masks import mask_phone_after_country
from odop_notifications.answers import call_requests, settlement
from odop_notifications.answers.call_requests import BadNote, NoSuchQuestion, TooManyCalls
from odop_notifications.answers.settlement import BadAnswer, SettledAlready, UnknownAnswer
from odop_notifications.calls.queue import OPEN_CALLS
from odop_notifications.models import Answer, Call, Effect, Meaning, Queue

__all__ = [
    "ANSWERS",
    "AnswerInfo",
    "BadAnswer",
    "BadNote",
    "Effect",
    "Meaning",
    "NoSuchQuestion",
    "SettledAlready",
    "TooManyCalls",
    "UnknownAnswer",
    "answers_of_orders",
    "answers_of_questions",
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


def answers_to_review(using: str = "default") -> QuerySet[Answer]:
    """Those that a person must still look at."""
    return ANSWERS.choose({"needs_review": True}, using=using)


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


def _answer(row: Answer) -> AnswerInfo:
    return AnswerInfo(
        row.pk, row.channel, row.given_by, mask_phone_after_country(row.sender), row.text, row.said_at, row.received_at,
        row.question_id, row.sale_id, row.supplier_id, row.order_id, row.meaning, row.ready_on, row.effect, row.remark,
    )  # fmt: skip


def _needs_review(using: str) -> Q:
    """A person is still to look at them."""
    calls = Call.objects.using(using).filter(queue=Queue.OPERATORS, state__in=OPEN_CALLS)
    is_called = Exists(calls.filter(answer_id=OuterRef("pk"))) | Exists(
        calls.filter(question_id=OuterRef("question_id"))
    )
    return Q(is_called, effect=Effect.TO_HELPLINE)


ANSWERS = RowList(
    Answer,
    rows=lambda using: Answer.objects.using(using).all(),
    show=lambda rows, _using: [_answer(row) for row in rows],
    filters={
        "supplier_id": RowID("supplier_id", "Who answered.", of="Supplier"),
        "question_id": RowID("question_id", "The question they answer.", of="SupplierQuestion"),
        "sale_id": RowID("sale_id", "The one sale they are about.", of="ConsignmentSale"),
        "order_id": StoreID("order_id", "The order in the store."),
        "transport": String("channel", "How they came."),
        "meaning": Choice("meaning", "What they were taken to mean.", states=Meaning),
        "effect": Choice("effect", "What followed.", states=Effect),
        "needs_review": Flag("Whether a person must still decide what they mean.", holds=_needs_review),
        "created_at": Moments("received_at", "When the answer was received."),
    },
    search=Search("Words of the supplier's names or reference.", others={"supplier_id": find_suppliers}),
)
