"""Checking that a webhook's body was signed by the Saleor that installed us.

Saleor signs with RS256 and leaves the body out of the signature header (a detached, unencoded JWS payload, RFC 7797).
The same key signs its users' access tokens, so the header must insist on the detached form: otherwise anybody's token,
whose payload lies inside it, would pass for the signature of any body.
"""

from __future__ import annotations

import jwt
from jwt import api_jws

from odop_core.security.signatures import BadSignature
from saleor_config.app.models import Installation
from saleor_config.app.saleor_client import public_keys

ALGORITHM = "RS256"


def verify_signature(installation: Installation, signature: str, body: bytes) -> None:
    """Raises BadSignature unless `installation` signed exactly these bytes."""
    key = public_keys.find_key(installation, _key_id(signature))
    if key is None:
        raise BadSignature("unknown-key", "The signature names a key this Saleor does not publish.")
    try:
        api_jws.decode_complete(signature, key.key, algorithms=[ALGORITHM], detached_payload=body)
    except jwt.PyJWTError as error:
        raise BadSignature("bad-signature", "The signature does not fit the body.") from error


def _key_id(signature: str) -> str:
    """The key a well-formed signature names, before anything is verified."""
    if not signature:
        raise BadSignature("unsigned", "The Saleor-Signature header is missing.")
    try:
        header = api_jws.get_unverified_header(signature)
    except jwt.PyJWTError as error:
        raise BadSignature("bad-signature", "The Saleor-Signature header is not a JWS.") from error
    if header.get("alg") != ALGORITHM:
        raise BadSignature("wrong-algorithm", f"Only {ALGORITHM} signatures are accepted.")
    if header.get("b64") is not False or ".." not in signature:
        raise BadSignature("not-detached", "The signature must be over the body (a detached JWS).")
    key_id = header.get("kid")
    if not isinstance(key_id, str) or not key_id:
        raise BadSignature("unknown-key", "The signature does not name its key.")
    return key_id
