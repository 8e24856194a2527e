"""What we must tell the outside world."""

from __future__ import annotations

from django.db import models

from odop_core.models.work import OPEN_STATES, WorkItem
from odop_core.security.encryption import EncryptedJSONField


class OutboxItem(WorkItem):
    """One thing to tell somebody outside: a message to a gateway, a booking to a carrier, a fulfilment to the store.

    It is written in the same transaction as the fact that causes it, and delivered afterwards at least once; the
    `key` goes along, so that the other side can recognise a repeat.
    """

    ENCRYPTED_FOR = ("key",)
    key = models.CharField(max_length=255, unique=True)
    # Which deliverer carries it, e.g. "notifications.message.sms".
    topic = models.CharField(max_length=64)
    subject = models.CharField(max_length=128)
    # Key of an item that this one takes back: it is not delivered while that one is still under way.
    after = models.CharField(max_length=255, default="", blank=True)
    payload = EncryptedJSONField()
    # An attempt began, and nobody can tell how it ended (its worker was killed, or the other side fell silent): they
    # may have it.
    in_doubt = models.BooleanField(db_default=False, default=False)
    # What the other side answered when it accepted.
    answer = EncryptedJSONField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["due_at", "id"], name="odop_outbox_due", condition=models.Q(state__in=OPEN_STATES)),
            models.Index(
                fields=["topic", "due_at", "id"], name="odop_outbox_topic", condition=models.Q(state__in=OPEN_STATES)
            ),
            models.Index(fields=["subject", "id"], name="odop_outbox_subject"),
            models.Index(fields=["state", "-id"], name="odop_outbox_state"),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.key}"
