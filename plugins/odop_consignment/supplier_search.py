"""Suppliers by a text: words of their names in either script and of their reference, or a telephone number's end."""

from __future__ import annotations

from django.db.models import Q

from odop_consignment.models import Supplier
from odop_core.database.text_search import find_rows
from odop_core.security.encryption import digest_text

COLUMNS = ("name", "name_hi", "reference")
# As many digits as a masked number shows (`masks.mask_phone`): whoever searches by them learns nothing new.
SHOWN_DIGITS = 4

find_suppliers = find_rows(Supplier, *COLUMNS)


def digest_phone_end(phone: str) -> str:
    """What the last digits of a telephone number are found by; "" for none."""
    return digest_text(f"phone-end:{phone[-SHOWN_DIGITS:]}") if phone else ""


def has_phone_end(text: str) -> Q | None:
    """Whose telephone number ends with these digits; None for any other text."""
    end = text.strip()
    is_end = len(end) == SHOWN_DIGITS and end.isascii() and end.isdecimal()
    return Q(phone_end_digest=digest_phone_end(end)) if is_end else None
