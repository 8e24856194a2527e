"""What the posting rules reckon with, sale by sale."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now


class SaleFigures(models.Model):
    """The amounts of one sale, written down when it is first entered in the books and never changed (the database
    refuses): whatever is set or agreed later, all entries of a sale are reckoned from one set of figures.

    Amounts are paise, for all pieces. What the buyer pays is `gross_paise`, without GST `net_paise`. `value_*` is what
    is settled with the supplier: the same, and the part of a discount that they do not bear.
    """

    sale_id = models.BigIntegerField(unique=True)
    order_id = models.CharField(max_length=128)
    order_number = models.CharField(max_length=64)
    supplier_id = models.BigIntegerField()
    supply_model = models.CharField(max_length=32)
    tax_regime = models.CharField(max_length=16)
    # Whose GSTIN is on the invoice; "" for who is not registered.
    seller_gstin = models.CharField(max_length=15, default="", blank=True)
    # Under which GSTIN the shop delivers, on its document and in the books; "" where it had none.
    delivery_gstin = models.CharField(max_length=15, default="", blank=True)
    seller_state_code = models.CharField(max_length=2)
    ship_state_code = models.CharField(max_length=2, default="", blank=True)
    ordered_on = models.DateField()
    quantity = models.PositiveIntegerField()
    gross_paise = models.BigIntegerField()
    net_paise = models.BigIntegerField()
    value_gross_paise = models.BigIntegerField()
    value_net_paise = models.BigIntegerField()
    commission_paise = models.BigIntegerField()
    charges_paise = models.BigIntegerField()
    # GST on commission and charges.
    services_tax_paise = models.BigIntegerField()
    # On what tax is collected and deducted at source, 0 where none is: `posting.deductions` says how much, as the law
    # wants, when the goods are delivered and when they come back.
    tcs_base_paise = models.BigIntegerField(default=0)
    tds_base_paise = models.BigIntegerField(default=0)
    # Whether the supplier gets nothing for goods that are lost, come back damaged, or are paid back and kept.
    supplier_bears_losses = models.BooleanField()
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [
            models.Index(fields=["order_id"], name="odop_figures_order"),
            models.Index(fields=["supplier_id", "-sale_id"], name="odop_figures_supplier"),
        ]

    def __str__(self) -> str:
        return f"figures of sale {self.sale_id}"
