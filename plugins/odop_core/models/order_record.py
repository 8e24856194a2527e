"""What we know of the store's orders."""

from __future__ import annotations

from django.db import models

from odop_core.models.store_record import StoreRecord
from odop_core.security.encryption import EncryptedJSONField


class OrderRecord(StoreRecord):
    """The newest snapshot of one order. It holds the buyer's address, so it is encrypted."""

    ENCRYPTED_FOR = ("order_id",)
    order_id = models.CharField(max_length=128, unique=True)
    number = models.CharField(max_length=64)
    user_id = models.CharField(max_length=128, null=True)
    snapshot = EncryptedJSONField()
    # Its date was old when the store got it: it was imported as history (see `store.history`).
    was_imported_old = models.BooleanField(default=False)
    # When we last saw that it was being placed or paid, as it happened.
    witnessed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["store_updated_at"], name="odop_order_updated")]

    def __str__(self) -> str:
        return f"order {self.number}"
