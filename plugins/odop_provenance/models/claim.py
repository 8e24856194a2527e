"""What is said of a product's origin, how far it was checked, and every step it took."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from odop_core.database.states import State
from odop_core.security.permissions import Permission
from odop_provenance.models.artisan import Artisan
from odop_provenance.models.place import Craft, District


class ClaimState(State):
    DRAFT = "draft", "noted, and not attested by the seller yet"
    ATTESTED = "attested", "the seller says so"
    VERIFIED = "verified", "a reviewer found it true"
    REVOKED = "revoked", "no longer said"
    EXPIRED = "expired", "the seller says so; it was verified once, and that has run out"


# What buyers are shown; of these only VERIFIED is more than the seller's word.
PUBLIC = [ClaimState.ATTESTED, ClaimState.VERIFIED, ClaimState.EXPIRED]


class Claim(models.Model):
    """What is said of one product of the store: it is of this district, of this craft, by this artisan.

    It is a claim, not a proof: its state says how far it was checked, and its steps by whom. Which product it is about
    never changes; all else may, and a change of place or artisan undoes a verification.
    """

    product_id = models.CharField(max_length=128, unique=True)
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="claims")
    # Null: not (yet) said, or nothing of the district's ODOP list; `off_list` says which.
    craft = models.ForeignKey(Craft, on_delete=models.PROTECT, related_name="claims", null=True)
    off_list = models.BooleanField(default=False, help_text="Of the district, but not an ODOP product of it.")
    artisan = models.ForeignKey(Artisan, on_delete=models.PROTECT, related_name="claims", null=True)
    state = models.CharField(max_length=16, choices=ClaimState.choices(), default=ClaimState.DRAFT.value)
    # Grows by one with every step, so that a reviewer can say which claim it was that they saw.
    version = models.PositiveIntegerField(default=0)
    # When a reviewer found it true; null while nobody did of what is said now.
    verified_at = models.DateTimeField(null=True)
    # The last Indian day a verification holds; null: until something changes.
    expires_on = models.DateField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        permissions = [(Permission.MANAGE_PROVENANCE.codename, "Manage the origin claims of products.")]
        constraints = [
            models.CheckConstraint(condition=Q(craft=None) | Q(off_list=False), name="odop_claim_off_list_no_craft"),
            models.CheckConstraint(
                condition=~Q(state__in=PUBLIC) | Q(craft__isnull=False) | Q(off_list=True), name="odop_claim_complete"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ClaimState.VERIFIED, ClaimState.EXPIRED], verified_at__isnull=False)
                | (~Q(state__in=[ClaimState.VERIFIED, ClaimState.EXPIRED]) & Q(verified_at=None, expires_on=None)),
                name="odop_claim_verified",
            ),
        ]
        indexes = [
            models.Index(fields=["expires_on"], name="odop_claim_expires", condition=Q(state=ClaimState.VERIFIED)),
            models.Index(fields=["state", "-id"], name="odop_claim_state"),
            models.Index(fields=["created_at"], name="odop_claim_created"),
            models.Index(fields=["changed_at", "id"], name="odop_claim_changed"),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} of {self.district_id}"


class ClaimStep(models.Model):
    """One thing that happened to a claim: who did it, when, and why, in words. Never changed and never deleted.

    A step from a state to the same state is a change of what is said (the reason says which). The database itself
    refuses to change steps.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="steps")
    # The claim's version after this step.
    version = models.PositiveIntegerField()
    # "" for the first step.
    from_state = models.CharField(max_length=16, choices=ClaimState.choices(), default="", blank=True)
    to_state = models.CharField(max_length=16, choices=ClaimState.choices())
    # Global ID of the user or app that did it, or "system".
    by = models.CharField(max_length=128)
    at = models.DateTimeField(db_default=Now())
    why = models.TextField(default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["claim", "version"], name="odop_claim_step_once")]
        indexes = [
            models.Index(fields=["at", "id"], name="odop_claim_step_at"),
            models.Index(fields=["by", "at", "id"], name="odop_claim_step_by"),
        ]

    def __str__(self) -> str:
        return f"{self.from_state or 'nothing'} to {self.to_state}"
