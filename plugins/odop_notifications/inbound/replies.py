"""Replies of suppliers: who sent it, what it means, and which question it answers. None is ever dropped.

If the sender is unknown, or the reply fits several questions, an operator gets the text.
"""

from __future__ import annotations

import logging
import re
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from odop_consignment import api as consignment
from odop_core.database.locks import lock_subject
from odop_core.india import aadhaar, dates
from odop_core.plugin import configuration
from odop_notifications.answers import records
from odop_notifications.answers.records import GivenAnswer
from odop_notifications.calls import queue
from odop_notifications.gateways.message import Inbound
from odop_notifications.models import (
    OPEN_QUESTIONS,
    Answer,
    CallReason,
    Effect,
    Meaning,
    Message,
    Question,
)
from odop_notifications.settings import NotificationSettings
from odop_notifications.suppliers import senders
from odop_notifications.templates.occasions import REMINDER
from odop_notifications.texts.meaning import Understood, understand_text

logger = logging.getLogger(__name__)

# What waits for an answer comes first, however many others have been answered since.
MOST_OPEN = 200
MOST_ANSWERED = 50
# What comes by it are keys that were pressed, not words.
KEYPAD = "voice"
# What is said of a number by how many suppliers have it.
KNOWN = ("The number is of nobody we know.", "", "Several suppliers have this number.")


@dataclass(frozen=True)
class _Reply:
    """What somebody said, and the questions it may be about, newest first; besides, `of_numbers` are those of orders
    whose numbers stand in it. `sale_id` is the one sale that the message they replied to tells of."""

    inbound: Inbound
    said_at: datetime
    candidates: list[Question]
    of_numbers: list[Question] = field(default_factory=list)
    sale_id: int | None = None

    def of_order(self, number: str) -> list[Question]:
        """The questions about the order that it names; "" names none in particular."""
        if not number:
            return self.candidates
        return [question for question in self.all if question.order_number.lstrip("#") == number.lstrip("#")]

    @property
    def all(self) -> list[Question]:
        return list({question.pk: question for question in [*self.candidates, *self.of_numbers]}.values())


@transaction.atomic
def receive_reply(inbound: Inbound, now: datetime | None = None) -> Answer:
    """Record what somebody said and do what follows. Received again, it returns what was recorded the first time."""
    now = now or timezone.now()
    lock_subject("answers-of", senders.digest_phone(inbound.address) or inbound.address)
    key = f"inbound:{inbound.key}"[:255]
    found = Answer.objects.filter(key=key).first()
    if found is not None:
        return found
    senders.refresh_phone_digests(inbound.channel, inbound.address, now)
    reply = _read_reply(inbound, now)
    understood = _understand(reply)
    given = GivenAnswer(
        understood.meaning, understood.day, key, inbound.channel, reply.said_at, sender=inbound.address,
        text=aadhaar.redact_aadhaar(inbound.text), sale_id=reply.sale_id, count=understood.count,
    )  # fmt: skip
    return _answer(given, reply.of_order(understood.order_number), now)


def _read_reply(inbound: Inbound, now: datetime) -> _Reply:
    """The question of the message replied to, else all put to who speaks."""
    said_at = min(inbound.at or now, now)
    replied_to = _replied_to(inbound)
    if replied_to is not None:
        question, sale_id = replied_to
        return _Reply(inbound, said_at, [question], sale_id=sale_id)
    asked = senders.questions_to_sender(inbound.channel, inbound.address).order_by("-id")
    return _Reply(inbound, said_at, _candidates(asked, now), _of_numbers_in(inbound.text, asked))


def _understand(reply: _Reply) -> Understood:
    """A text that nobody can read is one that a person must read: no mistake of ours may lose an answer."""
    try:
        return understand_text(
            reply.inbound.text,
            dates.indian_day(reply.said_at),
            configuration.load_settings(NotificationSettings).answer_furthest_days,
            [question.order_number for question in reply.all],
            is_keypad=reply.inbound.channel == KEYPAD,
        )
    except Exception:
        logger.exception("The answer %s could not be read; the helpline is given it.", reply.inbound.key)
        return Understood(Meaning.UNCLEAR)


