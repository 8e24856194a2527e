"""Answers of makers, as plain data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from odop_notifications.helpline.numbers import masked
from odop_notifications.models import Answer, Effect, Meaning

__all__ = ["AnswerInfo", "Effect", "Meaning", "answers_of_orders", "count_answers", "list_answers"]


@dataclass(frozen=True)
class AnswerInfo:
    """`text` is what they wrote: personal data, staff only. `sender` is masked."""

    id: int
    channel: str
    given_by: str
    sender: str
    text: str
    said_at: datetime
    received_at: datetime
    chase_id: int | None
    supplier_id: int | None
    order_id: str
    meaning: str
    ready_on: date | None
    effect: str
    remark: str


def list_answers(
    *,
    limit: int = 100,
    before: int | None = None,
    supplier_id: int | None = None,
    effect: Effect | None = None,
    using: str = "default",
) -> list[AnswerInfo]:
    """Newest first, from before the answer `before`; optionally of one supplier, or with one effect."""
    rows = _chosen(supplier_id, effect, using).order_by("-id")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return [_answer(row) for row in rows[:limit]]


def count_answers(*, supplier_id: int | None = None, effect: Effect | None = None, using: str = "default") -> int:
    return _chosen(supplier_id, effect, using).count()


def answers_of_orders(order_ids: Iterable[str], using: str = "default") -> dict[str, list[AnswerInfo]]:
    """By order, oldest first."""
    found: dict[str, list[AnswerInfo]] = defaultdict(list)
    for row in Answer.objects.using(using).filter(order_id__in=list(order_ids)).order_by("id"):
        found[row.order_id].append(_answer(row))
    return found


def _chosen(supplier_id: int | None, effect: Effect | None, using: str) -> QuerySet[Answer]:
    rows = Answer.objects.using(using).all()
    rows = rows if supplier_id is None else rows.filter(supplier_id=supplier_id)
    return rows if effect is None else rows.filter(effect=effect)


def _answer(row: Answer) -> AnswerInfo:
    return AnswerInfo(
        row.pk, row.channel, row.given_by, masked(row.sender), row.text, row.said_at, row.received_at, row.chase_id,
        row.supplier_id, row.order_id, row.meaning, row.ready_on, row.effect, row.remark,
    )  # fmt: skip
