"""What notifications does when it hears of something, and what it carries."""

from __future__ import annotations

from django.utils import timezone

from odop_consignment.api import CONSENT_EVENT, ERASED_EVENT, SALES_CHANGED
from odop_core.queue import inbox, outbox, periodic, work
from odop_logistics.api import MISSED
from odop_notifications.calls.queue import queue_call_about_sales
from odop_notifications.channels import CHANNELS
from odop_notifications.delivery.deliverer import MessageDeliverer
from odop_notifications.escalation import links, questions, steps
from odop_notifications.events import INBOUND, RECEIPT, TELL, UNDELIVERED
from odop_notifications.helpline import claims
from odop_notifications.inbound import intake, replies
from odop_notifications.messages import receipts
from odop_notifications.messages.consent_withdrawal import refuse_unsent_messages
from odop_notifications.messages.resend import on_replayed
from odop_notifications.messages.topics import topic_of
from odop_notifications.messages.undelivered import announce_undelivered
from odop_notifications.models import CallReason, Message
from odop_notifications.notices.requests import write_requested
from odop_notifications.notices.sales import notify_of_sales
from odop_notifications.notices.undelivered import follow_up_undelivered
from odop_notifications.settings import PLUGIN_ID
from odop_notifications.suppliers import erasure


def subscribe_all() -> None:
    # The next change of an order's sales brings all of them; everything else is told once.
    inbox.subscribe(PLUGIN_ID, SALES_CHANGED, on_sales)
    inbox.subscribe(PLUGIN_ID, TELL, on_tell, waits_while_off=inbox.SOME_DAYS)
    inbox.subscribe(PLUGIN_ID, RECEIPT, on_receipt, waits_while_off=inbox.ALWAYS)
    inbox.subscribe(PLUGIN_ID, INBOUND, on_inbound, waits_while_off=inbox.ALWAYS)
    inbox.subscribe(PLUGIN_ID, MISSED, on_missed, waits_while_off=inbox.SOME_DAYS)
    inbox.subscribe(PLUGIN_ID, CONSENT_EVENT, on_consent, waits_while_off=inbox.ALWAYS)
    inbox.subscribe(PLUGIN_ID, UNDELIVERED, on_undelivered, waits_while_off=inbox.SOME_DAYS)
    inbox.subscribe(PLUGIN_ID, ERASED_EVENT, on_erased, waits_while_off=inbox.ALWAYS)
    periodic.register("notifications.escalation", steps.run_due_steps)
    periodic.register("notifications.abandoned_calls", claims.return_abandoned_calls)
    periodic.register("notifications.expired_links", links.delete_expired)
    deliverer = MessageDeliverer()
    for channel in CHANNELS:
        outbox.register(topic_of(channel), deliverer)
    work.replayed.connect(on_replayed, dispatch_uid="odop_notifications.replayed")


def on_sales(event: inbox.Event) -> None:
    """The question goes first: the message that asks it holds a link to it."""
    questions.sync_questions(event.subject)
    notify_of_sales(event.subject)


def on_tell(event: inbox.Event) -> None:
    write_requested(event.payload)


def on_receipt(event: inbox.Event) -> None:
    receipts.record_receipt(intake.receipt_of(event))


def on_missed(event: inbox.Event) -> None:
    """A carrier got nothing: somebody asks the supplier what happened."""
    missed = event.payload
    queue_call_about_sales(
        missed["sale_ids"], CallReason.PICKUP_MISSED, missed["key"], missed["reason"], timezone.now()
    )


def on_consent(event: inbox.Event) -> None:
    for message in refuse_unsent_messages(event.payload["supplier_id"]):
        announce_undelivered(message)


def on_undelivered(event: inbox.Event) -> None:
    follow_up_undelivered(Message.objects.get(pk=event.payload["message"]))


def on_erased(event: inbox.Event) -> None:
    erasure.erase_supplier(event.payload["supplier_id"])


def on_inbound(event: inbox.Event) -> None:
    replies.receive_reply(intake.inbound_of(event))
