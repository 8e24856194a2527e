"""Who supplies what, and where it is collected."""

from __future__ import annotations

from django.db import models

from odop_consignment.models.supplier import Supplier


class Offer(models.Model):
    """ "This supplier supplies this variant from this pickup point."

    The pickup point is a Saleor warehouse, so Saleor's own allocations say whose goods were sold. Where several
    suppliers share a pickup point, the lower `priority` goes first.
    """

    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="offers")
    variant_id = models.CharField(max_length=128)
    pickup_point_id = models.CharField(max_length=128)
    priority = models.PositiveIntegerField(default=100)
    active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["variant_id", "pickup_point_id", "supplier"], name="odop_offer_once")
        ]

    def __str__(self) -> str:
        return f"{self.variant_id} by {self.supplier_id}"
