"""What is not paid out for now."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class Hold(models.Model):
    """Somebody said that a supplier's earnings are not paid for now: those of one sale (a dispute), or all of them
    (`sale_id` null). It ends when somebody releases it; then it is never changed again.

    Earnings of a held sale do not become due; a held supplier is not paid, whatever is due.
    """

    supplier_id = models.BigIntegerField()
    sale_id = models.BigIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=255)
    placed_by = models.CharField(max_length=128)
    placed_at = models.DateTimeField(db_default=Now())
    released_by = models.CharField(max_length=128, default="", blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    release_reason = models.CharField(max_length=255, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sale_id"], condition=Q(released_at=None, sale_id__isnull=False), name="odop_hold_of_sale_once"
            ),
            models.UniqueConstraint(
                fields=["supplier_id"], condition=Q(released_at=None, sale_id=None), name="odop_hold_of_supplier_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="odop_hold_reason"),
            models.CheckConstraint(
                condition=Q(released_at=None, released_by="") | Q(released_at__isnull=False) & ~Q(released_by=""),
                name="odop_hold_released_by",
            ),
        ]
        indexes = [
            models.Index(fields=["supplier_id", "-id"], name="odop_hold_supplier"),
            models.Index(fields=["sale_id"], name="odop_hold_of_sale"),
            models.Index(fields=["placed_at"], name="odop_hold_placed"),
        ]

    def __str__(self) -> str:
        return f"hold {self.pk}"
