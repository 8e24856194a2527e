"""Personal data encrypted at rest, with keys that can be rotated, and bound to the place where it is kept.

A value is encrypted (AES-256-GCM) for its table and column, which are authenticated with it, and for its row: moved
anywhere else in the database, it cannot be read. What a row is, its model says by `ENCRYPTED_FOR`: the fields that name
it for good, such as its unique key; models that have none inherit `SealedRow`. Files are bound to their name.

Every key of `ODOP_ENCRYPTION_KEYS` can read; the first encrypts. To rotate: put a new key first, run
`odop_rotate_keys`, then drop the old one. It finds all that is encrypted by the fields of this module.

What must be found again without being readable (the same PAN behind two suppliers) is kept as a `digest`. Its key is
another, `ODOP_DIGEST_KEY`, that is set once and never rotated: digests cannot be made anew from what they stand for,
since some stand in records that never change. Who steals the database alone cannot try out all PANs without it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import os
import uuid
from functools import lru_cache
from typing import Any, ClassVar

from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import models
from django.db.models.signals import post_init

from odop_core import conf

# Of a token: how it is made, and the nonce; of what is encrypted: which row it is for (none: whichever).
_VERSION, _NONCE, _ROW = b"\x01", 12, 16
_ANY_ROW = bytes(_ROW)


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


class MovedCiphertext(WrongEncryptionKey):
    """A value was encrypted for another row than the one it was found in: somebody moved it."""

    def __init__(self, place: str) -> None:
        RuntimeError.__init__(
            self,
            f"The encrypted {place} of this row belongs to another row: it was moved in the database. Restore the row "
            "from a backup.",
        )


def encrypt(text: str, place: str) -> str:
    """For one place: a table and column, or whatever names where it is kept."""
    return _encode(text.encode("utf-8", "surrogatepass"), place, _ANY_ROW)


def decrypt(token: str, place: str) -> str:
    """Raises WrongEncryptionKey when no present key fits, or the text was encrypted for another place."""
    return _decode(token, place)[1].decode("utf-8", "surrogatepass")


def encrypt_bytes(content: bytes, place: str) -> bytes:
    return _encode(content, place, _ANY_ROW).encode()


def decrypt_bytes(token: bytes, place: str) -> bytes:
    """Raises WrongEncryptionKey, as `decrypt`."""
    return _decode(token.decode("ascii", "replace"), place)[1]


def _encode(content: bytes, place: str, row: bytes) -> str:
    nonce = os.urandom(_NONCE)
    sealed = _ciphers(place)[0].encrypt(nonce, row + content, place.encode())
    return base64.urlsafe_b64encode(_VERSION + nonce + sealed).decode()


def _decode(token: str, place: str) -> tuple[bytes, bytes]:
    """The row it is for, and the content."""
    try:
        raw = base64.urlsafe_b64decode(token.encode())
    except (ValueError, binascii.Error) as error:
        raise WrongEncryptionKey from error
    nonce, sealed = raw[1 : 1 + _NONCE], raw[1 + _NONCE :]
    for cipher in _ciphers(place) if raw[:1] == _VERSION and len(nonce) == _NONCE else ():
        try:
            opened = cipher.decrypt(nonce, sealed, place.encode())
        except (InvalidTag, ValueError):
            continue
        return opened[:_ROW], opened[_ROW:]
    raise WrongEncryptionKey


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


def _ciphers(place: str) -> list[AESGCM]:
    """One for each key, the first of which encrypts."""
    return _keyring(conf.get("ENCRYPTION_KEYS"), settings.SECRET_KEY, place)


@lru_cache(maxsize=256)
def _keyring(configured: str, secret_key: str, place: str) -> list[AESGCM]:
    """A key of its own for each place, so that none encrypts too much."""
    texts = [text.strip() for text in configured.split(",") if text.strip()]
    try:
        for text in texts:
            Fernet(text)
    except ValueError as error:
        raise BadEncryptionKey(
            "ODOP_ENCRYPTION_KEYS holds something that is not a key. Make one with: python -c "
            "'from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())'"
        ) from error
    secrets = [base64.urlsafe_b64decode(text) for text in texts] or [secret_key.encode()]
    return [AESGCM(_derived_key(secret, place)) for secret in secrets]


def _derived_key(secret: bytes, place: str) -> bytes:
    info = f"saleor-odop personal data v1 {place}".encode()
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=info).derive(secret)


class SealedRow(models.Model):
    """Abstract. A row that nothing else names for good before it is written has a random name for this alone."""

    ENCRYPTED_FOR: ClassVar[tuple[str, ...]] = ("row_seal",)
    row_seal = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)

    class Meta:
        abstract = True


class _Text(str):
    """A text as it came from the database, and the row it is for."""

    __slots__ = ("row",)
    row: bytes


class _Dict(dict[str, Any]):
    row: bytes


class _List(list[Any]):
    row: bytes


_TAGGED: dict[type, Any] = {str: _Text, dict: _Dict, list: _List}


class EncryptedTextField(models.TextField):
    """Text that the database sees only encrypted. It cannot be filtered or sorted by.

    It is written with its row (`save`, `create`, `bulk_create`); an `update` can only empty it. It is read with its
    row, too: `values` and `values_list`, which would not tell whose it is, are refused.
    """

    description = "Encrypted text"

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        if not cls._meta.abstract:
            post_init.connect(self._check_row, sender=cls)

    @property
    def place(self) -> str:
        return f"{self.model._meta.db_table}.{self.column}" if hasattr(self, "model") else "nowhere"

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = super().pre_save(model_instance, add)
        return value if value is None or hasattr(value, "resolve_expression") else self._seal(value, model_instance)

    def get_prep_value(self, value: Any) -> Any:
        if value is None or isinstance(value, _Sealed):
            return value and str(value)
        if value:
            raise TypeError(f"{self.name} is encrypted for its row: save the row, an update can only empty it.")
        return _encode(self._to_text(value).encode(), self.place, _ANY_ROW)

    def from_db_value(self, value: str | None, _expression: Any, _connection: Any) -> Any:
        if value is None:
            return None
        row, content = _decode(value, self.place)
        found = self._from_text(content.decode("utf-8", "surrogatepass"))
        if row == _ANY_ROW and found:
            raise MovedCiphertext(self.place)
        if type(found) in _TAGGED and row != _ANY_ROW:
            found = _TAGGED[type(found)](found)
            found.row = row
        return found

    def select_format(self, compiler: Any, sql: str, params: Any) -> Any:
        if any(name.rpartition("__")[2] == self.name for name in compiler.query.values_select):
            raise TypeError(f"{self.name} is encrypted for its row: read the row, not its value alone.")
        return super().select_format(compiler, sql, params)

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise TypeError(f"{self.name} is encrypted: it can be read, not searched (no {lookup_name!r} lookup).")
        return super().get_lookup(lookup_name)

    def _seal(self, value: Any, instance: models.Model) -> _Sealed:
        text = self._to_text(value).encode("utf-8", "surrogatepass")
        return _Sealed(_encode(text, self.place, _row_of(instance)))

    def _check_row(self, instance: models.Model, **_kwargs: Any) -> None:
        """What came from the database is for this very row; afterwards it is a value like any other."""
        value = instance.__dict__.get(self.attname)
        row = getattr(value, "row", None)
        if row is None:
            return
        if not hmac.compare_digest(row, _row_of(instance)):
            raise MovedCiphertext(self.place)
        plain = next(kind for kind, tagged in _TAGGED.items() if isinstance(value, tagged))
        instance.__dict__[self.attname] = plain(value)

    def _to_text(self, value: Any) -> str:
        return str(value)

    def _from_text(self, text: str) -> Any:
        return text


class _Sealed(str):
    """A token, made for the row that is being written."""

    __slots__ = ()


def _row_of(instance: models.Model) -> bytes:
    """What names a row for good, as sixteen bytes."""
    named = "\0".join(str(getattr(instance, name)) for name in instance.ENCRYPTED_FOR)
    return hashlib.sha256(named.encode("utf-8", "surrogatepass")).digest()[:_ROW]


def encrypt_for_row(row: models.Model, field: str, value: Any) -> str:
    """A value for an `update` of this one row."""
    return row._meta.get_field(field)._seal(value, row)


class EncryptedJSONField(EncryptedTextField):
    """A JSON document that the database sees only encrypted."""

    description = "Encrypted JSON"

    def _to_text(self, value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def _from_text(self, text: str) -> Any:
        return json.loads(text)

    def to_python(self, value: Any) -> Any:
        return value


class EncryptedFileName(models.CharField):
    """The name of a file in the storage of evidence that is kept encrypted (`odop_core.files.storage`); "" for none."""

    description = "Name of an encrypted file"
