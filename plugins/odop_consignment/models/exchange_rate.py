"""What another currency was worth in rupees on a day."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from odop_core.money import RUPEES


class ExchangeRate(models.Model):
    """So many rupees for one main unit of a currency, on one Indian day, and who says so.

    Rows are only ever added. Where a day has several, somebody corrected it: the last one holds for what is settled
    from then on, and what was settled keeps the one it was settled by.
    """

    currency = models.CharField(max_length=3)
    day = models.DateField()
    rate = models.DecimalField(max_digits=18, decimal_places=8)
    source = models.CharField(max_length=128)
    recorded_by = models.CharField(max_length=128)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(rate__gt=0), name="odop_rate_positive"),
            models.CheckConstraint(condition=~Q(currency=RUPEES), name="odop_rate_not_of_rupees"),
        ]
        indexes = [models.Index(fields=["currency", "day", "-id"], name="odop_rate_of_day")]

    def __str__(self) -> str:
        return f"1 {self.currency} = ₹{self.rate.normalize():f} on {self.day}"
