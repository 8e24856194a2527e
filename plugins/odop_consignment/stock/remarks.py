"""What people write about goods, and photos of them: made safe to keep, or refused."""

from __future__ import annotations

from typing import BinaryIO

from odop_consignment import documents
from odop_consignment.errors import WrongChoice
from odop_core.i18n import _
from odop_core.india import aadhaar


def clean_remark(text: str, limit: int) -> str:
    """The text on one line. Raises WrongChoice when it is too long or can hold an Aadhaar number."""
    text = " ".join(text.replace("\0", " ").split())
    if len(text) > limit:
        raise WrongChoice(_("The text has {count} letters; at most {limit} are kept.", count=len(text), limit=limit))
    if aadhaar.contains_aadhaar(text):
        raise WrongChoice(_("The text looks as if it holds an Aadhaar number, which must not be kept. Leave it out."))
    return text


def store_photo(photo: BinaryIO | None) -> documents.Document:
    """Keep a photo; nothing when there is none. Raises StorageUnavailable, the reasons of `odop_core.files.errors`."""
    return documents.store_document(photo, "") if photo else documents.Document("", "")
