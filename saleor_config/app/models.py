"""The Saleors that installed this App."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.functions import Now

from odop_core.security.encryption import EncryptedTextField


class Installation(models.Model):
    """One Saleor that installed us, and what it takes to talk with it: our token there, and its public keys.

    There is one row per Saleor, known by its GraphQL address. Installing again replaces the token, so a row always
    holds the newest one; a Saleor that uninstalled us leaves a row whose token it refuses.
    """

    ENCRYPTED_FOR = ("api_url",)
    api_url = models.CharField(max_length=512, unique=True)
    # Saleor's own name for itself, e.g. "shop.example.com"; part of the key of every event it sends.
    domain = models.CharField(max_length=128)
    # Global ID of the app that stands for us in that Saleor.
    app_id = models.CharField(max_length=128)
    auth_token = EncryptedTextField()
    # What our own webhooks carry and no neighbour's: see `webhooks/secret.py`. Null until Saleor was told of it.
    webhook_secret = EncryptedTextField(default="")
    webhooks_secured_at = models.DateTimeField(null=True)
    # The public keys the Saleor signs with (a JSON Web Key Set), and when we last asked for them, in vain or not.
    jwks: models.JSONField[dict[str, Any]] = models.JSONField(default=dict)
    jwks_asked_at = models.DateTimeField(null=True)
    saleor_version = models.CharField(max_length=32, default="", blank=True)
    installed_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return self.api_url


def active_installation() -> Installation | None:
    """The Saleor we work for: the one that installed us last. None before any did."""
    return Installation.objects.order_by("-installed_at", "-id").first()
