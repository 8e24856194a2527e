"""Personal data encrypted at rest, with keys that can be rotated.

A value is a Fernet token (AES-128-CBC with HMAC-SHA256) of the first key in `ODOP_ENCRYPTION_KEYS`; every key of the
list can read. To rotate: put a new key first, run `odop_rotate_keys`, then drop the old one.

What must be found again without being readable (the same PAN behind two suppliers) is kept as a `digest`. Its key is
another, `ODOP_DIGEST_KEY`, that is set once and never rotated: digests cannot be made anew from what they stand for,
since some stand in records that never change. Who steals the database alone cannot try out all PANs without it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import models

from odop_core import conf


class WrongEncryptionKey(RuntimeError):
    """Stored data was encrypted with a key we do not have."""

    def __init__(self) -> None:
        super().__init__(
            "Encrypted data cannot be read with the present keys. Set ODOP_ENCRYPTION_KEYS to the key it was written "
            "with (several keys may be listed, separated by commas; the first one encrypts). Without that setting "
            "the key derives from Django's SECRET_KEY, so a changed SECRET_KEY has the same effect."
        )


class BadEncryptionKey(conf.SettingMissing):
    """A configured key is not a Fernet key."""


def encrypt(text: str) -> str:
    return encrypt_bytes(text.encode("utf-8", "surrogatepass")).decode()


def decrypt(token: str) -> str:
    """Raises WrongEncryptionKey when no present key fits."""
    return decrypt_bytes(token.encode()).decode("utf-8", "surrogatepass")


def encrypt_bytes(content: bytes) -> bytes:
    return _keys().encrypt(content)


def decrypt_bytes(token: bytes) -> bytes:
    """Raises WrongEncryptionKey when no present key fits."""
    try:
        return _keys().decrypt(token)
    except InvalidToken as error:
        raise WrongEncryptionKey from error


def digest_text(text: str) -> str:
    """64 hexadecimal digits, the same for the same text and telling nothing of it without the key. "" stays ""."""
    if not text:
        return ""
    key = _digest_key(conf.get("DIGEST_KEY"), settings.SECRET_KEY)
    return hmac.new(key, text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


@lru_cache(maxsize=8)
def _digest_key(configured: str, secret_key: str) -> bytes:
    kdf = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"saleor-odop digests v1")
    return kdf.derive((configured or secret_key).encode())


def _keys() -> MultiFernet:
    return _keyring(conf.get("ENCRYPTION_KEYS"), settings.SECRET_KEY)


@lru_cache(maxsize=8)
def _keyring(configured: str, secret_key: str) -> MultiFernet:
    texts = [text.strip() for text in configured.split(",") if text.strip()]
    if not texts:
        return MultiFernet([Fernet(_derived_key(secret_key))])
    try:
        return MultiFernet([Fernet(text) for text in texts])
    except ValueError as error:
        raise BadEncryptionKey(
            "ODOP_ENCRYPTION_KEYS holds something that is not a key. Make one with: python -c "
            "'from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())'"
        ) from error


def _derived_key(secret_key: str) -> bytes:
    kdf = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"saleor-odop personal data v1")
    return base64.urlsafe_b64encode(kdf.derive(secret_key.encode()))


class EncryptedTextField(models.TextField):
    """Text that the database sees only encrypted. It cannot be filtered or sorted by."""

    description = "Encrypted text"

    def from_db_value(self, value: str | None, _expression: Any, _connection: Any) -> Any:
        return None if value is None else self._from_text(decrypt(value))

    def get_prep_value(self, value: Any) -> Any:
        return None if value is None else encrypt(self._to_text(value))

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise TypeError(f"{self.name} is encrypted: it can be read, not searched (no {lookup_name!r} lookup).")
        return super().get_lookup(lookup_name)

    def _to_text(self, value: Any) -> str:
        return str(value)

    def _from_text(self, text: str) -> Any:
        return text


class EncryptedJSONField(EncryptedTextField):
    """A JSON document that the database sees only encrypted."""

    description = "Encrypted JSON"

    def _to_text(self, value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def _from_text(self, text: str) -> Any:
        return json.loads(text)

    def to_python(self, value: Any) -> Any:
        return value
