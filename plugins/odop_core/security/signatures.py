"""Signed webhooks both ways, as the Standard Webhooks specification has them.

The signature is HMAC-SHA256 over `id.timestamp.body`; a secret is text starting with `whsec_` (some write `v1,whsec_`)
followed by base64, or any other text taken as it is. Several secrets may be given while one is being replaced.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from collections.abc import Mapping

TOLERANCE_SECONDS = 300


class BadSignature(Exception):
    """The request was not signed by whom it says, or is too old; `reason` is a short word for the count of refusals."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class BadSecret(ValueError):
    """A secret that cannot sign anything; the message says what one looks like."""


def check_secret(secret: str) -> None:
    """Raises BadSecret. The empty text is no secret yet, and no mistake either."""
    if secret:
        _key(secret)


def sign_headers(secret: str | list[str], message_id: str, body: bytes, now: float | None = None) -> dict[str, str]:
    """The three headers to send along with `body`. `now` is Unix time in seconds. Raises BadSecret.

    With several secrets there is a signature of each, so that the other side can still verify with the one before.
    """
    timestamp = str(int(time.time() if now is None else now))
    secrets = [secret] if isinstance(secret, str) else secret
    return {
        "webhook-id": message_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": " ".join(_signature(one, message_id, timestamp, body) for one in secrets),
    }


def verify_signature(secrets: list[str], headers: Mapping[str, str], body: bytes, now: float | None = None) -> str:
    """Returns the message id of a genuine request. Raises BadSignature, and BadSecret when one of ours is unusable."""
    message_id = headers.get("webhook-id", "")
    timestamp = headers.get("webhook-timestamp", "")
    given = headers.get("webhook-signature", "").split()
    if not (message_id and timestamp and given):
        raise BadSignature("unsigned", "The headers webhook-id, webhook-timestamp and webhook-signature are needed.")
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12):
        raise BadSignature("bad-timestamp", "webhook-timestamp must be Unix seconds.")
    age = (time.time() if now is None else now) - int(timestamp)
    if abs(age) > TOLERANCE_SECONDS:
        raise BadSignature("stale", f"The request is {age:.0f} s from our clock; {TOLERANCE_SECONDS} s are allowed.")
    expected = [_signature(secret, message_id, timestamp, body) for secret in secrets if secret]
    if not any(hmac.compare_digest(one.encode(), other.encode()) for one in expected for other in given):
        raise BadSignature("bad-signature", "The signature does not fit the body and the shared secret.")
    return message_id


def _signature(secret: str, message_id: str, timestamp: str, body: bytes) -> str:
    content = f"{message_id}.{timestamp}.".encode() + body
    digest = hmac.new(_key(secret), content, hashlib.sha256).digest()
    return "v1," + base64.b64encode(digest).decode()


def _key(secret: str) -> bytes:
    if not secret.strip().removeprefix("v1,").startswith("whsec_"):
        return secret.encode()
    text = secret.strip().removeprefix("v1,").removeprefix("whsec_")
    try:
        key = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except ValueError as error:  # binascii.Error is one
        raise BadSecret("A secret that starts with 'whsec_' goes on in base64.") from error
    if not key:
        raise BadSecret("A secret must not end after 'whsec_': anybody could sign with it.")
    return key
