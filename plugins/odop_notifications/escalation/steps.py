"""Taking the steps that are due: asking again by the next channel, and finally handing over to the helpline.

Any number of workers may do this at once. Each takes rows that nobody else has locked, and a step and its message are
one transaction under a key of their own: a worker killed at any point leaves either both or nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import OperationalError, transaction
from django.utils import timezone

from odop_consignment import api as consignment
from odop_consignment.api import SaleInfo
from odop_core.plugin import configuration
from odop_notifications import messages
from odop_notifications.calls import queue
from odop_notifications.escalation import links, policies, questions
from odop_notifications.messages import About
from odop_notifications.models import (
    HELPLINE,
    CallReason,
    EscalationStep,
    Message,
    MessageState,
    Question,
    QuestionState,
)
from odop_notifications.settings import NotificationSettings, open_hours
from odop_notifications.suppliers import goods, senders
from odop_notifications.suppliers.recipients import recipient_of
from odop_notifications.templates.occasions import REMINDER

logger = logging.getLogger(__name__)

BATCH = 50
# Of one run: what is left waits for the next, so that other periodic jobs get their turn.
MOST_BATCHES = 40
AFTER_FAILURE = timedelta(minutes=5)


def run_due_steps() -> int:
    """The periodic job: nothing while the plugin is switched off."""
    settings = configuration.load_active_settings(NotificationSettings)
    return take_due_steps(settings=settings) if settings else 0


def take_due_steps(now: datetime | None = None, settings: NotificationSettings | None = None) -> int:
    """Take every step that is due. Returns how many questions were looked at."""
    settings = settings or configuration.load_settings(NotificationSettings)
    taken = 0
    for _batch in range(MOST_BATCHES):
        done = _take_batch(now or timezone.now(), settings)
        taken += done
        if done < BATCH:
            break
    return taken


@transaction.atomic
def _take_batch(now: datetime, settings: NotificationSettings) -> int:
    due = Question.objects.filter(state=QuestionState.WAITING, due_at__lte=now).order_by("due_at", "id")
    batch = list(due.select_for_update(skip_locked=True, of=("self",))[:BATCH])
    if not batch:
        return 0
    sales = _sales(batch)
    for question in batch:
        try:
            with transaction.atomic():
                _take(question, sales.get(question.order_id, []), now, settings)
        except OperationalError:
            raise
        except Exception:  # one question's failure must not keep all others waiting
            logger.exception("The next step of %s could not be taken; it is tried again.", question)
            Question.objects.filter(pk=question.pk).update(due_at=now + AFTER_FAILURE)
    return len(batch)


def _sales(batch: Iterable[Question]) -> dict[str, list[SaleInfo]]:
    return consignment.sales_of_orders({question.order_id for question in batch})


def _take(question: Question, sales: list[SaleInfo], now: datetime, settings: NotificationSettings) -> None:
    """The next step whose message can be sent; one that the law or the network would reject is no step."""
    if questions.close_question_if_over(question, sales, now):
        return
    asked = questions.unanswered_sales(sale for sale in sales if sale.id in question.sale_ids)
    position = question.next_position
    while step := policies.find_next_step(question.policy_id, position, settings, question.supplier_id):
        if step.channel == HELPLINE:
            break
        message = _ask_again(question, step, asked)
        position = step.position + 1
        if message.state != MessageState.REFUSED:
            _wait(question, position, max(now, message.not_before or now), settings)
            return
    queue.queue_call(question, CallReason.UNANSWERED, now=now, settings=settings)


def _wait(question: Question, position: int, since: datetime, settings: NotificationSettings) -> None:
    """Until the next step; when a policy lost its last one meanwhile, the helpline is next all the same."""
    step = policies.find_next_step(question.policy_id, position, settings, question.supplier_id)
    question.next_position = step.position if step else position
    question.due_at = open_hours.end_of_wait(since, step.wait_minutes if step else 0, settings)
    question.save(update_fields=["next_position", "due_at", "phone_digest"])


def _ask_again(question: Question, step: EscalationStep, asked: list[SaleInfo]) -> Message:
    supplier = consignment.suppliers_by_id([question.supplier_id])[question.supplier_id]
    question.phone_digest = senders.digest_supplier_phone(supplier)  # whoever is asked now can answer
    named = goods.name_goods(supplier.language, asked)
    facts = {
        "quantity": sum(sale.quantity for sale in asked),
        "product": ", ".join(dict.fromkeys(sale.product_name for sale in named)),
        "order": question.order_number,
        "answer_link": links.link_to(question),
    }
    return messages.write_message(
        REMINDER,
        recipient_of(supplier, step.channel),
        facts,
        key=messages.reminder_key(question.pk, step.position, step.channel),
        channel=step.channel,
        about=About(sale_id=asked[0].id, order_id=question.order_id, order_number=question.order_number),
    )
