"""Goods that lie unsold for longer than agreed raise an alarm, once for each lot: somebody must decide about them.

Staff see the lot among those past their time; the supplier is notified.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from odop_consignment import notification_requests
from odop_consignment.models import Lot
from odop_consignment.stock.product_names import product_name
from odop_core.india.dates import today

# Lots alarmed in one round of the periodic jobs; the rest in the next ones.
AT_ONCE = 1000


@transaction.atomic
def raise_alarms() -> int:
    """Raise the alarm for lots whose last day on the shelf is over. Returns for how many."""
    over = Lot.objects.filter(in_stock__gt=0, alarm_raised_at=None, shelf_until__lt=today()).order_by("shelf_until")
    lots = list(over.select_for_update(of=("self",), skip_locked=True).select_related("offer__supplier")[:AT_ONCE])
    for lot in lots:
        _tell(lot)
    return Lot.objects.filter(pk__in=[lot.pk for lot in lots]).update(alarm_raised_at=timezone.now()) if lots else 0


def _tell(lot: Lot) -> None:
    notification_requests.request_notification(
        lot.offer.supplier_id,
        "shelf_over",
        key=f"shelf_over:{lot.pk}",
        subject=f"lot:{lot.pk}",
        product=product_name(lot.offer.product_id, lot.offer.supplier.language) or lot.offer.variant_id,
        quantity=str(lot.in_stock),
        date=notification_requests.format_day(lot.shelf_until),
    )
