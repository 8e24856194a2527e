"""Posting and reversing. Entries are posted many at a time, in the caller's transaction, and are safe to post again.

A key that is in the books already is taken as a repeat if everything else is the same, and refused otherwise. Post all
that a transaction has to post with one call: accounts are then locked in one order, and nobody waits in a circle.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import connection

from odop_accounts.ledger.chart import Purpose
from odop_accounts.ledger.refusals import AlreadyReversed, KeyReused, Unbalanced, typed_refusals
from odop_accounts.models import Account, JournalEntry, JournalLine

RUPEES = "INR"
# What the database's columns of money hold.
LARGEST_AMOUNT = 2**63 - 1
_COLUMNS = (
    "key", "kind", "source", "effective_on", "currency", "narration", "recorded_by", "reversal_of",
)  # fmt: skip


@dataclass(frozen=True, order=True)
class Line:
    """`amount` in paise (the smallest unit of the entry's currency): debit above zero, credit below it.

    `party` is "" for the shop itself.
    """

    purpose: Purpose
    amount: int
    party: str = ""


@dataclass(frozen=True)
class Entry:
    """What is to be posted. `key` names what happened, once; `effective_on` is its day in India."""

    key: str
    kind: str
    source: str
    effective_on: date
    lines: tuple[Line, ...]
    narration: str = ""
    currency: str = RUPEES
    recorded_by: str = "system"
    reversal_of: int | None = None

    @property
    def content(self) -> tuple[object, ...]:
        """All that must be the same for a repeat; who records it, and with which words, may differ."""
        return (self.kind, self.source, self.effective_on, self.currency, self.reversal_of, sorted(self.lines))


def post_entries(entries: Iterable[Entry]) -> list[int]:
    """The numbers of the entries, in their order, whether they are new or were in the books.

    Raises LedgerError (see `refusals`); then none of them is posted.
    """
    given = list(entries)
    by_key: dict[str, Entry] = {}
    for entry in given:
        _check(entry)
        if by_key.setdefault(entry.key, entry).content != entry.content:
            raise KeyReused(f"Two different entries have the key {entry.key}.")
    if not by_key:
        return []
    with typed_refusals():
        numbers = _insert_entries(by_key.values())
        _insert_lines([(numbers[key], by_key[key]) for key in numbers])
        numbers |= _repeats([entry for key, entry in by_key.items() if key not in numbers])
    return [numbers[entry.key] for entry in given]


def reverse_entry(entry_id: int, *, key: str, effective_on: date, narration: str, recorded_by: str) -> int:
    """Take an entry back by one with all signs turned; the number of that.

    Raises AlreadyReversed, NotReversible, PeriodClosed, KeyReused, and JournalEntry.DoesNotExist.
    """
    original = read_entry(entry_id)
    lines = tuple(replace(line, amount=-line.amount) for line in original.lines)
    reversal = replace(
        original, key=key, effective_on=effective_on, lines=lines, narration=narration, recorded_by=recorded_by,
        reversal_of=entry_id,
    )  # fmt: skip
    earlier = JournalEntry.objects.filter(reversal_of=entry_id).exclude(key=key).first()
    if earlier:
        raise AlreadyReversed(f"Entry {original.key} was reversed by {earlier.key}.")
    return post_entries([reversal])[0]


def read_entry(entry_id: int) -> Entry:
    """An entry as it was posted. Raises JournalEntry.DoesNotExist."""
    found = _read([JournalEntry.objects.get(pk=entry_id)])
    return found[entry_id]


def _check(entry: Entry) -> None:
    if not entry.lines or sum(line.amount for line in entry.lines) != 0:
        raise Unbalanced(f"The lines of entry {entry.key} do not sum to zero.")
    if any(not line.amount or abs(line.amount) > LARGEST_AMOUNT for line in entry.lines):
        raise Unbalanced(f"A line of entry {entry.key} is no amount of money.")


def _insert_entries(entries: Iterable[Entry]) -> dict[str, int]:
    """The numbers of those that are new. Who posts the same keys at this moment is waited for."""
    rows = sorted(entries, key=lambda entry: entry.key)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO odop_accounts_journalentry"
            " (key, kind, source, effective_on, currency, narration, recorded_by, reversal_of_id)"
            " SELECT * FROM unnest(%s::text[], %s::text[], %s::text[], %s::date[], %s::text[], %s::text[], %s::text[],"
            " %s::bigint[]) ON CONFLICT (key) DO NOTHING RETURNING key, id",
            [[getattr(entry, name) for entry in rows] for name in _COLUMNS],
        )
        return dict(cursor.fetchall())


def _insert_lines(numbered: Sequence[tuple[int, Entry]]) -> None:
    """In one statement, as the database wants the lines of an entry."""
    accounts = _account_numbers(
        {(line.party, line.purpose, entry.currency) for _, entry in numbered for line in entry.lines}
    )
    rows = [
        (number, accounts[line.party, line.purpose, entry.currency], line.amount, entry.effective_on)
        for number, entry in numbered
        for line in entry.lines
    ]
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO odop_accounts_journalline (entry_id, account_id, amount, effective_on)"
            " SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::date[])",
            [list(column) for column in zip(*rows, strict=True)],
        )


def _account_numbers(names: set[tuple[str, Purpose, str]]) -> dict[tuple[str, str, str], int]:
    """Accounts by party, purpose and currency; opened when they are first needed."""
    wanted = sorted((party, purpose.value, currency) for party, purpose, currency in names)
    if not wanted:
        return {}
    found = _find_accounts(wanted)
    missing = [Account(party=party, purpose=purpose, currency=currency)
               for party, purpose, currency in wanted if (party, purpose, currency) not in found]  # fmt: skip
    if missing:
        Account.objects.bulk_create(missing, ignore_conflicts=True)
        found = _find_accounts(wanted)
    return found


def _find_accounts(wanted: list[tuple[str, str, str]]) -> dict[tuple[str, str, str], int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT party, purpose, currency, id FROM odop_accounts_account"
            " WHERE (party, purpose, currency) IN (SELECT * FROM unnest(%s::text[], %s::text[], %s::text[]))",
            [list(column) for column in zip(*wanted, strict=True)],
        )
        return {(party, purpose, currency): number for party, purpose, currency, number in cursor.fetchall()}


def _repeats(entries: list[Entry]) -> dict[str, int]:
    """The numbers of entries that were in the books already. Raises KeyReused where the books say something else."""
    rows = list(JournalEntry.objects.filter(key__in=[entry.key for entry in entries]))
    known = {entry.key: (number, entry) for number, entry in _read(rows).items()}
    for entry in entries:
        if known[entry.key][1].content != entry.content:
            raise KeyReused(f"Entry {entry.key} is in the books, and says something else.")
    return {key: number for key, (number, _entry) in known.items()}


def _read(rows: Sequence[JournalEntry]) -> dict[int, Entry]:
    lines: dict[int, list[Line]] = defaultdict(list)
    for line in JournalLine.objects.filter(entry__in=rows).select_related("account").order_by("id"):
        lines[line.entry_id].append(Line(Purpose(line.account.purpose), line.amount, line.account.party))
    return {
        row.pk: Entry(
            row.key, row.kind, row.source, row.effective_on, tuple(lines[row.pk]), row.narration, row.currency,
            row.recorded_by, row.reversal_of_id,
        )
        for row in rows
    }  # fmt: skip
