"""Whether the ledger agrees with the payouts, by counting afresh. For `odop_doctor`, not for requests."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Sum

from odop_accounts.ledger.chart import Purpose
from odop_accounts.models import DayTotal, JournalLine, Payout, PayoutState
from odop_accounts.payouts.states import STANDS_ON, payout_source
from odop_accounts.posting.figures import supplier_party
from odop_core.health import Problem

AT_ONCE = 1000
MOST_NAMED = 5


def check_payouts() -> str:
    """Of each payout the ledger has what its state says; nothing else is under way. Raises Problem."""
    wrong: list[str] = []
    seen, last = 0, 0
    under_way: dict[str, int] = defaultdict(int)
    while rows := list(Payout.objects.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        seen, last = seen + len(rows), rows[-1].pk
        lines = JournalLine.objects.filter(entry__source__in=[payout_source(row.pk) for row in rows])
        sums = lines.values_list("entry__source", "account__purpose").annotate(sum=Sum("amount"))
        posted = {(source, purpose): int(amount) for source, purpose, amount in sums}
        for row in rows:
            stands_on = STANDS_ON[PayoutState(row.state)]
            for purpose in (Purpose.PAYOUT_UNDER_WAY, Purpose.BANK):
                expected = -row.amount_paise if purpose == stands_on else 0
                if posted.get((payout_source(row.pk), purpose.value), 0) != expected:
                    wrong.append(f"payout {row.pk}")
            if stands_on == Purpose.PAYOUT_UNDER_WAY:
                under_way[supplier_party(row.supplier_id)] -= row.amount_paise
    totals = DayTotal.objects.filter(account__purpose=Purpose.PAYOUT_UNDER_WAY.value)
    sums_of_party = totals.values_list("account__party").annotate(debit=Sum("debit"), credit=Sum("credit"))
    in_books = {party: int(debit - credit) for party, debit, credit in sums_of_party}
    wrong += sorted(
        party for party in in_books.keys() | under_way.keys() if in_books.get(party, 0) != under_way.get(party, 0)
    )
    if wrong:
        raise Problem(f"The books do not agree with {', '.join(wrong[:MOST_NAMED])}.")
    return f"{seen} payouts agree"
