"""The goods entrusted to us: what came, in lots, and what became of each piece."""

from __future__ import annotations

from django.contrib.postgres.indexes import BrinIndex, GinIndex
from django.db import models
from django.db.models import F, Q

from odop_consignment.models.offer import Offer
from odop_consignment.models.supplier import Supplier
from odop_core.database.sentences import SentenceField
from odop_core.database.states import State
from odop_core.database.text_search import search_vector


class NoteKind(State):
    RECEIPT = "receipt", "goods received from the supplier"
    UNSOLD_RETURN = "unsold_return", "unsold goods sent back to the supplier"


class NoteState(State):
    DRAFT = "draft", "being written; changes no stock"
    POSTED = "posted", "counted; never changed any more"
    CANCELLED = "cancelled", "thrown away before it was counted"


class ConsignmentNote(models.Model):
    """The paper that goes with goods: a receipt when a supplier hands goods over, an unsold return when they go back.

    It counts once it is posted; a posted note is corrected by another, never edited. Its number ("RN/26-27/000001")
    is given at posting, so that the numbers of a kind and financial year have no gaps.
    """

    # "" until it is posted; at most 16 characters, as for all serials of GST papers (statutory.md A7.1).
    number = models.CharField(max_length=16, default="", blank=True)
    # Financial year of `dated` (2026 is 2026-27), and the place in it.
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    serial = models.PositiveIntegerField(null=True, blank=True)
    # What the paper itself is called where it came from: the supplier's challan, a row of a table.
    reference = models.CharField(max_length=64, default="", blank=True)
    kind = models.CharField(max_length=16, choices=NoteKind.choices())
    state = models.CharField(max_length=16, choices=NoteState.choices(), default=NoteState.DRAFT.value)
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="notes")
    pickup_point_id = models.CharField(max_length=128)
    dated = models.DateField()
    remark = models.CharField(max_length=1000, default="", blank=True)
    recorded_by = models.CharField(max_length=128)
    recorded_at = models.DateTimeField(auto_now_add=True)
    posted_by = models.CharField(max_length=128, default="", blank=True)
    posted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number"], condition=~Q(number=""), name="odop_note_number_once"),
            models.UniqueConstraint(fields=["kind", "year", "serial"], name="odop_note_serial_once"),
            models.UniqueConstraint(
                fields=["supplier", "reference"],
                condition=~Q(reference="") & ~Q(state="cancelled"),
                name="odop_note_reference_once",
            ),
            models.CheckConstraint(
                condition=Q(state="posted", serial__isnull=False, year__isnull=False, posted_at__isnull=False)
                & ~Q(number="")
                | ~Q(state="posted") & Q(number="", serial__isnull=True, year__isnull=True),
                name="odop_note_numbered_when_posted",
            ),
        ]
        indexes = [
            models.Index(fields=["supplier", "-id"], name="odop_note_supplier"),
            models.Index(fields=["state", "-id"], name="odop_note_state"),
            models.Index(fields=["kind", "id"], name="odop_note_kind"),
            models.Index(fields=["pickup_point_id", "id"], name="odop_note_pickup_point"),
            models.Index(fields=["reference", "id"], name="odop_note_reference", condition=~Q(reference="")),
            models.Index(fields=["dated", "id"], name="odop_note_dated"),
            BrinIndex(fields=["recorded_at"], name="odop_note_recorded"),
            GinIndex(search_vector("number", "reference"), name="odop_note_search"),
        ]

    def __str__(self) -> str:
        return self.number or f"{self.state} {self.kind} {self.pk}"


class Condition(State):
    GOOD = "good", "can be sold"
    DAMAGED = "damaged", "cannot be sold"


class NoteLine(models.Model):
    """So many pieces of one variant on a note, in this condition; damaged ones become no stock, but are on record."""

    note = models.ForeignKey(ConsignmentNote, on_delete=models.PROTECT, related_name="lines")
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="note_lines")
    description = models.CharField(max_length=255, default="", blank=True)
    quantity = models.PositiveIntegerField()
    condition = models.CharField(max_length=16, choices=Condition.choices(), default=Condition.GOOD.value)
    # Name in the storage: what the goods looked like when they came.
    photo = models.CharField(max_length=255, default="", blank=True)
    photo_sha256 = models.CharField(max_length=64, default="", blank=True)
    # Of an unsold return: the lot the pieces are taken from; null takes the oldest.
    lot = models.ForeignKey("Lot", on_delete=models.PROTECT, null=True, blank=True, related_name="return_lines")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(quantity__gt=0), name="odop_note_line_pieces")]
        indexes = [GinIndex(search_vector("description"), name="odop_note_line_search")]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.description}"


