"""Knocks at the door that we did not open to."""

from __future__ import annotations

from django.db import models


class IntakeRefusal(models.Model):
    """How many incoming webhooks were refused for one reason on one (UTC) day; their content is not kept."""

    day = models.DateField()
    source = models.CharField(max_length=64)
    reason = models.CharField(max_length=64)
    count = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "source", "reason"], name="odop_refusal_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.source} {self.reason}: {self.count}"
