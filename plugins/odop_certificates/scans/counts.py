"""Counting who looks at a piece's page, so that a label copied onto many fakes shows, without keeping who it was.

A device is counted once, on whatever day it comes back (`devices` recognises it), and forgotten when it has not looked
for `KEPT_FOR`. Once the buyer has confirmed the piece, those who looked until then are explained; only who comes new
after that can raise a suspicion again.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Count, F, Min, Q, Sum
from django.utils import timezone

from odop_certificates.models import ScanDay, ScanDevice, UnitSerial

# From so many devices on that nothing explains, a page says that the label may have been copied.
MANY_DEVICES = 20
KEPT_FOR = timedelta(days=90)
# More would tell nothing new, and nobody shall fill the table by looking.
MOST_DEVICES = 500
# Aged devices are deleted so many at a time.
BATCH = 10_000

RECORD_DEVICE = """
INSERT INTO {devices} AS known (unit_id, digest, first_at, last_on)
SELECT %(unit)s, %(digest)s, %(now)s, %(day)s
WHERE EXISTS (SELECT 1 FROM {devices} WHERE unit_id = %(unit)s AND digest = %(digest)s)
   OR (SELECT count(*) FROM {devices} WHERE unit_id = %(unit)s) < %(most)s
ON CONFLICT (unit_id, digest) DO UPDATE
SET last_on = EXCLUDED.last_on,
    first_at = CASE WHEN known.last_on < %(aged)s THEN EXCLUDED.first_at ELSE known.first_at END
WHERE known.last_on < EXCLUDED.last_on
"""
RECORD_DAY = """
INSERT INTO {days} AS known (unit_id, day, scans, first_at) VALUES (%(unit)s, %(day)s, 1, %(now)s)
ON CONFLICT (unit_id, day) DO UPDATE SET scans = known.scans + 1
"""


@dataclass(frozen=True)
class ScanCount:
    """`devices` are those that looked within `KEPT_FOR`, `unexplained` those of them that came after the buyer
    confirmed the piece (all, if nobody did). `first_at` is None for a code nobody looked at."""

    scans: int
    devices: int
    unexplained: int
    days: int
    first_at: datetime | None

    @property
    def is_suspicious(self) -> bool:
        return self.unexplained >= MANY_DEVICES


def record_scan(serial: str, device: str) -> None:
    """Somebody opened the page. `device` tells one from another (`devices.recognize_device`), and is not kept."""
    unit = UnitSerial.objects.only("pk").get(serial=serial)
    now = timezone.now()
    table = connection.ops.quote_name
    tables = {"devices": table(ScanDevice._meta.db_table), "days": table(ScanDay._meta.db_table)}
    values = {
        "unit": unit.pk, "digest": _digest(device, unit.pk), "now": now, "day": now.date(), "aged": _aged_before(now),
        "most": MOST_DEVICES,
    }  # fmt: skip
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(RECORD_DEVICE.format(**tables), values)
        cursor.execute(RECORD_DAY.format(**tables), values)


def count_scans(serial: str, using: str = "default") -> ScanCount:
    days = ScanDay.objects.using(using).filter(unit__serial=serial)
    looked = days.aggregate(scans=Sum("scans"), days=Count("pk"), first=Min("first_at"))
    devices = ScanDevice.objects.using(using).filter(unit__serial=serial, last_on__gte=_aged_before(timezone.now()))
    new = Q(unit__confirmed_at=None) | Q(first_at__gt=F("unit__confirmed_at"))
    seen = devices.aggregate(all=Count("pk"), unexplained=Count("pk", filter=new))
    return ScanCount(looked["scans"] or 0, seen["all"], seen["unexplained"], looked["days"], looked["first"])


def forget_aged_devices() -> None:
    """A periodic job: what is no longer counted is not kept either."""
    aged = ScanDevice.objects.filter(last_on__lt=_aged_before(timezone.now()))
    while ScanDevice.objects.filter(pk__in=list(aged.values_list("pk", flat=True)[:BATCH])).delete()[0] == BATCH:
        pass


def _aged_before(now: datetime) -> date:
    return now.date() - KEPT_FOR


def _digest(device: str, unit_id: int) -> str:
    text = f"scan:{unit_id}:{device}".encode("utf-8", "surrogatepass")
    return hmac.new(settings.SECRET_KEY.encode(), text, hashlib.sha256).hexdigest()[:32]
