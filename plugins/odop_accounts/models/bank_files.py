"""Layouts of bank files, and the files that were exported."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from odop_core.security.encryption import EncryptedTextField


class BankFileLayout(models.Model):
    """A table of columns (`bank_files.layouts.Layout`). One person proposes it, another approves it; then it stays.

    The newest approved one of a name is used.
    """

    name = models.CharField(max_length=32)
    definition = models.JSONField()
    proposed_by = models.CharField(max_length=128)
    proposed_at = models.DateTimeField(db_default=Now())
    approved_by = models.CharField(max_length=128, default="", blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(approved_by=F("proposed_by")), name="odop_bank_layout_four_eyes"),
            models.CheckConstraint(
                condition=Q(approved_by="", approved_at=None) | ~Q(approved_by="") & Q(approved_at__isnull=False),
                name="odop_bank_layout_approved",
            ),
        ]
        indexes = [
            models.Index(fields=["name", "-id"], name="odop_bank_layout_name"),
            models.Index(fields=["proposed_at"], name="odop_bank_layout_proposed"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.pk}"


class BankFile(models.Model):
    """A file as it was exported, once, under its `serial`: whoever asks again gets the same bytes."""

    ENCRYPTED_FOR = ("serial",)
    serial = models.PositiveIntegerField(unique=True)
    layout = models.ForeignKey(BankFileLayout, on_delete=models.PROTECT, related_name="files")
    day = models.DateField()
    # The how manieth of the day under layouts of that name.
    day_serial = models.PositiveIntegerField()
    file_name = models.CharField(max_length=255)
    # Base64.
    content = EncryptedTextField()
    sha256 = models.CharField(max_length=64)
    payout_count = models.PositiveIntegerField()
    total_paise = models.BigIntegerField()
    exported_by = models.CharField(max_length=128)
    exported_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [
            models.Index(fields=["day", "id"], name="odop_bank_file_day"),
            models.Index(fields=["exported_at"], name="odop_bank_file_exported"),
        ]

    def __str__(self) -> str:
        return self.file_name
