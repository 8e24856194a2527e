"""Closing the books up to a day. What comes late of closed days is entered on the first open one, and listed here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from odop_accounts.ledger import periods
from odop_accounts.ledger.refusals import DateRefused
from odop_accounts.models import PeriodClosing
from odop_accounts.posting.sync import missing_entries
from odop_consignment.api import WrongChoice
from odop_consignment.api.books import order_ids_after
from odop_core.i18n import _
from odop_core.india import dates

ORDERS_AT_ONCE = 500


@dataclass(frozen=True)
class ClosingInfo:
    closed_until: date
    closed_by: str
    closed_at: datetime
    reason: str


def close_period(until: date, *, by: str, reason: str) -> ClosingInfo:
    """Closes the books up to and with an Indian day, once all that the sales say is entered. Raises WrongChoice."""
    if not reason.strip():
        raise WrongChoice(_("Say why the books are closed; it stays on record."))
    if until >= dates.today():
        raise WrongChoice(_("{day} is not over. Close the books until an earlier day.", day=until))
    if missing := _first_missing(until):
        raise WrongChoice(
            _("{source} is not in the books whole. Run odop_sync_books, then close them again.", source=missing)
        )
    try:
        periods.close_books(until, by=by, remark=reason.strip()[:1000])
    except DateRefused as error:
        closed = periods.closed_until() or until
        raise WrongChoice(_("The books are closed until {day} already. Name a later day.", day=closed)) from error
    return _info(PeriodClosing.objects.get(closed_until=until))


def closings(using: str = "default") -> list[ClosingInfo]:
    """The last one first."""
    return [_info(row) for row in PeriodClosing.objects.using(using).order_by("-closed_until")]


def _first_missing(until: date) -> str:
    """The source of an entry that would be of these days and is not in the books; "" if there is none."""
    last = ""
    while order_ids := order_ids_after(last, ORDERS_AT_ONCE):
        for entry in missing_entries(order_ids):
            if entry.effective_on <= until:
                return entry.source
        last = order_ids[-1]
    return ""


def _info(row: PeriodClosing) -> ClosingInfo:
    return ClosingInfo(row.closed_until, row.closed_by, row.closed_at, row.remark)
