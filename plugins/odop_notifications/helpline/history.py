"""The history of a supplier and an order: messages, answers and calls, by time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db.models import Q

from odop_notifications.escalation import links
from odop_notifications.models import Answer, Call, CallAttempt, Message

MOST = 20


@dataclass(frozen=True)
class Entry:
    """`kind` is "message", "answer" or "call"; `what` is its occasion, meaning or outcome; `how` how it went."""

    at: datetime
    kind: str
    what: str
    how: str
    channel: str
    order_number: str
    text: str
    by: str = ""


def call_history(call: Call, most: int = MOST) -> list[Entry]:
    """The latest, newest first; all that concerns the call's supplier, order or unknown sender."""
    entries = [*_messages(call, most), *_answers(call, most), *_attempts(call, most)]
    return list(islice(sorted(entries, key=lambda entry: entry.at, reverse=True), most))


def _about(call: Call) -> Q:
    """By supplier where we know one, else by the order; a call about neither has itself only."""
    if call.supplier_id is not None:
        return Q(supplier_id=call.supplier_id)
    return Q(order_id=call.order_id) if call.order_id else Q(pk=None)


def _messages(call: Call, most: int) -> Iterator[Entry]:
    for row in Message.objects.filter(_about(call)).order_by("-id")[:most]:
        text = links.without_codes(row.text)
        yield Entry(row.created_at, "message", row.occasion, row.state, row.channel, row.order_number, text)


def _answers(call: Call, most: int) -> Iterator[Entry]:
    about = _about(call) | (Q(pk=call.answer_id) if call.answer_id else Q(pk=None))
    rows = Answer.objects.filter(about).exclude(channel="helpline").select_related("question").order_by("-id")
    for row in rows[:most]:
        number = row.question.order_number if row.question else ""
        text = links.without_codes(row.text)
        yield Entry(row.received_at, "answer", row.meaning, row.effect, row.channel, number, text)


def _attempts(call: Call, most: int) -> Iterator[Entry]:
    about = Q(call_id=call.pk)
    if call.supplier_id is not None:
        about |= Q(call_id__in=Call.objects.filter(supplier_id=call.supplier_id).order_by("-id").values("pk")[:most])
    for row in CallAttempt.objects.filter(about).select_related("call").order_by("-id")[:most]:
        yield Entry(
            row.ended_at, "call", row.outcome, row.call.reason, "helpline", row.call.order_number, row.note,
            row.operator,
        )  # fmt: skip
