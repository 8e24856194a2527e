"""What gateways bring from makers: whose it is, what it means, which question it answers. Nothing is ever dropped.

Where the sender is unknown, or the words fit several questions, an operator is given the text.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from odop_consignment import api as consignment
from odop_core import aadhaar, indian_time, plugin_settings
from odop_core.locks import one_at_a_time
from odop_notifications.answers import giving, senders
from odop_notifications.answers.giving import Given
from odop_notifications.answers.words import understand
from odop_notifications.channels.message import Inbound
from odop_notifications.helpline import queue
from odop_notifications.models import (
    OPEN_CHASES,
    Answer,
    CallReason,
    Chase,
    Effect,
    Meaning,
    Message,
)
from odop_notifications.settings import NotificationSettings

# Words that come without a question are about one of so long ago, at most.
REMEMBERED = timedelta(days=30)
MOST_CONSIDERED = 20


@transaction.atomic
def receive(inbound: Inbound, now: datetime | None = None) -> Answer:
    """Record what somebody said and do what follows. Received again, it returns what was recorded the first time."""
    now = now or timezone.now()
    one_at_a_time("answers-of", senders.digest(inbound.address) or inbound.address)
    key = f"inbound:{inbound.key}"[:255]
    found = Answer.objects.filter(key=key).first()
    if found is not None:
        return found
    candidates = _candidates(inbound, now)
    said_at = min(inbound.at or now, now)
    understood = understand(
        inbound.text,
        indian_time.day_of(said_at),
        plugin_settings.load(NotificationSettings).answer_furthest_days,
        [chase.order_number for chase in candidates],
    )
    given = Given(
        understood.meaning, understood.day, key, inbound.channel, said_at, sender=inbound.address,
        text=aadhaar.redacted(inbound.text),
    )  # fmt: skip
    if understood.order_number:
        candidates = [chase for chase in candidates if chase.order_number == understood.order_number]
    return _answer(given, candidates, now)


def _answer(given: Given, candidates: list[Chase], now: datetime) -> Answer:
    waiting = [chase for chase in candidates if chase.state in OPEN_CHASES]
    meant = waiting or _still_with_maker(candidates) or candidates[:1]
    if given.meaning is Meaning.COURTESY and candidates:
        return giving.record(given, Effect.NOTED, candidates[0])
    if len(meant) == 1:
        return giving.give(given, meant[0], now)
    if meant:
        return _ask_which(given, meant, now)
    return _ask_who(given, now)


def _ask_which(given: Given, meant: list[Chase], now: datetime) -> Answer:
    numbers = ", ".join(chase.order_number for chase in meant)
    remark = f"It may be about any of the orders {numbers}."[:255]
    answer = giving.record(given, Effect.TO_HELPLINE, remark=remark, supplier_id=meant[0].supplier_id)
    # The others go on being asked about; the operator sees them all.
    newest = Chase.objects.select_for_update().get(pk=meant[0].pk)
    queue.call_for(newest, CallReason.UNCLEAR, now=now, answer=answer, detail=f"{given.text} ({numbers})")
    return answer


def _ask_who(given: Given, now: datetime) -> Answer:
    """Somebody who was not asked anything: a supplier we know, or nobody we know."""
    supplier_id = senders.supplier(given.channel, given.sender)
    remark = "" if supplier_id else "The number is of nobody we know."
    answer = giving.record(given, Effect.TO_HELPLINE, remark=remark, supplier_id=supplier_id)
    queue.call_back(answer, now)
    return answer


def _candidates(inbound: Inbound, now: datetime) -> list[Chase]:
    """Questions this may answer, newest first: that of the message replied to, else all put to who speaks."""
    replied = _of_message(inbound)
    if replied is not None:
        return [replied]
    recent = senders.questions(inbound.channel, inbound.address).filter(opened_at__gt=now - REMEMBERED).order_by("-id")
    return list(recent[:MOST_CONSIDERED])


def _of_message(inbound: Inbound) -> Chase | None:
    """The newest question that a message of ours asked; believed only from whom it was sent to."""
    if not inbound.in_reply_to:
        return None
    rows = Message.objects.filter(channel=inbound.channel).exclude(order_id="")
    message = (
        rows.filter(gateway_id=inbound.in_reply_to).order_by("-id").first()
        or Message.objects.filter(key=inbound.in_reply_to).exclude(order_id="").first()
    )
    if message is None or not _is_from(inbound, message):
        return None
    chases = Chase.objects.filter(order_id=message.order_id, supplier_id=message.supplier_id)
    if message.sale_id is not None:
        chases = chases.filter(sale_ids__contains=[message.sale_id])
    return chases.order_by("-id").first()


def _is_from(inbound: Inbound, message: Message) -> bool:
    if inbound.address == message.address:
        return True
    return bool(senders.digest(inbound.address)) and senders.digest(inbound.address) == senders.digest(message.address)


def _still_with_maker(candidates: list[Chase]) -> list[Chase]:
    """Questions that were answered and can be answered otherwise."""
    sales = consignment.sales_of_orders({chase.order_id for chase in candidates})
    return [chase for chase in candidates if giving.answerable(chase, sales.get(chase.order_id, []))]
