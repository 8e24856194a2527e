"""What stands on accounts, on any day: sums over days, never over entries. All amounts in paise, debit above zero."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, Sum

from odop_accounts.ledger.chart import Purpose
from odop_accounts.ledger.entries import RUPEES
from odop_accounts.models import Account, DayTotal, JournalLine


@dataclass(frozen=True)
class AccountLine:
    """A line of an account with the balance after it."""

    line_id: int
    entry_id: int
    effective_on: date
    amount: int
    balance: int


def balance(purpose: Purpose, party: str = "", *, currency: str = RUPEES, at: date | None = None) -> int:
    """At the end of a day in India; without one, of all that is in the books. 0 for an account nobody has used."""
    return balances(party, currency=currency, at=at).get(purpose, 0)


def balances(
    party: str = "", *, currency: str = RUPEES, at: date | None = None, using: str = "default"
) -> dict[Purpose, int]:
    """Of all accounts of a party that were used until then."""
    rows = DayTotal.objects.using(using).filter(account__party=party, account__currency=currency)
    if at:
        rows = rows.filter(day__lte=at)
    sums = rows.values_list("account__purpose").annotate(balance=Sum(F("debit") - F("credit")))
    return {Purpose(purpose): int(amount) for purpose, amount in sums}


def balances_by_party(purpose: Purpose, parties: Collection[str], *, currency: str = RUPEES) -> dict[str, int]:
    """Of all that is in the books on the accounts that these parties have for one purpose. One query."""
    rows = DayTotal.objects.filter(account__purpose=purpose, account__party__in=parties, account__currency=currency)
    sums = rows.values_list("account__party").annotate(balance=Sum(F("debit") - F("credit")))
    return {party: int(amount) for party, amount in sums}


def trial_balance(*, currency: str = RUPEES, at: date | None = None, using: str = "default") -> dict[Purpose, int]:
    """Of all parties together, by purpose. The sum is zero."""
    rows = DayTotal.objects.using(using).filter(account__currency=currency)
    if at:
        rows = rows.filter(day__lte=at)
    sums = rows.values_list("account__purpose").annotate(balance=Sum(F("debit") - F("credit")))
    return {Purpose(purpose): int(amount) for purpose, amount in sums}


def account_lines(
    purpose: Purpose, party: str, since: date, until: date, *, currency: str = RUPEES
) -> Iterator[AccountLine]:
    """The lines of the days from `since` to `until`, in the order of their days, with the running balance."""
    account = Account.objects.filter(party=party, purpose=purpose, currency=currency).first()
    if account is None:
        return
    opening = DayTotal.objects.filter(account=account, day__lt=since).aggregate(sum=Sum(F("debit") - F("credit")))[
        "sum"
    ]
    running = int(opening or 0)
    days = Q(effective_on__gte=since, effective_on__lte=until)
    rows = JournalLine.objects.filter(days, account=account).order_by("effective_on", "id")
    for line in rows.iterator(chunk_size=2000):
        running += line.amount
        yield AccountLine(line.pk, line.entry_id, line.effective_on, line.amount, running)
