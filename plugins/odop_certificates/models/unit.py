"""Units that left, their serials, and who looked at them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from odop_certificates.models.certificate import Certificate, SigningKey, StatusEntry
from odop_core.database.states import State


class UnitState(State):
    ACTIVE = "active", "sold, and with its buyer as far as we know"
    RETURNED = "returned", "given back; the label is void"
    REVOKED = "revoked", "the label is void: called off, or what it said was not true"


class Dispatch(models.Model):
    """So many pieces of one order line that left together: one line of one fulfilment, as we first saw it.

    What was known of the product's origin at that moment is settled here, once. `certificate` is null when the claim
    was not verified then: those pieces have no serials and never get any, whatever is verified later.
    """

    fulfillment_id = models.CharField(max_length=128)
    order_line_id = models.CharField(max_length=128)
    order_id = models.CharField(max_length=128)
    product_id = models.CharField(max_length=128)
    product_name = models.CharField(max_length=255)
    quantity = models.PositiveIntegerField()
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="dispatches", null=True)
    ordered_at = models.DateTimeField()
    # When the store's news of it reached us, by the store's clock.
    left_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["fulfillment_id", "order_line_id"], name="odop_dispatch_once"),
        ]
        indexes = [models.Index(fields=["order_line_id"], name="odop_dispatch_line")]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.product_name}"


class UnitSerial(models.Model):
    """The code on the label of one piece that was sold. It cannot be guessed, and is checked with its last character.

    The token is signed when the piece leaves and never again, so the label can be checked for as long as its key is
    trusted. The state only ever goes from active to one of the others.
    """

    serial = models.CharField(max_length=24, unique=True)
    dispatch = models.ForeignKey(Dispatch, on_delete=models.PROTECT, related_name="units")
    # From 1 within its dispatch.
    number = models.PositiveIntegerField()
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="units")
    # 14 digits, or "" when the goods have no GTIN of GS1's.
    gtin = models.CharField(max_length=14, default="", blank=True)
    key = models.ForeignKey(SigningKey, on_delete=models.PROTECT, related_name="+")
    status = models.OneToOneField(StatusEntry, on_delete=models.PROTECT, related_name="unit")
    token = models.TextField()
    state = models.CharField(max_length=16, choices=UnitState.choices(), default=UnitState.ACTIVE.value)
    issued_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=255, default="", blank=True)
    # When its buyer said, with the order as proof, that this is the piece they got.
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dispatch", "number"], name="odop_unit_once")]
        indexes = [
            models.Index(fields=["issued_at", "id"], name="odop_unit_issued"),
            # What a product number names.
            models.Index(fields=["gtin", "-id"], name="odop_unit_gtin", condition=~Q(gtin="")),
        ]

    def __str__(self) -> str:
        return self.serial


class ScanDay(models.Model):
    """How often a unit's page was looked at on one day (UTC). Who it was is not kept."""

    unit = models.ForeignKey(UnitSerial, on_delete=models.CASCADE, related_name="scan_days")
    day = models.DateField()
    scans = models.PositiveIntegerField()
    first_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "day"], name="odop_scan_day_once")]

    def __str__(self) -> str:
        return f"{self.scans} on {self.day}"


class ScanDevice(models.Model):
    """A device that looked at a unit's page, so that it is counted once, and not on every day anew.

    Kept as a keyed hash that differs from unit to unit, until the device has not looked for a while: no address is
    kept, and nobody can be followed from one unit to the next.
    """

    unit = models.ForeignKey(UnitSerial, on_delete=models.CASCADE, related_name="scan_devices")
    digest = models.CharField(max_length=32)
    first_at = models.DateTimeField()
    # UTC, of its last look.
    last_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "digest"], name="odop_scan_device_once")]
        indexes = [models.Index(fields=["last_on"], name="odop_scan_device_aged")]

    def __str__(self) -> str:
        return self.digest
