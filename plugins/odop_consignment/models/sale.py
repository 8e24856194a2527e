"""What was sold, line by line and owner by owner."""

from __future__ import annotations

from django.db import models

from odop_consignment.models.offer import Offer
from odop_consignment.models.supplier import Supplier
from odop_core.states import State


class SaleState(State):
    PLACED = "placed", "bought; the goods are still with the maker"
    COLLECTED = "collected", "the carrier has the goods"
    CANCELLED = "cancelled", "called off before the goods were collected"


class Sale(models.Model):
    """So many pieces of one order line that come from one pickup point, and so belong to one supplier.

    An order line supplied from two pickup points is two sales, and so is one to which pieces were added later. The
    pieces of a sale never change: whoever was told of it was told the truth. `offer` is null while nobody is known to
    supply the goods: such a sale is *unassigned*, shown to staff and never dropped.
    """

    order_id = models.CharField(max_length=128)
    order_number = models.CharField(max_length=64)
    order_line_id = models.CharField(max_length=128)
    product_id = models.CharField(max_length=128, null=True)
    variant_id = models.CharField(max_length=128, null=True)
    product_name = models.CharField(max_length=255)
    # "" when neither the store nor an offer says where the goods are.
    pickup_point_id = models.CharField(max_length=128, default="", blank=True)
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, null=True, related_name="sales")
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, null=True, related_name="sales")
    quantity = models.PositiveIntegerField()
    unit_price_gross_paise = models.BigIntegerField()
    state = models.CharField(max_length=16, choices=SaleState.choices(), default=SaleState.PLACED.value)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [
            models.Index(fields=["order_id"], name="odop_sale_order"),
            models.Index(fields=["order_line_id"], name="odop_sale_line"),
            models.Index(fields=["id"], name="odop_sale_unassigned", condition=models.Q(offer=None, state="placed")),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.product_name} of order {self.order_number}"
