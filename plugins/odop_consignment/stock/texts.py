"""What people write about goods, and photos of them: made safe to keep, or refused."""

from __future__ import annotations

import hashlib
from typing import BinaryIO

from odop_consignment.errors import WrongChoice
from odop_consignment.settings import ConsignmentSettings
from odop_core import aadhaar, plugin_settings
from odop_core.files import store
from odop_core.files.clean import PDF, clean
from odop_core.files.errors import FileTypeRefused


def safe(text: str, limit: int) -> str:
    """The text on one line. Raises WrongChoice when it is too long or can hold an Aadhaar number."""
    text = " ".join(text.replace("\0", " ").split())
    if len(text) > limit:
        raise WrongChoice(f"The text has {len(text)} letters; at most {limit} are kept.")
    if aadhaar.appears_in(text):
        raise WrongChoice("The text looks as if it holds an Aadhaar number, which must not be kept. Leave it out.")
    return text


def keep_photo(photo: BinaryIO | None) -> tuple[str, str]:
    """Keep a photo. Returns its name in the storage and its SHA-256; two empty texts without one.

    Raises the reasons of `odop_core.files.errors`, StorageUnavailable.
    """
    if photo is None:
        return "", ""
    limit = plugin_settings.load(ConsignmentSettings).photo_megabytes * 1024 * 1024
    kept = clean(photo.read(limit + 1), limit)
    if kept.content_type == PDF:
        raise FileTypeRefused("Send a photo (JPEG, PNG, WebP), not a PDF.")
    return store.save(kept), hashlib.sha256(kept.content).hexdigest()
