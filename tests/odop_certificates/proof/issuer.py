"""Certificates and status lists of an issuer, signed, and what the verifier says of them."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from odop_certificates.proof import bitstring, tokens, verifier
from odop_certificates.proof.canonical import canonical_json
from odop_certificates.proof.verifier import Reason, Refused

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
ISSUER = "https://mart.example/provenance"
LIST = f"{ISSUER}/status/1"
PRIVATE = tokens.base64url(bytes(range(32)))
OTHER = tokens.base64url(bytes(range(1, 33)))


def jwk(private: str = PRIVATE, **changes: Any) -> dict[str, Any]:
    return {**tokens.public_jwk(private), **changes}


JWKS = {"keys": [jwk()]}


def credential(**changes: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "@context": [verifier.CONTEXT, f"{ISSUER}/ns/v1"],
        "type": ["VerifiableCredential", verifier.CREDENTIAL],
        "issuer": ISSUER,
        "validFrom": "2026-11-01T00:00:00Z",
        "validUntil": "2036-11-01T00:00:00Z",
        "credentialSubject": {"district": {"name": "Agra", "nameHi": "आगरा"}},
        "credentialStatus": {
            "statusPurpose": "revocation", "statusListIndex": "7", "statusListCredential": LIST,
        },
    }  # fmt: skip
    return values | changes


def status_list(*revoked: int, **changes: Any) -> dict[str, str]:
    subject = {"statusPurpose": "revocation", "encodedList": bitstring.encode_bits(revoked)}
    content = credential(
        id=LIST, type=["VerifiableCredential", verifier.STATUS_CREDENTIAL], credentialSubject=subject, **changes
    )
    return {LIST: signed(content)}


def signed(content: dict[str, Any], private: str = PRIVATE) -> str:
    return tokens.sign_token(content, private, jwk(private)["kid"])


def with_header(token: str, **changes: Any) -> str:
    """The same token, saying something else of itself."""
    first, *rest = token.split(".")
    header = json.loads(base64.urlsafe_b64decode(first + "=="))
    return ".".join([tokens.base64url(canonical_json(header | changes)), *rest])


def refusal(token: str, jwks: dict[str, Any] = JWKS, statuses: Any = None, now: datetime = NOW) -> Reason:
    with pytest.raises(Refused) as caught:
        verifier.verify_certificate(token, jwks, ISSUER, statuses, now)
    return caught.value.reason
