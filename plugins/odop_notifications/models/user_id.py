"""Whom WhatsApp's user ids stand for."""

from __future__ import annotations

from django.db import models

from odop_core.security.encryption import EncryptedTextField


class UserId(models.Model):
    """That somebody whom WhatsApp calls by an id, perhaps without a number, has this telephone number.

    Kept when both were seen: in one report, or because they answered, or got, what we had sent to the number. A number
    has one id: another one means that it is somebody else's now.
    """

    ENCRYPTED_FOR = ("digest",)
    # Keyed digest of the id, by which it is found.
    digest = models.CharField(max_length=64, unique=True)
    user_id = EncryptedTextField()
    phone = EncryptedTextField()
    # As `Question.phone_digest`.
    phone_digest = models.CharField(max_length=64)
    seen_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["phone_digest"], name="odop_user_id_phone")]

    def __str__(self) -> str:
        return f"user id {self.pk}"
