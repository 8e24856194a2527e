"""What people agreed to, who saw their data, and what they asked us to do with it (DPDP Act 2023)."""

from __future__ import annotations

from django.db import models

from odop_consignment.models.supplier import Supplier
from odop_core.database.sentences import SentenceField
from odop_core.database.states import State


class Purpose(State):
    SUPPLY = "supply", "keeping and using the data needed to sell their goods and pay them"
    MESSAGES = "messages", "messages and calls about their sales"
    PROFILE = "profile", "showing their name, place and craft to buyers"
    PROMOTION = "promotion", "messages about schemes, fairs and offers"


class Consent(models.Model):
    """A supplier agreed to a purpose, or took that back: shown which notice, in which language, by which way.

    Rows are only ever added; the last one about a purpose counts.
    """

    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=16, choices=Purpose.choices())
    given = models.BooleanField()
    notice_version = models.CharField(max_length=32)
    language = models.CharField(max_length=8)
    # "paper form", "phone call", "web", …
    channel = models.CharField(max_length=32)
    recorded_by = models.CharField(max_length=128)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["supplier", "purpose", "-id"], name="odop_consent_latest"),
            models.Index(fields=["recorded_at", "id"], name="odop_consent_at"),
            models.Index(fields=["recorded_by", "recorded_at", "id"], name="odop_consent_by"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose}: {'yes' if self.given else 'no'}"


class Disclosure(models.Model):
    """Somebody looked at a supplier's personal data unmasked, and said why. Rows are only ever added."""

    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="disclosures")
    # What was shown: "phone", "pan", "bank", "export", …
    what = models.CharField(max_length=32)
    reason = models.CharField(max_length=1000)
    seen_by = models.CharField(max_length=128)
    seen_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["supplier", "-id"], name="odop_disclosure_latest"),
            models.Index(fields=["seen_by", "seen_at", "id"], name="odop_disclosure_by"),
            models.Index(fields=["seen_at", "id"], name="odop_disclosure_at"),
        ]

    def __str__(self) -> str:
        return f"{self.what} to {self.seen_by}"


class ErasureState(State):
    HELD = "held", "a law makes us keep the data for now"
    DONE = "done", "names and numbers are gone"
    WITHDRAWN = "withdrawn", "the supplier changed their mind"


class Erasure(models.Model):
    """A supplier asked to be forgotten. While a law makes us keep the data, `kept_because` says why, and
    `kept_until` for how long, if a law names a day."""

    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="erasures")
    state = models.CharField(max_length=16, choices=ErasureState.choices())
    kept_because = SentenceField()
    kept_until = models.DateField(null=True, blank=True)
    requested_by = models.CharField(max_length=128)
    requested_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["supplier"], condition=models.Q(state="held"), name="odop_erasure_one_held")
        ]
        indexes = [
            models.Index(fields=["state", "id"], name="odop_erasure_state"),
            models.Index(fields=["requested_at"], name="odop_erasure_requested"),
        ]

    def __str__(self) -> str:
        return f"erasure {self.state}"
