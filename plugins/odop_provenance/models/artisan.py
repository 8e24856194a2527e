"""The people who make the goods."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models

from odop_core.database.text_search import search_vector
from odop_provenance.models.place import District


class Artisan(models.Model):
    """The person (or group) who makes goods, as buyers may see them.

    This is the public face only: who owns the goods and is paid for them is a supplier, in another app. Nothing is
    shown that the artisan did not consent to.
    """

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=128)
    name_hi = models.CharField(max_length=128, default="", blank=True)
    village = models.CharField(max_length=128, default="", blank=True)
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="artisans")
    shows_name = models.BooleanField(default=False, help_text="The artisan agreed to be named to buyers.")

    class Meta:
        indexes = [
            models.Index(fields=["name", "id"], name="odop_artisan_name"),
            GinIndex(search_vector("name", "name_hi"), name="odop_artisan_search"),
        ]

    def __str__(self) -> str:
        return self.name
