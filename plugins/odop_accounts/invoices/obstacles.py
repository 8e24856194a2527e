"""Orders that cannot be invoiced: what is missing is kept with the order, shown to staff, and tried again each hour."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from odop_accounts.models import DocumentObstacle
from odop_accounts.settings import AccountsSettings
from odop_core.health import Problem
from odop_core.i18n import ENGLISH, Text
from odop_core.india.dates import indian_day
from odop_core.plugin.configuration import load_active_settings

logger = logging.getLogger(__name__)

TRY_AGAIN_AFTER = timedelta(hours=1)
AT_ONCE = 50


def note_obstacle(order_id: str, order_number: str, reason: Text | None) -> None:
    """What keeps documents that are due from being issued; None: nothing does."""
    if reason is None:
        DocumentObstacle.objects.filter(order_id=order_id).delete()
        return
    values = {"order_number": order_number, "reason": reason, "tried_at": timezone.now()}
    DocumentObstacle.objects.update_or_create(order_id=order_id, defaults=values)


def try_again(sync: Callable[[str], object]) -> None:
    """Issue what was missing, where it is there by now: the orders that were not tried for longest."""
    if load_active_settings(AccountsSettings) is None:
        return
    before = timezone.now() - TRY_AGAIN_AFTER
    rows = DocumentObstacle.objects.filter(tried_at__lt=before).order_by("tried_at")[:AT_ONCE]
    for order_id in list(rows.values_list("order_id", flat=True)):
        DocumentObstacle.objects.filter(order_id=order_id).update(tried_at=timezone.now())
        try:
            with transaction.atomic():
                sync(order_id)
        except Exception:
            logger.exception("The documents of order %s could not be issued; they are tried again.", order_id)


def check_obstacles() -> str:
    """Raises Problem where orders cannot be invoiced."""
    oldest = DocumentObstacle.objects.order_by("since").first()
    if oldest is None:
        return "documents are issued of all orders that are due"
    count, reason = DocumentObstacle.objects.count(), oldest.reason.in_language(ENGLISH)
    raise Problem(
        f"{count} order(s) cannot be invoiced. The oldest is {oldest.order_number}, since "
        f"{indian_day(oldest.since)}: {reason}"
    )
