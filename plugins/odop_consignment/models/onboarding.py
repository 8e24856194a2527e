"""How a supplier became one: what was checked, who agreed, who said why not."""

from __future__ import annotations

from django.db import models

from odop_consignment.models.supplier import Supplier, SupplierState
from odop_core.database.sentences import SentenceField
from odop_core.database.states import State


class CheckItem(State):
    PHONE = "phone", "the phone number is theirs"
    ADDRESS = "address", "the place of work, and its State"
    PAN = "pan", "the PAN exists and is theirs"
    BANK = "bank", "the bank account is theirs"
    GSTIN = "gstin", "the GSTIN is active and belongs to the PAN"
    ENROLMENT = "enrolment", "the enrolment number is theirs, for this State"
    BELOW_LIMIT = "below_limit", "they declared a turnover below the limit"
    UDYAM = "udyam", "the Udyam registration is theirs"
    CONSENT = "consent", "they read the notice and agreed to what needs agreement"
    AGREEMENT = "agreement", "an agreement is signed and in force"


class CheckResult(State):
    VERIFIED = "verified", "seen to be true"
    REFUSED = "refused", "seen to be wrong"


class Verification(models.Model):
    """Somebody (or some authority's service) looked at one thing a supplier said, at this time, and found this.

    `value_digest` ties it to what was said then: when the PAN changes, its verification no longer counts. Rows are only
    ever added; the last one about the present value counts.
    """

    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="verifications")
    item = models.CharField(max_length=16, choices=CheckItem.choices())
    result = models.CharField(max_length=16, choices=CheckResult.choices())
    value_digest = models.CharField(max_length=64)
    # How it was seen: "GST portal", "penny drop", "cancelled cheque", with the reference the source gave.
    source = models.CharField(max_length=64)
    reference = models.CharField(max_length=128, default="", blank=True)
    remark = models.CharField(max_length=1000, default="", blank=True)
    verified_by = models.CharField(max_length=128)
    verified_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["supplier", "item", "-id"], name="odop_verification_latest")]

    def __str__(self) -> str:
        return f"{self.item} {self.result}"


class OnboardingStep(models.Model):
    """One move of a supplier from one state to another: who did it, when, and why. Rows are only ever added."""

    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="steps")
    before = models.CharField(max_length=16, choices=SupplierState.choices())
    after = models.CharField(max_length=16, choices=SupplierState.choices())
    # What people wrote, or what changed, in a sentence of ours.
    reason = models.CharField(max_length=1000, default="", blank=True)
    change = SentenceField()
    moved_by = models.CharField(max_length=128)
    moved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["moved_at", "id"], name="odop_onboarding_at"),
            models.Index(fields=["moved_by", "moved_at", "id"], name="odop_onboarding_by"),
        ]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"
