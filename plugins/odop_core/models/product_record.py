"""What we know of the store's products."""

from __future__ import annotations

from typing import Any

from django.db import models

from odop_core.models.store_record import StoreRecord


class ProductRecord(StoreRecord):
    """The newest snapshot of one product, as far as it concerns us. The store may have deleted it since, for good."""

    product_id = models.CharField(max_length=128, unique=True)
    snapshot: models.JSONField[dict[str, Any]] = models.JSONField()
    deleted_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"product {self.product_id}"
