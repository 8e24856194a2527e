"""Balances and entries, as plain data. All amounts in paise; an entry's debits are above zero, its credits below."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models

from odop_accounts.ledger import balances as ledger
from odop_accounts.ledger.chart import Purpose
from odop_accounts.ledger.entries import RUPEES
from odop_accounts.models import JournalEntry, JournalLine
from odop_accounts.posting.figures import supplier_party
from odop_accounts.posting.holds import is_supplier_held
from odop_core.database.pagination import Window

NEWEST = Window(100, newest_first=True)


@dataclass(frozen=True)
class AccountBalance:
    """What a supplier has: `earned_paise` may still be given back by buyers or is held, `due_paise` may be paid out
    (below zero: the supplier owes it). `is_held`: nothing is paid out for now."""

    supplier_id: int
    earned_paise: int
    due_paise: int
    is_held: bool


@dataclass(frozen=True)
class LineInfo:
    """One line of an entry: on which account, debit above zero. `party` is "" for the shop itself."""

    purpose: Purpose
    party: str
    amount_paise: int


@dataclass(frozen=True)
class EntryInfo:
    """An entry of the journal; `effective_on` is its Indian day, `source` what it came of: "sale:12"."""

    id: int
    key: str
    kind: str
    source: str
    effective_on: date
    recorded_at: datetime
    recorded_by: str
    narration: str
    lines: tuple[LineInfo, ...]


@dataclass(frozen=True)
class WantedEntries:
    """Which entries a list is to show; None does not matter. Days are Indian, both included. With `supplier_id`, only
    entries that touch the supplier's accounts are shown, and of them only the lines on those."""

    supplier_id: int | None = None
    source: str | None = None
    kinds: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None


def balances_of(supplier_ids: Iterable[int], using: str = "default") -> dict[int, AccountBalance]:
    """By supplier."""
    return {supplier_id: _balance(supplier_id, using) for supplier_id in supplier_ids}


def trial_balance(at: date | None = None, using: str = "default") -> dict[Purpose, int]:
    """Of all parties together, by purpose, in rupees; the sum is zero."""
    return ledger.trial_balance(at=at, using=using)


def entries(wanted: WantedEntries, window: Window = NEWEST, using: str = "default") -> list[EntryInfo]:
    rows = window.select(_wanted(wanted, using))
    lines = _lines(rows, wanted.supplier_id, using)
    return [
        EntryInfo(
            row.pk, row.key, row.kind, row.source, row.effective_on, row.recorded_at, row.recorded_by, row.narration,
            tuple(lines[row.pk]),
        )
        for row in rows
    ]  # fmt: skip


def count_entries(wanted: WantedEntries, using: str = "default") -> int:
    return _wanted(wanted, using).count()


def _balance(supplier_id: int, using: str) -> AccountBalance:
    found = ledger.balances(supplier_party(supplier_id), using=using)
    return AccountBalance(
        supplier_id, -found.get(Purpose.SUPPLIER_EARNED, 0), -found.get(Purpose.SUPPLIER_PAYABLE, 0),
        is_supplier_held(supplier_id, using),
    )  # fmt: skip


def _wanted(wanted: WantedEntries, using: str) -> models.QuerySet[JournalEntry]:
    rows = JournalEntry.objects.using(using).filter(currency=RUPEES)
    if wanted.supplier_id is not None:
        of_supplier = JournalLine.objects.filter(
            entry=models.OuterRef("pk"), account__party=supplier_party(wanted.supplier_id)
        )
        rows = rows.filter(models.Exists(of_supplier))
    given = {
        "source": wanted.source, "kind__in": wanted.kinds or None, "effective_on__gte": wanted.since,
        "effective_on__lte": wanted.until,
    }  # fmt: skip
    return rows.filter(**{name: value for name, value in given.items() if value is not None})


def _lines(rows: Iterable[JournalEntry], supplier_id: int | None, using: str) -> dict[int, list[LineInfo]]:
    found: dict[int, list[LineInfo]] = defaultdict(list)
    lines = JournalLine.objects.using(using).filter(entry__in=[row.pk for row in rows]).order_by("id")
    if supplier_id is not None:
        lines = lines.filter(account__party=supplier_party(supplier_id))
    for entry_id, purpose, party, amount in lines.values_list(
        "entry_id", "account__purpose", "account__party", "amount"
    ):
        found[entry_id].append(LineInfo(Purpose(purpose), party, amount))
    return found
