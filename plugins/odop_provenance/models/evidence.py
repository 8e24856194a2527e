"""What a reviewer can look at before believing something."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from odop_core.database.states import State
from odop_provenance.models.claim import Claim
from odop_provenance.models.mark import MarkRegistration


class EvidenceKind(State):
    PHOTO = "photo", "a photo: of the goods, the workshop, the artisan at work"
    DOCUMENT = "document", "a certificate, card, bill or letter"


class EvidenceState(State):
    RECEIVED = "received", "not judged yet, or what it is to prove has changed since"
    ACCEPTED = "accepted", "a reviewer found that it proves the claim"
    REJECTED = "rejected", "a reviewer found that it does not"
    ERASED = "erased", "the file is gone; that there was one, and its hash, stay on record"


class Evidence(models.Model):
    """One file that somebody gave as proof of a claim, or of the registration of a mark; never of both.

    The file is what we made of theirs: an image is re-encoded, so that no place or camera goes along. It lies in
    storage under a name that says nothing; nobody reaches it but by a link that soon ends.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="evidence", null=True)
    mark = models.ForeignKey(MarkRegistration, on_delete=models.PROTECT, related_name="evidence", null=True)
    kind = models.CharField(max_length=16, choices=EvidenceKind.choices())
    caption = models.CharField(max_length=255, default="", blank=True)
    # Where it lies; "" once erased.
    stored_as = models.CharField(max_length=128, default="", blank=True)
    content_type = models.CharField(max_length=32)
    size = models.PositiveIntegerField()
    # Of the file as stored.
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=16, choices=EvidenceState.choices(), default=EvidenceState.RECEIVED.value)
    given_by = models.CharField(max_length=128)
    given_at = models.DateTimeField(db_default=Now())
    # Who last judged it, when and why.
    judged_by = models.CharField(max_length=128, default="", blank=True)
    judged_at = models.DateTimeField(null=True)
    why = models.TextField(default="", blank=True)

    class Meta:
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(
                condition=Q(claim__isnull=False, mark=None) | Q(claim=None, mark__isnull=False),
                name="odop_evidence_of_one",
            ),
            models.CheckConstraint(
                condition=(Q(state=EvidenceState.ERASED, stored_as=""))
                | (~Q(state=EvidenceState.ERASED) & ~Q(stored_as="")),
                name="odop_evidence_file",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
