"""Certificates of verified claims, the keys they are signed with, and the lists that say which were revoked."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from odop_core.security.encryption import EncryptedTextField


class SigningKey(models.Model):
    """An Ed25519 key that certificates are signed with; at most one of them signs at any time.

    A retired key signs nothing new, and what it signed stays valid: its public half is published until it expires.
    From then on nothing it signed is believed; a key that got into wrong hands is made to expire at once.
    """

    ENCRYPTED_FOR = ("kid",)
    # RFC 7638 thumbprint of the public half.
    kid = models.CharField(max_length=64, unique=True)
    public_jwk = models.JSONField()
    private_key = EncryptedTextField()
    created_at = models.DateTimeField(db_default=Now())
    retired_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.kid


class StatusList(models.Model):
    """131,072 places, one for each certificate or serial that may one day have to be revoked.

    Places are given out at random, so that their numbers say nothing about the order of sales. A list is left for a
    new one when places that are free are hard to hit.
    """

    created_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"status list {self.pk}"


class StatusEntry(models.Model):
    """One place in a status list. Revoking is for ever: a bit that was published is not taken back."""

    list = models.ForeignKey(StatusList, on_delete=models.PROTECT, related_name="entries")
    index = models.PositiveIntegerField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["list", "index"], name="odop_status_place")]
        indexes = [models.Index(fields=["list"], name="odop_status_revoked", condition=Q(revoked_at__isnull=False))]

    def __str__(self) -> str:
        return f"{self.list_id}/{self.index}"


class Certificate(models.Model):
    """Our signed word that a claim, as it stood at one version, was found true. One stands per product at most.

    It ends when the claim is no longer verified, or is verified anew. Units sold while it stood keep their proof,
    unless the claim itself is revoked: then they were sold under something that was not true.
    """

    ENCRYPTED_FOR = ("code",)
    code = models.CharField(max_length=24, unique=True)
    product_id = models.CharField(max_length=128)
    # Of the product's claim, when it was found true.
    claim_version = models.PositiveIntegerField()
    # Whose name is behind the digest in the token; "": the claim names nobody.
    artisan_slug = models.SlugField(default="", blank=True, db_index=False)
    artisan_salt = EncryptedTextField(default="", blank=True)
    key = models.ForeignKey(SigningKey, on_delete=models.PROTECT, related_name="+")
    status = models.OneToOneField(StatusEntry, on_delete=models.PROTECT, related_name="certificate")
    token = models.TextField()
    issued_at = models.DateTimeField()
    valid_until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=255, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["product_id"], name="odop_certificate_stands", condition=Q(ended_at=None)),
            models.UniqueConstraint(fields=["product_id", "claim_version"], name="odop_certificate_once"),
        ]

    def __str__(self) -> str:
        return self.code
