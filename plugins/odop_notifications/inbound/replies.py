"""Replies of suppliers: who sent it, what it means, and which question it answers. None is ever dropped.

If the sender is unknown, or the reply fits several questions, or it comes too late or to another message, an operator
gets the text, and the question stays open.
"""

from __future__ import annotations

import logging
import re
import unicodedata
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

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
from odop_notifications.suppliers import senders, user_ids
from odop_notifications.templates.occasions import BOUGHT, REMINDER
from odop_notifications.texts.meaning import Understood, understand_text

logger = logging.getLogger(__name__)

# What waits for an answer comes first, however many others have been answered since.
MOST_OPEN = 200
MOST_ANSWERED = 50
# What comes by it are keys that were pressed, not words.
KEYPAD = "voice"
# What is said of a number by how many suppliers have it.
KNOWN = ("The number is of nobody we know.", "", "Several suppliers have this number.")
# These messages ask whether goods are ready.
ASKING = (BOUGHT, REMINDER)
# What decides something: the goods are ready, or somebody else's to supply.
DECIDING = (Meaning.READY, Meaning.READY_ON, Meaning.CANNOT)
# What was written so long before we asked answers another question. Gateways' clocks are wrong by hours.
LONG_BEFORE = timedelta(days=2)
DAY_IS_OVER = "It arrived late: the day it names is over."
BEFORE_ASKED = "It was written long before this was asked."
TO_ANOTHER_MESSAGE = "It may answer another message of ours ({occasion})."


@dataclass(frozen=True)
class _Reply:
    """What somebody said, and the questions it may be about, newest first; besides, `of_numbers` are those of orders
    whose numbers stand in it. `sale_id` is the one sale that the message they replied to tells of; `replied_to` is that
    message, where it is known."""

    inbound: Inbound
    said_at: datetime
    candidates: list[Question]
    of_numbers: list[Question] = field(default_factory=list)
    sale_id: int | None = None
    replied_to: Message | None = None

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
    inbound = user_ids.identify_sender(inbound, min(inbound.at or now, now))
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
    if inbound.for_person and given.meaning is not Meaning.CALL_ME:
        given = _left_to_a_person(given, inbound.for_person)
    elif given.day is not None and given.day < dates.indian_day(now):
        given = _left_to_a_person(given, DAY_IS_OVER)
    return _answer(given, understood, reply, now)


def _read_reply(inbound: Inbound, now: datetime) -> _Reply:
    """The question of the message replied to, else all put to who speaks."""
    said_at = min(inbound.at or now, now)
    message = _message_replied_to(inbound)
    question = _question_of(inbound, message) if message else None
    if message and question:
        # A reminder is about all that the question is about.
        sale_id = None if message.occasion == REMINDER else message.sale_id
        return _Reply(inbound, said_at, [question], sale_id=sale_id, replied_to=message)
    asked = senders.questions_to_sender(inbound.channel, inbound.address).order_by("-id")
    of_numbers = _of_numbers_in(inbound.text, asked)
    return _Reply(inbound, said_at, _candidates(asked, now), of_numbers, replied_to=message)


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


def _left_to_a_person(given: GivenAnswer, remark: str) -> GivenAnswer:
    return replace(given, meaning=Meaning.UNCLEAR, day=None, remark=remark)


def _answer(given: GivenAnswer, understood: Understood, reply: _Reply, now: datetime) -> Answer:
    candidates = reply.of_order(understood.order_number)
    if given.meaning is Meaning.COURTESY and candidates:
        return records.save_answer(given, Effect.NOTED, candidates[0])
    waiting = [question for question in candidates if question.state in OPEN_QUESTIONS]
    meant = waiting or _still_with_supplier(candidates)
    if len(meant) > 1:
        return _ask_which(given, meant, now)
    if meant and given.meaning in DECIDING and (doubt := _doubt(understood, reply, meant[0])):
        if given.meaning is Meaning.READY and meant[0].state not in OPEN_QUESTIONS:
            # "ok" to a carrier that comes: it was ready, or will be, as they said.
            return records.save_answer(given, Effect.NOTED, meant[0], doubt)
        given = _left_to_a_person(given, doubt)
    if meant or _only_supplier(candidates):
        return records.apply_answer(given, (meant or candidates)[0], now)
    if candidates and given.meaning not in records.ASKS_FOR_CALL:
        return records.save_answer(given, Effect.LATE)  # of several suppliers, and nothing of theirs can be answered
    return _ask_who(given, now)


def _doubt(understood: Understood, reply: _Reply, question: Question) -> str:
    """Why these words may not be the answer to this question; "" where there is no doubt."""
    message = reply.replied_to
    if understood.order_number or (message and message.order_id and not understood.is_bare):
        return ""
    if message is None and question.opened_at - reply.said_at > LONG_BEFORE:
        return BEFORE_ASKED
    if message is None and understood.is_bare:
        message = _last_message(question.supplier_id, reply.said_at)
    if message is None or (message.occasion in ASKING and message.order_id == question.order_id):
        return ""
    return TO_ANOTHER_MESSAGE.format(occasion=message.occasion)


def _last_message(supplier_id: int, at: datetime) -> Message | None:
    """The one they had got last when they wrote."""
    sent = Message.objects.filter(supplier_id=supplier_id, sent_at__lte=at, sent_at__gt=at - senders.REMEMBERED)
    return sent.order_by("-sent_at", "-id").first()


def _ask_which(given: GivenAnswer, meant: list[Question], now: datetime) -> Answer:
    """Where several suppliers have the number, it is nobody's answer until somebody says whose."""
    numbers = ", ".join(question.order_number for question in meant)
    remark = f"It may be about any of the orders {numbers}."[:255]
    answer = records.save_answer(given, Effect.TO_HELPLINE, remark=remark, supplier_id=_only_supplier(meant))
    # The others go on being asked about; the operator sees them all.
    newest = Question.objects.select_for_update().get(pk=meant[0].pk)
    reason = CallReason.CALL_ME if given.meaning is Meaning.CALL_ME else CallReason.UNCLEAR
    queue.queue_call(newest, reason, now=now, answer=answer, detail=f"{given.detail} ({numbers})")
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


def _message_replied_to(inbound: Inbound) -> Message | None:
    """A message of ours, believed only from whom it was sent to."""
    message = _message(inbound)
    return message if message and _is_from(inbound, message) else None


def _question_of(inbound: Inbound, message: Message) -> Question | None:
    """The newest question that it asked, if its number is still known as theirs."""
    if not message.order_id:
        return None
    asked = Question.objects.filter(order_id=message.order_id, supplier_id=message.supplier_id)
    if message.sale_id is not None:
        asked = asked.filter(sale_ids__contains=[message.sale_id])
    question = asked.order_by("-id").first()
    return question if question and senders.is_asked_at(inbound.channel, inbound.address, question) else None


def _message(inbound: Inbound) -> Message | None:
    if not inbound.in_reply_to:
        return None
    of_gateway = Message.objects.filter(channel=inbound.channel, gateway_id=inbound.in_reply_to).order_by("-id")
    return of_gateway.first() or Message.objects.filter(key=inbound.in_reply_to).first()


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
