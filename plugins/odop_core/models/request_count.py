"""How much each client asked for lately."""

from __future__ import annotations

from django.db import models


class RequestCount(models.Model):
    """What one client spent of one limit in one period. `key` is a digest: no address is kept."""

    key = models.CharField(max_length=32, primary_key=True)
    spent = models.PositiveBigIntegerField()
    ends_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.key}: {self.spent}"
