"""Endpoints of suppliers' and partners' own systems."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from odop_core.security.encryption import EncryptedTextField


class WebhookEndpoint(models.Model):
    """Where one supplier's own system receives messages: signed, by HTTP POST.

    A supplier has one at a time. It is *off* once `disabled_at` is set: its owner answered 410, or did not answer for
    days; it is switched on again by hand. While a secret is being replaced, both sign until `old_secret_until`.
    """

    ENCRYPTED_FOR = ("supplier_id",)
    supplier_id = models.BigIntegerField(unique=True)
    url = models.URLField(max_length=500)
    secret = EncryptedTextField()
    old_secret = EncryptedTextField(default="", blank=True)
    old_secret_until = models.DateTimeField(null=True)

    # Since when nothing got through, without a quiet day in between; null while the last attempt did.
    failing_since = models.DateTimeField(null=True)
    last_failure_at = models.DateTimeField(null=True)
    last_success_at = models.DateTimeField(null=True)
    disabled_at = models.DateTimeField(null=True)
    disabled_reason = models.CharField(max_length=255, default="", blank=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [
            models.Index(fields=["id"], name="odop_endpoint_off", condition=models.Q(disabled_at__isnull=False)),
            models.Index(fields=["id"], name="odop_endpoint_failing", condition=models.Q(failing_since__isnull=False)),
            models.Index(fields=["created_at"], name="odop_endpoint_created"),
        ]

    def __str__(self) -> str:
        return f"endpoint of supplier {self.supplier_id}"
