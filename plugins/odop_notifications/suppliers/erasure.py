"""Erasing a supplier: texts and numbers are deleted, counts stay.

How many messages were sent, answered and called about is kept; to whom and in which words is not. Replies from one of
their numbers that belong to no supplier, since another has the number too, may be theirs and are deleted as well.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from odop_core.events import NotificationRequested
from odop_core.models import Handling, InboxEvent, OutboxItem, WorkState
from odop_core.models.work import OPEN_STATES
from odop_core.queue import outbox
from odop_notifications.events import InboundReceived
from odop_notifications.models import (
    OPEN_QUESTIONS,
    UNSENT,
    Answer,
    AnswerLink,
    Call,
    CallAttempt,
    CallState,
    DeliveryReceipt,
    Message,
    MessageAttempt,
    MessageState,
    Question,
    QuestionState,
    StatementLink,
    UserId,
    WebhookEndpoint,
)
from odop_notifications.suppliers import senders

REASON = "The supplier's data are erased."


@transaction.atomic
def erase_supplier(supplier_id: int) -> None:
    """Doing it again changes nothing."""
    numbers = _numbers(supplier_id)
    UserId.objects.filter(phone_digest__in=numbers).delete()
    _endpoint(supplier_id)
    _questions(supplier_id)
    _messages(supplier_id)
    of_nobody = Q(supplier_id=None)
    _answers(Q(supplier_id=supplier_id) | of_nobody & Q(sender_digest__in=numbers))
    _calls(Q(supplier_id=supplier_id) | of_nobody & Q(phone_digest__in=numbers))


def _numbers(supplier_id: int) -> set[str]:
    """Digests of all numbers at which they were asked or told something."""
    asked_at = Question.objects.filter(supplier_id=supplier_id).values_list("phone_digest", flat=True)
    notified = Message.objects.filter(supplier_id=supplier_id).exclude(channel__in=senders.NO_PHONES)
    addresses = (message.address for message in notified.only("key", "address").iterator())
    return ({*asked_at} | {senders.digest_phone(address) for address in addresses}) - {""}


def _endpoint(supplier_id: int) -> None:
    """Off, without a word: nobody is left to be told."""
    WebhookEndpoint.objects.filter(supplier_id=supplier_id).update(
        url="", secret="", old_secret="", old_secret_until=None, disabled_at=Now(), disabled_reason=REASON
    )


def _questions(supplier_id: int) -> None:
    questions = Question.objects.filter(supplier_id=supplier_id)
    questions.filter(state__in=OPEN_QUESTIONS).update(state=QuestionState.CLOSED, closed_at=Now(), due_at=None)
    questions.update(phone_digest="")
    AnswerLink.objects.filter(question__supplier_id=supplier_id).delete()
    StatementLink.objects.filter(supplier_id=supplier_id).delete()


def _messages(supplier_id: int) -> None:
    messages = Message.objects.filter(supplier_id=supplier_id)
    for key in messages.filter(state__in=UNSENT).values_list("key", flat=True):
        outbox.withdraw_item(key)
    messages.filter(state__in=UNSENT).update(state=MessageState.WITHDRAWN)
    MessageAttempt.objects.filter(message__supplier_id=supplier_id).update(detail="")
    of_theirs = messages.filter(channel=OuterRef("channel"), gateway_id=OuterRef("gateway_id"))
    DeliveryReceipt.objects.filter(Exists(of_theirs)).exclude(gateway_id="").update(detail="")
    OutboxItem.objects.filter(key__in=messages.values("key")).update(answer={}, last_error="")
    _announcements().filter(kind=NotificationRequested.kind, subject=f"supplier:{supplier_id}").update(payload={})
    messages.filter(void_at=None).update(void_at=Now())
    messages.update(recipient_name="", address="", text="", variables={}, failure="")


def _answers(theirs: Q) -> None:
    rows = list(Answer.objects.filter(theirs).values_list("pk", "key"))
    _announcements().filter(kind=InboundReceived.kind, key__in=[key for _pk, key in rows]).update(payload={})
    Answer.objects.filter(pk__in=[pk for pk, _key in rows]).update(sender="", sender_digest="", text="")


def _calls(theirs: Q) -> None:
    pks = list(Call.objects.filter(theirs).values_list("pk", flat=True))
    calls = Call.objects.filter(pk__in=pks)
    calls.filter(state=CallState.WAITING).update(state=CallState.WITHDRAWN, finished_at=Now())
    CallAttempt.objects.filter(call__in=pks).update(note="")
    calls.update(sender="", phone_digest="", detail="")


def _announcements() -> QuerySet[InboxEvent]:
    """What was handled, and is not read again."""
    waiting = Handling.objects.filter(event=OuterRef("pk"), state__in=OPEN_STATES)
    return InboxEvent.objects.filter(~Exists(waiting), state=WorkState.DONE)
