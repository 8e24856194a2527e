"""What the store's attributes last said of a product."""

from __future__ import annotations

from django.db import models


class SyncedProduct(models.Model):
    """A product whose attributes in the store name an origin, or did once; and what we last made of them.

    It is no claim: that is what came of it. It tells a merchant's edit apart from any other change of the product, and
    a product whose attributes were emptied from one that never had any (whose claim, if any, staff made here).
    """

    product_id = models.CharField(max_length=128, unique=True)
    # The values as the store gives them, whether we know them or not; "" for none.
    district = models.CharField(max_length=255, default="", blank=True)
    craft = models.CharField(max_length=255, default="", blank=True)
    artisan = models.CharField(max_length=255, default="", blank=True)
    # Whether the merchant says that the goods bear the craft's GI; null: not said.
    gi = models.BooleanField(null=True)
    # What staff should know of the values, in words: what could not be made out, and why.
    note = models.TextField(default="", blank=True)
    synced_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [models.Index(fields=["artisan"], name="odop_synced_artisan", condition=~models.Q(artisan=""))]

    def __str__(self) -> str:
        return f"{self.product_id} of {self.district or 'nowhere'}"
