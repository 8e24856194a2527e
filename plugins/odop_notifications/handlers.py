"""Which events notifications handles, which outbox items it delivers, and its periodic jobs."""

from __future__ import annotations

from django.utils import timezone

from odop_accounts.events import StatementIssued
from odop_consignment.api.suppliers import register_phone_finder
from odop_consignment.events import CodeRequested, ConsentChanged, PhoneChanged, SalesChanged, SupplierErased
from odop_core.events import NotificationRequested
from odop_core.queue import inbox, outbox, periodic, work
from odop_logistics.events import PickupMissed
from odop_notifications.calls.queue import queue_call_about_sales
from odop_notifications.channels import CHANNELS
from odop_notifications.delivery.deliverer import MessageDeliverer
from odop_notifications.escalation import links, questions, steps
from odop_notifications.events import InboundReceived, MessageUndelivered, ReceiptReceived
from odop_notifications.helpline import claims, operators
from odop_notifications.inbound import replies
from odop_notifications.messages import receipts, secrecy
from odop_notifications.messages.consent_withdrawal import refuse_unsent_messages
from odop_notifications.messages.resend import on_replayed
from odop_notifications.messages.topics import topic_of
from odop_notifications.messages.undelivered import announce_undelivered
from odop_notifications.models import CallReason, Message
from odop_notifications.notices.requests import write_requested
from odop_notifications.notices.sales import notify_of_sales
from odop_notifications.notices.sign_in import notify_former_phone, send_code
from odop_notifications.notices.statements import notify_of_statement
from odop_notifications.notices.undelivered import follow_up_undelivered
from odop_notifications.settings import PLUGIN_ID
from odop_notifications.suppliers import erasure


def subscribe_all() -> None:
    register_phone_finder(PLUGIN_ID, operators.phone_of_user)
    inbox.subscribe(PLUGIN_ID, SalesChanged, on_sales)
    inbox.subscribe(PLUGIN_ID, NotificationRequested, on_request)
    inbox.subscribe(PLUGIN_ID, ReceiptReceived, on_receipt)
    inbox.subscribe(PLUGIN_ID, InboundReceived, on_inbound)
    inbox.subscribe(PLUGIN_ID, PickupMissed, on_missed)
    inbox.subscribe(PLUGIN_ID, ConsentChanged, on_consent)
    inbox.subscribe(PLUGIN_ID, MessageUndelivered, on_undelivered)
    inbox.subscribe(PLUGIN_ID, SupplierErased, on_erased)
    inbox.subscribe(PLUGIN_ID, CodeRequested, on_code_requested)
    inbox.subscribe(PLUGIN_ID, PhoneChanged, notify_former_phone)
    inbox.subscribe(PLUGIN_ID, StatementIssued, notify_of_statement)
    periodic.register_job("notifications.escalation", steps.run_due_steps)
    periodic.register_job("notifications.abandoned_calls", claims.return_abandoned_calls)
    periodic.register_job("notifications.expired_links", links.delete_expired)
    periodic.register_job("notifications.secrets", secrecy.blank_expired)
    deliverer = MessageDeliverer()
    for channel in CHANNELS:
        outbox.register_deliverer(topic_of(channel), deliverer)
    work.replayed.connect(on_replayed, dispatch_uid="odop_notifications.replayed")


def on_sales(event: SalesChanged) -> None:
    """The question goes first: the message that asks it holds a link to it."""
    questions.sync_questions(event.order_id)
    notify_of_sales(event.order_id)


def on_request(event: NotificationRequested) -> None:
    write_requested(event)


def on_receipt(event: ReceiptReceived) -> None:
    receipts.record_receipt(event.receipt)


def on_missed(event: PickupMissed) -> None:
    """A carrier got nothing: somebody asks the supplier what happened."""
    queue_call_about_sales(event.sale_ids, CallReason.PICKUP_MISSED, event.key, event.reason, timezone.now())


def on_consent(event: ConsentChanged) -> None:
    for message in refuse_unsent_messages(event.supplier_id):
        announce_undelivered(message)


def on_undelivered(event: MessageUndelivered) -> None:
    follow_up_undelivered(Message.objects.get(pk=event.message))


def on_erased(event: SupplierErased) -> None:
    erasure.erase_supplier(event.supplier_id)


def on_code_requested(event: CodeRequested) -> None:
    send_code(event.code)


def on_inbound(event: InboundReceived) -> None:
    replies.receive_reply(event.inbound)
