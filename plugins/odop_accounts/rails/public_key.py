"""A public key as somebody pasted it."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key


class BadPublicKey(ValueError):
    """The text is no public RSA key; the message says what one looks like."""


def read_public_key(text: str) -> RSAPublicKey:
    """Line breaks may have got lost on the way. Raises BadPublicKey."""
    head, _, rest = text.strip().replace("\\n", "\n").partition("-----BEGIN PUBLIC KEY-----")
    body, end, _ = rest.partition("-----END PUBLIC KEY-----")
    pem = f"-----BEGIN PUBLIC KEY-----\n{''.join(body.split())}\n-----END PUBLIC KEY-----\n"
    try:
        key = load_pem_public_key(pem.encode()) if end and not head else None
    except ValueError:
        key = None
    if not isinstance(key, RSAPublicKey):
        raise BadPublicKey("paste the whole key, from -----BEGIN PUBLIC KEY----- to -----END PUBLIC KEY-----.")
    return key
