"""Rules with a date."""

from __future__ import annotations

from django.db import models


class DatedRule(models.Model):
    """What a law or contract says from a day on: a rate, a limit, a number of days.

    A row holds from `valid_from` (an Indian calendar day) until the next row of the same code; a row whose value is
    null ends the rule. Rows are added, never changed: yesterday's sale keeps yesterday's rate.
    """

    code = models.CharField(max_length=64)
    valid_from = models.DateField()
    value = models.JSONField(null=True)
    citation = models.TextField()
    # H: primary text or two sources; M: one good source; L: weak or conflicting.
    confidence = models.CharField(max_length=1, choices=[("H", "high"), ("M", "medium"), ("L", "low")])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "valid_from"], name="odop_rule_once_a_day")]

    def __str__(self) -> str:
        return f"{self.code} from {self.valid_from}"
