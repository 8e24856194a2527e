"""Orders whose documents are due and cannot be issued."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from odop_core.database.sentences import SentenceField


class DocumentObstacle(models.Model):
    """Documents of an order are due and something is missing, such as an HSN code. The row goes when they are issued.

    `reason` is the first thing that is missing, as it was when the order was last tried.
    """

    order_id = models.CharField(max_length=128, unique=True)
    order_number = models.CharField(max_length=64)
    reason = SentenceField()
    since = models.DateTimeField(db_default=Now())
    tried_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [
            models.Index(fields=["since"], name="odop_doc_obstacle_since"),
            models.Index(fields=["tried_at"], name="odop_doc_obstacle_tried"),
        ]

    def __str__(self) -> str:
        return f"order {self.order_id} cannot be invoiced"
