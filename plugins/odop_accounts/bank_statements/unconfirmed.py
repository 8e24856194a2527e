"""Payouts that were sent, and that the statements of their days do not show: a person must ask the bank."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import Max, Q

from odop_accounts.models import BankStatement, Payout, PayoutIssue, PayoutState
from odop_accounts.settings import AccountsSettings
from odop_core.india.dates import indian_day
from odop_core.plugin.configuration import load_settings

ONE_DAY = timedelta(days=1)
_SATURDAY, _SUNDAY = 5, 6


def mark_unconfirmed(account: str) -> int:
    """How many payouts got the issue. Looked at are those sent so many working days before the end of what the
    account's statements cover without a gap; an issue that a person settled does not come again."""
    covered = _covered_days(account)
    days = load_settings(AccountsSettings).payout_confirm_days
    settled = Q(clearings__issue=PayoutIssue.NOT_CONFIRMED.value)
    waiting = Payout.objects.filter(state=PayoutState.SENT.value, issue=None, matches=None).exclude(settled)
    sent = waiting.annotate(sent_at=Max("steps__moved_at", filter=Q(steps__after=PayoutState.SENT.value)))
    missing = [
        pk for pk, moment in sent.values_list("pk", "sent_at")
        if moment and _is_covered(indian_day(moment), days, covered)
    ]  # fmt: skip
    still = Payout.objects.filter(pk__in=missing, state=PayoutState.SENT.value, issue=None)
    return still.update(issue=PayoutIssue.NOT_CONFIRMED.value)


def is_working_day(day: date) -> bool:
    """Of banks in India: not on Sundays, nor on the second and fourth Saturday. (Other holidays only make the days
    that are waited fewer by one.)"""
    return day.weekday() != _SUNDAY and not (day.weekday() == _SATURDAY and (day.day - 1) // 7 in (1, 3))


def _covered_days(account: str) -> set[date]:
    covered: set[date] = set()
    for first, last in BankStatement.objects.filter(account=account).values_list("first_day", "last_day"):
        covered.update(first + ONE_DAY * place for place in range((last - first).days + 1))
    return covered


def _is_covered(sent_on: date, days: int, covered: Collection[date]) -> bool:
    """Whether statements cover the day it was sent, and so many working days after it."""
    day, seen = sent_on, 0
    while seen <= days:
        if is_working_day(day):
            if day not in covered:
                return False
            seen += 1
        day += ONE_DAY
    return True
