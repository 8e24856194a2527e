"""Goods that lie unsold for longer than agreed raise an alarm, once for each lot: somebody must decide about them."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from odop_consignment.models import Lot
from odop_core.indian_time import today

# Lots alarmed with one beat; the rest with the next ones.
AT_ONCE = 1000


def raise_alarms() -> int:
    """Raise the alarm for lots whose last day on the shelf is over. Returns for how many."""
    over = Lot.objects.filter(in_stock__gt=0, alarm_raised_at=None, shelf_until__lt=today()).order_by("shelf_until")
    with transaction.atomic():
        lots = list(over.select_for_update(skip_locked=True).values_list("pk", flat=True)[:AT_ONCE])
        return Lot.objects.filter(pk__in=lots).update(alarm_raised_at=timezone.now()) if lots else 0
