"""The keys certificates are signed with: one at work, those before it still believed.

A key is made when the first certificate needs it. It signs until it is rotated out, and is believed for longer than
anything it signed is valid.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from odop_certificates.models import SigningKey
from odop_certificates.proof import tokens
from odop_core.database.locks import lock_subject

# A label may be looked at for ten years; a key signs for two at most before somebody should have rotated it.
LIFETIME = timedelta(days=12 * 365)


class NoSuchKey(LookupError):
    """There is no key of this name; the message says which."""


def active_key() -> SigningKey:
    """The key that signs; made when there is none."""
    return _active() or _first()


def rotate_key() -> SigningKey:
    """A new key signs from now on; what older ones signed stays valid."""
    with transaction.atomic():
        lock_subject("signing-key", "")
        SigningKey.objects.filter(retired_at=None).update(retired_at=Now())
        return _make()


@transaction.atomic
def distrust_key(kid: str) -> SigningKey:
    """A key is in wrong hands: from now on nothing it signed is believed. Another one signs. Raises NoSuchKey."""
    lock_subject("signing-key", "")
    if not SigningKey.objects.filter(kid=kid).update(expires_at=timezone.now()):
        raise NoSuchKey(f"There is no signing key {kid!r}.")
    SigningKey.objects.filter(kid=kid, retired_at=None).update(retired_at=Now())
    return _active() or _make()


def jwks(*, with_expired: bool = False, using: str = "default") -> dict[str, Any]:
    """The public keys to check certificates with. Expired ones only matter to say why something is refused."""
    rows = SigningKey.objects.using(using).order_by("pk")
    if not with_expired:
        rows = rows.filter(expires_at__gt=Now())
    return {"keys": [_published(row) for row in rows]}


def sign_credential(credential: dict[str, Any], key: SigningKey) -> str:
    return tokens.sign_token(credential, key.private_key, key.kid)


def latest_end(key: SigningKey, wanted: datetime) -> datetime:
    """Nothing is valid for longer than its key is believed."""
    return min(key.expires_at, wanted)


def _published(key: SigningKey) -> dict[str, Any]:
    return {**key.public_jwk, "iat": int(key.created_at.timestamp()), "exp": int(key.expires_at.timestamp())}


def _active() -> SigningKey | None:
    return SigningKey.objects.filter(retired_at=None, expires_at__gt=Now()).order_by("-pk").first()


@transaction.atomic
def _first() -> SigningKey:
    lock_subject("signing-key", "")
    return _active() or _make()


def _make() -> SigningKey:
    private_key = tokens.new_private_key()
    jwk = tokens.public_jwk(private_key)
    now = timezone.now()
    return SigningKey.objects.create(
        kid=jwk["kid"], public_jwk=jwk, private_key=private_key, created_at=now, expires_at=now + LIFETIME
    )
