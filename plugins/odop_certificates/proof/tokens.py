"""Signing a credential: a compact JWS with Ed25519 over canonical JSON, as W3C VC-JOSE-COSE has it (`vc+jwt`).

Ed25519 has no randomness of its own, so the same credential signed with the same key is always the same token.
"""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from odop_certificates.proof.canonical import canonical_json

ALGORITHM = "EdDSA"
TYPE = "vc+jwt"


def new_private_key() -> str:
    """A new Ed25519 key, as the text `public_jwk` and `sign` take."""
    return base64url(Ed25519PrivateKey.generate().private_bytes_raw())


def public_jwk(private_key: str) -> dict[str, str]:
    """The public half, named (`kid`) by its RFC 7638 thumbprint: another key cannot have the same name."""
    public = _private(private_key).public_key().public_bytes_raw()
    required = {"crv": "Ed25519", "kty": "OKP", "x": base64url(public)}
    kid = base64url(hashlib.sha256(canonical_json(required)).digest())
    return {**required, "kid": kid, "alg": ALGORITHM, "use": "sig"}


def sign_token(credential: dict[str, Any], private_key: str, kid: str) -> str:
    header = base64url(canonical_json({"alg": ALGORITHM, "kid": kid, "typ": TYPE}))
    signed = f"{header}.{base64url(canonical_json(credential))}"
    return f"{signed}.{base64url(_private(private_key).sign(signed.encode()))}"


def base64url(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _private(text: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
