"""What an artisan tells buyers of themselves: a story and pictures, shown once staff have seen them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from odop_core.database.states import State
from odop_provenance.models.artisan import Artisan


class ProfileState(State):
    PROPOSED = "proposed", "staff are to look"
    PUBLISHED = "published", "shown to buyers, while the artisan agrees to be named"
    REJECTED = "rejected", "not to be shown"
    REPLACED = "replaced", "a newer one took its place"


class ArtisanProfile(models.Model):
    """One version of an artisan's story. A published one is never changed: another replaces it."""

    artisan = models.ForeignKey(Artisan, on_delete=models.PROTECT, related_name="profiles")
    story = models.TextField(default="", blank=True)
    story_hi = models.TextField(default="", blank=True)
    state = models.CharField(max_length=16, choices=ProfileState.choices(), default=ProfileState.PROPOSED.value)
    proposed_by = models.CharField(max_length=128)
    proposed_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.CharField(max_length=128, default="", blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=1000, default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(decided_by=F("proposed_by")), name="odop_profile_four_eyes"),
            models.UniqueConstraint(fields=["artisan"], condition=Q(state="proposed"), name="odop_profile_proposed"),
            models.UniqueConstraint(fields=["artisan"], condition=Q(state="published"), name="odop_profile_published"),
        ]
        indexes = [
            models.Index(fields=["state", "id"], name="odop_profile_state"),
            models.Index(fields=["proposed_at"], name="odop_profile_proposed_at"),
        ]

    def __str__(self) -> str:
        return f"profile {self.pk} ({self.state})"


class ProfilePicture(models.Model):
    """One picture of a version, re-encoded as evidence is. `stored_as` is "" once its file was deleted."""

    profile = models.ForeignKey(ArtisanProfile, on_delete=models.CASCADE, related_name="pictures")
    stored_as = models.CharField(max_length=128, default="", blank=True)
    content_type = models.CharField(max_length=32)
    sha256 = models.CharField(max_length=64)
    caption = models.CharField(max_length=255, default="", blank=True)

    def __str__(self) -> str:
        return f"picture {self.pk}"
