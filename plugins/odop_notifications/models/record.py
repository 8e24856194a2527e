"""Attempts and delivery reports of messages: rows that are only ever added, as the database enforces."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from odop_core.database.states import State
from odop_core.security.encryption import EncryptedTextField, SealedRow
from odop_notifications.models.message import Message


class AttemptOutcome(State):
    ACCEPTED = "accepted", "the gateway took it"
    TEMPORARY = "temporary", "it did not work, but may later"
    PERMANENT = "permanent", "it will not work however often it is tried"
    IN_DOUBT = "in_doubt", "the gateway was asked and did not say whether it took it"


class MessageAttempt(SealedRow):
    """One time a message was carried to its channel, written when the attempt ended.

    An attempt whose worker was killed leaves no row: the outbox item counts it.
    """

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="attempts")
    channel = models.CharField(max_length=32)
    at = models.DateTimeField(db_default=Now())
    outcome = models.CharField(max_length=16, choices=AttemptOutcome.choices())
    # What the gateway said; it may repeat a phone number.
    detail = EncryptedTextField()

    def __str__(self) -> str:
        return f"{self.message_id} {self.outcome}"


class DeliveryReceipt(models.Model):
    """What a gateway told us of a message it had taken. It is kept also when we do not know the message (yet)."""

    ENCRYPTED_FOR = ("key",)
    # Tells one receipt from another, so that the same one told twice is one row.
    key = models.CharField(max_length=255, unique=True)
    channel = models.CharField(max_length=32)
    gateway_id = models.CharField(max_length=255)
    # A value of `gateways.message.ReceiptStatus`; `word` is the gateway's own where we do not know it, else "".
    status = models.CharField(max_length=16)
    word = models.CharField(max_length=64, default="", blank=True)
    # When it happened, as the gateway has it; null where it does not say.
    at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(db_default=Now())
    detail = EncryptedTextField()

    class Meta:
        indexes = [
            models.Index(fields=["channel", "gateway_id"], name="odop_receipt_gateway"),
            models.Index(
                fields=["channel", "word", "received_at"], name="odop_receipt_word", condition=~models.Q(word="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.gateway_id} {self.status}"
