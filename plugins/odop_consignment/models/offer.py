"""Who supplies what, and where it is collected."""

from __future__ import annotations

from django.db import models

from odop_consignment.models.agreement import Agreement
from odop_consignment.models.supplier import Supplier


class Offer(models.Model):
    """ "This supplier supplies this variant under this agreement from this pickup point."

    The pickup point is a Saleor warehouse, so Saleor's own allocations say whose goods were sold. Where several
    suppliers share a pickup point, the oldest lot goes first; without lots the lower `priority`. An offer becomes
    active only for an approved supplier with a signed agreement, and beside offers of the same seller of record.
    """

    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="offers")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, null=True, related_name="offers")
    variant_id = models.CharField(max_length=128)
    product_id = models.CharField(max_length=128, default="", blank=True)
    pickup_point_id = models.CharField(max_length=128)
    # The supplier took it off themselves, and may put it on again.
    taken_off_by_supplier = models.BooleanField(default=False)
    priority = models.PositiveIntegerField(default=100)
    active = models.BooleanField(default=False)
    # Told when fewer pieces than this are unsold; 0 for never.
    low_stock_at = models.PositiveIntegerField(default=0)
    # Told already, until there is more again.
    low_stock_notified = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_by = models.CharField(max_length=128, default="", blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["variant_id", "pickup_point_id", "supplier"], name="odop_offer_once")
        ]
        indexes = [
            models.Index(fields=["product_id"], name="odop_offer_product", condition=~models.Q(product_id="")),
            models.Index(fields=["pickup_point_id", "id"], name="odop_offer_pickup_point"),
            models.Index(fields=["active", "id"], name="odop_offer_active"),
            models.Index(fields=["priority", "id"], name="odop_offer_priority"),
            models.Index(fields=["created_at"], name="odop_offer_created"),
            models.Index(fields=["changed_at", "id"], name="odop_offer_changed"),
        ]

    def __str__(self) -> str:
        return f"{self.variant_id} by {self.supplier_id}"
