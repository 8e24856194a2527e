"""Notifying a supplier, once, that few of their pieces are left, until there are more again."""

from __future__ import annotations

import uuid

from django.db.models import Sum

from odop_consignment import notification_requests
from odop_consignment.models import Lot, Offer
from odop_consignment.stock.product_names import product_name


def check_low_stock(offer: Offer) -> None:
    """After pieces moved: tell when too few are left, and be ready to tell again once there are enough."""
    now = Offer.objects.filter(pk=offer.pk).values_list("low_stock_at", "low_stock_notified").first()
    if now is None or not now[0]:
        return
    low_stock_at, told = now
    left = Lot.objects.filter(offer=offer, in_stock__gt=0).aggregate(pieces=Sum("in_stock", default=0))["pieces"]
    is_low = left < low_stock_at
    if is_low == told:
        return
    Offer.objects.filter(pk=offer.pk).update(low_stock_notified=is_low)
    if is_low:
        _tell(offer, left)


def _tell(offer: Offer, left: int) -> None:
    notification_requests.request_notification(
        offer.supplier_id,
        "stock_low",
        key=f"stock_low:{offer.pk}:{uuid.uuid4()}",
        product=product_name(offer.product_id, offer.supplier.language) or offer.variant_id,
        quantity=str(left),
    )
