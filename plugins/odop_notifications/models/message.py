"""Messages to makers."""

from __future__ import annotations

from django.db import models

from odop_core.encryption import EncryptedTextField
from odop_core.permissions import Permission
from odop_core.states import State


class MessageState(State):
    QUEUED = "queued", "on its way to the gateway"
    SENT = "sent", "the gateway took it"
    FAILED = "failed", "the gateway did not take it, however often we tried"
    WITHDRAWN = "withdrawn", "taken back before it was sent"


class Message(models.Model):
    """One thing one person is told about one sale, as it was worded. The same thing is never said twice (`key`)."""

    key = models.CharField(max_length=128, unique=True)
    # What it is about: "bought" or "cancelled".
    occasion = models.CharField(max_length=32)
    sale_id = models.BigIntegerField()
    order_id = models.CharField(max_length=128)
    recipient_name = models.CharField(max_length=128)
    phone = EncryptedTextField()
    language = models.CharField(max_length=8)
    text = models.TextField()
    state = models.CharField(max_length=16, choices=MessageState.choices(), default=MessageState.QUEUED.value)
    channel = models.CharField(max_length=32, default="", blank=True)
    failure = models.TextField(default="", blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        permissions = [(Permission.MANAGE_NOTIFICATIONS.codename, "See and resend messages to makers.")]
        indexes = [
            models.Index(fields=["sale_id"], name="odop_message_sale"),
            models.Index(fields=["order_id"], name="odop_message_order"),
        ]

    def __str__(self) -> str:
        return self.key