class Lot(models.Model):
    """Pieces that came together, under one offer, and are sold oldest lot first.

    Every piece is in one place: `received + found = sold + sent_back + damaged + in_stock`, and none of them is ever
    negative; the database itself keeps the sums, from the movements. `found` is what counts by hand added (less than
    nothing when pieces were missing).
    """

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="lots")
    line = models.OneToOneField(NoteLine, on_delete=models.PROTECT, related_name="received_lot")
    received_on = models.DateField()
    # When unsold pieces raise an alarm.
    shelf_until = models.DateField()
    alarm_raised_at = models.DateTimeField(null=True, blank=True)
    received = models.IntegerField(default=0)
    found = models.IntegerField(default=0)
    sold = models.IntegerField(default=0)
    sent_back = models.IntegerField(default=0)
    damaged = models.IntegerField(default=0)
    in_stock = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(received__gte=0, sold__gte=0, sent_back__gte=0, damaged__gte=0, in_stock__gte=0),
                name="odop_lot_nothing_negative",
            ),
            models.CheckConstraint(
                condition=Q(in_stock=F("received") + F("found") - F("sold") - F("sent_back") - F("damaged")),
                name="odop_lot_every_piece_somewhere",
            ),
        ]
        indexes = [
            models.Index(fields=["offer", "received_on", "id"], name="odop_lot_first_in", condition=Q(in_stock__gt=0)),
            models.Index(fields=["shelf_until"], name="odop_lot_shelf", condition=Q(in_stock__gt=0)),
            models.Index(fields=["id"], name="odop_lot_available", condition=Q(in_stock__gt=0)),
            models.Index(fields=["received_on", "id"], name="odop_lot_received"),
            models.Index(fields=["shelf_until", "id"], name="odop_lot_sell_by"),
        ]

    def __str__(self) -> str:
        return f"lot {self.pk}"


class MovementKind(State):
    RECEIVED = "received", "came with a consignment note"
    SOLD = "sold", "sold"
    UNSOLD = "unsold", "the sale was called off, or the goods came back fit to be sold again"
    DAMAGED = "damaged", "found broken or spoilt"
    SENT_BACK = "sent_back", "went back to the supplier unsold"
    COUNTED = "counted", "a count by hand found more, or fewer"


class StockMovement(models.Model):
    """Pieces of a lot went from one place to another. Rows are only ever added, and the lot's sums follow by trigger.

    `quantity` is positive, except for COUNTED, where it is the difference found.
    """

    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="movements")
    kind = models.CharField(max_length=16, choices=MovementKind.choices())
    quantity = models.IntegerField()
    sale = models.ForeignKey("Sale", on_delete=models.PROTECT, null=True, blank=True, related_name="movements")
    note = models.ForeignKey(ConsignmentNote, on_delete=models.PROTECT, null=True, blank=True, related_name="movements")
    count = models.ForeignKey("StockCount", on_delete=models.PROTECT, null=True, blank=True, related_name="movements")
    # A sentence of ours, or what a person wrote.
    reason = SentenceField()
    # Name in the storage: what the damage looks like.
    photo = models.CharField(max_length=255, default="", blank=True)
    photo_sha256 = models.CharField(max_length=64, default="", blank=True)
    moved_by = models.CharField(max_length=128)
    moved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__gt=0) | (Q(kind="counted") & ~Q(quantity=0)), name="odop_movement_pieces"
            )
        ]
        indexes = [models.Index(fields=["lot", "-id"], name="odop_movement_lot")]

    def __str__(self) -> str:
        return f"{self.kind} {self.quantity}"


class CountState(State):
    OPEN = "open", "being counted"
    SETTLED = "settled", "differences were accepted by a second person and booked"
    DROPPED = "dropped", "not to be used"


class StockCount(models.Model):
    """Somebody counted by hand what lies at a pickup point. Differences are booked when a second person agrees."""

    pickup_point_id = models.CharField(max_length=128)
    state = models.CharField(max_length=16, choices=CountState.choices(), default=CountState.OPEN.value)
    counted_by = models.CharField(max_length=128)
    counted_at = models.DateTimeField(auto_now_add=True)
    settled_by = models.CharField(max_length=128, default="", blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    remark = models.CharField(max_length=1000, default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(settled_by=F("counted_by")), name="odop_count_four_eyes"),
        ]
        indexes = [
            models.Index(fields=["state", "id"], name="odop_count_state"),
            models.Index(fields=["pickup_point_id", "id"], name="odop_count_pickup_point"),
            BrinIndex(fields=["counted_at"], name="odop_count_at"),
            GinIndex(search_vector("remark"), name="odop_count_search"),
        ]

    def __str__(self) -> str:
        return f"count {self.pk}"


class StockCountLine(models.Model):
    """Of one offer so many pieces lay there; `expected` is what we thought when that was said, sold goods not yet
    collected included. The difference stays what it was then, whatever is sold before it is settled."""

    count = models.ForeignKey(StockCount, on_delete=models.PROTECT, related_name="lines")
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="count_lines")
    expected = models.PositiveIntegerField()
    counted = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["count", "offer"], name="odop_count_line_once")]

    def __str__(self) -> str:
        return f"{self.counted} of {self.expected}"


class StockAdjustment(models.Model):
    """A change of the store's own stock that follows from ours, done once however often it is tried.

    `before` is what the store held just before; null when an earlier attempt had changed it already and died.
    """

    key = models.CharField(max_length=128, unique=True)
    variant_id = models.CharField(max_length=128)
    pickup_point_id = models.CharField(max_length=128)
    change = models.IntegerField()
    before = models.IntegerField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["variant_id", "pickup_point_id"], name="odop_adjustment_open", condition=Q(done_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.change:+d}"
