"""Many claims in one call: what was asked for, and how far it has come."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from odop_core.database.states import State


class BulkAction(State):
    ATTEST = "attest", "the seller attests what was noted"
    VERIFY = "verify", "a reviewer found it true"


class BulkState(State):
    RUNNING = "running", "workers are at it"
    FINISHED = "finished", "every product was looked at; some may have failed"


class BulkReview(models.Model):
    """One person's wish to attest or verify many products at once, worked off in batches in the background.

    Counts are written with the batch they count, so they are right at any moment, whoever is killed.
    """

    action = models.CharField(max_length=16, choices=BulkAction.choices())
    by = models.CharField(max_length=128)
    why = models.TextField(default="", blank=True)
    # For VERIFY: why no evidence is needed, and the last Indian day the verification holds.
    waiver = models.TextField(default="", blank=True)
    expires_on = models.DateField(null=True)
    state = models.CharField(max_length=16, choices=BulkState.choices(), default=BulkState.RUNNING.value)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(auto_now_add=True)
    # When the last batch ended.
    moved_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["moved_at"], name="odop_bulk_running", condition=Q(state=BulkState.RUNNING)),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.total} products"


class BulkItemState(State):
    WAITING = "waiting", "not looked at yet"
    DONE = "done", "done"
    FAILED = "failed", "refused, and the row says why"


class BulkItem(models.Model):
    """One product of a bulk review: what came of it, and the reason if it was refused."""

    review = models.ForeignKey(BulkReview, on_delete=models.CASCADE, related_name="items")
    product_id = models.CharField(max_length=128)
    # Version of the claim when the review was asked for: what changed since was not what the person meant.
    seen = models.PositiveIntegerField(null=True)
    state = models.CharField(max_length=16, choices=BulkItemState.choices(), default=BulkItemState.WAITING.value)
    error = models.CharField(max_length=255, default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "product_id"], name="odop_bulk_item_once")]
        indexes = [
            models.Index(
                fields=["review", "product_id"], name="odop_bulk_waiting", condition=Q(state=BulkItemState.WAITING)
            ),
            models.Index(
                fields=["review", "product_id"], name="odop_bulk_failed", condition=Q(state=BulkItemState.FAILED)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product_id}: {self.state}"
