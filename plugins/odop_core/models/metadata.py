"""What other systems know of our rows."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class ObjectMetadata(models.Model):
    """The reference and the metadata that other systems keep with one of our rows, as with Saleor's objects.

    The row is named as its global ID names it: by its type and its key. There is a row here only for what has any.
    """

    type_name = models.CharField(max_length=64)
    key = models.CharField(max_length=128)
    # What the other system calls it; "" if it was not said.
    external_reference = models.CharField(max_length=250, default="", blank=True)
    metadata = models.JSONField(default=dict, blank=True)
    private_metadata = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["type_name", "key"], name="odop_metadata_once"),
            models.UniqueConstraint(
                fields=["type_name", "external_reference"],
                condition=~Q(external_reference=""),
                name="odop_metadata_reference_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type_name} {self.key}"
