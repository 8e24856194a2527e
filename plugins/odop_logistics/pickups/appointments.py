"""The day a carrier comes: suppliers are notified of it, reminded the evening before, and called when the carrier got
nothing.

Only a carrier who names a day, or staff, makes an appointment; without one nobody hears of a day we do not know.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import F

from odop_core.india import dates
from odop_core.plugin import configuration
from odop_core.queue import inbox
from odop_logistics.events import PickupMissed
from odop_logistics.models import OPEN, Pickup, PickupState
from odop_logistics.pickups import notification_requests
from odop_logistics.settings import LogisticsSettings

# Indian time from which suppliers are reminded of what comes tomorrow.
EVENING = time(17)
# Reminded of in one round of the periodic jobs; the rest in the next ones.
AT_ONCE = 500


def make_appointment(pickup: Pickup, day: date) -> None:
    """The carrier comes on this Indian day. The caller has locked the pickups of its order.

    Saying it again changes nothing.
    """
    if pickup.state not in OPEN or (pickup.state == PickupState.BOOKED and pickup.pickup_on == day):
        return
    pickup.state, pickup.pickup_on, pickup.failure = PickupState.BOOKED, day, ""
    today = dates.today()
    # Who hears today of tomorrow needs no reminder.
    pickup.reminded_for = day if day <= today + timedelta(days=1) else None
    pickup.save(update_fields=["state", "pickup_on", "failure", "reminded_for"])
    if day >= today:
        notification_requests.notify_suppliers(pickup, "pickup_booked", day)


def miss_appointment(pickup: Pickup, reason: str) -> None:
    """The carrier came and got nothing, and says why. The caller has locked the pickups of its order.

    The pickup waits for another day, visibly; the supplier is notified, and the helpline asks them what happened.
    """
    heard_before = pickup.state == PickupState.FAILED and pickup.pickup_on is None and pickup.failure == reason
    if pickup.state not in OPEN or heard_before:
        return
    day = pickup.pickup_on or dates.today()
    pickup.state, pickup.failure, pickup.pickup_on = PickupState.FAILED, reason, None
    pickup.save(update_fields=["state", "failure", "pickup_on"])
    notification_requests.notify_suppliers(pickup, "pickup_missed", day)
    for supplier_id, sales in notification_requests.sales_by_supplier(pickup).items():
        key = f"{PickupMissed.kind}:{pickup.pk}:{day}:{supplier_id}"
        event = PickupMissed(order_id=pickup.order_id, sale_ids=[sale.id for sale in sales], reason=reason, key=key)
        inbox.announce(event, key=key)


def remind_suppliers() -> int:
    """In the evening: notify suppliers that a carrier comes tomorrow, once. Returns for how many pickups."""
    now = datetime.now(dates.IST)
    if now.time() < EVENING or configuration.load_active_settings(LogisticsSettings) is None:
        return 0
    tomorrow = now.date() + timedelta(days=1)
    due = Pickup.objects.filter(state=PickupState.BOOKED, pickup_on=tomorrow, reminded_for=None)
    with transaction.atomic():
        pickups = list(due.order_by("id").select_for_update(skip_locked=True)[:AT_ONCE])
        for pickup in pickups:
            notification_requests.notify_suppliers(pickup, "pickup_tomorrow", tomorrow)
        Pickup.objects.filter(pk__in=[pickup.pk for pickup in pickups]).update(reminded_for=F("pickup_on"))
    return len(pickups)
