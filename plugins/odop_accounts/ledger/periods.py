"""Closing the books. A closed day takes no more entries; what comes late is posted on a later day."""

from __future__ import annotations

from datetime import date

from odop_accounts.ledger.refusals import typed_refusals
from odop_accounts.models import Books, PeriodClosing


def close_books(until: date, *, by: str, remark: str = "") -> None:
    """Close them up to and with that day in India. Raises DateRefused if it is closed already, or not over."""
    with typed_refusals():
        PeriodClosing.objects.create(closed_until=until, closed_by=by, remark=remark)


def closed_until() -> date | None:
    """The last closed day; None while the books were never closed."""
    return Books.objects.values_list("closed_until", flat=True).first()
