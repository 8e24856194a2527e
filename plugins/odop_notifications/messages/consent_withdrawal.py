"""Unsent messages of a supplier who withdraws their consent: they are refused."""

from __future__ import annotations

from django.db import transaction

from odop_core.queue import outbox
from odop_core.queue.outbox import Withdrawal
from odop_notifications.models import UNSENT, Message, MessageState
from odop_notifications.suppliers import consents

# A failed message is not sent by a replay, either.
NOT_SENT = (*UNSENT, MessageState.FAILED)


@transaction.atomic
def refuse_unsent_messages(supplier_id: int) -> list[Message]:
    """Refuse what would be refused if it were written now. Returns what it was; doing it again finds nothing.

    What is in doubt may have been sent, and is not called refused.
    """
    unsent = list(Message.objects.filter(supplier_id=supplier_id, state__in=NOT_SENT).order_by("id"))
    refusals = {
        category: consents.consent_refusal(supplier_id, category) for category in {one.category for one in unsent}
    }
    refused = []
    for message in unsent:
        refusal = refusals[message.category]
        if not refusal or outbox.withdraw_item(message.key) is Withdrawal.TOO_LATE:
            continue
        in_doubt = outbox.is_in_doubt(message.key)
        message.state, message.failure = MessageState.MAYBE_SENT if in_doubt else MessageState.REFUSED, refusal
        message.save(update_fields=["state", "failure"])
        refused.append(message)
    return refused
