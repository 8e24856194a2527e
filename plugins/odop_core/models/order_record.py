"""What we know of the store's orders."""

from __future__ import annotations

from django.db import models

from odop_core.encryption import EncryptedJSONField
from odop_core.orders import OrderSnapshot


class OrderRecord(models.Model):
    """The newest snapshot of one order that reached us, whatever order the announcements came in.

    This is what handlers work from: a late or repeated announcement can never bring back an older state. It holds
    the buyer's address, so it is encrypted.
    """

    order_id = models.CharField(max_length=128, unique=True)
    number = models.CharField(max_length=64)
    user_id = models.CharField(max_length=128, null=True)
    store_updated_at = models.DateTimeField()
    # When the store said so, if it says: tells two states with the same change time apart.
    told_at = models.DateTimeField(null=True)
    content_hash = models.CharField(max_length=64)
    snapshot = EncryptedJSONField()
    recorded_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [models.Index(fields=["store_updated_at"], name="odop_order_updated")]

    def __str__(self) -> str:
        return f"order {self.number}"

    @property
    def order(self) -> OrderSnapshot:
        return OrderSnapshot.model_validate(self.snapshot)
