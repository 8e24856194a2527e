"""Naming the artisan in a certificate without giving their name away for ever.

A certificate cannot be called back once somebody has copied it, but an artisan's consent to be named can. So the
certificate holds only a digest of a random salt and the name. The page shows salt and name while the consent stands,
and whoever sees them can check that this is the name that was signed; without the salt the digest says nothing.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from typing import Any

from odop_certificates.proof.canonical import canonical_json
from odop_certificates.proof.tokens import base64url


def new_salt() -> str:
    return secrets.token_urlsafe(16)


def disclosure_of(salt: str, name: str) -> str:
    """What is shown to open a digest: base64url of `[salt, "artisan", name]`, as SD-JWT writes disclosures."""
    return base64url(canonical_json([salt, "artisan", name]))


def digest_of(text: str) -> str:
    """What a certificate holds of a disclosure."""
    return base64url(hashlib.sha256(text.encode()).digest())


def disclosed_name(credential: dict[str, Any], text: str) -> str:
    """The artisan's name, if this disclosure is the one the certificate was signed for, else ""."""
    signed = credential.get("credentialSubject", {}).get("artisanDigest", "")
    if not hmac.compare_digest(str(signed), digest_of(text)):
        return ""
    try:
        return str(json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))[2])
    except (ValueError, LookupError, TypeError):
        return ""
