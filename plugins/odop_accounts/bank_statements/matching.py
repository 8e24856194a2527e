"""Which payout a row of a bank statement is of, and what it means for it.

A row is of the payout whose key it names; where it names none, of the one whose UTR it has. Money that went is the
payment, money that came is its return, if the amount is the payout's. What follows is found from all rows of a
payout, payments first: so it is the same in whatever order, parts and repetitions the rows come. A row that does not
fit changes no state and is an issue of the payout; a row that names no payout stays without a match.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from odop_accounts.bank_statements.records import digest_code
from odop_accounts.bank_statements.rows import find_codes, find_utr, in_parts
from odop_accounts.models import (
    BankStatement,
    BankStatementMatch,
    BankStatementRow,
    MatchKind,
    Payout,
    PayoutIssue,
    PayoutState,
)
from odop_accounts.models.payouts import OPEN_STATES
from odop_accounts.payouts.errors import WrongState
from odop_accounts.payouts.states import lock_payout, record_paid, record_returned
from odop_consignment.api.suppliers import find_own_suppliers
from odop_core.i18n import _, in_english
from odop_core.india.dates import today

AT_ONCE = 500
# A return by the UTR alone can come before anybody knows that UTR.
RETURNS_WITHIN = timedelta(days=180)
_CAME_BACK = _("The bank's statement says that it came back.")
_ISSUES = {
    MatchKind.AMOUNT_DIFFERS: PayoutIssue.AMOUNT_DIFFERS,
    MatchKind.AMBIGUOUS: PayoutIssue.UTR_SHARED,
    MatchKind.REPEATED: PayoutIssue.STATEMENT_UNCLEAR,
    MatchKind.CONTRADICTS: PayoutIssue.STATEMENT_UNCLEAR,
}


def match_statement(statement: BankStatement, *, by: str) -> None:
    """What the statement's rows mean, and those that were waiting for them. Payouts of a supplier that the person is
    are left for another person to match: it could make them due again. Called again, nothing is done twice."""
    payouts = _candidates(statement)
    own = find_own_suppliers(by, list(set(payouts.values())))
    for key, supplier_id in payouts.items():
        if supplier_id not in own:
            match_payout(key, by=by)


def match_payout(key: str, *, by: str) -> None:
    """In one transaction. A payment may bring the UTR, by which further rows are found."""
    with transaction.atomic():
        payout = lock_payout(key)
        utr = payout.utr
        _match(payout, by)
        payout.refresh_from_db()
        if payout.utr != utr:
            _match(payout, by)


def _candidates(statement: BankStatement) -> dict[str, int]:
    """The suppliers of payouts that rows of the statement name, and of those that may wait for a row; by key."""
    found: dict[str, int] = {}
    for rows in in_parts(statement.rows.all().iterator(AT_ONCE), AT_ONCE):
        codes = {code for row in rows for code in find_codes(row.description, row.reference)}
        found |= dict(_named(codes).values_list("key", "supplier_id"))
    since = today() - RETURNS_WITHIN
    may_wait = Q(state__in=[state.value for state in OPEN_STATES]) | Q(paid_on__gte=since)
    waiting = Payout.objects.filter(may_wait | Q(matches__kind=MatchKind.CONTRADICTS.value)).distinct()
    fields = waiting.values_list("key", "utr", "supplier_id").iterator(AT_ONCE)
    for payouts in in_parts(fields, AT_ONCE):
        digests = {digest_code(code): key for key, utr, _supplier in payouts for code in (key, utr) if code}
        suppliers = {key: supplier_id for key, _utr, supplier_id in payouts}
        rows_of_them = BankStatementRow.objects.filter(codes__overlap=list(digests))
        for row_codes in rows_of_them.values_list("codes", flat=True):
            found |= {digests[code]: suppliers[digests[code]] for code in row_codes if code in digests}
    return dict(sorted(found.items()))


def _named(codes: Collection[str]) -> QuerySet[Payout]:
    return Payout.objects.filter(Q(key__in=codes) | Q(utr__in=codes))


def _match(payout: Payout, by: str) -> None:
    codes = [digest_code(code) for code in (payout.key, payout.utr) if code]
    rows = list(BankStatementRow.objects.filter(codes__overlap=codes).order_by("day", "id"))
    done = set(BankStatementMatch.objects.filter(payout=payout).values_list("row_id", "kind"))
    for row in sorted(rows, key=lambda row: row.amount_paise > 0):
        if any(row_id == row.pk and kind != MatchKind.CONTRADICTS for row_id, kind in done):
            continue
        fitting, by_utr = _payouts_of(row)
        if payout.pk not in fitting:
            continue
        kind = _judge(payout, row, fitting, {kind for row_id, kind in done if row_id != row.pk}, by)
        if (row.pk, kind.value) in done:
            continue
        BankStatementMatch.objects.create(row=row, payout=payout, kind=kind.value, matched_by=by)
        done.add((row.pk, kind.value))
        issue = PayoutIssue.STATEMENT_UNCLEAR if kind == MatchKind.AMBIGUOUS and not by_utr else _ISSUES.get(kind)
        if issue:
            Payout.objects.filter(pk=payout.pk, issue=None).update(issue=issue.value)
        else:
            Payout.objects.filter(pk=payout.pk, issue=PayoutIssue.NOT_CONFIRMED.value).update(issue=None)


def _payouts_of(row: BankStatementRow) -> tuple[set[int], bool]:
    """The payouts it fits, and whether by their UTR."""
    codes = find_codes(row.description, row.reference)
    if named := set(Payout.objects.filter(key__in=codes).values_list("pk", flat=True)):
        return named, False
    return set(Payout.objects.filter(utr__in=codes).values_list("pk", flat=True)), True


def _judge(
    payout: Payout, row: BankStatementRow, fitting: Collection[int], others: Collection[str], by: str
) -> MatchKind:
    """What the row means, recorded of the payout; `others` is what its other rows meant."""
    if len(fitting) > 1:
        return MatchKind.AMBIGUOUS
    if abs(row.amount_paise) != payout.amount_paise:
        return MatchKind.AMOUNT_DIFFERS
    kind = MatchKind.PAID if row.amount_paise < 0 else MatchKind.RETURNED
    if kind.value in others:
        return MatchKind.REPEATED
    try:
        with transaction.atomic():
            _record(payout, row, kind, by)
    except WrongState:
        return MatchKind.CONTRADICTS
    after = Payout.objects.values_list("state", flat=True).get(pk=payout.pk)
    follows = {PayoutState.PAID, PayoutState.RETURNED} if kind == MatchKind.PAID else {PayoutState.RETURNED}
    return kind if after in follows else MatchKind.CONTRADICTS


def _record(payout: Payout, row: BankStatementRow, kind: MatchKind, by: str) -> None:
    if kind == MatchKind.RETURNED:
        record_returned(payout.key, in_english(_CAME_BACK), returned_on=row.day, by=by)
        return
    codes = find_codes(row.description, row.reference)
    utr = payout.utr if payout.utr in codes else find_utr(row.description, row.reference, payout.key)
    record_paid(payout.key, utr=utr, paid_on=row.day, by=by)
