"""Where evidence lies: a bucket of S3 or of something that speaks like it, or a folder that no web server serves.

Chosen by, in this order: a storage of Django's named `odop_evidence`; the bucket `ODOP_EVIDENCE_BUCKET` (credentials as
boto3 finds them: environment, profile, role of the machine); the folder `ODOP_EVIDENCE_DIR`; a folder beside Saleor's
media, or in the user's own data. A bucket hands out links of its own that end by themselves; for a folder `tokens` are
signed here, and a view of the plugin that keeps it gives out the file.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage, storages

from odop_core import conf
from odop_core.files import tokens
from odop_core.files.errors import StorageUnavailable
from odop_core.files.sanitizer import SanitizedFile
from odop_core.files.tokens import LinkEnded as LinkEnded
from odop_core.security.encryption import decrypt_bytes, encrypt_bytes

ALIAS = "odop_evidence"
_SALT = "odop.evidence"


def evidence_storage() -> Storage:
    if ALIAS in settings.STORAGES:
        return storages[ALIAS]
    if conf.get("EVIDENCE_BUCKET"):
        return _bucket(conf.get("EVIDENCE_BUCKET"), conf.get("EVIDENCE_REGION"), conf.get("EVIDENCE_ENDPOINT_URL"))
    return FileSystemStorage(
        location=evidence_folder(), base_url=None, file_permissions_mode=0o600, directory_permissions_mode=0o700
    )


def evidence_folder() -> Path:
    """Never inside Saleor's media folder: what lies there is public."""
    if configured := conf.get("EVIDENCE_DIR"):
        return Path(configured)
    if media := getattr(settings, "MEDIA_ROOT", ""):
        return Path(media).parent / "odop-evidence"
    return Path.home() / ".local" / "share" / "saleor-odop" / "evidence"


def save_file(file: SanitizedFile) -> str:
    """Keep a file under a name that says nothing. Returns that name. Raises StorageUnavailable."""
    return _keep(_new_name(file.extension), file.content)


def save_encrypted(content: bytes) -> str:
    """As `save_file`, for what nobody but us is to read: it is kept encrypted for its name, and `read_encrypted` opens
    it. Keep the name in an `EncryptedFileName`: a change of the key finds the file by it."""
    name = _new_name("sealed")
    return _keep(name, encrypt_bytes(content, _place(name)))


def read_encrypted(name: str) -> bytes:
    """Raises FileNotFoundError, StorageUnavailable, WrongEncryptionKey."""
    return decrypt_bytes(read_file(name), _place(name))


def _new_name(extension: str) -> str:
    return f"{datetime.now(UTC):%Y/%m}/{secrets.token_hex(16)}.{extension}"


def _place(name: str) -> str:
    """What an encrypted file is bound to: the random part of its name, whatever folder it lies in."""
    return f"file {name.rpartition('/')[2]}"


def _keep(name: str, content: bytes) -> str:
    with _reaching():
        return str(evidence_storage().save(name, ContentFile(content)))


def read_file(name: str) -> bytes:
    """Raises FileNotFoundError, StorageUnavailable."""
    with _reaching(), evidence_storage().open(name) as file:
        return bytes(file.read())


def delete_file(name: str) -> None:
    """Deleting what is gone already is fine. Raises StorageUnavailable."""
    with _reaching():
        evidence_storage().delete(name)


@contextmanager
def _reaching() -> Iterator[None]:
    """Every storage fails in its own way."""
    try:
        yield
    except FileNotFoundError:
        raise
    except Exception as error:
        raise StorageUnavailable("The storage of evidence cannot be reached. Try again later.") from error


def make_direct_link(name: str, seconds: int) -> str | None:
    """A link to the storage itself that ends after so long; None when the storage has no such links."""
    store = evidence_storage()
    if not getattr(store, "querystring_auth", False):
        return None
    return str(store.url(name, expire=seconds, parameters={"ResponseContentDisposition": "attachment"}))


def sign_token(evidence_id: int, seconds: int) -> str:
    """A token for one file."""
    return tokens.sign_token([evidence_id], datetime.now(UTC) + timedelta(seconds=seconds), salt=_SALT)


def open_token(token: str) -> int:
    """The evidence a token is for. Raises LinkEnded."""
    (evidence_id,) = tokens.open_token(token, salt=_SALT, parts=1)
    return int(evidence_id)


@lru_cache(maxsize=4)
def _bucket(name: str, region: str, endpoint_url: str) -> Storage:
    from botocore.config import Config
    from storages.backends.s3 import S3Storage

    # No ACL is sent: an object is private unless somebody says otherwise, and buckets of today refuse to hear of ACLs.
    return S3Storage(
        bucket_name=name,
        region_name=region or None,
        endpoint_url=endpoint_url or None,
        default_acl=None,
        querystring_auth=True,
        file_overwrite=False,
        client_config=Config(
            signature_version="s3v4", connect_timeout=5, read_timeout=20, retries={"total_max_attempts": 3}
        ),
        object_parameters={"CacheControl": "private, no-store"},
    )
