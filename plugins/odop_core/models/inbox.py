"""What was announced, and what each plugin does about it."""

from __future__ import annotations

from django.db import models

from odop_core.models.work import OPEN_STATES, WorkItem
from odop_core.security.encryption import EncryptedJSONField
from odop_core.security.permissions import Permission


class InboxEvent(WorkItem):
    """Something happened: the store said so, the reconciler found it, or a plugin of the suite announced it.

    A row is an announcement, accepted once (`key` is unique), not the truth itself: the truth about an order is its
    `OrderRecord`, the truth about a sale is the sale. The payload may hold a buyer's address, so it is encrypted.
    """

    ENCRYPTED_FOR = ("key",)
    key = models.CharField(max_length=255, unique=True)
    # What kind of thing happened, e.g. "store.order" or "consignment.sales".
    kind = models.CharField(max_length=64)
    # What it happened to: the order's global id. Work on one subject is done one at a time.
    subject = models.CharField(max_length=128)
    # The store's own name for the event, e.g. "ORDER_FULLY_PAID"; or "RECONCILED".
    name = models.CharField(max_length=64, default="", blank=True)
    payload = EncryptedJSONField()
    occurred_at = models.DateTimeField(null=True)
    # Why a finished event caused nothing, in words: a repeat, or older than what we already knew.
    note = models.CharField(max_length=255, default="", blank=True)

    class Meta:
        permissions = [(Permission.MANAGE_ODOP_WORK.codename, "See and replay the suite's events and deliveries.")]
        indexes = [
            models.Index(fields=["due_at", "id"], name="odop_inbox_due", condition=models.Q(state__in=OPEN_STATES)),
            models.Index(fields=["subject", "id"], name="odop_inbox_subject"),
            models.Index(fields=["state", "-id"], name="odop_inbox_state"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.name} {self.subject}"


class Handling(WorkItem):
    """One plugin's reaction to one event: tried on its own, so that one plugin's bug stops only its own work."""

    event = models.ForeignKey(InboxEvent, on_delete=models.CASCADE, related_name="handlings")
    handler = models.CharField(max_length=64)
    # "" when it was done; otherwise why there was nothing to do, e.g. "plugin is switched off".
    note = models.CharField(max_length=255, default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "handler"], name="odop_handling_once")]
        indexes = [
            models.Index(fields=["due_at", "id"], name="odop_handling_due", condition=models.Q(state__in=OPEN_STATES)),
            models.Index(fields=["state", "-id"], name="odop_handling_state"),
        ]

    def __str__(self) -> str:
        return f"{self.handler} of event {self.event_id}"
