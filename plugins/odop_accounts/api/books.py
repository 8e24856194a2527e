"""Balances and entries, as plain data. All amounts in paise; an entry's debits are above zero, its credits below."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import models

from odop_accounts.ledger import balances as ledger
from odop_accounts.ledger.chart import Purpose
from odop_accounts.ledger.entries import RUPEES
from odop_accounts.models import JournalEntry, JournalLine
from odop_accounts.posting.facts import Kind
from odop_accounts.posting.figures import supplier_party
from odop_accounts.posting.holds import is_supplier_held
from odop_core.database.filters import Choice, Days, Moments, RowID, String
from odop_core.database.lists import RECORDED, RowList, Sort


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


def balances_of(supplier_ids: Iterable[int], using: str = "default") -> dict[int, AccountBalance]:
    """By supplier."""
    return {supplier_id: _balance(supplier_id, using) for supplier_id in supplier_ids}


def trial_balance(at: date | None = None, using: str = "default") -> dict[Purpose, int]:
    """Of all parties together, by purpose, in rupees; the sum is zero."""
    return ledger.trial_balance(at=at, using=using)


def _balance(supplier_id: int, using: str) -> AccountBalance:
    found = ledger.balances(supplier_party(supplier_id), using=using)
    return AccountBalance(
        supplier_id, -found.get(Purpose.SUPPLIER_EARNED, 0), -found.get(Purpose.SUPPLIER_PAYABLE, 0),
        is_supplier_held(supplier_id, using),
    )  # fmt: skip


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


def _touches(supplier_id: int, _using: str = "") -> models.Q:
    """Entries on the accounts of this supplier."""
    party = supplier_party(supplier_id)
    return models.Q(models.Exists(JournalLine.objects.filter(entry=models.OuterRef("pk"), account__party=party)))


def _show(rows: list[JournalEntry], using: str, supplier_id: int | None = None) -> list[EntryInfo]:
    lines = _lines(rows, supplier_id, using)
    return [
        EntryInfo(
            row.pk, row.key, row.kind, row.source, row.effective_on, row.recorded_at, row.recorded_by, row.narration,
            tuple(lines[row.pk]),
        )
        for row in rows
    ]  # fmt: skip


def entries_by_id(ids: Iterable[int], using: str = "default") -> dict[int, EntryInfo]:
    """With all their lines. Two queries."""
    rows = JournalEntry.objects.using(using).filter(pk__in=list(ids))
    return {info.id: info for info in _show(list(rows), using)}


ENTRIES = RowList(
    JournalEntry,
    rows=lambda using: JournalEntry.objects.using(using).filter(currency=RUPEES),
    show=_show,
    filters={
        "supplier_id": RowID("", "Whose accounts they are on.", of="Supplier", match=_touches),
        "kind": Choice("kind", "What they record.", states=Kind),
        "source": String("source", 'What they came of, such as "sale:12".'),
        "date": Days("effective_on", "The Indian day they count from."),
        "created_at": Moments("recorded_at", "When they were recorded."),
    },
    sorts={"created_at": RECORDED, "date": Sort("The day they count from.", "effective_on")},
    owner="",
)


def entries_of(supplier_id: int | None) -> RowList[EntryInfo]:
    """The same of one supplier (None: of all): entries on their accounts, and of each only the lines on those."""
    if supplier_id is None:
        return ENTRIES
    return replace(
        ENTRIES,
        rows=lambda using: ENTRIES.rows(using).filter(_touches(supplier_id)),
        show=lambda rows, using: _show(rows, using, supplier_id),
    )
