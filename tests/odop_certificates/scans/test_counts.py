"""Which looks at a label raise the suspicion that it was copied, and which do not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from odop_certificates.models import ScanDevice, UnitSerial
from odop_certificates.scans import counts
from odop_certificates.scans.counts import KEPT_FOR, MANY_DEVICES, count_scans, record_scan
from tests.odop_certificates.certified import sold, verified

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


class Clock:
    """Says what a test wants it to be."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 1, 10, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(counts, "timezone", made)
    return made


@pytest.fixture
def serial() -> str:
    verified()
    return sold()[0].serial


def looks(serial: str, devices: int, name: str = "phone") -> None:
    for number in range(devices):
        record_scan(serial, f"{name}-{number}")


def test_one_phone_that_looks_every_day_is_one_device(serial: str, clock: Clock) -> None:
    # when
    for _day in range(21):
        record_scan(serial, "a phone")
        clock.moment += DAY

    # then
    found = count_scans(serial)
    assert (found.scans, found.devices, found.days, found.is_suspicious) == (21, 1, 21, False)


def test_many_phones_are_suspicious_on_one_day_and_over_weeks(serial: str, clock: Clock) -> None:
    # when
    for number in range(MANY_DEVICES):
        record_scan(serial, f"phone-{number}")
        clock.moment += DAY

    # then
    assert count_scans(serial).is_suspicious


def test_devices_age(serial: str, clock: Clock) -> None:
    # given
    looks(serial, MANY_DEVICES)

    # when
    clock.moment += KEPT_FOR + DAY
    record_scan(serial, "phone-0")

    # then
    found = count_scans(serial)
    assert (found.scans, found.devices, found.is_suspicious) == (MANY_DEVICES + 1, 1, False)


def test_aged_devices_are_forgotten(serial: str, clock: Clock) -> None:
    # given
    looks(serial, 3)
    clock.moment += KEPT_FOR
    record_scan(serial, "phone-0")
    clock.moment += DAY

    # when
    counts.forget_aged_devices()

    # then
    assert ScanDevice.objects.count() == count_scans(serial).devices == 1


def test_buyer_who_confirms_explains_those_who_looked_before(serial: str, clock: Clock) -> None:
    # given
    looks(serial, MANY_DEVICES)
    assert count_scans(serial).is_suspicious

    # when
    clock.moment += DAY
    UnitSerial.objects.update(confirmed_at=clock.moment)
    clock.moment += DAY
    looks(serial, MANY_DEVICES)
    calm = count_scans(serial)
    looks(serial, MANY_DEVICES, "stranger")

    # then
    assert (calm.devices, calm.unexplained, calm.is_suspicious) == (MANY_DEVICES, 0, False)
    assert count_scans(serial).is_suspicious


def test_what_is_kept_says_nothing_of_the_device_nor_joins_two_pieces() -> None:
    # given
    verified()
    units = sold(2)

    # when
    for unit in units:
        record_scan(unit.serial, "203.0.113.7 Mozilla/5.0")

    # then
    digests = set(ScanDevice.objects.values_list("digest", flat=True))
    assert len(digests) == 2
    assert not any("203" in digest or "Mozilla" in digest for digest in digests)


def test_nobody_fills_the_table_by_looking(serial: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.setattr(counts, "MOST_DEVICES", 30)

    # when
    looks(serial, 40)

    # then
    assert (count_scans(serial).scans, count_scans(serial).devices) == (40, 30)
