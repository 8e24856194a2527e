"""Pickups: goods of one order, waiting at one point."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models

from odop_core.database.lists import LATEST_DAY, nulls_last
from odop_core.database.states import State
from odop_core.database.text_search import search_vector
from odop_core.security.permissions import Permission


class PickupState(State):
    REQUESTED = "requested", "to be booked with the carrier"
    BOOKED = "booked", "the carrier knows of it"
    COLLECTED = "collected", "the carrier has the goods"
    CANCELLED = "cancelled", "called off before the goods were collected"
    FAILED = "failed", "the carrier does not take it; a person must look"


# States in which a pickup can still be called off or collected.
OPEN = [PickupState.REQUESTED, PickupState.BOOKED, PickupState.FAILED]


class Pickup(models.Model):
    """One collection of goods of one order at one pickup point (a Saleor warehouse).

    `reference` is our name for it towards carriers; a carrier that is asked twice sees the same name. When a pickup was
    called off and the order needs goods from that point again, that is a new pickup (`round`).
    """

    reference = models.CharField(max_length=64, unique=True)
    order_id = models.CharField(max_length=128)
    order_number = models.CharField(max_length=64)
    pickup_point_id = models.CharField(max_length=128)
    round = models.PositiveIntegerField(default=1)
    carrier = models.CharField(max_length=32, default="", blank=True)
    carrier_reference = models.CharField(max_length=128, default="", blank=True)
    state = models.CharField(max_length=16, choices=PickupState.choices(), default=PickupState.REQUESTED.value)
    tracking_number = models.CharField(max_length=128, default="", blank=True)
    # The fulfilment that the store made of it, once it did.
    fulfillment_id = models.CharField(max_length=128, default="", blank=True)
    failure = models.TextField(default="", blank=True)
    # The Indian day on which the carrier comes; null while nobody named one. And the day suppliers were reminded of.
    pickup_on = models.DateField(null=True)
    reminded_for = models.DateField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    collected_at = models.DateTimeField(null=True)
    # When the buyer got the goods, as the carrier says; it may be reported before we hear that they were collected.
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        permissions = [(Permission.MANAGE_LOGISTICS.codename, "Manage pickups and their tracking.")]
        constraints = [
            models.UniqueConstraint(fields=["order_id", "pickup_point_id", "round"], name="odop_pickup_once_a_round")
        ]
        indexes = [
            models.Index(
                fields=["pickup_on"],
                name="odop_pickup_to_remind",
                condition=models.Q(state="booked", reminded_for=None),
            ),
            # For the lists of staff.
            models.Index(fields=["state", "id"], name="odop_pickup_by_state"),
            models.Index(fields=["pickup_on", "id"], name="odop_pickup_by_day"),
            models.Index(fields=["pickup_point_id", "id"], name="odop_pickup_by_point"),
            models.Index(nulls_last("pickup_on", LATEST_DAY), "id", name="odop_pickup_by_day_or_none"),
            models.Index(fields=["carrier", "id"], name="odop_pickup_by_carrier"),
            models.Index(fields=["tracking_number", "id"], name="odop_pickup_by_tracking"),
            models.Index(fields=["created_at"], name="odop_pickup_created"),
            GinIndex(search_vector("order_number", "reference", "tracking_number"), name="odop_pickup_search"),
        ]

    def __str__(self) -> str:
        return self.reference


class PickupLine(models.Model):
    """So many pieces of one sale in a pickup."""

    pickup = models.ForeignKey(Pickup, on_delete=models.CASCADE, related_name="lines")
    sale_id = models.BigIntegerField()
    order_line_id = models.CharField(max_length=128)
    quantity = models.PositiveIntegerField()
    description = models.CharField(max_length=255)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pickup", "sale_id"], name="odop_pickup_line_once")]
        indexes = [models.Index(fields=["sale_id"], name="odop_pickup_line_sale")]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.description}"