def _answer(given: GivenAnswer, candidates: list[Question], now: datetime) -> Answer:
    if given.meaning is Meaning.COURTESY and candidates:
        return records.save_answer(given, Effect.NOTED, candidates[0])
    waiting = [question for question in candidates if question.state in OPEN_QUESTIONS]
    meant = waiting or _still_with_supplier(candidates)
    if len(meant) > 1:
        return _ask_which(given, meant, now)
    if meant or _only_supplier(candidates):
        return records.apply_answer(given, (meant or candidates)[0], now)
    if candidates and given.meaning not in records.ASKS_FOR_CALL:
        return records.save_answer(given, Effect.LATE)  # of several suppliers, and nothing of theirs can be answered
    return _ask_who(given, now)


def _ask_which(given: GivenAnswer, meant: list[Question], now: datetime) -> Answer:
    """Where several suppliers have the number, it is nobody's answer until somebody says whose."""
    numbers = ", ".join(question.order_number for question in meant)
    remark = f"It may be about any of the orders {numbers}."[:255]
    answer = records.save_answer(given, Effect.TO_HELPLINE, remark=remark, supplier_id=_only_supplier(meant))
    # The others go on being asked about; the operator sees them all.
    newest = Question.objects.select_for_update().get(pk=meant[0].pk)
    reason = CallReason.CALL_ME if given.meaning is Meaning.CALL_ME else CallReason.UNCLEAR
    queue.queue_call(newest, reason, now=now, answer=answer, detail=f"{given.text} ({numbers})")
    return answer


def _ask_who(given: GivenAnswer, now: datetime) -> Answer:
    """Somebody who was not asked anything: a supplier we know, one of several, or nobody we know."""
    known = senders.suppliers_of_sender(given.channel, given.sender)
    supplier_id = known[0] if len(known) == 1 else None
    answer = records.save_answer(given, Effect.TO_HELPLINE, remark=KNOWN[len(known)], supplier_id=supplier_id)
    queue.queue_call_back(answer, now)
    return answer


def _candidates(asked: QuerySet[Question], now: datetime) -> list[Question]:
    """What is open, and what was answered lately."""
    waiting = asked.filter(state__in=OPEN_QUESTIONS)[:MOST_OPEN]
    answered = asked.filter(opened_at__gt=now - senders.REMEMBERED).exclude(state__in=OPEN_QUESTIONS)[:MOST_ANSWERED]
    return sorted([*waiting, *answered], key=lambda question: -question.pk)


def _of_numbers_in(text: str, asked: QuerySet[Question]) -> list[Question]:
    """In whatever digits they are written; which of them is named, and not a day or a key, `understand_text` says."""
    numbers = {"".join(str(unicodedata.decimal(digit)) for digit in number) for number in re.findall(r"\d+", text)}
    written = [*numbers, *(f"#{number}" for number in numbers)]
    return list(asked.filter(order_number__in=written)[:MOST_ANSWERED]) if numbers else []


def _replied_to(inbound: Inbound) -> tuple[Question, int | None] | None:
    """The newest question that a message of ours asked, and the one sale it told of; believed only from whom it was
    sent to, if the number is still known as theirs."""
    message = _message(inbound)
    if message is None or not _is_from(inbound, message):
        return None
    asked = Question.objects.filter(order_id=message.order_id, supplier_id=message.supplier_id)
    if message.sale_id is not None:
        asked = asked.filter(sale_ids__contains=[message.sale_id])
    question = asked.order_by("-id").first()
    if question is None or not senders.is_asked_at(inbound.channel, inbound.address, question):
        return None
    # A reminder is about all that the question is about.
    return question, None if message.occasion == REMINDER else message.sale_id


def _message(inbound: Inbound) -> Message | None:
    if not inbound.in_reply_to:
        return None
    rows = Message.objects.exclude(order_id="")
    of_gateway = rows.filter(channel=inbound.channel, gateway_id=inbound.in_reply_to).order_by("-id")
    return of_gateway.first() or rows.filter(key=inbound.in_reply_to).first()


def _is_from(inbound: Inbound, message: Message) -> bool:
    if inbound.address == message.address:
        return True
    return bool(senders.digest_phone(inbound.address)) and senders.digest_phone(
        inbound.address
    ) == senders.digest_phone(message.address)


def _still_with_supplier(candidates: list[Question]) -> list[Question]:
    """Questions that were answered and can be answered otherwise."""
    sales = consignment.sales_of_orders({question.order_id for question in candidates})
    return [question for question in candidates if records.answerable_sales(question, sales.get(question.order_id, []))]


def _only_supplier(candidates: list[Question]) -> int | None:
    """Whose questions these are, where they are all of one supplier."""
    found = {question.supplier_id for question in candidates}
    return found.pop() if len(found) == 1 else None
