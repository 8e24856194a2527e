"""Counting who looks at a piece's page, so that a label copied onto many fakes shows, without keeping who it was."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Min, Sum
from django.utils import timezone

from odop_certificates.models import ScanDay, ScanDevice, UnitSerial

# From so many devices on, a page says that the label may have been copied.
MANY_DEVICES = 20

RECORD = """
WITH seen AS (
    INSERT INTO {devices} (unit_id, day, digest) VALUES (%(unit)s, %(day)s, %(digest)s)
    ON CONFLICT DO NOTHING RETURNING 1
)
INSERT INTO {days} AS known (unit_id, day, scans, devices, first_at)
VALUES (%(unit)s, %(day)s, 1, (SELECT count(*) FROM seen), clock_timestamp())
ON CONFLICT (unit_id, day)
DO UPDATE SET scans = known.scans + 1, devices = known.devices + EXCLUDED.devices
RETURNING scans
"""


@dataclass(frozen=True)
class ScanCount:
    """`devices` counts a device once a day. `first_at` is None for a code nobody looked at."""

    scans: int
    devices: int
    days: int
    first_at: datetime | None

    @property
    def is_suspicious(self) -> bool:
        return self.devices >= MANY_DEVICES


def record_scan(serial: str, client: str) -> None:
    """Somebody opened the page. `client` tells one device from another, and is not kept."""
    unit = UnitSerial.objects.only("pk").get(serial=serial)
    today = timezone.now().date()
    table = connection.ops.quote_name
    query = RECORD.format(devices=table(ScanDevice._meta.db_table), days=table(ScanDay._meta.db_table))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(query, {"unit": unit.pk, "day": today, "digest": _digest(client, unit.pk, today)})
        if cursor.fetchone() == (1,):  # the first of the day sweeps up after the days before
            ScanDevice.objects.filter(unit=unit, day__lt=today).delete()


def count_scans(serial: str, using: str = "default") -> ScanCount:
    rows = ScanDay.objects.using(using).filter(unit__serial=serial)
    found = rows.aggregate(scans=Sum("scans"), devices=Sum("devices"), first=Min("first_at"))
    return ScanCount(found["scans"] or 0, found["devices"] or 0, rows.count(), found["first"])


def _digest(client: str, unit_id: int, day: date) -> str:
    text = f"scan:{unit_id}:{day}:{client}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), text, hashlib.sha256).hexdigest()[:32]
