"""The shape shared by what we keep of the store's orders and products."""

from __future__ import annotations

from django.db import models


class StoreRecord(models.Model):
    """Abstract. The newest snapshot of one thing of the store that reached us, whatever order announcements came in.

    This is what handlers work from: a late or repeated announcement can never bring back an older state.
    """

    store_updated_at = models.DateTimeField()
    # When the store said so, if it says: tells two states with the same change time apart.
    occurred_at = models.DateTimeField(null=True)
    content_hash = models.CharField(max_length=64)
    recorded_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True
