"""The references of agreements: ODOP/2026/000001 and on, without a gap in any year."""

from __future__ import annotations

from datetime import date

from odop_consignment.models import Agreement
from odop_core.database.locks import lock_subject

_OURS = "ODOP/"


def take_next_reference(day: date) -> str:
    """The next one of the Indian day's calendar year. Whoever asks next waits until this transaction ends: when it
    fails the number is given again, so that none is ever missing."""
    lock_subject("agreement number", str(day.year))
    prefix = f"{_OURS}{day.year}/"
    known = Agreement.objects.filter(reference__startswith=prefix).values_list("reference", flat=True)
    last = known.order_by("-id").first()
    return f"{prefix}{int(last.removeprefix(prefix)) + 1 if last else 1:06d}"


def is_of_our_series(reference: str) -> bool:
    """Whether a reference is of the kind that is numbered here, and so cannot be given by hand."""
    return reference.upper().startswith(_OURS)
