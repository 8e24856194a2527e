"""What of accounts waits for a person. Each function is one query; `by` is the ID of the user who asks."""

from __future__ import annotations

from django.db.models import Q

from odop_accounts.models import DocumentObstacle, Payout, PayoutObstacle, PayoutState
from odop_core.waiting import Waiting, count_waiting


def payouts_to_approve(by: str = "", using: str = "default") -> Waiting:
    """`own` are those that the user prepared, or whose bank account the user entered."""
    rows = Payout.objects.using(using).filter(state=PayoutState.PREPARED)
    return count_waiting(rows, "prepared_at", own=Q(prepared_by=by) | Q(bank_account_proposed_by=by))


def payouts_with_issue(using: str = "default") -> Waiting:
    """The oldest is the one nobody has touched for longest."""
    return count_waiting(Payout.objects.using(using).filter(issue__isnull=False), "changed_at")


def payouts_in_doubt(using: str = "default") -> Waiting:
    return count_waiting(Payout.objects.using(using).filter(state=PayoutState.IN_DOUBT), "changed_at")


def orders_not_invoiced(using: str = "default") -> Waiting:
    """Documents are due, and something is missing."""
    return count_waiting(DocumentObstacle.objects.using(using).all(), "since")


def suppliers_not_payable(using: str = "default") -> Waiting:
    """As when payouts were last prepared."""
    return count_waiting(PayoutObstacle.objects.using(using).all(), "since")
